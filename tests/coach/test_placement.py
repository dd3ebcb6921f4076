"""The ladder: every rung alone, in its order, steady, and with words that say what to do."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from figures import (
    bridge,
    butterfly,
    cropped_below,
    lunge,
    lying_flat,
    moved,
    seen,
    spoilt,
)
from hypothesis import given
from hypothesis import strategies as st
from sessions import (
    BRIDGE,
    BUTTERFLY,
    GOOD,
    KNOWN,
    LUNGE,
    NOBODY,
    OTHER_LEG,
    OUT,
    SIDE_ON,
    Now,
)

from posecheck.coach import Obstacle, Target, wording
from posecheck.coach.placement import (
    BASELINE_S,
    CROWD_S,
    Placement,
    cut_off,
    is_in_position,
    lacks_baseline,
)
from posecheck.measures import Upright
from posecheck.pose.pose import Landmark, Side
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.stretch import all_built_in, built_in

LEFT_LUNGE = Target(LUNGE, Side.LEFT)
SIZE = (640, 480)
FAR = seen(lunge(), size=SIZE, scale_px=80)
FEET_CUT = cropped_below(SIDE_ON, 320)
TOO_NEAR = seen(lunge(), size=SIZE, scale_px=700)
SPOILT = {
    Obstacle.NOBODY: {"pose": None},
    Obstacle.SOMEBODY_ELSE: {"pose": None, "somebody_else": True},
    Obstacle.CROWD: {"people": 2, "in_position": False},
    Obstacle.TOO_FAR: {"pose": moved(FAR, SIZE, (400, 0))},
    Obstacle.TOO_NEAR: {"pose": TOO_NEAR},
    Obstacle.CUT_OFF: {"pose": FEET_CUT},
    Obstacle.WRONG_VIEW: {"view": ViewKind.FRONT},
    Obstacle.NO_BASELINE: {"upright": Upright()},
    Obstacle.WRONG_LEG: {"side": Side.RIGHT},
    Obstacle.NOT_IN_POSITION: {"in_position": False},
}
"""What is not as it should be, for each rung."""


def placed(*parts, target=LEFT_LUNGE, fps=10.0, placement=None):
    """The rung after each part (what is seen, for how many seconds)."""
    placement, frame, rungs = placement or Placement(), 0, []
    for now, seconds in parts:
        for _ in range(round(seconds * fps)):
            rung = placement.observe(
                now.at(frame / fps),
                target,
                1 / fps,
                people=now.people,
                somebody_else=now.somebody_else,
            )
            frame += 1
        rungs.append(rung)
    return rungs


def rung_for(now, target=LEFT_LUNGE):
    return placed((now, 0.1), target=target)[-1]


@pytest.mark.parametrize("obstacle", SPOILT, ids=lambda obstacle: obstacle.value)
def test_every_rung_is_reached_and_says_what_to_do(obstacle):
    rung = rung_for(Now(**SPOILT[obstacle]))
    assert rung.obstacle is obstacle
    assert rung.words.endswith(".")


def test_nothing_is_in_the_way_of_who_is_in_position():
    rung = rung_for(GOOD)
    assert (rung.obstacle, rung.words) == (None, "")


@pytest.mark.parametrize("obstacle", SPOILT, ids=lambda obstacle: obstacle.value)
def test_what_matters_first_is_said_first(obstacle):
    """With everything from one rung on in the way at once, only that one is spoken of."""
    ladder = list(SPOILT)
    everything = {}
    for later in reversed(ladder[ladder.index(obstacle) :]):
        everything |= SPOILT[later]
    if obstacle is Obstacle.NOBODY:
        del everything["somebody_else"]
    assert rung_for(Now(**everything)).obstacle is obstacle


def test_a_message_stays_until_another_one_has_lasted():
    flicker = [(OUT, 0.2), (NOBODY, 0.2)] * 10
    words = {rung.obstacle for rung in placed((OUT, 2), *flicker)}
    assert words == {Obstacle.NOT_IN_POSITION}
    assert placed((OUT, 2), (NOBODY, 1))[-1].obstacle is Obstacle.NOBODY


def test_the_steps_are_said_one_after_the_other_and_then_again():
    said = [rung.words for rung in placed(*[(OUT, 0.5)] * 100)]
    changes = list(dict.fromkeys(said))
    assert changes == list(LUNGE.how_to_enter)
    assert said[-1] in changes
    assert said.index(changes[0], said.index(changes[1])) > 0
    assert LUNGE.how[-1] not in said


def test_several_people_are_spoken_of_only_for_a_while():
    crowd = replace(OUT, people=3)
    before, after = placed((crowd, CROWD_S - 0.5), (crowd, 2))
    assert (before.obstacle, after.obstacle) == (Obstacle.CROWD, Obstacle.NOT_IN_POSITION)


def test_who_is_in_position_among_others_is_coached():
    assert rung_for(replace(GOOD, people=2)).obstacle is None


def test_an_upright_posture_that_cannot_be_seen_is_not_waited_for_forever():
    new = replace(GOOD, upright=Upright())
    placement = Placement()
    before, after = placed((new, BASELINE_S - 1), (new, 3), placement=placement)
    assert (before.words, after.obstacle) == (wording.NO_BASELINE, None)
    placement.restart()
    assert placed((new, 1), placement=placement)[-1].obstacle is None


# ------------------------------------------------------------------------------ out of the picture


@pytest.mark.parametrize(
    ("shift", "part", "remedy"),
    [
        ((0, 200), "feet", "Tilt the camera down."),
        ((0, -200), "head", "Tilt the camera up."),
        ((-250, 0), "knees", "Move to the middle."),
        ((250, 0), "feet", "Move to the middle."),
    ],
    ids=["below", "above", "left", "right"],
)
def test_what_is_cut_off_is_named_with_a_remedy(shift, part, remedy):
    rung = cut_off(moved(SIDE_ON, SIZE, shift))
    assert rung.obstacle is Obstacle.CUT_OFF
    assert rung.words == f"I can't see your {part}. {remedy}"


def test_all_in_the_picture_is_not_cut_off():
    assert cut_off(SIDE_ON) is None


def test_who_does_not_fit_is_sent_back():
    rung = cut_off(TOO_NEAR)
    assert rung.obstacle is Obstacle.TOO_NEAR
    assert "further away" in rung.words


def test_joints_that_cannot_be_placed_count_as_cut_off():
    assert cut_off(spoilt(SIDE_ON, Landmark.LEFT_ANKLE)).obstacle is Obstacle.CUT_OFF


@given(
    scale=st.floats(0.2, 6),
    shift=st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)),
    yaw=st.floats(-180, 180),
)
def test_wherever_somebody_is_the_coach_knows_what_to_say(scale, shift, yaw):
    pose = moved(seen(lunge(), yaw, size=SIZE), SIZE, shift, scale)
    rung = rung_for(replace(OUT, pose=pose))
    assert rung.obstacle is not None
    assert rung.words


# ---------------------------------------------------------------------------- the camera's place


@pytest.mark.parametrize(
    ("stretch", "figure", "yaw", "words"),
    [
        ("butterfly", butterfly(), 60, "Turn to your left, until you face the camera."),
        ("butterfly", butterfly(), -30, "Turn a little to your right, until you face the camera."),
        ("half_kneeling_lunge", lunge(), 160, "Turn to your left, until your left side faces"),
        ("bridge", lying_flat(), 0, "Turn until your side faces the camera."),
    ],
)
def test_it_is_said_which_way_to_turn(stretch, figure, yaw, words):
    now = Now(stretch=built_in(stretch), pose=seen(figure, yaw, size=SIZE), in_position=False)
    side = Side.LEFT if stretch == "half_kneeling_lunge" else None
    rung = rung_for(now, Target(built_in(stretch), side))
    assert rung.obstacle is Obstacle.WRONG_VIEW
    assert rung.words.startswith(words)


@pytest.mark.parametrize(("leg", "way"), [(Side.LEFT, "right"), (Side.RIGHT, "left")])
@pytest.mark.parametrize("yaw", [-10, 10])
def test_while_either_leg_may_be_in_front_the_one_that_is_belongs_at_the_camera(leg, way, yaw):
    front = seen(lunge(front=leg), yaw, size=SIZE)
    now = Now(stretch=LUNGE, pose=front, view=ViewKind.FRONT, side=leg)
    words = rung_for(now, Target(LUNGE, None)).words
    assert words == f"Turn to your {way}, until your {leg.value} side faces the camera."


@pytest.mark.parametrize(("knee", "obstacle"), [(90.0, None), (nan, Obstacle.WRONG_VIEW)])
def test_who_is_judged_between_front_and_side_need_not_turn(knee, obstacle):
    upright = replace(KNOWN, head_view=ViewKind.OBLIQUE)
    now = Now(view=ViewKind.OBLIQUE, knee=knee, upright=upright)
    assert rung_for(now).obstacle is obstacle


@pytest.mark.parametrize("stretch", all_built_in(), ids=lambda stretch: stretch.id)
def test_the_views_that_a_stretch_names_are_right(stretch):
    for kind in {stretch.camera.view, stretch.camera.also} - {None}:
        now = Now(stretch=stretch, view=kind, upright=replace(KNOWN, head_view=kind))
        assert rung_for(now, Target(stretch, None)).obstacle is None


# ---------------------------------------------------------------------------- the upright posture


@pytest.mark.parametrize(
    ("stretch", "kind", "needs"),
    [
        ("half_kneeling_lunge", ViewKind.SIDE, True),
        ("seated_hip", ViewKind.SIDE, True),
        ("seated_hip", ViewKind.FRONT, False),
        ("butterfly", ViewKind.FRONT, False),
        ("butterfly", ViewKind.SIDE, True),
        ("bridge", ViewKind.SIDE, False),
        ("pigeon", ViewKind.SIDE, False),
    ],
)
def test_an_upright_posture_is_asked_for_where_a_check_needs_it(stretch, kind, needs):
    view = View(kind, 0.0, None, lying=False)
    assert lacks_baseline(built_in(stretch), view, Upright()) is needs
    known = Upright(back_outline=0.0, head_angle=150.0, head_view=kind)
    assert not lacks_baseline(built_in(stretch), view, known)


# ------------------------------------------------------------------------------------ in position


@pytest.mark.parametrize(
    ("now", "target", "fits"),
    [
        (GOOD, LEFT_LUNGE, True),
        (GOOD, Target(LUNGE, None), True),
        (OTHER_LEG, Target(LUNGE, None), True),
        (OTHER_LEG, LEFT_LUNGE, False),
        (replace(GOOD, side=None), Target(LUNGE, None), False),
        (OUT, LEFT_LUNGE, False),
        (NOBODY, LEFT_LUNGE, False),
        (GOOD, Target(BRIDGE, None), False),
        (Now(stretch=BUTTERFLY), Target(BUTTERFLY, None), True),
    ],
)
def test_only_this_very_stretch_with_a_known_leg_is_in_position(now, target, fits):
    assert is_in_position(now.at(0.0), target) is fits


def test_the_figures_here_are_seen_as_they_should_be():
    assert np.ptp(SIDE_ON.points[[Landmark.NOSE, Landmark.LEFT_ANKLE], 1]) < SIZE[1]
    assert cut_off(seen(bridge(), size=SIZE, scale_px=200)) is None
