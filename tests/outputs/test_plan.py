"""What is planned is what is written, complete or not at all."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from clip_maker import make_clip, pattern
from command_line import LUNGE, run, started
from counting import calls_of
from drawing import assessed
from PIL import Image
from places import PACKAGE

from posecheck.assess.hold import HoldClock
from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.errors import InputError
from posecheck.outputs.options import OutputOptions
from posecheck.outputs.overlay.annotated import commented, jpeg
from posecheck.outputs.plan import COMPARISON, claimed, films_beside, plan_for
from posecheck.outputs.targets import Targets
from posecheck.pose.model import find_model
from posecheck.support.files import unfinished_name
from posecheck.video import open_clip
from posecheck.video.film import MADE_BY, FilmWriter

FIVE = {"report.html", "annotated.jpg", "summary.json", "frames.csv", "landmarks.csv"}


LUNGE_FILE = PACKAGE / "stretches" / "half_kneeling_lunge.toml"
CALLS_PER_CLIP = 800
"""10,000 clips then take about a second; today it is 370 to 670."""


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_command_writes_all_files_of_each_clip_and_never_over_them(tmp_path, picture):
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(picture.read_bytes())
    command = ("analyze", "one.png", "two.png", "--out", "results", "--json", "-")
    first = run(tmp_path, *command)
    assert first.code == 0
    assert f"written: {Path('results/index.html')}" in first.err
    written = {f"{clip}/{name}" for clip in ("one", "two") for name in FIVE}
    written.add("index.html")
    assert names_in(tmp_path / "results") == written
    index = (tmp_path / "results/index.html").read_text(encoding="utf-8")
    assert all(f'href="{clip}/report.html"' in index for clip in ("one", "two"))
    summary = json.loads((tmp_path / "results/one/summary.json").read_text(encoding="utf-8"))
    assert summary == first.results[0]

    before = (tmp_path / "results/one/report.html").stat().st_mtime_ns
    again = run(tmp_path, *command)
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.error
    assert (tmp_path / "results/one/report.html").stat().st_mtime_ns == before
    assert run(tmp_path, *command, "--force").code == 0
    assert (tmp_path / "results/one/report.html").stat().st_mtime_ns > before
    assert names_in(tmp_path / "results") == written


def test_a_folder_of_one_of_several_clips_that_another_run_has_is_left_to_it(tmp_path, picture):
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(picture.read_bytes())
    folder = tmp_path / "results" / "one"
    with claimed(folder):
        under_way = unfinished_name(folder)
        under_way.mkdir()
        ended = run(tmp_path, "analyze", "one.png", "two.png", "--out", "results")
        assert under_way.is_dir()
    assert ended.code == 2
    assert f"{Path('results/one')}: another run of posecheck is writing there" in ended.err
    written = {"index.html", *(f"two/{name}" for name in FIVE)}
    assert names_in(tmp_path / "results") == written


def test_nobody_in_the_picture_still_makes_a_report(tmp_path, nobody):
    ended = run(tmp_path, "analyze", nobody, "--out", "results")
    assert ended.code == 3
    page = (tmp_path / "results/report.html").read_text(encoding="utf-8")
    assert "Not in position" in page
    assert "2 to 4 m away" in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--compare", LUNGE], "two clips"),
        (["--compare", LUNGE, LUNGE.with_name("bridge_side.mp4")], "--out"),
        ([LUNGE, "--out", f"{LUNGE}/results"], "results"),
        ([LUNGE, "--format", "xls", "--out", "results"], "--format"),
        ([LUNGE, "--format", "trc"], "--format is about the landmarks"),
        ([LUNGE, "--embed", "--video"], "--embed is about the report"),
        ([LUNGE, "--full-size"], "add --video or --out"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_before_anything_is_read(tmp_path, arguments, words):
    ended = run(tmp_path, "analyze", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert names_in(tmp_path) == set()


def test_a_clip_is_never_overwritten_even_by_force(tmp_path):
    clip = tmp_path / "annotated.mp4"
    clip.write_bytes(LUNGE.read_bytes())
    with pytest.raises(InputError, match="to be read"):
        plan_for([clip], (), OutputOptions(), Targets([clip], force=True), folder=tmp_path)
    assert clip.read_bytes() == LUNGE.read_bytes()


def test_films_beside_clips_of_one_name_are_numbered_and_spare_the_clips(tmp_path, picture):
    clips = [tmp_path / name for name in ("a.jpg", "a.png", "a_annotated_2.jpg")]
    for clip in clips:
        clip.write_bytes(picture.read_bytes())
    outputs = films_beside(clips, Targets(clips))
    paths = []
    for clip in clips:
        (make,) = outputs[clip]
        with open_clip(clip) as opened:
            paths.append(make(opened).path.name)
    assert paths == ["a_annotated.jpg", "a_annotated_3.jpg", "a_annotated_2_annotated.jpg"]


def films_of(folder: Path, *names: str, force: bool = False) -> list[str]:
    """Make a film beside each of these clips: the names of the films."""
    clips = [folder / name for name in names]
    outputs = films_beside(clips, Targets(clips, force=force))
    made: list[Path] = []
    for clip in clips:
        (make,) = outputs[clip]
        with open_clip(clip) as opened, make(opened) as output:
            for frame in opened:
                output.add(frame, assessed({}), HoldClock())
        made += output.files
    return [path.name for path in made]


@pytest.fixture(
    params=[("a.mp4", "a.mov", ".mp4"), ("a.jpg", "a.png", ".jpg")], ids=["films", "pictures"]
)
def of_one_name(request, tmp_path) -> tuple[list[str], list[str]]:
    """Two clips whose names differ in the suffix only, and the names that their films may have."""
    *clips, suffix = request.param
    for clip in clips:
        if suffix == ".mp4":
            make_clip(tmp_path / clip, 3)
        else:
            Image.fromarray(pattern(0)).save(tmp_path / clip)
    return clips, [f"a_annotated{number}{suffix}" for number in ("", "_2", "_3")]


def test_a_film_takes_the_place_of_an_earlier_one_of_the_same_clip_only(tmp_path, of_one_name):
    (first, second), (name, numbered, _) = of_one_name
    for _ in range(2):
        assert films_of(tmp_path, first) == [name]
        assert films_of(tmp_path, second) == [numbered]
        assert films_of(tmp_path, first, second) == [name, numbered]
        assert films_of(tmp_path, second, first) == [numbered, name]


def test_a_film_of_another_clip_is_replaced_by_force(tmp_path, of_one_name):
    clips, names = of_one_name
    assert films_of(tmp_path, *clips) == names[:2]
    for _ in range(2):
        assert films_of(tmp_path, clips[1], force=True) == [names[0]]


def test_what_has_the_name_of_a_film_but_is_none_of_ours_is_spared(tmp_path, of_one_name):
    clips, names = of_one_name
    (tmp_path / names[0]).write_text("mine")
    for _ in range(2):
        assert films_of(tmp_path, *clips) == names[1:]
    assert (tmp_path / names[0]).read_text() == "mine"


def test_a_film_of_an_older_version_which_names_no_clip_is_replaced(tmp_path, of_one_name):
    clips, names = of_one_name
    older = tmp_path / names[0]
    if older.suffix == ".mp4":
        with FilmWriter(older, (128, 96), 30) as film:
            film.write(pattern(0), 0.0)
    else:
        older.write_bytes(commented(jpeg(pattern(0)), MADE_BY))
    assert films_of(tmp_path, *reversed(clips)) == names[:2]
    assert films_of(tmp_path, *clips) == names[1::-1]


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that differ in capitals only")
@pytest.mark.parametrize("other", ["A.mp4", "a.MP4"])
def test_films_of_names_that_are_one_on_other_disks_have_a_name_each(tmp_path, other):
    for name in ("a.mp4", other):
        make_clip(tmp_path / name, 3)
    planned = [films_of(tmp_path, "a.mp4", other) for _ in range(2)]
    assert planned[0] == planned[1] == ["a_annotated.mp4", f"{other[0]}_annotated_2.mp4"]


def test_no_folder_and_no_film_is_no_output(tmp_path):
    clips = [tmp_path / "a.mp4"]
    for film in (None, False):
        plan = plan_for(clips, (), OutputOptions(film=film), Targets(clips), folder=None)
        assert plan.outputs == {}


def test_a_comparison_is_the_first_output_of_both_clips(tmp_path):
    clips = [tmp_path / "a.mp4", tmp_path / "b.mp4"]

    def planned(**options):
        options, out = OutputOptions(**options), tmp_path / "out"
        return plan_for(clips, (), options, Targets(clips), folder=out).outputs

    alone, both = planned(), planned(compare=True)
    assert [len(both[clip]) - len(alone[clip]) for clip in clips] == [1, 1]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / COMPARISON).touch()
    with pytest.raises(InputError, match="--force"):
        planned(compare=True)


def calls_to_plan(clips: list[Path], folder: Path) -> int:
    folder.mkdir()
    targets = Targets(clips)
    return calls_of(lambda: plan_for(clips, (), OutputOptions(), targets, folder=folder))


@pytest.mark.parametrize("name", ["clip{}.mp4", "day{}/clip.mp4", "clip.{}", "day{}/clip/a.mp4"])
def test_planning_takes_as_long_for_each_of_many_clips_as_for_each_of_few(tmp_path, name):
    _, few, many = (
        calls_to_plan([tmp_path / name.format(n) for n in range(count)], tmp_path / f"out{count}")
        for count in (2, 50, 450)  # what is loaded for the first one is not counted
    )
    assert many - few < CALLS_PER_CLIP * 400
    assert not list((tmp_path / "out450").iterdir())


def calls_to_analyze(picture: Path, folder: Path, checks: int) -> int:
    """The work on a picture with a stretch of so many checks, and on all that is made of it."""
    head, _, rest = LUNGE_FILE.read_text().partition("[[check]]\n")
    knee = rest.partition("\n[[")[0]
    own = (re.sub("^id = .*", f'id = "knee_{number}"', knee) for number in range(checks))
    file = folder / f"{checks}.toml"
    file.write_text("\n[[check]]\n".join([re.sub("^id = .*", 'id = "own"', head), *own]))
    stretches = choose_stretches(str(file))
    out = folder / str(checks)
    plan = plan_for([picture], stretches, OutputOptions(), Targets([picture]), folder=out)
    work = partial(analyze_clip, picture, find_model(), stretches, outputs=plan.outputs[picture])
    count = calls_of(work)
    summary = json.loads((out / "summary.json").read_text())
    assert sum(check["verdict"] == "good" for check in summary["checks"]) == checks
    return count


def test_the_work_grows_with_the_number_of_checks_and_no_faster(tmp_path, picture):
    counts = (1, 10, 20, 40)  # what is loaded for the first one is not counted
    _, few, some, many = (calls_to_analyze(picture, tmp_path, count) for count in counts)
    assert many - some < 1.2 * 2 * (some - few)


def begun(folder: Path, out: Path) -> subprocess.Popen:
    """An analysis that has begun to write its film."""
    process = started(folder, "analyze", LUNGE, "--out", out, "--json", "-")
    end_s = time.monotonic() + 60
    while not any(path.stat().st_size for path in folder.glob(".posecheck-*/.posecheck-*.csv")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end_s
        time.sleep(0.01)
    return process


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_leaves_no_half_written_file_and_keeps_older_results(tmp_path):
    out = tmp_path / "results"
    out.mkdir()
    (out / "mine.txt").write_text("kept")
    process = begun(tmp_path, out)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "posecheck: stopped\n")
    assert names_in(out) == {"mine.txt"}


def test_a_clip_that_cannot_be_read_leaves_nothing(tmp_path, garbage):
    ended = run(tmp_path, "analyze", garbage, "--out", "results")
    assert ended.code == 2
    assert names_in(tmp_path / "results") == set()
