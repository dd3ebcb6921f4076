import pickle
from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from figures import (
    ALL_BY_RULES,
    STANDING,
    assessed,
    bridge,
    butterfly,
    by_rules_alone,
    clip,
    clocked,
    diamond,
    hidden,
    lunge,
    moved,
    pigeon,
    seen,
    sight,
    spoilt,
    summed_up,
    swapped,
    with_back,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessor
from posecheck.errors import InputError
from posecheck.measures import MEASURES, Measurement, Role, take
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.pose.view import BACK_FROM_DEG, TURNED_DEG, ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Rule
from posecheck.support.debounce import SWAP_FRAMES

LUNGE, BRIDGE = by_rules_alone("half_kneeling_lunge"), by_rules_alone("bridge")
LUNGE_OUT_AT_130 = LUNGE.model_copy(
    update={"position": (*LUNGE.position, Rule(measure="knee_angle", side=Role.FRONT, max=130))}
)
LEGS = (Joint.HIP, Joint.KNEE, Joint.ANKLE, Joint.HEEL, Joint.FOOT_INDEX)
SCENES = {
    "pigeon": (pigeon(), 90),
    "butterfly from the front": (butterfly(), 0),
    "butterfly from the side": (butterfly(lean=15), 90),
    "diamond": (diamond(lean=20), 90),
    "bridge": (bridge(), 90),
    "bridge obliquely": (bridge(), 45),
    "lunge": (lunge(knee=85), 90),
    "lunge from the other side": (lunge(), -90),
}
scenes = pytest.mark.parametrize(("figure", "yaw"), SCENES.values(), ids=SCENES)


def said(assessment):
    """What is said of a frame, without the pictures it was taken from."""
    verdicts = [
        (v.check.id, v.grade, v.value and about(v), v.reason, v.cue) for v in assessment.verdicts
    ]
    stretch = assessment.stretch and assessment.stretch.id
    return (stretch, assessment.in_position, assessment.recognised, assessment.side, verdicts)


def about(verdict):
    """A value read is the same up to rounding; estimates come from single precision."""
    return pytest.approx(verdict.value, abs=0.01 if verdict.uncertainty else 1e-6)


def verdict(assessment, check_id):
    return next(v for v in assessment.verdicts if v.check.id == check_id)


def grades(assessment):
    return {v.check.id: v.grade for v in assessment.verdicts}


def front_knee(value):
    """What is said of a lunge whose front knee reads this."""
    found = assessed(clip(lunge(knee=value + MEASURES["knee_angle"].bias), 1.2))[-1]
    return found, verdict(found, "front_knee")


@pytest.mark.parametrize("step", [-1.0, 1.0])
def test_each_grade_begins_where_the_stretch_says_so(step):
    spec = LUNGE.variants("front_knee")[0]
    good, fix = (spec.good[0], spec.fix[0]) if step < 0 else (spec.good[1], spec.fix[1])
    cue = spec.cue_low if step < 0 else spec.cue_high
    assert front_knee(good - step / 2)[1].grade is Grade.GOOD
    borderline = front_knee((good + fix) / 2)[1]
    assert (borderline.grade, borderline.cue) == (Grade.BORDERLINE, cue)
    found, beyond = front_knee(fix + step / 2)
    assert (beyond.grade, beyond.cue) == (Grade.FIX, cue)
    assert beyond in found.faults
    assert found.hold_obstacle is not None


def test_every_check_gets_a_verdict_and_steadiness_too():
    found = assessed(clip(lunge(), 1))[-1]
    assert list(grades(found)) == [*LUNGE.check_ids, "steady"]


def test_the_first_correction_is_the_one_that_matters_most():
    found = assessed(clip(lunge(knee=120, lean=40), 1), [LUNGE])[-1]
    assert len(found.faults) > 1
    priorities = [fault.check.priority for fault in found.faults]
    assert priorities == sorted(priorities)
    assert found.hold_obstacle == found.faults[0].cue


def test_limits_are_wider_where_the_view_is_rougher():
    spec = BRIDGE.variants("hip_height")[0]
    views = frozenset({ViewKind.SIDE, ViewKind.OBLIQUE})
    tolerance = {ViewKind.OBLIQUE: 15.0}
    rough = spec.model_copy(
        update={"measure": "thigh_elevation", "views": views, "tolerance": tolerance}
    )
    stretch = BRIDGE.model_copy(update={"check": (rough,)})
    from_there, from_the_side = (
        verdict(assessed(clip(bridge(hip=180), 1, yaw), [stretch])[-1], "hip_height")
        for yaw in (45, 90)
    )
    assert from_there.band == spec.check.band.widened(15.0)
    assert from_there.reason.endswith(": limits widened by 15 deg")
    assert (from_the_side.band, from_the_side.reason) == (spec.check.band, None)


def test_a_check_that_the_view_cannot_show_names_the_view_that_can():
    found = verdict(assessed(clip(lunge(), 1, 45))[-1], "knee_over_ankle")
    assert found.grade is Grade.CANNOT_JUDGE
    assert "from the side" in found.reason


def test_a_joint_outside_the_picture_is_named():
    poses = clip(lunge(), 1)
    below = poses[0][Landmark.LEFT_ANKLE][1] + 30
    inside = [moved(pose, (640, int(below) - 5)) for pose in poses]
    outside = []
    for pose in inside[3:]:
        points = pose.points.copy()
        points[Landmark.LEFT_ANKLE] = points[Landmark.LEFT_ANKLE][0], below
        outside.append(replace(pose, points=points))
    found = verdict(assessed([*inside[:3], *outside], [LUNGE])[-1], "front_knee")
    assert found.grade is Grade.CANNOT_JUDGE
    assert "left ankle outside the picture" in found.reason


@pytest.mark.parametrize(("lean", "upright"), [(10, True), (60, False)])
def test_a_variant_applies_where_its_condition_says_so(lean, upright):
    found = assessed(clip(pigeon(lean=lean), 1), [by_rules_alone("pigeon")])[-1]
    variants = by_rules_alone("pigeon").variants("spine")
    expected = next(v for v in variants if (v.measure == "trunk_lean") is upright)
    assert verdict(found, "spine").check == expected.check


def test_nobody_is_nobody():
    found = Assessor([LUNGE]).assess(None, 3.0)
    assert (found.time_s, found.pose, found.stretch, found.verdicts) == (3.0, None, None, ())
    assert found.hold_obstacle == "nobody in view"


@scenes
def test_what_is_said_can_be_handed_to_another_process(figure, yaw):
    here = assessed(clip(figure, 1, yaw))
    there = pickle.loads(pickle.dumps(here))
    assert [said(one) for one in there] == [said(one) for one in here]
    assert there[-1].pose.trunk_px == here[-1].pose.trunk_px
    assert summed_up(there) == summed_up(here)


@pytest.mark.parametrize("next_s", [2.9, -1e9, nan, inf])
@pytest.mark.parametrize("found", [True, False], ids=["somebody", "nobody"])
def test_a_clock_that_was_set_back_is_refused(next_s, found):
    assessor = Assessor([LUNGE])
    for time_s in (3.0, 3.0):
        assessor.assess(seen(lunge(), time_s=time_s), time_s)
    with pytest.raises(InputError, match="seconds that never go back"):
        assessor.assess(seen(lunge(), time_s=next_s) if found else None, next_s)
    assert assessor.assess(seen(lunge(), time_s=3.1), 3.1).time_s == 3.1


def test_out_of_position_is_said():
    found = assessed(clip(STANDING, 1))[-1]
    assert found.hold_obstacle == "out of position"
    assert found.verdicts == found.information == ()


@scenes
def test_left_and_right_swapped_for_a_few_frames_changes_no_result(figure, yaw):
    plain = clip(figure, 2.25, yaw)
    exchanged = list(plain)
    for start, joints in ((8, tuple(Joint)), (18, LEGS)):
        for i in range(start, start + SWAP_FRAMES):
            exchanged[i] = swapped(plain[i], joints)
    before, after = (summed_up(assessed(poses)) for poses in (plain, exchanged))
    assert [(c.id, c.verdict, c.value) for c in after.checks] == [
        (c.id, c.verdict, c.value) for c in before.checks
    ]
    assert (after.stretch, after.side, after.holds) == (before.stretch, before.side, before.holds)


def test_uneven_knees_swapped_for_a_few_frames_are_no_bouncing():
    uneven = replace(butterfly(), thigh={Side.LEFT: (25.0, 60.0), Side.RIGHT: (0.0, 60.0)})
    poses = clip(uneven, 5, 0)
    for start in (15, 25, 35):
        poses[start : start + SWAP_FRAMES] = [
            swapped(pose) for pose in poses[start : start + SWAP_FRAMES]
        ]
    steady = summed_up(assessed(poses)).check("steady")
    assert steady.verdict is Grade.GOOD


@pytest.mark.parametrize("joints", [tuple(Joint), LEGS], ids=["all", "legs"])
def test_left_and_right_exchanged_for_a_few_frames_are_put_right(joints):
    plain = clip(lunge(), 3)
    poses = list(plain)
    for i in range(12, 12 + SWAP_FRAMES):
        poses[i] = swapped(poses[i], joints)
    for found, as_before in zip(assessed(poses, [LUNGE]), assessed(plain, [LUNGE]), strict=True):
        assert [(v.check.id, v.grade) for v in found.verdicts] == [
            (v.check.id, v.grade) for v in as_before.verdicts
        ]


@pytest.mark.parametrize(("knee", "runs"), [(90, True), (150, False)])
def test_while_left_and_right_cannot_be_put_right_the_clock_goes_on_as_before(knee, runs):
    poses = clip(lunge(knee=knee), 3)
    for i in range(12, 12 + SWAP_FRAMES):
        poses[i] = swapped(poses[i], (Joint.HIP, Joint.SHOULDER))
    found = assessed(poses, [LUNGE])
    carried = found[12 : 12 + SWAP_FRAMES]
    assert {v.grade for one in carried for v in one.verdicts} == {Grade.CANNOT_JUDGE}
    assert {one.hold_obstacle for one in carried} == {found[11].hold_obstacle}
    assert (found[11].hold_obstacle is None) is runs
    held_s = clocked(found).current.good_s
    assert held_s == pytest.approx(3 - 1 / 12 if runs else 0.0, abs=1e-6)


@scenes
def test_a_mirrored_person_gets_the_same_said_with_the_sides_changed(figure, yaw):
    plain, mirrored = (
        assessed(clip(*scene))[-1] for scene in ((figure, 1, yaw), (figure.mirrored(), 1, -yaw))
    )
    assert mirrored.side is (plain.side and plain.side.other)
    assert mirrored.stretch is plain.stretch
    for one, other in zip(plain.verdicts, mirrored.verdicts, strict=True):
        assert other.grade is one.grade
        if one.value is not None:
            within = 0.01 if one.unit == "T" else 1.0
            assert other.value == pytest.approx(one.value, abs=within)


@pytest.mark.parametrize("scene", ["butterfly from the front", "bridge obliquely", "lunge"])
@settings(max_examples=4, deadline=None)
@given(
    scale=st.floats(0.6, 1.5),
    shift=st.tuples(st.integers(0, 200), st.integers(0, 200)),
)
def test_padding_and_scaling_the_picture_changes_no_verdict(scene, scale, shift):
    figure, yaw = SCENES[scene]
    poses = [replace(pose, mask=None) for pose in clip(figure, 1.2, yaw)]
    size = (round(640 * scale) + 2 * shift[0], round(480 * scale) + 2 * shift[1])
    elsewhere = [moved(pose, size, shift, scale) for pose in poses]
    found = said(assessed(poses)[-1])
    assert said(assessed(elsewhere)[-1]) == found
    assert found[1:3] == (True, True)


@pytest.mark.parametrize("scene", ["pigeon", "butterfly from the front", "bridge obliquely"])
def test_frames_are_judged_alike_however_they_arrive(scene):
    figure, yaw = SCENES[scene]
    poses = clip(STANDING, 0.5, yaw) + clip(figure, 1, yaw, start_s=0.5)
    at_once = [said(one) for one in assessed(poses)]
    assessor, other = Assessor(ALL_BY_RULES), Assessor(ALL_BY_RULES)
    one_by_one = []
    for i, pose in enumerate(poses):
        other.assess(seen(lunge(), -90, time_s=i / 3), i / 3)
        one_by_one.append(said(assessor.assess(pose, pose.time_s)))
    assert one_by_one == at_once


def test_the_own_upright_back_is_what_a_lean_is_held_against():
    upright = [replace(with_back(seen(diamond()), -0.04), time_s=i / 12) for i in range(24)]
    flat, rounded = (
        [replace(with_back(seen(diamond(lean=35)), b), time_s=2 + i / 12) for i in range(24)]
        for b in (-0.04, 0.1)
    )
    flat, rounded = (
        verdict(assessed(upright + part, [by_rules_alone("seated_hip")])[-1], "flat_back")
        for part in (flat, rounded)
    )
    assert flat.value == pytest.approx(0.0, abs=0.012)
    assert (flat.grade, rounded.grade) == (Grade.GOOD, Grade.FIX)
    assert flat.reason is None


def test_a_head_that_drops_is_held_against_the_own_upright_one():
    stretch = by_rules_alone("seated_hip")
    limit = stretch.variants("head")[0].fix[1]
    upright = clip(replace(diamond(), head_drop=20), 2)
    dropped = clip(replace(diamond(lean=30), head_drop=20 + limit + 3), 1, start_s=2)
    found = assessed(upright + dropped, [stretch])
    assert verdict(found[0], "head").grade is Grade.CANNOT_JUDGE
    assert verdict(found[23], "head").value == pytest.approx(0.0, abs=1e-6)
    assert verdict(found[-1], "head").grade is Grade.FIX


def test_bouncing_in_a_stretch_is_seen():
    poses = [
        replace(seen(lunge(knee=90 + 8 * np.sin(i / 12 * 2 * np.pi))), time_s=i / 12)
        for i in range(60)
    ]
    found = assessed(poses)
    assert verdict(found[13], "steady").grade is Grade.GOOD
    assert verdict(found[-1], "steady").grade is Grade.FIX


def test_bounces_that_lead_out_of_the_position_are_seen():
    pumps = [
        replace(seen(lunge(knee=115 - 30 * np.cos(i / 12 * np.pi))), time_s=i / 12)
        for i in range(120)
    ]
    found = assessed(pumps, [LUNGE_OUT_AT_130])
    assert not all(assessment.in_position for assessment in found)
    in_position = [assessment for assessment in found[60:] if assessment.in_position]
    assert {verdict(assessment, "steady").grade for assessment in in_position} == {Grade.FIX}


def test_leaving_the_position_forgets_the_movement():
    still = clip(lunge(), 2)
    bounce = [
        replace(seen(lunge(knee=80 + 20 * (i % 6 > 2))), time_s=2 + i / 12) for i in range(24)
    ]
    away, back = clip(STANDING, 3.5, start_s=4), clip(lunge(), 1.5, start_s=7.5)
    assert verdict(assessed(still + bounce)[-1], "steady").grade is Grade.FIX
    assert verdict(assessed(still + bounce + away + back)[-1], "steady").grade is Grade.GOOD


def test_information_is_reported_without_a_verdict():
    found = assessed(clip(lunge(lean=10), 1))[-1]
    values = dict(found.information)
    assert set(values) == {info.id for info in LUNGE.information}
    assert values["hip_extension"].value == pytest.approx(175)


@pytest.mark.parametrize(("yaw", "read"), [(0, True), (45, False), (90, False)])
def test_information_is_read_where_it_says_what_it_is_to_say(yaw, read):
    """Seen from elsewhere, a thigh that points outwards rises and falls with the camera's place."""
    found = assessed(clip(butterfly(), 1, yaw), [by_rules_alone("butterfly")])[-1]
    assert found.in_position
    ids = {"knee_drop_left", "knee_drop_right"} if read else set()
    assert set(dict(found.information)) == ids


def test_landmarks_that_get_lost_never_stop_the_assessment():
    chance = np.random.default_rng(1)
    poses = [
        spoilt(pose, *chance.choice(list(Landmark), 3))
        if i % 2
        else hidden(pose, Landmark.LEFT_HIP)
        for i, pose in enumerate(clip(lunge(), 4))
    ]
    found = assessed(poses)
    assert all(np.isfinite(v.value) for one in found for v in one.verdicts if v.value is not None)


@pytest.mark.parametrize("yaw", [125, 150])
def test_a_stretch_seen_obliquely_from_behind_must_be_named(yaw):
    assert assessed(clip(lunge(), 3, yaw))[-1].stretch is None
    assert assessed(clip(lunge(), 3, yaw), [LUNGE])[-1].in_position


def test_turning_a_little_from_the_front_keeps_the_verdicts():
    found = assessed(clip(butterfly(), 1, 0) + clip(butterfly(), 5, 18, start_s=1))[-1]
    assert verdict(found, "soles_together").grade is not Grade.CANNOT_JUDGE


def test_while_the_person_turns_nothing_is_judged_that_either_view_does_not_show():
    """Knees that are even read uneven half way, and the side does not show that they are not."""
    turn = [
        pose
        for step in range(16)
        for pose in clip(butterfly(), 1 / 12, 6 * step, start_s=2 + step / 12)
    ]
    poses = clip(butterfly(), 2, 0) + turn + clip(butterfly(), 4, 90, start_s=2 + 16 / 12)
    found = assessed(poses, [by_rules_alone("butterfly")])
    assert not any(fault.check.id == "knees_even" for one in found for fault in one.faults)
    assert clocked(found).current.pauses == []
    passing = [one for one in found if one.view and one.view.passing]
    assert passing
    assert all(len(one.view.kinds) == 2 for one in passing)


@pytest.mark.parametrize(("beyond_deg", "turns"), [(TURNED_DEG - 3, False), (TURNED_DEG + 3, True)])
def test_a_turn_that_wavers_at_the_limit_of_a_view_hides_nothing(beyond_deg, turns):
    yaw = BACK_FROM_DEG + beyond_deg
    there = clip(bridge(), 3 / 12, yaw, start_s=2)
    found = assessed(clip(bridge(), 2, 100) + there, [BRIDGE])[-1]
    assert found.view.kind is ViewKind.SIDE
    assert (found.view.passing is not None) is turns
    assert verdict(found, "hip_height").is_judged is not turns


def test_the_wrong_leg_in_front_does_not_run_the_clock():
    poses = clip(lunge(), 2) + clip(lunge(front=Side.RIGHT), 8, -90, start_s=2)
    assert clocked(assessed(poses, [LUNGE], Side.LEFT)).current.good_s < 4


@pytest.mark.parametrize("side", [None, *Side])
def test_a_side_means_nothing_to_a_stretch_without_a_front_leg(side):
    poses = [*clip(lunge(), 2.0), *clip(butterfly(), 2.0, start_s=2.0)]
    said = assessed(poses, [by_rules_alone("butterfly")], side)
    assert {one.obstacle for one in said} == {None}
    assert said[-1].in_position


def test_turning_does_not_drop_the_head():
    turned = clip(diamond(), 2, 90) + clip(diamond(), 3, 45, start_s=2)
    found = assessed(turned, [by_rules_alone("seated_hip")])[-1]
    assert verdict(found, "head").grade is not Grade.FIX


def test_the_lean_of_the_near_side_is_what_is_judged():
    pose = seen(lunge(lean=12))
    found = verdict(assessed(clip(lunge(lean=12), 1))[-1], "trunk_upright")
    direct = take("trunk_lean", sight(pose), Role.NEAR)
    assert isinstance(direct, Measurement)
    assert found.value == pytest.approx(direct.value)


def test_aimed_at_another_stretch_the_own_upright_posture_is_kept():
    upright = [replace(with_back(seen(diamond()), -0.04), time_s=i / 12) for i in range(24)]
    assessor = Assessor([by_rules_alone("seated_hip")])
    before = [assessor.assess(pose, pose.time_s) for pose in upright][-1]
    assessor.aim(LUNGE, Side.LEFT)
    after = assessor.assess(seen(lunge(), time_s=2.0), 2.0)
    assert after.upright == before.upright
    assert after.upright.back_outline is not None
    assert (after.stretch, after.side, after.in_position) == (LUNGE, Side.LEFT, True)


def test_after_a_cut_nothing_is_known_of_the_person_before_it():
    upright = [replace(with_back(seen(diamond()), -0.04), time_s=i / 12) for i in range(24)]
    leaning = [replace(pose, scene=1) for pose in clip(diamond(lean=30), 2, start_s=2)]
    stretches = [by_rules_alone("seated_hip")]
    found = assessed(upright + leaning, stretches)
    alone = assessed([replace(pose, scene=0) for pose in leaning], stretches)
    assert found[23].upright.back_outline is not None
    assert [said(one) for one in found[24:]] == [said(one) for one in alone]


def test_aimed_at_one_side_the_other_leg_in_front_is_reported_and_not_judged():
    assessor = Assessor(ALL_BY_RULES)
    for pose in clip(lunge(front=Side.RIGHT), 2, -90):
        assessor.aim(LUNGE, Side.LEFT)
        found = assessor.assess(pose, pose.time_s)
    assert (found.side, found.in_position, found.verdicts) == (Side.RIGHT, False, ())
    assert found.hold_obstacle == "the right leg is in front"
