"""The skeleton: the right bones in the right style, whatever the pose."""

from dataclasses import replace

import numpy as np
import pytest
from drawing import (
    GREY,
    SIZE,
    SIZES,
    around,
    assessed,
    colours_between,
    drawn,
    lunging,
    picture,
    share_of,
)
from figures import bridge, moved, seen, spoilt
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessment
from posecheck.measures import CannotJudge
from posecheck.outputs.overlay.film import Overlay
from posecheck.outputs.overlay.panel import Clock
from posecheck.outputs.overlay.theme import LOOKS, Sizes
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in

coordinate = st.one_of(
    st.floats(-50, 700), st.floats(allow_nan=True, allow_infinity=True), st.just(1e9)
)


def test_the_bones_that_a_check_looks_at_are_drawn_in_its_colour() -> None:
    pose = lunging()
    image = drawn(assessed({"front_knee": 90.0}, pose))
    hip, knee, ankle = (pose[joint.of(Side.LEFT)] for joint in (Joint.HIP, Joint.KNEE, Joint.ANKLE))
    good = LOOKS[Grade.GOOD].colour
    assert share_of(colours_between(image, hip, knee), good) > 0.9
    assert share_of(colours_between(image, knee, ankle), good) > 0.9


def test_face_arms_and_trunk_stay_untouched_when_only_the_knee_is_checked() -> None:
    pose = lunging()
    image = drawn(assessed({"front_knee": 90.0}, pose))
    arm = [pose[joint.of(Side.LEFT)] for joint in (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST)]
    hip = pose[Landmark.LEFT_HIP]
    assert (around(image, pose[Landmark.NOSE], 12) == GREY).all()
    for start, end in ((arm[0], arm[1]), (arm[1], arm[2]), (arm[0], hip)):
        assert (colours_between(image, start, end) == GREY).all()


def test_bones_of_several_checks_take_the_worst_verdict() -> None:
    pose = lunging()
    trunk = pose[Landmark.LEFT_SHOULDER], pose[Landmark.LEFT_HIP]
    image = drawn(assessed({"trunk_upright": 0.0, "flat_back": 0.2}, pose))
    assert share_of(colours_between(image, *trunk), LOOKS[Grade.FIX].colour) > 0.5
    assert share_of(colours_between(image, *trunk), LOOKS[Grade.GOOD].colour) == 0


def test_a_mirrored_person_is_drawn_mirrored() -> None:
    size = (94, 94)  # too small for text, which is not mirrored
    values = {"front_knee": 90.0, "trunk_upright": 40.0, "rear_knee_down": 0.0}
    pose = lunging(Side.LEFT, size)
    mirrored = lunging(Side.RIGHT, size)
    left = drawn(assessed(values, pose, side=Side.LEFT), size)
    right = drawn(assessed(values, mirrored, side=Side.RIGHT), size)
    assert np.allclose(mirrored[Landmark.RIGHT_KNEE][0], 94 - pose[Landmark.LEFT_KNEE][0])
    touched = np.abs(left.astype(int) - GREY).max(axis=2) > 30
    flipped = np.roll(right[:, ::-1], 1, axis=1).astype(int)
    assert touched.any()
    # The glyphs are not mirrored, nor is the light that anti-aliasing puts on edges.
    assert (np.abs(left.astype(int) - flipped).max(axis=2) > 90).mean() < 0.1 * touched.mean()


def test_a_check_is_not_drawn_from_a_view_that_cannot_show_it() -> None:
    pose = moved(seen(bridge(), 90.0, size=SIZE), SIZE, shift=(0, 100))
    unseen = assessed({"knee_tracking": None}, pose, "bridge", None)
    assert (Overlay(SIZE).draw(picture(), unseen) == GREY).all()


def test_a_pose_found_in_a_larger_picture_is_scaled() -> None:
    pose = lunging(size=(1920, 1440))
    image = drawn(assessed({"front_knee": 90.0}, pose))
    thigh = pose[Landmark.LEFT_HIP] / 2, pose[Landmark.LEFT_KNEE] / 2
    assert share_of(colours_between(image, *thigh), LOOKS[Grade.GOOD].colour) > 0.9


def test_a_leg_that_is_read_from_the_mask_is_told_at_the_hip_and_has_no_bones() -> None:
    pose = lunging()
    image = drawn(assessed({"back_leg": 120.0, "back_thigh_down": 5.0}, pose, "pigeon"))
    near = pose[Landmark.LEFT_HIP]
    fix = LOOKS[Grade.FIX].colour
    badge = around(image, near, Sizes.of(SIZE).badge).reshape(-1, 3).astype(int)
    assert share_of(badge, fix) > 0.3
    for joint in (Joint.KNEE, Joint.SHOULDER):
        assert share_of(colours_between(image, near, pose[joint.of(Side.LEFT)]), fix) == 0


