from dataclasses import replace

import numpy as np
import pytest
from places import QUICK

from posecheck.coach import (
    CameraHint,
    CoachView,
    PartResult,
    Phase,
    SessionResult,
    Tone,
    wording,
)
from posecheck.coach.breath import Breath, Breathing
from posecheck.coach.meter import Meter
from posecheck.live.window import Moment, Stage, band, draw_menu
from posecheck.live.window.layout import Scale
from posecheck.outputs.overlay.canvas import ELLIPSIS, Typeface
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.pose.pose import Landmark, Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Band as Limits
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in

BRIDGE = QUICK / "bridge_side.mp4"
SIZES = [(1280, 720), (640, 480), (406, 720), (160, 120)]
HD = (1280, 720)

CAMERA = CameraHint(ViewKind.SIDE, 90.0, -30.0, (0.4, 1.0), (2.0, 4.0), "The side shows it.")
METER = Meter("hip_height", 172.0, "deg", Limits((165, 230), (155, 240)), 0.8)
HOLD = CoachView(
    time_s=1.0,
    phase=Phase.HOLD,
    title="Bridge",
    step=2,
    steps=5,
    message="Hold, and keep breathing",
    hold_s=30.0,
    held_s=12.0,
    meter=METER,
    breathing=Breathing(Breath.IN, 0.7),
    how="Press evenly into both feet.",
)
VIEWS = {
    "place": replace(HOLD, phase=Phase.PLACE, camera=CAMERA, note=wording.SAFETY, held_s=0.0),
    "ready": replace(HOLD, phase=Phase.READY, countdown_s=2.5, held_s=0.0),
    "hold": HOLD,
    "fix": replace(HOLD, tone=Tone.FIX, meter=replace(METER, share=float("nan"))),
    "praise": replace(HOLD, tone=Tone.PRAISE, breathing=Breathing(Breath.OUT, 1.0)),
    "paused": replace(HOLD, phase=Phase.PAUSED, paused="Lift your hips higher"),
    "switch": replace(HOLD, phase=Phase.SWITCH, camera=replace(CAMERA, seen_deg=None)),
    "rest": replace(HOLD, phase=Phase.REST, countdown_s=7.0, next_title="Pigeon, left"),
    "nothing": replace(HOLD, message="", hold_s=0.0, title=""),
}
PARTS = tuple(
    PartResult(stretch, side, 30.0, good_s)
    for stretch in all_built_in()
    for side, good_s in ((Side.LEFT, 0.0), (Side.RIGHT, 31.0))
)
RESULT = SessionResult("hip-flexors", "Hip flexors", 0.0, 400.0, PARTS)


def picture(size: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3)).astype(np.uint8)


@pytest.fixture(scope="module")
def bridge(assessed):
    """A frame's assessment in which the bridge is judged."""
    assessments = assessed(BRIDGE, "bridge")
    return next(assessment for assessment in assessments if assessment.verdicts)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_moment_is_drawn_at_every_size(view, size, bridge):
    image = picture(size)
    before = image.copy()
    for assessment in (None, bridge):
        drawn = Stage(size).draw(image, Moment(view, assessment))
        assert drawn.shape == image.shape
        assert drawn.flags.c_contiguous
        assert not np.array_equal(drawn, image[:, ::-1])
    assert np.array_equal(image, before)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_summary_the_menu_and_the_wait_are_drawn_at_every_size(size):
    stage = Stage(size)
    done = replace(HOLD, phase=Phase.DONE, message="All done.")
    drawn = [
        stage.draw(picture(size), Moment(done, result=RESULT)),
        stage.draw(picture(size), Moment(HOLD, notice="The camera is gone.")),
        stage.blank(),
        draw_menu([stretch.title for stretch in all_built_in()], size),
    ]
    assert all(image.shape == (size[1], size[0], 3) for image in drawn)


def test_a_larger_camera_is_shown_smaller():
    stage = Stage((1920, 1080))
    assert stage.size == HD
    assert stage.draw(picture((1920, 1080)), Moment(HOLD)).shape == (720, 1280, 3)


@pytest.mark.parametrize("mirror", [True, False])
def test_the_picture_is_as_in_a_mirror_if_wished(mirror):
    image = picture(HD)
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


def sentences() -> list[str]:
    said = [text for text in vars(wording).values() if isinstance(text, str) and " " in text]
    cues = [
        cue
        for stretch in all_built_in()
        for check in stretch.check
        for cue in (check.cue_low, check.cue_high)
        if cue
    ]
    not_messages = {wording.SAFETY, wording.__doc__}
    return sorted({*said, *cues} - not_messages)


@pytest.mark.parametrize("size", [HD, (640, 480)], ids=str)
@pytest.mark.parametrize("sentence", sentences())
def test_every_message_is_large_and_whole(sentence, size):
    view = replace(HOLD, message=sentence, tone=Tone.FIX)
    message = band.lay_out(view, Scale(size), Typeface()).message
    assert " ".join(message.lines) == sentence
    assert ELLIPSIS not in "".join(message.lines)
    assert message.size >= size[1] / 14.5
    assert len(message.lines) <= 3


def test_the_clock_shows_whole_seconds_that_were_held():
    shown = [
        band.lay_out(replace(HOLD, held_s=held_s), Scale(HD), Typeface()).clock[0].lines[0]
        for held_s in (0.0, 11.99, 12.0, 29.9, 30.0 - 1e-9)
    ]
    assert shown == ["0", "11", "12", "29", "30"]


def test_the_band_leaves_most_of_the_picture_free():
    for view in VIEWS.values():
        assert band.lay_out(view, Scale(HD), Typeface()).height < HD[1] * 0.36
