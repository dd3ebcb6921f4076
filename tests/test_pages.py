"""The pages hold together: links, files and functions that they name, and their examples."""

import json
import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from shutil import copy

import pytest
from places import DOCS, PACKAGE, QUICK, ROOT

import posecheck
from posecheck.clips.result import ClipResult
from posecheck.scoring.expectations_file import load_expectations

PAGES = sorted(
    chain(
        ROOT.glob("*.md"), DOCS.rglob("*.md"), *(ROOT.glob(f"{f}/README.md") for f in ("*", "*/*"))
    )
)
TUTORIALS = DOCS / "tutorials"
SHORT = 90
"""Lines of the README: about one screen, pictures and tables included."""

HERE = r"\]\((?!https?:)([^)]*)\)"
"""A link that does not leave the repository."""


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """A page without its code."""
    return re.sub(r"^ *```.*?^ *```", "", text(path), flags=re.DOTALL | re.MULTILINE)


def anchors(path: Path) -> set[str]:
    """The anchors of the headings of a page, as GitHub and the site make them."""
    titles = re.findall(r"^#+ (.*)", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text(path), re.DOTALL | re.MULTILINE)


def rows(path: Path, title: str) -> list[list[str]]:
    """The cells of a table below a heading, without its head."""
    lines = text(path).split(f"\n## {title}\n")[1].split("\n## ")[0].splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")][1:]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    for link in re.findall(HERE, prose(path)):
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_readme_is_short_and_every_place_that_it_names_is_there():
    assert len(text(ROOT / "README.md").splitlines()) <= SHORT
    for _, places in rows(ROOT / "README.md", "Where things are"):
        found = re.findall(r"`([^`]+)`", places)
        assert found
        for place in found:
            assert list(ROOT.glob(place)) or (ROOT / found[0] / place).exists(), place


@pytest.mark.parametrize("room", sorted(p.name for p in PACKAGE.iterdir() if p.is_dir()))
def test_every_room_has_its_line(room):
    if not list((PACKAGE / room).glob("*.py")):
        pytest.skip("not a package")
    assert any(f"`{room}`" in row[0] for row in rows(DOCS / "ARCHITECTURE.md", "The rooms"))
    if room != "support":
        assert f"`posecheck/{room}/" in text(ROOT / "README.md")


@pytest.mark.parametrize("command", ["analyze", "live"])
def test_the_walk_of_a_frame_names_what_there_is(command):
    for file, names, _ in rows(DOCS / "ARCHITECTURE.md", f"A frame through `posecheck {command}`"):
        source = text(PACKAGE / file.strip("`"))
        for name in re.findall(r"`(\w+)`", names):
            assert re.search(rf"^(def|class) {name}\b", source, re.MULTILINE), f"{file}: {name}"


@pytest.mark.parametrize("name", ["ARCHITECTURE", "RECIPES", "HOWTO"])
def test_every_file_that_a_page_names_is_there(name):
    named = re.findall(
        r"`((?:posecheck|tests|samples|benchmarks|docs|models)/[\w./]*)`",
        prose(DOCS / f"{name}.md"),
    )
    made_by_the_reader = {"posecheck/stretches/my_stretch.toml"}
    for place in set(named) - made_by_the_reader:
        assert (ROOT / place).exists(), place


def test_the_index_and_the_site_have_every_page():
    site = text(ROOT / "mkdocs.yml")
    for path in set(DOCS.rglob("*.md")) - {DOCS / "index.md"}:
        name = path.relative_to(DOCS).as_posix()
        assert f"]({name})" in text(DOCS / "index.md"), name
        assert f": {name}\n" in site, name


# ------------------------------------------------------------------------------------- the examples


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_python_examples_are_python_and_name_what_there_is(path):
    for block in blocks(path, "python"):
        compile(block, str(path), "exec")
        for name in re.findall(r"\bposecheck\.(\w+)", block):
            assert hasattr(posecheck, name), name


@pytest.fixture
def clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with the clips that the pages name."""
    copy(QUICK / "lunge_side.mp4", tmp_path / "lunge.mp4")
    copy(QUICK / "bridge_side.mp4", tmp_path / "bridge.mp4")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_of_one_clip_runs(clips: Path):
    block = next(block for block in blocks(DOCS / "API.md", "python") if "result.to_json" in block)
    names: dict[str, object] = {}
    exec(block, names)
    assert isinstance(names["result"], ClipResult)
    assert names["result"].check("front_knee").verdict.value == "good"


def test_the_example_of_own_frames_runs(capsys: pytest.CaptureFixture[str]):
    block = next(block for block in blocks(DOCS / "API.md", "python") if "my_camera" in block)
    with posecheck.open_clip(QUICK / "bridge_side.mp4") as clip:
        exec(block, {"posecheck": posecheck, "my_camera": ((f.time_s, f.image) for f in clip)})
    assert "s: Lift your hips higher" in capsys.readouterr().out


def test_the_tests_of_the_tutorial_pass(
    clips: Path, assert_form: Callable[..., None], score_clip: Callable[..., ClipResult]
):
    (block,) = blocks(TUTORIALS / "checks_in_tests.md", "python")
    names: dict[str, Callable[..., None]] = {}
    exec(block, names)
    names["test_the_bridge_is_high_enough"](assert_form)
    names["test_the_bridge_is_held"](score_clip)


def test_the_stretch_of_the_tutorial_is_one(tmp_path: Path):
    (block,) = blocks(TUTORIALS / "own_stretch.md", "toml")
    (tmp_path / "deep_lunge.toml").write_text(block, encoding="utf-8")
    stretch = posecheck.Stretch.from_toml(tmp_path / "deep_lunge.toml")
    assert (stretch.id, stretch.check_ids) == ("deep_lunge", ("front_knee",))


def test_the_stretch_of_the_tutorial_judges_the_sample_as_shown(tmp_path: Path, poses_of):
    page = TUTORIALS / "own_stretch.md"
    (tmp_path / "deep_lunge.toml").write_text(blocks(page, "toml")[0], encoding="utf-8")
    assessor = posecheck.Assessor([posecheck.Stretch.from_toml(tmp_path / "deep_lunge.toml")])
    poses = poses_of(QUICK / "lunge_side.mp4")
    result = posecheck.summarize(assessor.assess(pose, time_s) for time_s, pose in poses)
    (value,) = re.findall(r"front_knee  ✓ good   (\d+)°", page.read_text(encoding="utf-8"))
    knee = result.check("front_knee")
    assert (knee.verdict, result.repetitions) == ("good", 0)
    assert knee.value == pytest.approx(float(value), abs=2)


def test_the_expectations_of_the_tutorial_can_be_read(tmp_path: Path):
    (block,) = blocks(TUTORIALS / "folder_of_clips.md", "toml")
    (tmp_path / "expected.toml").write_text(block, encoding="utf-8")
    ids = frozenset(id for stretch in posecheck.all_built_in() for id in stretch.check_ids)
    assert load_expectations(tmp_path / "expected.toml", ids)


def test_the_notebook_runs_and_shows_what_it_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("MPLBACKEND", "agg")
    notebook = json.loads(text(TUTORIALS / "first_clip.ipynb"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            shown = "".join("".join(output.get("text", "")) for output in cell["outputs"])
            assert without_digits(capsys.readouterr().out) == without_digits(shown)


def without_digits(printed: str) -> str:
    """Values differ a little from one processor to another."""
    return re.sub(r"\d+", "#", printed)
