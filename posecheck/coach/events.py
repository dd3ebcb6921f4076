"""What happens in a session, as typed events.

Each event has `words`: what a voice says, short, to somebody who may not see the screen. Empty
words are not spoken. An output that speaks says the newest event's words; one that beeps, beeps for
`Count`, `HoldStarted`, `HoldPaused`, `HoldResumed` and `HoldDone`.
"""

from dataclasses import dataclass

from posecheck.coach.breath import Breath
from posecheck.coach.cues import Cue
from posecheck.coach.placement import Obstacle
from posecheck.coach.results import SessionResult
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import Stretch


@dataclass(frozen=True)
class Event:
    """Something that happened at a moment, in seconds of the session's own time."""

    time_s: float
    words: str = ""


@dataclass(frozen=True)
class SafetyNote(Event):
    """What to know before the first hold; once a session, and only if asked for."""


@dataclass(frozen=True)
class StretchStarted(Event):
    """The next step of the routine begins; `step` counts from 1."""

    stretch: Stretch | None = None
    step: int = 1
    steps: int = 1


@dataclass(frozen=True)
class Placed(Event):
    """Something else keeps the hold from starting now; the words say what to do about it."""

    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class GetReady(Event):
    """The person is in position and the count-down begins."""


@dataclass(frozen=True)
class Count(Event):
    """A number of the count-down before the hold (`last` False) or of its last seconds (True)."""

    number: int = 0
    last: bool = False


@dataclass(frozen=True)
class HoldStarted(Event):
    """The hold clock may run from now on; `side` is the leg in front, if there is one."""

    side: Side | None = None
    hold_s: float = 0.0


@dataclass(frozen=True)
class HoldPaused(Event):
    """The hold clock stops; `by_person` means on purpose, by key or by hand."""

    reason: str = ""
    by_person: bool = False


@dataclass(frozen=True)
class HoldResumed(Event):
    """The hold clock runs again, from where it stopped."""


@dataclass(frozen=True)
class TimeLeft(Event):
    """Half of the hold is done; `left_s` seconds are left."""

    left_s: float = 0.0


@dataclass(frozen=True)
class HoldDone(Event):
    """A hold is complete, on this side where there are two."""

    stretch: Stretch | None = None
    side: Side | None = None
    good_s: float = 0.0


@dataclass(frozen=True)
class SideSwitch(Event):
    """The other leg is to go in front; `side` is that leg."""

    side: Side = Side.LEFT


@dataclass(frozen=True)
class RestStarted(Event):
    """A rest before the next step."""

    rest_s: float = 0.0
    next_stretch: Stretch | None = None


@dataclass(frozen=True)
class Skipped(Event):
    """The person skipped something, or went back (`back`) to do it again."""

    back: bool = False


@dataclass(frozen=True)
class CueGiven(Event):
    """A correction, or praise for one that was followed."""

    cue: Cue | None = None


@dataclass(frozen=True)
class HoldUnjudged(Event):
    """The clock has run for a while without the form being judged; `reason` says why."""

    reason: str = ""


@dataclass(frozen=True)
class BreathTurned(Event):
    """It is time to breathe in or out; whether that is spoken is for the output to choose."""

    breath: Breath = Breath.IN


@dataclass(frozen=True)
class CameraLost(Event):
    """No pictures come from the camera; the session waits."""


@dataclass(frozen=True)
class SessionDone(Event):
    """The session is over."""

    result: SessionResult | None = None
