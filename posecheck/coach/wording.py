"""Every sentence of the coach: short, to be heard on a mat or read from three metres away."""

from typing import Literal

from posecheck.coach.camera import turn_deg
from posecheck.coach.results import PartResult, SessionResult
from posecheck.coach.seconds import whole_seconds
from posecheck.coach.shown import CameraHint
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import Stretch

Edge = Literal["top", "bottom", "side"]

LITTLE_DEG = 40.0
"""A turn up to this is said to be a little one."""

SAFETY = (
    "Before you start: warm up, and use a mat. Stretch to mild tension only, and stop if it hurts. "
    "If in doubt, ask a doctor first. This is no medical advice."
)

PRAISE = ("Good, that's it.", "Well done.", "Better, keep it there.")
LOOKING = "One moment"
NOBODY = "I can't see you. Come into the picture."
SOMEBODY_ELSE = "I see somebody else. Come back into the picture."
CROWD = "I see more than one person. Please be alone in the picture."
TOO_FAR = "You are too far away. Come closer."
NO_BASELINE = "Sit or kneel up tall for two seconds, hands on your thighs."

USUAL = {"ready": "Get ready", "hold": "Hold, and keep breathing", "rest": "Rest"}
"""What is shown in a phase while there is nothing else to say."""

WORTH_SAYING_S = 2
"""Fewer seconds than this, of those on the clock, go unjudged in every session."""

PAUSED = "Paused. Raise a hand, or press space, to go on."
CLOCK_STOPPED = "Clock stopped."
OTHER_SIDE = "The other side"
DONE = "Done."
BREATHE = {"in": "Breathe in", "out": "Breathe out"}
GO_ON = "Go on."
SKIPPED = "Skipped."
AGAIN = "Once more."
CAMERA_LOST = "The camera is gone. Wait a moment."

STEP_S = 4.0
"""Seconds to do what was just said."""

BREAK_S = 1.0
"""Seconds between two things that are said."""

SECONDS_A_WORD = 0.4
"""At 150 words a minute, unhurried speech."""

NUMBERS = {1: "One", 2: "Two", 3: "Three"}


def spoken_s(words: str) -> float:
    """About how many seconds it takes to say something."""
    return SECONDS_A_WORD * len(words.split())


def side_words(side: Side | None) -> str:
    """`left leg in front`, or nothing."""
    return f"{side.value} leg in front" if side else ""


def change_legs(side: Side) -> str:
    """The wrong leg is in front."""
    return f"Change legs: {side_words(side)}."


def too_near(part: str) -> str:
    """The body does not fit into the picture."""
    return f"I can't see your {part}. Move further away from the camera."


def cut_off(part: str, edge: Edge) -> str:
    """A part of a body that would fit is outside the picture, at this edge of it."""
    remedies = {
        "top": "Tilt the camera up.",
        "bottom": "Tilt the camera down.",
        "side": "Move to the middle.",
    }
    return f"I can't see your {part}. {remedies[edge]}"


def turn(hint: CameraHint, *, lying: bool) -> str:
    """Which way to turn until the camera sees what it must."""
    turned_deg = turn_deg(hint)
    goal = _goal(hint, lying=lying)
    if lying or turned_deg is None:
        return f"Turn until {goal}."
    little = "a little " if abs(turned_deg) <= LITTLE_DEG else ""
    way = "right" if turned_deg > 0 else "left"
    return f"Turn {little}to your {way}, until {goal}."


def _goal(hint: CameraHint, *, lying: bool) -> str:
    side = "left" if hint.wanted_deg > 0 else "right"
    return {
        ViewKind.SIDE: "your side faces the camera"
        if lying
        else f"your {side} side faces the camera",
        ViewKind.OBLIQUE: "you are half turned to the camera",
        ViewKind.FRONT: "you face the camera",
        ViewKind.BACK: "your back faces the camera",
        ViewKind.FEET: "your feet point to the camera",
    }[hint.view]


def named(stretch: Stretch, side: Side | None) -> str:
    """A stretch with its side: `Pigeon, left leg in front`."""
    return f"{stretch.title}, {side_words(side)}" if side else stretch.title


def part_name(part: PartResult) -> str:
    """A part of a session; its side is told from the other one also where no leg came in front."""
    if part.side or not part.stretch.has_front_leg:
        return named(part.stretch, part.side)
    return f"{part.stretch.title}, {'the other side' if part.second else 'first side'}"


def stretch_started(stretch: Stretch, side: Side | None, step: int, steps: int) -> str:
    """The name of what comes now."""
    which = "" if steps == 1 else ("First: " if step == 1 else "Next: ")
    return f"{which}{named(stretch, side)}."


def switch_side(stretch: Stretch, side: Side) -> str:
    """The other leg's turn; where the camera stands at a side, the other one is to face it."""
    around = "turn around, " if stretch.camera.view is ViewKind.SIDE else ""
    return f"Change sides: {around}{side_words(side)}."


def hold_started(hold_s: float, how: str | None) -> str:
    """The clock runs from now on; what to do meanwhile, if there is something."""
    return " ".join([f"Hold for {hold_s:.0f} seconds.", *([how] if how else [])])


def unjudged(reason: str) -> str:
    """The clock runs, although the form cannot be judged."""
    return f"I can't judge your form: {reason}."


def time_left(left_s: float) -> str:
    """The middle of the hold."""
    return f"Half way. {left_s:.0f} seconds to go."


def rest(rest_s: float, following: Stretch) -> str:
    """A rest, and what comes after it."""
    return f"Rest for {rest_s:.0f} seconds. After that: {following.title}."


def session_done(result: SessionResult) -> str:
    """The last words."""
    good_s, clock_s = whole_seconds(result.good_s), whole_seconds(result.clock_s)
    ending = "All done." if result.complete else "That's all for now."
    if not clock_s:
        return f"{ending} No hold lasted for a second."
    if not good_s:
        return f"{ending} You held for {duration(clock_s)}, but I could not judge how well."
    words = f"{ending} You held well for {duration(good_s)}."  # as the clock shows them
    unjudged_s = whole_seconds(result.clock_s - result.good_s)  # as in the table
    if unjudged_s >= WORTH_SAYING_S:
        words += f" I could not judge another {duration(unjudged_s)}."
    return words


def duration(seconds: float) -> str:
    """A time as people say it: `45 seconds`, `1 minute 5 seconds`, `5 minutes`."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [_counted(minutes, "minute")] if minutes else []
    parts += [_counted(rest, "second")] if rest or not minutes else []
    return " ".join(parts)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
