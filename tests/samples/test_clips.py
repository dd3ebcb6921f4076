"""The catalogue, the files on disk, and what they cover together."""

from pathlib import Path

import av
import pytest

from benchmarks.accuracy.verdicts import is_hidden
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import all_built_in
from samples.generator.catalogue import load_catalogue
from samples.generator.expectations import CHECKS
from samples.generator.listing import README, with_table
from samples.generator.truth_file import read_truth

CLIPS = Path(README).parent / "clips"
MEGABYTE = 1_000_000
CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def truths():
    return {name: read_truth(CLIPS / f"{name}.json") for name in CATALOGUE}


def test_there_are_enough_clips_and_some_long_ones():
    assert len(CATALOGUE) >= 60
    assert sum(clip.seconds >= 30 for clip in CATALOGUE.values()) >= 4


def test_the_folder_holds_the_clips_of_the_catalogue_and_nothing_else():
    expected = {f"{name}.{ending}" for name in CATALOGUE for ending in ("mp4", "json")}
    assert {file.name for file in CLIPS.iterdir()} == expected


def test_the_table_of_the_readme_is_up_to_date():
    text = README.read_text()
    assert text == with_table(text, CATALOGUE), "run python -m samples.generator --table"


def test_clips_and_truths_are_small():
    clips, truths = (
        sum(file.stat().st_size for file in CLIPS.glob(pattern)) for pattern in ("*.mp4", "*.json")
    )
    assert clips < 12 * MEGABYTE
    assert truths < 3 * MEGABYTE


def test_truth_and_video_have_the_same_frames(truths):
    for name, clip in CATALOGUE.items():
        with av.open(str(CLIPS / f"{name}.mp4")) as container:
            stream = container.streams.video[0]
            assert stream.frames == clip.frame_count == len(truths[name]["frames"]), name
            assert (stream.width, stream.height) == clip.size
            assert stream.average_rate == clip.fps
            assert stream.codec_context.pix_fmt == "yuv420p"


def test_frames_hold_what_the_bench_needs(truths):
    for name, truth in truths.items():
        for frame in truth["frames"]:
            assert set(frame) == {"in_position", "front", "measures", "joints2d"}, name


@pytest.mark.parametrize("stretch", sorted(CHECKS))
def test_every_check_has_a_clip_that_is_good_and_one_that_is_wrong(stretch, truths):
    verdicts = {
        (check, result["verdict"])
        for truth in truths.values()
        if truth["expected"]["stretch"] == stretch
        for check, result in truth["expected"]["checks"].items()
    }
    for check in {check.id for check in CHECKS[stretch]}:
        for verdict in ("good", "borderline", "fix", "cannot_judge"):
            assert (check, verdict) in verdicts, f"{stretch}: no {verdict} of {check}"


def test_every_stretch_is_held_and_each_side_is_in_front(truths):
    sides = {(t["expected"]["stretch"], side) for t in truths.values() for side in _sides(t)}
    for stretch in ("pigeon", "half_kneeling_lunge"):
        assert {(stretch, "left"), (stretch, "right")} <= sides
    for name, truth in truths.items():
        if CATALOGUE[name].stretch:
            assert truth["expected"]["in_position"], name


def _sides(truth):
    return truth["expected"]["sides"]


def test_every_stretch_is_well_done_from_every_view_that_it_can_be_told_from(truths):
    expected = [(truth["view"], truth["expected"]) for truth in truths.values()]
    done = {(told["stretch"], view) for view, told in expected if told["good_hold_s"] > 0}
    for stretch in all_built_in():
        for view in stretch.told_from - {ViewKind.FEET}:  # only one who lies has a feet end
            assert (stretch.id, view.value) in done, f"no good {stretch.id} from the {view.value}"


def test_a_held_back_foot_is_reported_and_its_leg_not_judged(truths):
    held = {name for name in CATALOGUE if "mermaid" in name}
    told = {
        name for name, truth in truths.items() if "hand_to_foot" in truth["frames"][0]["measures"]
    }
    assert len(held) >= 3
    assert told == held
    for name in held:
        back_leg = truths[name]["expected"]["checks"]["back_leg"]
        assert back_leg["verdict"] == "cannot_judge", name
        assert is_hidden(back_leg), name


def test_negatives_expect_nothing(truths):
    negatives = [truths[name] for name in CATALOGUE if name.startswith("negative_")]
    assert len(negatives) >= 20
    for truth in negatives:
        assert truth["expected"]["stretch"] is None
        assert truth["expected"]["checks"] == {}
        assert not any(frame["in_position"] for frame in truth["frames"])


def test_the_clips_are_varied():
    clips = CATALOGUE.values()
    assert len({clip.person.body for clip in clips}) >= 6
    assert len({clip.person.outfit for clip in clips}) >= 6
    assert {clip.room for clip in clips} == {"studio", "living_room", "gym"}
    assert {clip.light for clip in clips} == {"bright", "dim", "dark"}
    assert min(clip.view.height for clip in clips) <= 0.3
    assert max(clip.view.height for clip in clips) >= 1.8
    assert min(clip.view.distance for clip in clips) <= 2.0
    assert max(clip.view.distance for clip in clips) >= 4.0
    assert any(clip.view.roll for clip in clips)
    assert any(clip.second for clip in clips)
    assert {clip.prop.kind for clip in clips if clip.prop and clip.prop.hides} == {"box", "chair"}
    assert any(clip.person.bounce for clip in clips)


def test_mistakes_in_the_catalogue_are_named(tmp_path):
    entry = (
        '[[clip]]\nname = "x"\nabout = "y"\nbody = "man_30"\noutfit = "red_tight"\n'
        'posture = "seated"\n'
    )
    file = tmp_path / "some.toml"
    for mistake, message in [
        ('room = "attic"', "Clip 'x': 'attic' is none of studio"),
        ("colour = 3", "Clip 'x': unknown entries: colour"),
    ]:
        file.write_text(entry + mistake)
        with pytest.raises(ValueError, match=message):
            load_catalogue(tmp_path)
    file.write_text(entry + entry)
    with pytest.raises(ValueError, match="in the catalogue twice"):
        load_catalogue(tmp_path)
