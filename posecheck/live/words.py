"""What every display writes of a session in the same words: its heading and its clock."""

from typing import NamedTuple

from posecheck.coach import CameraHint, CoachView, Phase
from posecheck.coach.seconds import count_down, whole_seconds
from posecheck.outputs.overlay.words import NOT_JUDGED
from posecheck.outputs.rule_words import unmet_words


class ClockWords(NamedTuple):
    """The big number, and what it counts."""

    number: str
    below: str


def heading(view: CoachView) -> str:
    """Step, stretch and side: `1/3  Pigeon · left leg in front`."""
    step = f"{view.step}/{view.steps}  {view.title}" if view.steps > 1 else view.title
    return " · ".join(filter(None, (step, view.side_words)))


def clock_words(view: CoachView) -> ClockWords | None:
    """The clock of the hold or of the rest; None before the first hold."""
    if view.phase is Phase.REST and view.countdown_s is not None:
        return ClockWords(str(count_down(view.countdown_s)), "s rest")
    if view.phase not in (Phase.HOLD, Phase.PAUSED, Phase.REST) and not view.held_s:
        return None
    return ClockWords(str(whole_seconds(view.held_s)), _below_clock(view))


def _below_clock(view: CoachView) -> str:
    if view.phase is Phase.PAUSED:
        return "paused"
    return f"of {view.hold_s:.0f} s" if view.judged else NOT_JUDGED


def count_down_words(view: CoachView) -> str | None:
    """The count-down before a hold; None in any other phase."""
    if view.phase is not Phase.READY or view.countdown_s is None:
        return None
    return str(max(1, count_down(view.countdown_s)))


def why_not_words(view: CoachView) -> str | None:
    """What keeps the person out of position, measured; None while nothing is to be said of it."""
    return f"Not yet: {unmet_words(view.unmet)}." if view.unmet else None


def share_held(view: CoachView) -> float:
    """The part of the hold that is done, 0 to 1."""
    return min(1.0, view.held_s / view.hold_s) if view.hold_s > 0 else 1.0


def camera_words(hint: CameraHint) -> tuple[str, ...]:
    """Where the camera should stand, a line each, below the map that shows it."""
    (near, far), (low, high) = hint.distance_m, hint.height_m
    return "Camera here", f"{near:g} to {far:g} m away", f"{low:g} to {high:g} m high"
