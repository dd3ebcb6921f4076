"""What a perfect judge would say of a clip: the checks of every stretch, and their verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from samples.generator.body import Side
from samples.generator.truth import Measures, number, sided

INFINITY, NAN = float("inf"), float("nan")
BASELINE_S = 0.5
STEADY_WINDOW_S = 3.0
STEADY_SWING_DEG = 8.0
STEADY_REVERSALS = 2

SIDE, OBLIQUE, FRONT, FEET = "side", "oblique", "front", "feet"


@dataclass(frozen=True)
class Limits:
    """Good inside `good`, wrong beyond `fix`, borderline between."""

    good: tuple[float, float]
    fix: tuple[float, float]

    @classmethod
    def at_most(cls, good: float, fix: float) -> Limits:
        """Limits for a value of which only too much is wrong."""
        return cls((-INFINITY, good), (-INFINITY, fix))

    @classmethod
    def at_least(cls, good: float, fix: float) -> Limits:
        """Limits for a value of which only too little is wrong."""
        return cls((good, INFINITY), (fix, INFINITY))


@dataclass(frozen=True)
class Check:
    """A measure with its limits, and what must be seen to judge it.

    Attributes:
        id: As in the stretch's file.
        measure: The name of the measure in the truth file.
        limits: Of the value.
        views: From where it can be judged.
        joints: What must be in the picture.
        leg: `front`, `rear` or `near` for a measure of one leg, else empty.
        sign: -1 for a measure that posecheck counts the other way.
        needs_baseline: Whether it is compared with the person's own upright posture.
        lean: The range of trunk lean in degrees to which this variant of the check applies.
        free_foot: Whether it is not judged while a hand holds the rear foot.
    """

    id: str
    measure: str
    limits: Limits
    views: tuple[str, ...]
    joints: tuple[str, ...]
    leg: str = ""
    sign: int = 1
    needs_baseline: bool = False
    lean: tuple[float, float] = (-INFINITY, INFINITY)
    free_foot: bool = False

    def speaks(self, measures: Measures) -> bool:
        """Whether the trunk leans as this variant of the check wants."""
        return self.lean[0] <= number(measures, "trunk_lean") <= self.lean[1]

    def verdict(self, value: float) -> str:
        """Good, borderline or fix."""
        good, fix = self.limits.good, self.limits.fix
        if good[0] <= value <= good[1]:
            return "good"
        return "fix" if value < fix[0] or value > fix[1] else "borderline"


def _flat_back(limits: Limits) -> Check:
    joints = ("hip", "shoulder")
    return Check("flat_back", "spine_flexion", limits, (SIDE,), joints, needs_baseline=True)


LEG = ("hip", "knee", "ankle")
TRUNK = ("hip", "shoulder")
SOLES_TOGETHER = Check(
    "soles_together", "ankle_gap", Limits.at_most(0.65, 0.85), (FRONT,), ("ankle",)
)
NOT_ROUNDED = Limits.at_most(15, 25)
FOLDED = 45.0
"""A pigeon that leans further than this (degrees) is folded, and its back is to stay flat."""
HELD_FOOT = 0.4
"""A hand nearer than this to the ankle of the rear leg (over T) holds its foot: the mermaid."""

PIGEON = (
    Check(
        *("back_leg", "knee_angle", Limits.at_least(155, 145), (SIDE, OBLIQUE), LEG, "rear"),
        free_foot=True,
    ),
    Check(
        "back_thigh_down",
        "thigh_elevation",
        Limits.at_most(20, 30),
        (SIDE,),
        ("hip", "knee"),
        "rear",
        sign=-1,
    ),
    Check("spine", "trunk_lean", Limits.at_most(30, 40), (SIDE,), TRUNK, lean=(-INFINITY, FOLDED)),
    Check(
        *("spine", "spine_flexion", NOT_ROUNDED, (SIDE,), TRUNK),
        needs_baseline=True,
        lean=(FOLDED, INFINITY),
    ),
    Check("hips_level", "hip_line_tilt", Limits.at_most(8, 12), (FRONT, OBLIQUE), ("hip",)),
)
BUTTERFLY = (
    SOLES_TOGETHER,
    Check("spine", "trunk_side_lean", Limits.at_most(10, 18), (FRONT,), TRUNK),
    Check("spine", "trunk_lean", Limits.at_most(20, 30), (SIDE,), TRUNK),
    _flat_back(NOT_ROUNDED),
    Check("knees_even", "knee_height_difference", Limits.at_most(0.12, 0.2), (FRONT,), ("knee",)),
)
SEATED_HIP = (
    _flat_back(NOT_ROUNDED),
    Check(
        "head",
        "head_drop",
        Limits.at_most(15, 25),
        (SIDE, OBLIQUE),
        TRUNK,
        needs_baseline=True,
    ),
    SOLES_TOGETHER,
)
BRIDGE = (
    Check(
        "hip_height",
        "hip_angle_signed",
        Limits.at_least(165, 155),
        (SIDE,),
        ("shoulder", "hip", "knee"),
        "near",
    ),
    Check("knee_bend", "knee_angle", Limits((45, 100), (45, 112)), (SIDE,), LEG, "near"),
    Check(
        "knee_tracking",
        "knee_tracking",
        Limits((0.85, 1.25), (0.8, 1.32)),
        (OBLIQUE, FEET),
        LEG,
    ),
    Check(
        "feet_width",
        "feet_width",
        Limits((0.5, 1.3), (0.35, 1.6)),
        (OBLIQUE, FEET),
        ("ankle", "shoulder"),
    ),
    Check("pelvis_level", "pelvis_tilt", Limits.at_most(8, 12), (FEET, OBLIQUE), TRUNK),
)
HALF_KNEELING_LUNGE = (
    Check("front_knee", "knee_angle", Limits((80, 100), (70, 110)), (SIDE,), LEG, "front"),
    Check(
        "knee_over_ankle",
        "shin_lean",
        Limits((-15, 12), (-INFINITY, 20)),
        (SIDE,),
        ("knee", "ankle"),
        "front",
    ),
    Check("trunk_upright", "trunk_lean", Limits.at_most(15, 25), (SIDE,), TRUNK),
    _flat_back(Limits((-15, 15), (-25, 25))),
    Check("rear_knee_down", "knee_height", Limits.at_most(0.2, 0.35), (SIDE,), ("knee",), "rear"),
)
CHECKS: dict[str, tuple[Check, ...]] = {
    "pigeon": PIGEON,
    "butterfly": BUTTERFLY,
    "seated_hip": SEATED_HIP,
    "bridge": BRIDGE,
    "half_kneeling_lunge": HALF_KNEELING_LUNGE,
}

# The main measure of each stretch, whose swings `steady` watches.
STEADY_MEASURE = {
    "pigeon": "trunk_lean",
    "butterfly": "trunk_lean",
    "seated_hip": "trunk_lean",
    "bridge": "hip_angle_signed",
    "half_kneeling_lunge": "knee_angle",
}


@dataclass(frozen=True)
class Moment:
    """One frame as far as the verdicts need it."""

    time_s: float
    measures: Measures
    in_position: bool
    front: Side | None
    seen: frozenset[str]  # joints in the picture and not hidden


@dataclass(frozen=True)
class Sight:
    """What the camera sees of the person throughout the clip."""

    view: str
    near: Side
    fps: int


def value_of(check: Check, moment: Moment, near: Side) -> float:
    """The true value of a check's measure; NaN, neither good nor a fault, where it is mute."""
    if not check.speaks(moment.measures):
        return NAN
    side = _leg_of(check, moment, near)
    if side is None:
        return check.sign * number(moment.measures, check.measure)
    return check.sign * sided(moment.measures, check.measure, side)


