"""The list of what is expected of the samples: the truth, and each miss of it named."""

import tomllib

import pytest

from benchmarks.accuracy.clips import CLIPS, Truth, load_truths
from benchmarks.accuracy.expect import FILE, allowed, entry
from benchmarks.accuracy.run import run_clip
from benchmarks.accuracy.verdicts import Case, Sight
from posecheck.assess.steadiness import STEADY
from posecheck.scoring.expectations_file import load_expectations
from posecheck.scoring.job import Scored
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in
from samples.generator.expectations import CHECKS

HIP_HEIGHT = next(check for check in CHECKS["bridge"] if check.id == "hip_height")
IDS = [*(id for stretch in all_built_in() for id in stretch.check_ids), STEADY.id]


@pytest.mark.parametrize(
    ("true_deg", "verdicts"),
    [
        (180, ["good"]),
        (169, ["good", "borderline"]),
        (161, ["good", "borderline"]),
        (158, ["borderline", "fix"]),
        (151, ["borderline", "fix"]),
        (149, ["fix"]),
    ],
)
def test_near_a_limit_both_of_its_sides_will_do_and_elsewhere_only_the_truth(true_deg, verdicts):
    true = Grade(HIP_HEIGHT.verdict(true_deg))
    case = Case(
        *("clip", "bridge", "hip_height", Sight.CLAIMED, true, true_deg, Grade.FIX),
        asked=HIP_HEIGHT,
    )
    assert [grade.value for grade in allowed(case)] == verdicts


def test_the_list_has_every_sample_clip_with_its_true_stretch_and_side():
    entries = {entry["clip"]: entry for entry in tomllib.loads(FILE.read_text())["expect"]}
    truths = load_truths(CLIPS)
    assert set(entries) == {f"clips/{truth.path.name}" for truth in truths}
    for truth in truths:
        listed = entries[f"clips/{truth.path.name}"]
        assert listed["stretch"] == (truth.stretch or "none")
        assert listed.get("side") == truth.side


@pytest.mark.parametrize("name", ["lunge_right_front_knee_125_side_woman"])
def test_what_is_written_for_a_clip_is_met_by_its_result(tmp_path, poses_of, name):
    path = CLIPS / f"{name}.mp4"
    run = run_clip(Truth.load(path), poses_of(path))
    (tmp_path / "one.toml").write_text("\n".join(entry(run)))
    comparison = load_expectations(tmp_path / "one.toml", IDS)
    comparison.add(Scored(0, str(path), result=run.auto))
    assert not comparison.fell_short
    assert comparison.resolved == []
