"""True measures and verdicts, on skeletons whose values are known by construction."""

import math

import numpy as np
import pytest

from samples.generator.body import Side
from samples.generator.expectations import (
    CHECKS,
    Moment,
    Sight,
    count_reversals,
    expected_checks,
    in_position_spans,
)
from samples.generator.kinematics import point
from samples.generator.truth import (
    Skeleton,
    hand_to_foot,
    hip_angle_signed,
    hip_line_tilt,
    knee_angle,
    knee_tracking,
    pelvis_tilt,
    shin_lean,
    thigh_elevation,
    trunk_side_lean,
)


def standing(**moved):
    joints = {
        f"{side.value}_{name}": point(side.sign * x, 0, z)
        for side in Side
        for name, x, z in (("shoulder", 0.2, 1.4), ("hip", 0.1, 0.9), ("knee", 0.1, 0.5))
    }
    joints |= {f"{side.value}_ankle": point(side.sign * 0.1, 0, 0.1) for side in Side}
    return Skeleton.of(joints | moved)


def test_standing_straight_is_straight():
    s = standing()
    assert knee_angle(s, Side.LEFT) == pytest.approx(180)
    assert hip_angle_signed(s, Side.LEFT) == pytest.approx(180)
    assert s.forward_angle(s.trunk) == pytest.approx(0)
    assert thigh_elevation(s, Side.RIGHT) == pytest.approx(-90)
    assert knee_tracking(s) == pytest.approx(1)


@pytest.mark.parametrize("angle", [-25, 10, 60, 90])
def test_hip_flexion_shows_in_the_signed_hip_angle(angle):
    raised = math.radians(angle)
    knee = point(0.1, -0.4 * math.sin(raised), 0.9 - 0.4 * math.cos(raised))
    s = standing(left_shoulder=point(0.1, 0, 1.4), left_knee=knee)
    assert hip_angle_signed(s, Side.LEFT) == pytest.approx(180 - angle, abs=0.5)
    assert thigh_elevation(s, Side.LEFT) == pytest.approx(abs(angle) - 90, abs=0.5)


def test_a_hip_above_the_line_of_a_bridge_reads_over_180():
    lying = {}
    for side in Side:
        x = side.sign * 0.1
        lying |= {side.joint("shoulder"): point(x, 0.5, 0.1), side.joint("hip"): point(x, 0, 0.4)}
        lying |= {side.joint("knee"): point(x, -0.4, 0.5), side.joint("ankle"): point(x, -0.4, 0.1)}
    s = Skeleton.of(lying)
    unsigned = 180 - math.degrees(math.atan2(0.3, 0.5) - math.atan2(0.1, 0.4))
    assert hip_angle_signed(s, Side.LEFT) == pytest.approx(360 - unsigned)
    assert knee_angle(s, Side.LEFT) == pytest.approx(math.degrees(math.atan2(0.4, 0.1)))


def test_tilts_are_unsigned_and_measured_in_the_right_plane():
    tilted = standing(left_hip=point(0.1, 0, 0.93), right_hip=point(-0.1, 0, 0.87))
    slope = math.degrees(math.atan2(0.06, 0.2))
    assert hip_line_tilt(tilted) == pytest.approx(slope, abs=1e-6)
    assert pelvis_tilt(tilted) == pytest.approx(slope, abs=1e-6)
    leaning = standing(left_shoulder=point(0.3, 0, 1.4), right_shoulder=point(-0.1, 0, 1.4))
    assert trunk_side_lean(leaning) == pytest.approx(math.degrees(math.atan2(0.1, 0.5)))


def test_a_knee_before_the_ankle_leans_the_shin_forward():
    s = standing(left_knee=point(0.1, -0.2, 0.45))
    assert shin_lean(s, Side.LEFT) == pytest.approx(math.degrees(math.atan2(0.2, 0.35)))


def test_a_hand_is_as_far_from_the_foot_as_from_wrist_to_ankle():
    s = standing(left_wrist=point(0.1, 0, 0.3), right_wrist=point(-0.1, 0.5, 0.1))
    assert hand_to_foot(s, Side.LEFT) == pytest.approx(0.4)
    assert hand_to_foot(s, Side.RIGHT) == pytest.approx(1.0)


def test_the_axes_turn_with_the_person():
    turn = np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]])
    joints = standing(left_knee=point(0.1, -0.3, 0.6)).joints
    turned = Skeleton.of({name: turn @ place for name, place in joints.items()})
    plain = Skeleton.of(joints)
    assert hip_angle_signed(turned, Side.LEFT) == pytest.approx(hip_angle_signed(plain, Side.LEFT))