def test_the_picture_given_is_left_as_it_is() -> None:
    before = picture()
    before.setflags(write=False)
    after = Overlay(SIZE).draw(before, assessed({"front_knee": 130.0}))
    assert (before == GREY).all()
    assert (after != GREY).any()


def test_the_same_assessment_is_drawn_alike_again() -> None:
    overlay, assessment = Overlay(SIZE), assessed({"front_knee": 130.0, "trunk_upright": 40.0})
    first = overlay.draw(picture(), assessment)
    assert (overlay.draw(picture(), assessment) == first).all()


@pytest.mark.parametrize("pose", [lunging(), lunging(Side.RIGHT)])
@pytest.mark.parametrize("values", [{"front_knee": 90.0}, {"front_knee": 130.0, "flat_back": 0.2}])
def test_what_changes_is_drawn_at_once(pose, values) -> None:
    """As if the frame before had not been there."""
    overlay, changed = Overlay(SIZE), assessed(values, pose)
    overlay.draw(picture(), assessed({"front_knee": 130.0}))
    before = overlay.draw(picture(), changed)
    assert (before == Overlay(SIZE).draw(picture(), changed)).all()


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="960, 720"):
        Overlay(SIZE).draw(picture((640, 480)), Assessment(0.0))


def test_missing_joints_are_left_out() -> None:
    pose = spoilt(lunging(), Landmark.LEFT_KNEE)
    image = Overlay(SIZE).draw(picture(), assessed({"front_knee": 130.0}, pose))
    assert (image == GREY).all()


@settings(max_examples=120, deadline=None)
@given(
    size=st.one_of(
        st.sampled_from([(16, 16), (1, 1), (640, 480), (480, 854)]),
        st.tuples(st.integers(1, 300), st.integers(1, 300)),
    ),
    points=st.lists(coordinate, min_size=66, max_size=66),
    value=st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True)),
    side=st.sampled_from([None, *Side]),
    kind=st.sampled_from(ViewKind),
    held_s=st.floats(0, 1e6),
    clock=st.booleans(),
    message=st.one_of(st.none(), st.text(max_size=60)),
    stretch=st.sampled_from(all_built_in()),
)
def test_nothing_makes_it_raise(
    size, points, value, side, kind, held_s, clock, message, stretch
) -> None:
    pose = replace(lunging(size=(640, 480)), points=np.reshape(points, (33, 2)))
    verdicts = tuple(
        replace(spec.check.judge(CannotJudge("")), grade=grade, value=value, unit="deg")
        for spec in stretch.check
        for grade in Grade
    )
    assessment = Assessment(
        0.0,
        pose,
        View(kind, 90.0, side, False),
        stretch,
        recognised=True,
        in_position=True,
        side=side,
        verdicts=verdicts,
    )
    image = picture(size)
    overlay = Overlay(size)
    shown = overlay.draw_with_strip(
        image, assessment, Clock(held_s, 30.0, message) if clock else None
    )
    assert shown.shape[1::-1] == overlay.size_with_strip
    assert (shown[: size[1]] == Overlay(size).draw(image, assessment)).all()


def test_an_assessment_of_nothing_is_drawn_on_every_size() -> None:
    for size in [(1, 1), (16, 16), (95, 2000), *SIZES]:
        empty = Assessment(0.0, lunging(), None, None, verdicts=())
        for assessment in (Assessment(0.0), empty):
            image = Overlay(size).draw_with_strip(picture(size), assessment)
            assert (image[: size[1]] == GREY).all()


def test_the_panel_is_on_a_strip_below_the_picture_as_high_in_every_frame() -> None:
    overlay = Overlay(SIZE)
    width, height = overlay.size_with_strip
    drawn = [
        overlay.draw_with_strip(picture(), assessment, Clock(3.0, 30.0))
        for assessment in (Assessment(0.0), assessed({"front_knee": 130.0}), assessed({}))
    ]
    assert {image.shape for image in drawn} == {(height, width, 3)}
    assert height % 2 == 0
    nobody = drawn[0]
    assert (nobody[: SIZE[1]] == picture()).all()
    assert (nobody[SIZE[1] :].min(axis=2) > 200).any()