def expected_checks(
    stretch: str, moments: Sequence[Moment], sight: Sight
) -> dict[str, dict[str, Any]]:
    """For each check of the stretch: verdict, true value (median in position), true verdict."""
    held = [moment for moment in moments if moment.in_position]
    expected: dict[str, dict[str, Any]] = {}
    for check in CHECKS[stretch]:
        judged_already = check.id in expected and sight.view not in check.views
        spoken = [moment for moment in held if check.speaks(moment.measures)]
        if judged_already or not spoken or 2 * len(spoken) < len(held):
            continue
        value = median(value_of(check, moment, sight.near) for moment in spoken)
        truth = check.verdict(value)
        reason = why_not_judged(check, held, moments, sight)
        expected[check.id] = {
            "verdict": "cannot_judge" if reason else truth,
            "value": round(value, 3),
            "truth": truth,
        }
        if reason:
            expected[check.id]["reason"] = reason
    if held:
        swings = max(reversals(stretch, held, moment, sight) for moment in held)
        verdict = "fix" if swings >= STEADY_REVERSALS else "good"
        expected["steady"] = {"verdict": verdict, "value": swings, "truth": verdict}
    return expected


def why_not_judged(
    check: Check, held: Sequence[Moment], everything: Sequence[Moment], sight: Sight
) -> str | None:
    """Why nobody could judge the check in this clip, or None."""
    if sight.view not in check.views:
        return f"needs the view {' or '.join(check.views)}"
    if check.free_foot and 2 * sum(map(holds_back_foot, held)) > len(held):
        return "the back foot is held (mermaid): the knee is bent on purpose"
    visible = [moment for moment in held if _sees(check, moment, sight)]
    if len(visible) < max(5, 0.2 * len(held)):
        return "joints hidden or out of the picture"
    if check.needs_baseline and not has_baseline(everything, sight):
        return "no upright baseline"
    return None