def test_reversals_count_only_large_swings():
    swings = [0, 10, 0, 10, 0]
    assert count_reversals(swings, 8) == 3
    assert count_reversals([v / 2 for v in swings], 8) == 0
    assert count_reversals([0, 4, 9, 14], 8) == 0
    assert count_reversals([], 8) == 0


def test_limits_have_a_borderline_zone():
    hip_height = next(check for check in CHECKS["bridge"] if check.id == "hip_height")
    verdicts = [hip_height.verdict(value) for value in (200, 165, 160, 155, 154)]
    assert verdicts == ["good", "good", "borderline", "borderline", "fix"]


def moments(count, **changes):
    measures = {
        **{"knee_angle": {"left": 90.0, "right": 100.0}, "trunk_lean": 3.0, "spine_flexion": 0.0},
        **{"shin_lean": {"left": 0.0, "right": 0.0}, "knee_height": {"left": 0.9, "right": 0.1}},
    }
    seen = frozenset(f"{s.value}_{j}" for s in Side for j in ("hip", "knee", "ankle", "shoulder"))
    plain = {"in_position": True, "front": Side.LEFT, "seen": seen, "measures": measures}
    return [Moment(time_s=i / 15, **(plain | changes)) for i in range(count)]


def test_a_good_lunge_is_good_from_the_side_and_cannot_be_judged_from_the_front():
    side = expected_checks("half_kneeling_lunge", moments(30), Sight("side", Side.LEFT, 15))
    assert {check["verdict"] for check in side.values()} == {"good"}
    front = expected_checks("half_kneeling_lunge", moments(30), Sight("front", Side.LEFT, 15))
    steady = front.pop("steady")
    assert steady["verdict"] == "good"
    assert {check["verdict"] for check in front.values()} == {"cannot_judge"}
    assert {check["truth"] for check in front.values()} == {"good"}


def test_hidden_joints_and_a_missing_baseline_cannot_be_judged():
    sight = Sight("side", Side.LEFT, 15)
    seen = moments(1)[0].seen - {"left_ankle"}
    hidden = expected_checks("half_kneeling_lunge", moments(30, seen=seen), sight)
    assert hidden["front_knee"]["verdict"] == "cannot_judge"
    assert hidden["trunk_upright"]["verdict"] == "good"
    bent = moments(1)[0].measures | {"spine_flexion": 45.0}
    rounded = expected_checks("half_kneeling_lunge", moments(30, measures=bent), sight)
    assert rounded["flat_back"]["verdict"] == "cannot_judge"
    assert rounded["flat_back"]["truth"] == "fix"


@pytest.mark.parametrize(
    ("lean", "flexion", "verdict"),
    [(20.0, 40.0, "good"), (42.0, 0.0, "fix"), (60.0, 0.0, "good"), (60.0, 40.0, "fix")],
)
def test_the_spine_of_a_pigeon_is_to_be_upright_or_folded_flat(lean, flexion, verdict):
    legs = {"left": 90.0, "right": 175.0}
    bent = {"trunk_lean": lean, "spine_flexion": flexion, "hip_line_tilt": 0.0}
    upright = moments(1)[0].measures | {"thigh_elevation": legs, "hip_line_tilt": 0.0}
    clip = moments(20, in_position=False, measures=upright)
    clip += moments(30, measures=upright | {"knee_angle": legs} | bent)
    checks = expected_checks("pigeon", clip, Sight("side", Side.LEFT, 15))
    assert checks["spine"]["verdict"] == verdict


HELD = "the back foot is held (mermaid): the knee is bent on purpose"


@pytest.mark.parametrize(
    ("hand", "verdict", "reason"), [(0.25, "cannot_judge", HELD), (0.6, "fix", None)]
)
def test_a_back_leg_is_not_judged_while_a_hand_holds_its_foot(hand, verdict, reason):
    bent = {"knee_angle": {"left": 75.0, "right": 95.0}, "hip_line_tilt": 0.0}
    held = {"thigh_elevation": {"left": -5.0, "right": -8.0}, "trunk_lean": 2.0}
    hands = {"hand_to_foot": {"left": 0.2, "right": hand}}
    measures = moments(1)[0].measures | bent | held | hands
    checks = expected_checks("pigeon", moments(30, measures=measures), Sight("side", Side.LEFT, 15))
    assert checks["back_leg"]["verdict"] == verdict
    assert checks["back_leg"].get("reason") == reason
    assert checks["back_thigh_down"]["verdict"] == "good"


def test_spans_in_position_close_at_the_end_of_the_clip():
    out, held = moments(15, in_position=False), moments(30)
    assert in_position_spans(out + held[15:], 15) == [(1.0, 2.0)]
