"""A learned stretch: it fits who does it, finds faults, and says what it is not sure of."""

from dataclasses import replace
from math import inf

import pytest
from figures import Figure, butterfly
from lessons import WISH, held, lifted_leg, low_squat, recorded, squat

from posecheck.assess.assessor import Assessor
from posecheck.errors import InputError
from posecheck.measures import Role
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in
from posecheck.teaching.lesson import learn
from posecheck.teaching.recording import recording_of, see
from posecheck.teaching.references import shipped_references
from posecheck.video.span import Span


def last(figure, stretches, yaw_deg=90.0):
    assessor = Assessor(stretches)
    return [assessor.assess(pose, time_s) for time_s, pose in held(figure, yaw_deg=yaw_deg)][-1]


@pytest.mark.parametrize("yaw_deg", [90, -90])
def test_who_does_it_is_recognised_on_either_side_with_nothing_to_fix(yaw_deg):
    stretch = low_squat().stretch
    seen = last(squat(), (*all_built_in(), stretch), yaw_deg)
    assert seen.recognised
    assert seen.stretch == stretch
    grades = {v.check.id: v.grade for v in seen.verdicts}
    assert set(grades.values()) == {Grade.GOOD}


@pytest.mark.parametrize(
    ("figure", "check", "cue"),
    [
        (squat(knee_deg=90), "knee", "Bend your knee more"),
        (squat(knee_deg=50), "knee", "Straighten your knee more"),
        (squat(lean_deg=50), "trunk", "Lean less far forward"),
        (squat(lean_deg=10), "trunk", "Lean further forward"),
    ],
)
def test_a_joint_20_degrees_off_is_to_be_fixed_and_still_in_position(figure, check, cue):
    seen = last(figure, (low_squat().stretch,))
    assert seen.in_position
    faults = {fault.check.id: fault.cue for fault in seen.faults}
    assert faults[check] == cue


def test_another_position_is_not_taken_for_it():
    stretch = low_squat().stretch
    for figure in (lifted_leg(), squat(knee_deg=175, lean_deg=0)):
        assert last(figure, (*all_built_in(), stretch)).stretch != stretch


def test_a_leg_in_front_gives_two_sides():
    stretch = learn(WISH, [recorded(lifted_leg())]).stretch
    assert stretch.sides == "left_right"
    roles = {part.side for part in (*stretch.position, *stretch.check)}
    assert roles <= {Role.FRONT, Role.REAR, Role.NEAR, Role.BOTH}
    mirrored = last(lifted_leg().mirrored(), (stretch,), yaw_deg=-90)
    assert mirrored.in_position
    assert mirrored.side.value == "right"


@pytest.mark.parametrize("yaw_deg", [90, -90])
def test_the_trunk_is_judged_whichever_leg_is_nearer_to_the_camera(yaw_deg):
    stretch = learn(WISH, [recorded(lifted_leg())]).stretch
    seen = last(lifted_leg(), (stretch,), yaw_deg)
    assert seen.in_position
    (trunk,) = (verdict for verdict in seen.verdicts if verdict.check.id == "trunk")
    assert trunk.grade is Grade.GOOD


def test_nobody_is_told_to_lift_one_knee_higher_where_both_are_level():
    stretch = learn(WISH, [recorded(butterfly(), yaw_deg=0)]).stretch
    (knees,) = stretch.variants("knees_even")
    assert knees.good[0] == knees.fix[0] == -inf
    assert knees.cue_low is None
    assert knees.cue_high == "Bring your knees to the same height"


def test_what_it_is_called_and_where_it_comes_from_is_kept():
    stretch = low_squat().stretch
    assert (stretch.id, stretch.title, stretch.hold_s) == ("low_squat", "Low squat", 20)
    assert stretch.told_from == {ViewKind.SIDE}
    knee = stretch.variants("knee")[0]
    assert knee.why == "The angle of the knee: 68 degrees in good.mp4, 2026-11-28."


