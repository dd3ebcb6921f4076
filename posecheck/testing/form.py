"""Assertions about the form in a clip: which checks must have which verdict."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from os import PathLike, fspath

from posecheck.api import CheckLimits, SideLike, analyze
from posecheck.clips.analysis import AUTO, choose_stretches
from posecheck.clips.result import CheckPart, ClipResult
from posecheck.errors import InputError
from posecheck.outputs.grades import GRADE_STYLES
from posecheck.outputs.numbers import limits_words, scaled, with_unit
from posecheck.outputs.rule_words import why_not_words
from posecheck.outputs.words import REPETITIONS, counted_in, with_leg_words
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import printable

MOST_REASONS = 3
"""So many reasons for not being in position are told, the most important first."""


def assert_form(
    clip: str | PathLike[str] | ClipResult,
    *,
    stretch: str | PathLike[str] | Stretch = "auto",
    side: SideLike = None,
    limits: CheckLimits | None = None,
    hold_s: float = 0.0,
    good: Sequence[str] = (),
    borderline: Sequence[str] = (),
    fix: Sequence[str] = (),
    cannot_judge: Sequence[str] = (),
    score: Callable[..., ClipResult] | None = None,
) -> None:
    """Assert the verdicts on a clip; checks that are not named may have any.

    Args:
        clip: A video or picture, or a result of `analyze` or `score`.
        stretch: As for `analyze`; unused where `clip` is a result.
        side: As for `analyze`; unused where `clip` is a result.
        limits: As for `analyze`; unused where `clip` is a result.
        hold_s: The least number of seconds that must be held well.
        good: The ids of checks that must be good.
        borderline: The ids of checks that must be borderline.
        fix: The ids of checks that must say fix.
        cannot_judge: The ids of checks that must not be judged.
        score: What analyses the clip instead of `analyze`, as one that remembers results.

    Raises:
        AssertionError: If a check has another verdict, with the value, the limits and the time; or
            if the hold was too short.
        InputError: If the stretch has no such check, or the clip cannot be analysed.
    """
    __tracebackhide__ = True
    result = (
        clip
        if isinstance(clip, ClipResult)
        else (score or analyze)(clip, stretch, side=side, limits=limits)
    )
    asked = {
        Grade.GOOD: good,
        Grade.BORDERLINE: borderline,
        Grade.FIX: fix,
        Grade.CANNOT_JUDGE: cannot_judge,
    }
    if result.stretch.id is None:
        form = _not_in_position(result, AUTO if result is clip else stretch)
    else:
        form = _verdicts(result, asked)
    problems = [*form, *_short_hold(result, hold_s)]
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise AssertionError(
            f"{printable(result.clip.path)}: not the form that is expected\n{lines}"
        )


def _not_in_position(
    result: ClipResult, looked_for: str | PathLike[str] | Stretch
) -> Iterator[str]:
    found = f"a person was found in {result.person.found_fraction:.0%} of the clip"
    yield f"not in position; {found}"
    if isinstance(looked_for, Stretch):
        stretches: tuple[Stretch, ...] = (looked_for,)
    else:
        stretches = choose_stretches(fspath(looked_for))
    yield from why_not_words(result, stretches)[:MOST_REASONS]


def _verdicts(result: ClipResult, asked: Mapping[Grade, Sequence[str]]) -> Iterator[str]:
    for grade, checks in asked.items():
        for id in [checks] if isinstance(checks, str) else checks:
            check = _check(result, id)
            if check.verdict is not grade:
                yield f"{id}: {GRADE_STYLES[grade].words} expected, {_given(check, result)}"


def _short_hold(result: ClipResult, hold_s: float) -> Iterator[str]:
    if not result.good_hold_s >= hold_s:  # nor is anything as long as nan
        yield f"held well for {result.good_hold_s:.1f} s, {hold_s:g} s expected"
        pauses = (pause for hold in result.holds for pause in hold.pauses)
        yield from (f"paused at {pause.at_s:.1f} s: {pause.reason}" for pause in pauses)


def _check(result: ClipResult, id: str) -> CheckPart:
    try:
        return result.check(id)
    except KeyError as error:
        there = ", ".join(check.id for check in result.checks)
        raise InputError(f"{result.stretch.id} has no check '{id}'; it has {there}") from error


def _given(check: CheckPart, result: ClipResult) -> str:
    said = GRADE_STYLES[check.verdict].words
    if check.value is None:
        return f"{said} given: {check.reason}"
    value = with_unit(f"{scaled(check.value, check.unit):g}", check.unit)
    parts = [f"{said} given: {value}, good is {limits_words(*check.good, check.unit)}"]
    counted = counted_in(check, result)
    if counted:
        share = f"{check.good_fraction or 0:.0%}"
        judged = "repetitions" if counted == REPETITIONS else "time it was judged"
        parts.append(f"good for {share} of the {judged}{with_leg_words(check.side)}")
    parts += [f"at {at_s:.1f} s: {check.cue}" for at_s in _when(check, result)[:1]]
    return "; ".join(parts)


def _when(check: CheckPart, result: ClipResult) -> list[float]:
    """When the hold was paused because of this check, in seconds."""
    pauses = (pause for hold in result.holds for pause in hold.pauses)
    return [pause.at_s for pause in pauses if pause.reason == check.cue]
