"""Why somebody is not in position, in words: the rule that fails, measured against its limit."""

from collections.abc import Iterable, Iterator, Sequence
from math import inf, isfinite

from posecheck.assess.assessor import Assessment
from posecheck.assess.position import RuleReading
from posecheck.clips.result import ClipResult, RulePart
from posecheck.measures import MEASURES, CannotJudge, Role
from posecheck.outputs.numbers import Limit, limits_words, value_words
from posecheck.outputs.words import name_of
from posecheck.stretches.stretch import Rule, Stretch

HELD = 0.9
"""A rule that held in this share of the frames is not what kept anybody out of position."""

NOUNS = {
    "ankle_ahead": "ankle ahead of the hips",
    "ankles_apart": "distance between the ankles",
    "ankles_uncrossed": "ankles uncrossed by",
    "facing_up": "chest facing up",
    "heel_distance": "heels away from the hips",
    "hip_height": "hips above the ankle",
    "hip_lift": "hips above the line from shoulders to ankles",
    "hip_lift_space": "hips above the line from shoulders to ankles",
    "knee_ahead": "knee ahead of the hips",
    "knee_angle_space": "knee angle",
    "knee_height": "knee above the floor",
    "knee_lift": "knee above its own foot",
    "knee_out": "knee out to its side",
    "knees_apart": "angle between the thighs",
    "knees_lead": "one knee ahead of the other",
    "reach_ahead": "legs reaching ahead of the hips",
    "reach_behind": "legs reaching back behind the hips",
    "thigh_elevation": "thigh above the horizontal",
    "trunk_inclination": "trunk away from the upright",
}
"""What the measures of positions measure; others go by their names."""


def noun_of(measure: str, side: Role) -> str:
    """What is measured: `front knee ahead of the hips`."""
    words = NOUNS.get(measure, name_of(measure))
    return words if side is Role.BOTH else f"{side.value} {words}"


def _rule_words(part: RulePart, value: float, stretch: Stretch) -> str:
    """A rule against its limits: `hips above the ankle 0.41; a bridge has at least 0.45`."""
    noun = noun_of(part.measure, part.side)
    words = _compared(noun, value, (part.min, part.max), part.unit, stretch)
    if not _mostly_allowed(part):
        return words
    if part.reason:
        return f"{noun} could often not be read: {part.reason}"
    return f"{words}, but not all the time"


def _unread_words(unread: Iterable[RulePart]) -> Iterator[str]:
    """The rules that could not be read, those with one reason in one sentence."""
    nouns: dict[str | None, list[str]] = {}
    for part in unread:
        nouns.setdefault(part.reason, []).append(noun_of(part.measure, part.side))
    for reason, names in nouns.items():
        yield f"{', '.join(dict.fromkeys(names))} could not be read: {reason}"


def _mostly_allowed(part: RulePart) -> bool:
    """Whether the typical value is within the limits: other moments kept the person out."""
    low = -inf if part.min is None else part.min
    high = inf if part.max is None else part.max
    return part.value is not None and low <= part.value <= high


def allowed_words(rule: Rule, *, minus: str = "-") -> str:
    """What a rule allows: `110 ± 55°`, the middle of its limits and the way to them; or its limit.

    The limits themselves may lie beyond what a body can do, as they do around a straight knee.
    """
    unit = MEASURES[rule.measure].unit
    if not (isfinite(rule.min) and isfinite(rule.max)):
        return limits_words(rule.min, rule.max, unit, minus=minus)
    middle, room = (rule.min + rule.max) / 2, (rule.max - rule.min) / 2
    return value_words(round(middle, 2), unit, uncertainty=room, minus=minus)


def why_not_words(result: ClipResult, stretches: Sequence[Stretch]) -> list[str]:
    """What kept the person out of position: the wrong leg, then the rules that failed most often.

    Args:
        result: Of a clip.
        stretches: Those that were looked for.
    """
    by_id = {stretch.id: stretch for stretch in stretches}
    failed = [part for part in result.rules if part.held_fraction < HELD and part.stretch in by_id]
    failed.sort(key=lambda part: (_mostly_allowed(part), part.held_fraction))
    words = [
        *(
            _rule_words(part, part.value, by_id[part.stretch])
            for part in failed
            if part.value is not None
        ),
        *_unread_words(part for part in failed if part.value is None),
    ]
    return [result.obstacle, *words] if result.obstacle else words


def why_not_now_words(assessment: Assessment) -> str | None:
    """Why the person is not in position at this moment; None where no rule says it."""
    stretch = assessment.nearest
    if stretch is None or assessment.in_position:
        return None
    broken = [reading for reading in assessment.rules if reading.holds is False]
    unread = [reading for reading in assessment.rules if reading.holds is None]
    for reading in (*broken, *unread):
        return _reading_words(reading, stretch)
    return None


def unmet_words(reading: RuleReading) -> str:
    """What a rule lacks: `hips above the ankle 41% of trunk, needs at least 45% of trunk`."""
    rule, noun = reading.rule, noun_of(reading.rule.measure, reading.rule.side)
    if isinstance(reading.result, CannotJudge):
        return f"{noun} cannot be read ({reading.result.reason})"
    limits, unit = (rule.min, rule.max), MEASURES[rule.measure].unit
    measured = _measured(reading.result.value, limits, unit)
    return f"{noun} {measured}, needs {limits_words(*limits, unit)}"


def _reading_words(reading: RuleReading, stretch: Stretch) -> str:
    rule, noun = reading.rule, noun_of(reading.rule.measure, reading.rule.side)
    if isinstance(reading.result, CannotJudge):
        return f"{noun} cannot be read: {reading.result.reason}"
    limits, unit = (rule.min, rule.max), MEASURES[rule.measure].unit
    return _compared(noun, reading.result.value, limits, unit, stretch)


def _compared(
    noun: str, value: float, limits: tuple[Limit, Limit], unit: str, stretch: Stretch
) -> str:
    measured = _measured(value, limits, unit)
    return f"{noun} {measured}; {stretch.title} has {limits_words(*limits, unit)}"


def _measured(value: float, limits: tuple[Limit, Limit], unit: str) -> str:
    """A value in whole percent or degrees, unless that would put it on a limit."""
    rounded = round(value, 2)
    return value_words(value if rounded in limits else rounded, unit, limits)