def test_a_bad_recording_moves_the_limit_and_is_named_in_why():
    lesson = learn(WISH, [recorded(squat(70))], [(recorded(squat(86), "bad.mp4"), "knee")])
    knee = lesson.stretch.variants("knee")[0]
    assert knee.fix[1] == pytest.approx(68.5 + 8, abs=0.5)
    assert "Done badly it was 85 degrees" in knee.why


@pytest.mark.parametrize("check", ["trunk", "knee"])
def test_what_was_shown_done_badly_comes_first(check):
    badly = squat(100, 60)
    lesson = learn(WISH, [recorded(squat(70))], [(recorded(badly, "bad.mp4"), check)])
    first = min(lesson.stretch.check, key=lambda spec: spec.priority)
    assert first.id == check


@pytest.mark.parametrize(
    ("bad", "check", "words"),
    [
        (recorded(squat(90), "bad.mp4"), "elbow", "bad.mp4=elbow: there is no such check.*knee"),
        (recorded(squat(90), "bad.mp4", yaw_deg=0), "knee", "from the front.*from the side"),
    ],
)
def test_a_bad_recording_that_says_nothing_is_refused(bad, check, words):
    with pytest.raises(InputError, match=words):
        learn(WISH, [recorded(squat())], [(bad, check)])


def test_two_views_are_learned_each_for_itself():
    lesson = learn(WISH, [recorded(squat()), recorded(squat(), "front.mp4", yaw_deg=0)])
    stretch = lesson.stretch
    for kind, yaw_deg in ((ViewKind.SIDE, 90), (ViewKind.FRONT, 0)):
        assert any(kind in rule.views for rule in stretch.position)
        assert any(kind in check.views for check in stretch.check)
        assert last(squat(), (stretch,), yaw_deg).in_position


def bending(step: int) -> Figure:
    """Sinks into a squat and leans forward, by 2 degrees in each step."""
    thigh, shin = (2.0 * step - 60, 0.0), (-90.0 - 2 * step, 0.0)
    return Figure(
        trunk_lean=2 * step, thigh=dict.fromkeys(Side, thigh), shin=dict.fromkeys(Side, shin)
    )


def test_of_a_hold_in_which_all_moves_it_is_said_when_that_was():
    moving = [held(bending(step), 0.1, start_s=step / 10)[0] for step in range(30)]
    recording = recording_of("mine.mp4", see(moving), Span(0.5, 2.5))
    with pytest.raises(InputError) as error:
        learn(WISH, [recording])
    assert str(error.value) == (
        "mine.mp4: between 0.5 and 2.5 s it moves by more than what can be judged there; name a "
        "time in which it keeps still with --from and --to, or film it from another side."
    )


def test_where_nothing_is_well_seen_no_other_time_is_asked_for():
    still = recorded(squat())
    unread = [replace(moment, values={}) for moment in still.moments]
    with pytest.raises(InputError) as error:
        learn(WISH, [replace(still, moments=tuple(unread))])
    assert str(error.value) == (
        "seen from the side, nothing of it can be judged; film it from another side."
    )


@pytest.mark.parametrize("yaw_deg", [45, -45])
def test_who_names_it_is_in_position_at_45_degrees_too_where_nothing_is_judged(yaw_deg):
    seen = last(squat(), (low_squat().stretch,), yaw_deg)
    assert seen.in_position
    assert {verdict.grade for verdict in seen.verdicts} == {Grade.CANNOT_JUDGE}


def test_one_too_like_a_built_in_stretch_must_be_named():
    table = shipped_references()
    squats = recorded(squat())
    rows = table.rows(table.labels == "bridge")
    values = [squats.moments[0].values.get(quantity, float("nan")) for quantity in rows.quantities]
    rows.values[:], rows.views[:] = values, "side"
    lesson = learn(WISH, [squats], references=rows)
    assert lesson.stretch.told_from == frozenset()
    assert lesson.stretch.passes_for == "bridge"
    assert any("Too like bridge" in remark for remark in lesson.remarks)
    assert last(squat(), (lesson.stretch,)).in_position
    assert last(squat(), (*all_built_in(), lesson.stretch)).stretch is None
