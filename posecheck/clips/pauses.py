"""The pauses of a hold, as the result tells them."""

from collections.abc import Iterable

from posecheck.assess.hold import Pause
from posecheck.assess.steadiness import STEADY
from posecheck.clips.course import Course
from posecheck.clips.result import PausePart

REPEATING = "repeating the movement"
"""Why the clock stood still for movements that turned out to be an exercise: nobody needs to hold
still in one."""


def pause_parts(pauses: Iterable[Pause], course: Course) -> tuple[PausePart, ...]:
    """The pauses with their reasons.

    Args:
        pauses: Of a hold.
        course: How the time in position passed.
    """
    return tuple(
        PausePart(at_s=round(pause.at_s, 3), reason=_reason(pause, course)) for pause in pauses
    )


def _reason(pause: Pause, course: Course) -> str:
    return REPEATING if course.is_exercise and pause.reason == STEADY.cue_high else pause.reason
