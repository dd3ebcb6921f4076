"""What holds for every body, every picture and every nonsense that a pose model may give."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import isfinite

import numpy as np
import pytest
from figures import Figure, assessed, clocked, lunge, moved, seen, sight, summed_up, with_body
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from posecheck.coach import Coach, Command
from posecheck.live.coaching import Coaching
from posecheck.measures import MEASURES, CannotJudge, Role, Sight, Upright, take
from posecheck.outputs.overlay import Overlay
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.checks import Grade, Verdict
from posecheck.stretches.routine import find_routine
from posecheck.stretches.stretch import BUILT_IN, all_built_in, built_in
from posecheck.video import Frame

SIZE = (64, 48)

anything = st.floats(allow_nan=True, allow_infinity=True)
sides = st.sampled_from([None, *Side])
# Off the limits of all checks, which are round numbers: there, rounding decides.
degrees = st.integers(-90, 90).map(lambda number: number + 0.37)
directions = st.tuples(degrees, st.integers(-60, 180).map(float))


@st.composite
def nonsense(draw: st.DrawFn) -> Pose:
    """A pose of any numbers whatever, with or without a mask."""
    masks = st.none() | arrays(bool, SIZE[::-1])
    return Pose(
        time_s=0.0,
        points=draw(arrays(float, (33, 2), elements=anything, fill=anything)),
        world=draw(arrays(float, (33, 3), elements=anything, fill=anything)),
        visibility=draw(arrays(float, 33, elements=anything, fill=st.just(1.0))),
        size=SIZE,
        mask=draw(masks),
    )


@st.composite
def spoilt_lunges(draw: st.DrawFn) -> Pose:
    """A lunge of which some numbers are nonsense: most measures get as far as reading it."""
    pose = with_body(seen(lunge(), size=SIZE))
    points, world = pose.points.copy(), pose.world.copy()
    for numbers in (points, world):
        for at in draw(st.lists(st.integers(0, numbers.size - 1), max_size=6)):
            numbers.flat[at] = draw(anything)
    return replace(pose, points=points, world=world)


@st.composite
def clips_of_nonsense(draw: st.DrawFn) -> list[Pose]:
    poses = draw(st.lists(nonsense() | spoilt_lunges(), min_size=1, max_size=8))
    steps_s = draw(st.lists(st.floats(1e-3, 1e6), min_size=len(poses), max_size=len(poses)))
    times_s = np.cumsum(steps_s)
    return [replace(pose, time_s=float(at)) for pose, at in zip(poses, times_s, strict=True)]


@st.composite
def bodies(draw: st.DrawFn) -> Figure:
    """A body in any posture, possible or not."""
    return Figure(
        trunk_lean=draw(degrees),
        head_drop=draw(degrees),
        pelvis_roll=draw(st.floats(-20, 20)),
        thigh={side: draw(directions) for side in Side},
        shin={side: draw(directions) for side in Side},
    )


views = st.builds(View, st.sampled_from(ViewKind), anything, sides, st.booleans())
uprights = st.builds(
    Upright, st.none() | st.floats(-1, 1), st.none() | st.floats(0, 180), st.sampled_from(ViewKind)
)
sights = st.builds(Sight, nonsense() | spoilt_lunges(), views, sides, uprights)

LARGEST_DEG = 360 + 10
"""The largest range of an angle, and the largest bias that is taken off one."""


@pytest.mark.parametrize("name", MEASURES)
@given(sight=sights, role=st.sampled_from(Role))
@settings(max_examples=15)
@np.errstate(all="ignore")
def test_a_measure_is_a_number_or_a_reason_whatever_the_landmarks(name, sight, role):
    result = take(name, sight, role)
    if isinstance(result, CannotJudge):
        assert result.reason
    else:
        assert isfinite(result.value)
        assert MEASURES[name].unit != "deg" or abs(result.value) <= LARGEST_DEG


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("stretch", [None, *BUILT_IN])
@given(poses=clips_of_nonsense())
@settings(max_examples=10, deadline=None)
def test_no_nonsense_stops_an_assessment_and_all_that_follows(stretch, poses):
    assessments = assessed(poses, [built_in(stretch)] if stretch else all_built_in())
    for assessment in assessments:
        for verdict in assessment.verdicts:
            assert (verdict.value is None) == (verdict.grade is Grade.CANNOT_JUDGE)
            assert verdict.value is None or isfinite(verdict.value)
        Overlay(SIZE).draw(np.zeros((*SIZE[::-1], 3), np.uint8), assessment)
    for hold in clocked(assessments).holds:
        assert 0 <= hold.good_s <= hold.end_s - hold.start_s + 1e-6
        assert all(one.at_s <= two.at_s for one, two in pairwise(hold.pauses))
    json.loads(summed_up(assessments).to_json(), parse_constant=pytest.fail)


class Finder:
    """Finds given poses, one in each frame, in the place of a landmarker."""

    def __init__(self, poses: Sequence[Pose]) -> None:
        self._poses = iter(poses)

    def detect(self, frame: Frame) -> Pose:
        return next(self._poses)


@pytest.mark.filterwarnings("error")
@given(
    poses=clips_of_nonsense(),
    name=st.sampled_from([*BUILT_IN, "hip-flexors"]),
    commands=st.lists(st.none() | st.sampled_from(Command), min_size=8, max_size=8),
    people=st.none() | st.integers(0, 2),
)
@settings(max_examples=100, deadline=None)
def test_no_nonsense_and_no_command_stops_a_session(poses, name, commands, people):
    coach = Coach(find_routine(name))
    coaching = Coaching(Finder(poses), coach)
    blank = np.zeros((*SIZE[::-1], 3), np.uint8)
    for number, (pose, command) in enumerate(zip(poses, commands, strict=False)):
        progress = coaching.take(Frame(number, pose.time_s, blank), people)
        if command:
            coach.command(command)
        assert progress.view.message
        assert 0 <= coach.view.held_s <= coach.view.hold_s
        assert coach.done or coach.camera_lost() is not None
    assert all(part.hold_s >= 0 for part in coach.result.parts)


@given(
    body=bodies(),
    yaw_deg=st.floats(-180, 180),
    visibility=arrays(float, 33, elements=st.floats(0.4, 1)),
    front=sides,
)
@settings(max_examples=50, deadline=None)
def test_a_mirrored_picture_gives_mirrored_measurements(body, yaw_deg, visibility, front):
    pose = replace(seen(body, yaw_deg), visibility=visibility)
    here, there = sight(pose, front), sight(_mirrored(pose), front and front.other)
    assume(here.better_seen is not there.better_seen)  # else both legs are seen alike
    for name in MEASURES:
        for role, opposite in _MIRRORED_ROLES.items():
            _assert_alike(take(name, here, role), take(name, there, opposite))


_MIRRORED_ROLES = {role: role for role in Role} | {Role.LEFT: Role.RIGHT, Role.RIGHT: Role.LEFT}


def _mirrored(pose: Pose) -> Pose:
    """The pose in a mirror: what was the left half of the body is the right one."""
    order = np.arange(33)
    for joint in Joint:
        order[list(joint.both)] = order[list(joint.both)[::-1]]
    return replace(
        pose,
        points=(pose.points * [-1, 1] + [pose.size[0], 0])[order],
        world=(pose.world * [-1, 1, 1])[order],
        visibility=pose.visibility[order],
    )


def _assert_alike(one: object, other: object) -> None:
    assert type(one) is type(other)
    if not isinstance(one, CannotJudge):
        within = 0.01 if one.uncertainty else 1e-6  # type: ignore[attr-defined]
        assert other.value == pytest.approx(one.value, abs=within)  # type: ignore[attr-defined]


@given(
    body=bodies(),
    yaw_deg=st.floats(-180, 180),
    scale=st.floats(0.2, 8),
    left_px=st.integers(0, 500),
    above_px=st.integers(0, 500),
    padding_px=st.integers(0, 500),
)
@settings(max_examples=50, deadline=None)
@pytest.mark.parametrize("stretch", BUILT_IN)
def test_no_scaling_shifting_or_padding_changes_a_verdict(
    stretch, body, yaw_deg, scale, left_px, above_px, padding_px
):
    pose = seen(body, yaw_deg, scale_px=100)
    width, height = (int(length * scale) + 1 for length in pose.size)
    larger = (left_px + width + padding_px, above_px + height + padding_px)
    elsewhere = moved(pose, larger, shift=(left_px, above_px), scale=scale)
    here, there = (_verdicts(stretch, [one]) for one in (pose, elsewhere))
    assert [(v.check.id, v.grade) for v in here] == [(v.check.id, v.grade) for v in there]


def _verdicts(stretch: str, poses: Sequence[Pose]) -> tuple[Verdict, ...]:
    return assessed(poses, [built_in(stretch)])[-1].verdicts
