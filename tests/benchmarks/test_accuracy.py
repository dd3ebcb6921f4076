"""The counting of the benchmark, on made-up data."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.clips import CLIPS, Half, half_of, load_truths
from benchmarks.accuracy.errors import ClipError, Spread
from benchmarks.accuracy.holds import with_legs_swapped
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.markdown import table
from benchmarks.accuracy.poses import _load, _save
from benchmarks.accuracy.quantities import Quantity, quantities, true_value
from benchmarks.accuracy.run import with_true_legs
from benchmarks.accuracy.sweep import best_limit, values_by_edge, youden
from benchmarks.accuracy.verdicts import (
    Case,
    Sight,
    cannot_judge,
    clear,
    confusion,
    sensitivity,
    specificity,
)
from posecheck.measures import Role
from posecheck.pose.pose import Landmark, Pose, Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in, built_in
from samples.generator.expectations import CHECKS

GOOD, BORDERLINE, FIX, CANNOT = Grade
FRONT_KNEE = next(check for check in CHECKS["half_kneeling_lunge"] if check.id == "front_knee")


def case(true: Grade, given: Grade, value: float = 90.0, *, measured: float | None = None) -> Case:
    return Case(
        clip="clip",
        stretch="half_kneeling_lunge",
        check="front_knee",
        sight=Sight.CLAIMED,
        true=true,
        true_value=value,
        given=given,
        measured=measured,
        variant=built_in("half_kneeling_lunge").variants("front_knee")[0],
        asked=FRONT_KNEE,
    )


def test_a_clip_stays_in_its_half() -> None:
    assert half_of("bridge_good_side_woman") is Half.TUNING
    assert half_of("lunge_left_good_side_man") is Half.TUNING
    assert half_of("pigeon_left_good_side_woman") is Half.HELD_BACK


def test_the_halves_are_about_equal() -> None:
    halves = [half_of(f"clip_{number}") for number in range(1000)]
    assert 450 < halves.count(Half.TUNING) < 550


def test_every_clip_has_its_truth() -> None:
    truths = load_truths(CLIPS)
    assert len(truths) == len(list(CLIPS.glob("*.mp4")))
    assert {truth.stretch for truth in truths} == {None, *(s.id for s in all_built_in())}


def test_a_changed_side_is_both() -> None:
    truth = next(t for t in load_truths(CLIPS) if t.name == "lunge_left_then_right_30s_side_man")
    assert truth.side == "both"


def test_faults_found_and_good_ones_spared() -> None:
    cases = [case(FIX, FIX), case(FIX, FIX), case(FIX, BORDERLINE), case(FIX, CANNOT)]
    cases += [case(GOOD, GOOD), case(GOOD, BORDERLINE), case(GOOD, FIX), case(BORDERLINE, FIX)]
    assert sensitivity(cases) == Rate(2, 3)
    assert specificity(cases) == Rate(2, 3)
    assert cannot_judge(cases) == Rate(1, 8)
    assert confusion(cases)[FIX, FIX] == 2


def test_nothing_has_no_share() -> None:
    assert math.isnan(Rate(0, 0).share)
    assert str(Rate(0, 0)) == "-"
    assert str(Rate(1, 2)) == "50 % (1/2; 9 to 91)"


@pytest.mark.parametrize(("value", "near"), [(90, False), (106, True), (114, True), (116, False)])
def test_a_value_near_its_limit_does_not_count(value: float, near: bool) -> None:
    assert (clear([case(FIX, FIX, value)]) == []) is near


def test_the_best_limit_lies_between_what_it_separates() -> None:
    best = best_limit(good=[1.0, 2.0, 3.0], bad=[7.0, 9.0])
    assert best is not None
    assert (best.youden, best.limit, best.margin) == (1.0, 5.0, 2.0)


def test_what_overlaps_is_separated_as_far_as_it_goes() -> None:
    best = best_limit(good=[1.0, 2.0, 8.0], bad=[7.0, 9.0])
    assert best is not None
    assert best.youden == pytest.approx(2 / 3)
    assert youden([1.0], [2.0], limit=3.0) == 0.0
    assert best_limit([1.0], []) is None


def test_a_limit_below_is_swept_as_well_as_one_above() -> None:
    cases = [case(GOOD, GOOD, 90, measured=88), case(GOOD, GOOD, 95, measured=97)]
    cases += [case(FIX, FIX, 60, measured=64), case(FIX, FIX, 125, measured=121)]
    found = {edge.above: values.best(edge.above) for edge, values in values_by_edge(cases).items()}
    below, above = found[False], found[True]
    assert below is not None
    assert above is not None
    assert (below.lowest, below.highest) == (64, 88)
    assert (above.lowest, above.highest) == (97, 121)


def test_a_spread_tells_size_from_bias() -> None:
    spread = Spread.of([ClipError("a", -2.0), ClipError("b", 4.0)])
    assert spread is not None
    assert (spread.n, spread.mean_absolute, spread.worst.clip) == (2, 3.0, "b")
    assert spread.agreement.bias == 1.0
    assert Spread.of([]) is None


def test_truth_is_taken_from_the_leg_that_was_measured() -> None:
    true = {"knee_angle": {"left": 90.0, "right": 120.0}, "trunk_lean": 5.0}
    knee = Quantity("knee_angle", Role.REAR.value)
    assert true_value(knee, true, Side.RIGHT) == 120.0
    assert true_value(knee, true, None) is None
    assert true_value(Quantity("trunk_lean", Role.NEAR.value), true, Side.LEFT) == 5.0
    assert true_value(Quantity("ankle_gap", Role.BOTH.value), true, None) is None


def test_the_back_leg_is_held_against_the_rear_knee_and_its_fall_turned_round() -> None:
    true = {"knee_angle": {"left": 90.0, "right": 170.0}, "thigh_elevation": {"right": -12.0}}
    angle, fall = (Quantity(name, "both") for name in ("back_leg_angle", "back_thigh_fall"))
    assert angle.true_role is Role.REAR
    assert true_value(angle, true, Side.RIGHT) == 170.0
    assert true_value(fall, true, Side.RIGHT) == 12.0


def test_only_what_a_stretch_uses_is_compared() -> None:
    used = quantities(built_in("half_kneeling_lunge"))
    assert Quantity("knee_angle", "front") in used
    assert Quantity("knee_angle", "rear") not in used


def pose(time_s: float) -> Pose:
    numbers = np.arange(33.0)
    return Pose(
        time_s=time_s,
        points=np.stack([numbers, numbers], axis=1),
        world=np.stack([numbers] * 3, axis=1),
        visibility=numbers / 33,
        size=(5, 3),
        mask=np.eye(3, 5, dtype=bool),
    )


def test_legs_are_swapped_in_the_middle_only() -> None:
    poses = [(float(index), pose(index)) for index in range(11)]
    swapped = [p.points[Landmark.LEFT_KNEE, 0] for _, p in with_legs_swapped(poses) if p]
    assert swapped == [25] * 3 + [26] * 5 + [25] * 3


def test_kept_poses_come_back_as_they_were(tmp_path: Path) -> None:
    _save(tmp_path / "kept.npz", [(0.0, None), (0.5, pose(0.5))])
    (_, nobody), (time_s, somebody) = _load(tmp_path / "kept.npz")
    assert nobody is None
    assert time_s == 0.5
    assert somebody is not None
    assert somebody.size == (5, 3)
    for name in ("points", "world", "visibility", "mask"):
        np.testing.assert_array_equal(getattr(somebody, name), getattr(pose(0.5), name))


KNEES_AND_ANKLES = ("left_knee", "right_knee", "left_ankle", "right_ankle")


def true_legs(shown: Pose, off_px: float = 0.0) -> dict[str, dict[str, float]]:
    """Where knees and ankles of a pose are, or a little off."""
    points = {name: shown.points[Landmark[name.upper()]] for name in KNEES_AND_ANKLES}
    return {name: {"x": x + off_px, "y": y} for name, (x, y) in points.items()}


@pytest.mark.parametrize("off_px", [0.0, 0.3])
def test_legs_that_the_model_exchanged_are_put_right(off_px: float) -> None:
    shown = pose(0.0)
    for seen in (shown, shown.with_legs_exchanged()):
        righted = with_true_legs(seen, true_legs(shown, off_px))
        np.testing.assert_array_equal(righted.points, shown.points)


def test_legs_that_are_merely_off_stay_as_they_are() -> None:
    shown = pose(0.0)
    halfway = (shown.points + shown.with_legs_exchanged().points) / 2
    between = replace(shown, points=halfway + 0.1)
    assert with_true_legs(shown, true_legs(between)) is shown


def test_a_table_is_markdown() -> None:
    assert table(["a", "b"], [[1, "x"]]) == "| a | b |\n| --- | --- |\n| 1 | x |"
