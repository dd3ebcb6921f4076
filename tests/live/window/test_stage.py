"""Whole moments: drawn at every size, on a copy, in the mirror and out of it."""

from dataclasses import replace

import numpy as np
import pytest
from moments import BARE, HD, HOLD, RESULT, SIZES, VIEWS, is_colour, noise
from places import QUICK

from posecheck.coach import Phase
from posecheck.live.window.layout import MARGIN, Scale
from posecheck.live.window.parts import KEYS_HEIGHT, meter_size
from posecheck.live.window.stage import Moment, Stage, _mirrored
from posecheck.outputs.overlay.canvas import Canvas, Typeface
from posecheck.outputs.overlay.theme import GROUND, LOOKS
from posecheck.pose.pose import Landmark, Side
from posecheck.stretches.checks import Grade
from posecheck.video.area import Area


@pytest.fixture(scope="module")
def bridge(assessed):
    """A frame's assessment in which the bridge is judged."""
    assessments = assessed(QUICK / "bridge_side.mp4", "bridge")
    return next(assessment for assessment in assessments if assessment.verdicts)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_moment_is_drawn_at_every_size(view, size, bridge):
    image = noise(size)
    before = image.copy()
    for assessment in (None, bridge):
        drawn = Stage(size).draw(image, Moment(view, assessment))
        assert drawn.shape == image.shape
        assert drawn.flags.c_contiguous
        assert not np.array_equal(drawn, image[:, ::-1])
    assert np.array_equal(image, before)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_wait_a_notice_and_the_summary_differ_from_a_hold(size):
    stage, image = Stage(size), noise(size)
    done = replace(HOLD, phase=Phase.DONE, message="All done.")
    drawn = [
        stage.draw(image, moment).tobytes()
        for moment in (
            Moment(),
            Moment(HOLD),
            Moment(HOLD, notice="The camera is gone."),
            Moment(notice="The camera is gone."),
            Moment(done, result=RESULT),
        )
    ]
    assert len(set(drawn)) == len(drawn)
    assert {len(pixels) for pixels in drawn} == {stage.blank().size}


def test_a_larger_camera_is_shown_smaller():
    stage = Stage((1920, 1080))
    assert stage.size == HD
    assert stage.draw(noise((1920, 1080)), Moment(HOLD)).shape == (720, 1280, 3)


@pytest.mark.parametrize("mirror", [True, False])
def test_the_picture_is_as_in_a_mirror_if_wanted(mirror):
    image = noise(HD)
    row = Stage(HD, mirror=mirror).draw(image, Moment())[0]
    assert np.array_equal(row, image[0, ::-1] if mirror else image[0])


@pytest.mark.parametrize("mirror", [True, False])
def test_the_figure_lies_on_the_body_also_in_the_mirror(mirror, bridge):
    size = bridge.pose.size
    x, y = bridge.pose[Landmark.LEFT_KNEE if bridge.view.near is Side.LEFT else Landmark.RIGHT_KNEE]
    column = round(size[0] - 1 - x) if mirror else round(x)
    black = np.zeros((size[1], size[0], 3), np.uint8)
    drawn = Stage(size, mirror=mirror).draw(black, Moment(replace(HOLD, how=None), bridge))
    around = drawn[round(y) - 8 : round(y) + 9, column - 8 : column + 9].reshape(-1, 3)
    looks = [LOOKS[grade].colour for grade in (Grade.GOOD, Grade.BORDERLINE, Grade.FIX)]
    assert any((around == colour).all(axis=1).sum() > 20 for colour in looks)


def test_in_the_mirror_the_bars_change_sides_too(bridge):
    width, height = bridge.pose.size
    pose = replace(bridge.pose, filmed=Area(10, 0, width - 30, height))
    assert _mirrored(pose).filmed == Area(30, 0, width - 10, height)
    assert _mirrored(_mirrored(pose)).points == pytest.approx(pose.points)


@pytest.fixture(scope="module")
def large(bridge):
    """Somebody who fills the picture from top to bottom."""
    points = np.array(bridge.pose.points)
    points[:, 1] = np.interp(points[:, 1], (points[:, 1].min(), points[:, 1].max()), (5, 475))
    return replace(bridge, pose=replace(bridge.pose, points=points))


@pytest.mark.parametrize("view", [HOLD, VIEWS["paused"]])
def test_in_a_smaller_picture_the_figure_lies_on_the_body_and_nothing_is_cut(view, large):
    white = np.full((480, 640, 3), 255, np.uint8)
    drawn = Stage((640, 480), mirror=False).draw(white, Moment(replace(view, message=""), large))
    rows = np.flatnonzero((drawn[:, 310:330] == 255).all(axis=2).any(axis=1))
    assert 0.25 * 480 < rows.min() < rows.max() < 0.95 * 480
    assert (drawn[300, :30] == GROUND).all()


def test_in_a_smaller_picture_no_label_is_hidden_by_the_meter(large):
    """The meter reaches into the picture from its left."""
    white = np.full((480, 640, 3), 255, np.uint8)
    drawn = Stage((640, 480), mirror=False).draw(white, Moment(BARE, large))
    label = Canvas(white.copy(), Typeface())
    label.dim(0, 0, 640, 480)
    labels = is_colour(drawn, label.image[0, 0])
    scale = Scale((640, 480))
    width, height = meter_size(scale)
    last = 480 - scale(KEYS_HEIGHT) - scale(MARGIN)
    assert labels.any()
    assert not labels[last - height : last, : scale(MARGIN) + width].any()
