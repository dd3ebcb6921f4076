"""All that a window needs to draw of a session at one moment, in one object."""

from dataclasses import dataclass
from enum import Enum

from posecheck.coach.breath import Breathing
from posecheck.coach.meter import Meter
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind


class Phase(Enum):
    """Where in the session we are."""

    PLACE = "place"
    READY = "ready"
    HOLD = "hold"
    PAUSED = "paused"
    SWITCH = "switch"
    REST = "rest"
    DONE = "done"


class Tone(Enum):
    """How the big message is meant."""

    GUIDE = "guide"
    FIX = "fix"
    PRAISE = "praise"


@dataclass(frozen=True)
class CameraHint:
    """Where the camera should stand around the person, and where it does, seen from above.

    Angles go from straight ahead of the person, 0, towards their left, positive, -180 to 180: 90 is
    at the left side. seen_deg: None while nobody is in view.
    height_m, distance_m: lowest and highest. why: what is seen from there.
    """

    view: ViewKind
    wanted_deg: float
    seen_deg: float | None
    height_m: tuple[float, float]
    distance_m: tuple[float, float]
    why: str


@dataclass(frozen=True)
class CoachView:
    """The session as it is now; outputs draw it and decide nothing.

    title: of the stretch. side_words: `left leg in front`, or empty. step of steps: counted from 1.
    message: the one big text, what to do now; tone tells whether it corrects.
    how: the instruction of the stretch that belongs here, or None. note: the safety note, until the
    first hold begins.
    paused: why the clock stands still, in phase PAUSED only.
    held_s of hold_s: seconds that counted, of this stretch on this side.
    countdown_s: the seconds that are left of the count-down (READY) or the rest (REST).
    meter, breathing: while holding, None otherwise. camera: while placing and switching sides.
    next_title: what comes after this, with its side; None at the end.
    """

    time_s: float
    phase: Phase
    title: str
    step: int
    steps: int
    message: str
    hold_s: float
    held_s: float = 0.0
    tone: Tone = Tone.GUIDE
    side: Side | None = None
    side_words: str = ""
    paused: str | None = None
    countdown_s: float | None = None
    meter: Meter | None = None
    breathing: Breathing | None = None
    how: str | None = None
    note: str | None = None
    camera: CameraHint | None = None
    next_title: str | None = None
