"""What became of a check from one clip to another."""

from collections.abc import Sequence

from posecheck.clips.result import CheckPart
from posecheck.outputs.report.track import is_comparison
from posecheck.outputs.report.words import NONE, change_words
from posecheck.outputs.words import REPETITIONS, TIME
from posecheck.stretches.checks import Grade

CLEARLY = 0.1
"""A share that was good is alike if it differs by less than this."""

MUCH = 0.2
"""A value of the same verdict is alike, too, if its distance from the target differs by less than
this share."""

LEAST = {"deg": 3.0, "T": 0.01, "ratio": 0.03}
"""So it is if the distance differs by less than this, by unit: it is read no better."""

BETTER, WORSE, ALIKE = "better", "worse", "alike"
CLOSER, FURTHER = "closer to the target", "further from the target"
MORE_OFTEN = {TIME: "good more of the time", REPETITIONS: "good in more of the repetitions"}
LESS_OFTEN = {TIME: "good less of the time", REPETITIONS: "good in fewer of the repetitions"}

TRENDS = (BETTER, CLOSER, *MORE_OFTEN.values(), WORSE, FURTHER, *LESS_OFTEN.values())
"""What became of a check, in the order of the summary; `ALIKE` is not in it."""


def trend(
    first: CheckPart | None, second: CheckPart | None, counted: Sequence[str | None]
) -> str | None:
    """What became of a check: one of `TRENDS`, or `ALIKE`.

    By the verdict; where it stays, by the distance from the target, then by the share that was
    good.

    Args:
        first: Of the first clip; None where it has no such check.
        second: Of the second one.
        counted: What the share that was good is a share of, in each (`counted_in`).

    Returns:
        None where there is nothing to compare, or they were not judged alike: by other limits, or
        the one where its repetitions turn, the other while it was held.
    """
    if not (first and second) or Grade.CANNOT_JUDGE in (first.verdict, second.verdict):
        return None
    if first.good != second.good or set(counted) == {TIME, REPETITIONS}:
        return None
    if gain := first.verdict.severity - second.verdict.severity:
        return BETTER if gain > 0 else WORSE
    before, after = _off(first), _off(second)
    least = max(MUCH * max(before, after), LEAST.get(first.unit, 0.0))
    if first.unit == second.unit and abs(before - after) > least:
        return CLOSER if after < before else FURTHER
    return _more_often(first, second, counted[0]) if len(set(counted)) == 1 else ALIKE


def _more_often(first: CheckPart, second: CheckPart, counted: str | None) -> str:
    """By the share that was good, of what is counted in both; a picture has none."""
    gain = (second.good_fraction or 0.0) - (first.good_fraction or 0.0)
    if counted is None or abs(gain) < CLEARLY:
        return ALIKE
    return (MORE_OFTEN if gain > 0 else LESS_OFTEN)[counted]


def _off(part: CheckPart) -> float:
    """How far a value is from its good limits, in its unit; 0 within them."""
    low, high = (limit if limit is not None else part.value for limit in part.good)
    if part.value is None or low is None or high is None:
        return 0.0
    return max(low - part.value, part.value - high, 0.0)


def on_one_scale(first: CheckPart, second: CheckPart) -> bool:
    """Whether the values of a check can be subtracted.

    What is compared with an upright posture is not compared with the same one where other limits
    hold.
    """
    return first.unit == second.unit and (first.good == second.good or not is_comparison(first))


def change(first: CheckPart | None, second: CheckPart | None) -> str:
    """By how much a value changed, with its unit; NONE where that cannot be said."""
    if not (first and second) or not on_one_scale(first, second):
        return NONE
    if first.value is None or second.value is None:
        return NONE
    return change_words(first.value, second.value, first.unit)
