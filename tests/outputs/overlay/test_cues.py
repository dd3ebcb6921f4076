"""What the film says to correct, and for how long."""

from dataclasses import replace

import pytest
from drawing import assessed

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import LASTING_S
from posecheck.outputs.overlay.cues import Cues

FRAME_S = 0.04
GOOD = assessed({"front_knee": 90.0})
LOW, HIGH = (assessed({"front_knee": value}) for value in (60.0, 130.0))
FORWARD, BACK = (one.faults[0].cue for one in (LOW, HIGH))


def told(*parts: tuple[Assessment, float]) -> list[str | None]:
    """The cue of every frame of a film of assessments that last so many seconds each."""
    cues, frames = Cues(), [each for each, s in parts for _ in range(round(s / FRAME_S))]
    return [cues.cue(replace(one, time_s=number * FRAME_S)) for number, one in enumerate(frames)]


def test_a_fault_that_lasts_brings_its_cue_and_takes_it_away() -> None:
    cues = told((GOOD, 1.0), (LOW, 1.0), (GOOD, 1.0))
    assert cues.index(FORWARD) * FRAME_S == pytest.approx(1.0 + LASTING_S, abs=2 * FRAME_S)
    assert cues.count(FORWARD) * FRAME_S == pytest.approx(1.0, abs=2 * FRAME_S)


def test_a_value_that_flickers_about_its_limits_changes_nothing() -> None:
    flickering = [(HIGH, 0.2), (LOW, 0.04), (GOOD, 0.1)] * 9
    assert set(told((GOOD, 1.0), *flickering)) == {None}
    assert set(told((LOW, 1.0), *flickering)) == {FORWARD}


def test_another_fault_that_lasts_brings_another_cue() -> None:
    assert told((LOW, 1.0), (HIGH, 1.0))[-1] == BACK


def test_the_fault_of_a_picture_is_told_at_once() -> None:
    assert told((HIGH, FRAME_S)) == [BACK]


def test_out_of_position_nothing_is_to_be_corrected() -> None:
    assert told((LOW, 1.0), (Assessment(0.0), 1.0))[-1] is None
