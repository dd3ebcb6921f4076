"""What the pages say that a command prints is what it prints."""

import re
from collections.abc import Iterator

import pytest
from command_line import run
from places import DOCS, PACKAGE, QUICK

from posecheck import assert_form

DEMO = PACKAGE / "cli" / "demo.mp4"
BRIDGE = QUICK / "bridge_side.mp4"
DEEP_LUNGE = "deep_lunge.toml"
LEAST, SHARE = 1.0, 0.02
"""How far a number may be from the one on the page: another processor rounds otherwise. With more
room a page that has gone stale would pass."""

NUMBER = r"\d+(?:\.\d+)?"


def blocks(page: str, first_words: str) -> Iterator[list[str]]:
    """The lines of each text block that begins so, without the dots for what is left out."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL):
        if block.startswith(first_words):
            yield [line for line in block.splitlines() if line.strip(".")]


def is_said(line: str, printed: str) -> bool:
    """Whether a line was printed: the same words, and about the same numbers."""
    words, numbers = re.split(NUMBER, " ".join(line.split())), re.findall(NUMBER, line)
    if re.split(NUMBER, " ".join(printed.split())) != words:
        return False
    pairs = zip(map(float, numbers), map(float, re.findall(NUMBER, printed)), strict=True)
    return all(abs(a - b) <= max(LEAST, SHARE * abs(b)) for a, b in pairs)


def assert_said(page: str, first_words: str, out: str) -> None:
    shown = list(blocks(page, first_words))
    assert shown, f"{page} has no such block"
    missing = [
        line
        for block in shown
        for line in block
        if not any(is_said(line, printed) for printed in out.splitlines())
    ]
    assert missing == []


def test_the_demo_says_what_the_pages_say(tmp_path):
    out = run(tmp_path, "analyze", DEMO).out
    for page in ("tutorials/first_clip.md", "COMMAND_LINE.md"):
        assert_said(page, "Half-kneeling lunge (recognised)", out)
    assert_said("tutorials/first_clip.md", "Check ", out)


def test_the_stretch_of_the_tutorial_judges_as_it_says(tmp_path):
    page = (DOCS / "tutorials/own_stretch.md").read_text(encoding="utf-8")
    (described,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / DEEP_LUNGE).write_text(described, encoding="utf-8")
    out = run(tmp_path, "analyze", QUICK / "lunge_side.mp4", "--stretch", DEEP_LUNGE).out
    assert_said("tutorials/own_stretch.md", "Deep lunge", out)


def test_the_folder_of_the_tutorial_scores_as_it_says(tmp_path):
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "quick").symlink_to(QUICK, target_is_directory=True)
    out = run(tmp_path, "score", "samples/quick").out
    assert_said("tutorials/folder_of_clips.md", "The worst first", out)


@pytest.mark.parametrize(
    ("page", "clip", "copied", "expected"),
    [
        ("tutorials/checks_in_tests.md", "bridge.mp4", BRIDGE, {"fix": ["hip_height"]}),
        ("API.md", "lunge.mp4", DEMO, {"good": ["trunk_upright"]}),
    ],
)
def test_a_check_fails_with_the_words_of_the_page(
    tmp_path, monkeypatch, page, clip, copied, expected
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / clip).write_bytes(copied.read_bytes())
    with pytest.raises(AssertionError) as failure:
        assert_form(clip, **expected)
    (shown,) = blocks(page, clip)
    assert is_said(" ".join(shown), " ".join(str(failure.value).split()))
