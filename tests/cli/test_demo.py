"""`posecheck demo`, from an empty folder."""

import re
from pathlib import Path

import pytest
from command_line import Run, run

from posecheck.cli.demo import FILM, NEXT_STEPS
from posecheck.video import open_clip


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> tuple[Run, Path]:
    folder = tmp_path_factory.mktemp("demo")
    return run(folder, "demo"), folder


def test_the_demo_judges_annotates_and_says_how_to_go_on(demo):
    shown, folder = demo
    assert (shown.code, shown.err) == (0, "")
    for words in ("Half-kneeling lunge", "flat_back", "✗ fix", "Work on first:", NEXT_STEPS):
        assert words in shown.out
    assert [path.name for path in folder.iterdir()] == [FILM]
    with open_clip(folder / FILM) as film:
        assert sum(1 for _ in film) > 0
        assert not film.truncated


def test_text_in_a_pipe_is_plain_and_80_wide(demo):
    words = demo[0].out
    assert "\x1b" not in words
    without_paths = [line for line in words.splitlines() if not re.search(r"\.mp4$", line)]
    assert max(map(len, without_paths)) <= 80
    assert not any(line.endswith(" ") for line in without_paths)
