"""All that a window needs to draw of a session at one moment, in one object."""

from dataclasses import dataclass
from enum import Enum

from posecheck.assess.position import RuleReading
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

    Angles are in degrees, -180 to 180: 0 is straight ahead of the person, 90 at their left side.

    Attributes:
        view: The view that the stretch needs.
        wanted_deg: Where the camera should stand.
        seen_deg: Where it stands; None while nobody is in view.
        height_m: The lowest and the highest that it should stand.
        distance_m: The nearest and the farthest that it should stand.
        why: What is seen from there.
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

    Attributes:
        time_s: Of the last frame, in the session's own time.
        phase: Where in the session we are.
        title: Of the stretch.
        step: The number of the stretch in the routine, from 1.
        steps: How many stretches the routine has.
        message: The one big text, what to do now.
        hold_s: The seconds asked for, of this stretch on this side.
        held_s: The seconds of them that counted.
        tone: How the message is meant.
        side: The leg in front; None where it is not known, or there is none.
        side_words: `left leg in front`, or empty.
        paused: Why the clock is stopped, in phase PAUSED only.
        judged: Whether what the clock counts is held well; not where the form cannot be judged, in
            phase HOLD only.
        by_person: Whether the person paused on purpose, and has to go on by themselves.
        countdown_s: The seconds left of the count-down (READY) or the rest (REST).
        meter: How near the main check is to being good, in phase HOLD only.
        breathing: Where in the paced breath we are, in phase HOLD only.
        how: The instruction of the stretch that belongs here.
        note: The safety note, until the first hold begins.
        camera: Where the camera should stand, in the phases PLACE and SWITCH only.
        next_title: What comes next, with its side; None at the end.
        unmet: What the position rule reads that keeps the person out of the stretch.
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
    judged: bool = True
    by_person: bool = False
    countdown_s: float | None = None
    meter: Meter | None = None
    breathing: Breathing | None = None
    how: str | None = None
    note: str | None = None
    camera: CameraHint | None = None
    next_title: str | None = None
    unmet: RuleReading | None = None