def holds_back_foot(moment: Moment) -> bool:
    """Whether a hand holds the rear foot; truth files tell the distance only where one does."""
    if moment.front is None or "hand_to_foot" not in moment.measures:
        return False
    return sided(moment.measures, "hand_to_foot", moment.front.other) < HELD_FOOT


def has_baseline(moments: Sequence[Moment], sight: Sight) -> bool:
    """Whether the person was upright with a neutral spine for a while, with the trunk in view."""
    upright = [
        moment
        for moment in moments
        if abs(number(moment.measures, "trunk_lean")) < 15
        and abs(number(moment.measures, "spine_flexion")) < 10
        and {"left_shoulder", "left_hip"} <= moment.seen
    ]
    return len(upright) >= BASELINE_S * sight.fps


def reversals(
    stretch: str,
    held: Sequence[Moment],
    now: Moment,
    sight: Sight,
    swing_deg: float = STEADY_SWING_DEG,
) -> int:
    """Swings of over 8 degrees, or another number, that ended in the last 3 seconds."""
    values = [
        _main_value(stretch, moment, sight)
        for moment in held
        if now.time_s - STEADY_WINDOW_S <= moment.time_s <= now.time_s
    ]
    return count_reversals(values, swing_deg)


def count_reversals(values: Sequence[float], swing: float) -> int:
    """How often a series reverses after moving by at least `swing`, and moves back as far."""
    turns = 0
    direction = 0
    extreme = low = high = values[0] if values else 0.0
    for value in values:
        low, high = min(low, value), max(high, value)
        if direction == 0 and high - low >= swing:
            direction = 1 if value == high else -1
            extreme = value
        elif direction * (value - extreme) > 0:
            extreme = value
        elif direction != 0 and abs(value - extreme) >= swing:
            turns += 1
            direction = -direction
            extreme = value
    return turns


def good_hold_seconds(stretch: str, moments: Sequence[Moment], sight: Sight) -> float:
    """Seconds in position in which no check that can be judged says fix."""
    held = [moment for moment in moments if moment.in_position]
    judged = [
        check for check in CHECKS[stretch] if why_not_judged(check, held, moments, sight) is None
    ]
    good = [
        moment
        for moment in held
        if all(check.verdict(value_of(check, moment, sight.near)) != "fix" for check in judged)
        and reversals(stretch, held, moment, sight) < STEADY_REVERSALS
    ]
    return len(good) / sight.fps


def in_position_spans(moments: Sequence[Moment], fps: int) -> list[tuple[float, float]]:
    """Start and end, seconds, of each stay in position."""
    spans: list[tuple[float, float]] = []
    start: float | None = None
    for moment in moments:
        if moment.in_position and start is None:
            start = moment.time_s
        if not moment.in_position and start is not None:
            spans.append((start, moment.time_s))
            start = None
    if start is not None:
        spans.append((start, moments[-1].time_s + 1 / fps))
    return [(round(a, 3), round(b, 3)) for a, b in spans]


def _main_value(stretch: str, moment: Moment, sight: Sight) -> float:
    name = STEADY_MEASURE[stretch]
    if isinstance(moment.measures[name], dict):
        return sided(moment.measures, name, moment.front or sight.near)
    return number(moment.measures, name)


def _leg_of(check: Check, moment: Moment, near: Side) -> Side | None:
    if not check.leg:
        return None
    if check.leg == "near" or moment.front is None:
        return near
    return moment.front if check.leg == "front" else moment.front.other


def _sees(check: Check, moment: Moment, sight: Sight) -> bool:
    side = _leg_of(check, moment, sight.near)
    sides = [side] if side else ([sight.near] if sight.view == SIDE else list(Side))
    return {s.joint(joint) for s in sides for joint in check.joints} <= moment.seen
