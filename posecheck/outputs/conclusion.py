"""What a result comes down to: the one thing to do next, in words that every output shares."""

from collections import Counter
from dataclasses import dataclass

from posecheck.clips.result import CheckPart, ClipResult, SideWord
from posecheck.outputs.priorities import first_to_correct
from posecheck.outputs.words import (
    NOTHING_TO_CORRECT,
    TIME,
    counted_in,
    cue_words,
    name_of,
    pauses_within,
    shows_both_legs,
    title_of,
    with_leg_words,
)
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch

NEARLY = 0.95
"""From this share on a hold is as long as asked for: frames end a little before the second."""


@dataclass(frozen=True)
class Conclusion:
    """What a result comes down to.

    Attributes:
        label: A heading: `Work on first`, `Not all the time`, `Hold longer`, `Well held`,
            `Well done`, `Not judged`.
        words: What to do or to know.
        part: The check that it is about; None for none.
    """

    label: str
    words: str
    part: CheckPart | None = None

    @property
    def sentence(self) -> str:
        """The words with their heading, where they need it."""
        return f"{self.label}: {self.words}" if self.label == WORK_ON_FIRST else self.words


WORK_ON_FIRST = "Work on first"


def conclusion(result: ClipResult, stretch: Stretch) -> Conclusion:
    """What to do next, after a clip in which this stretch was done."""
    first = first_to_correct(result, stretch)
    if first is not None:
        return Conclusion(WORK_ON_FIRST, cue_words(first) or "", first)
    if not result.judged:
        return Conclusion("Not judged", f"{nothing_judged_words(result)}; see the checks for why.")
    if result.score is None:
        return Conclusion("Not judged", _unjudged_words(result, stretch))
    if result.is_picture or result.repetitions:
        return _not_all_the_time(result, stretch) or Conclusion("Well done", NOTHING_TO_CORRECT)
    return _on_the_hold(result, stretch)


def nothing_judged_words(result: ClipResult) -> str:
    """That no check has a verdict; what was judged for a moment may have stopped the clock."""
    for_long = any(check.frames_judged for check in result.all_checks)
    return "Nothing could be judged" + (" for long enough" if for_long else "")


def asked_s(result: ClipResult, stretch: Stretch) -> float:
    """The seconds asked for, on each side that was held."""
    return stretch.hold_s * (2 if shows_both_legs(result, stretch) else 1)


def held_s(result: ClipResult, stretch: Stretch) -> float:
    """The seconds of them held well: more with one leg in front does not make up for the other."""
    if not shows_both_legs(result, stretch):
        return result.good_hold_s
    return sum(min(seconds, stretch.hold_s) for seconds in _held_by_side(result).values())


def held_words(result: ClipResult, stretch: Stretch) -> str:
    """How long it was held well, of how long it should be: with each leg in front by itself."""
    if not shows_both_legs(result, stretch):
        return f"held well for {result.good_hold_s:.1f} s of the {stretch.hold_s:g} s asked for"
    each = " and ".join(
        f"{seconds:.1f} s{with_leg_words(side)}" for side, seconds in _held_by_side(result).items()
    )
    return f"held well for {each}, of the {stretch.hold_s:g} s asked for on each side"


def _held_by_side(result: ClipResult) -> dict[SideWord, float]:
    sides: tuple[SideWord, ...] = ("left", "right")
    return {side: sum(h.good_s for h in result.holds if h.side == side) for side in sides}


def _unjudged_words(result: ClipResult, stretch: Stretch) -> str:
    """That the form cannot be judged, and why: by the most important check without a verdict."""
    unknown = {c.id: c for c in result.checks if c.verdict is Grade.CANNOT_JUDGE}
    ids = [id for id in stretch.check_ids if id in unknown]
    if not ids:
        return "Too little could be judged for a score."
    main = min(ids, key=lambda id: min(spec.priority for spec in stretch.variants(id)))
    reason = unknown[main].reason
    because = f" ({reason})" if reason else ""
    return f"The form cannot be judged: no verdict on {name_of(main)}{because}."


def _on_the_hold(result: ClipResult, stretch: Stretch) -> Conclusion:
    if held_s(result, stretch) >= NEARLY * asked_s(result, stretch):
        return _not_all_the_time(result, stretch) or Conclusion("Well held", NOTHING_TO_CORRECT)
    held, side = _held_too_short(result, stretch)
    reasons = _reasons(result, side)
    for cue in _cues(stretch, {part.id for part in result.all_checks if part.good_fraction == 1.0}):
        del reasons[cue]  # only on the way into the hold or out of it: no fault of it
    if not reasons:
        return Conclusion("Hold longer", f"{NOTHING_TO_CORRECT[:-1]}, but {held}.")
    (reason, _), *_ = reasons.most_common(1)
    times = "once" if reasons.total() == 1 else f"{reasons.total()} times"
    stopped = f"the clock paused {times}, {'for' if len(reasons) == 1 else 'mostly for'}"
    return Conclusion("Hold longer", f'{title_of(held)}: {stopped} "{reason}".')


def _held_too_short(result: ClipResult, stretch: Stretch) -> tuple[str, SideWord | None]:
    """How long it was held well, and with which leg in front that is so; None for either.

    Of two legs in front it is the one held too short, unless both were.
    """
    of = f"of {stretch.hold_s:g} s"
    if not shows_both_legs(result, stretch):
        return f"held well for {result.good_hold_s:.1f} {of}", None
    (shorter_s, side), (longer_s, _) = sorted((s, leg) for leg, s in _held_by_side(result).items())
    if longer_s >= NEARLY * stretch.hold_s:
        return f"held well for {shorter_s:.1f} {of}{with_leg_words(side)}", side
    seconds = " to ".join(dict.fromkeys((f"{shorter_s:.1f}", f"{longer_s:.1f}")))
    return f"held well for {seconds} {of} on each side", None


def _not_all_the_time(result: ClipResult, stretch: Stretch) -> Conclusion | None:
    """What was at fault for a part of the time, too short for its verdict; None for a moment."""
    if result.score is None or result.score >= 100 * NEARLY:
        return None
    required = {spec.id for spec in stretch.check if spec.check.required}
    shares = [
        (part.good_fraction, part)
        for part in result.all_checks
        if part.id in required and part.good_fraction is not None and part.good_fraction < 1
    ]
    if not shares:
        return None
    share, part = min(shares, key=lambda one: one[0])
    cues = _cues(stretch, {part.id})
    cue = next((f': "{cue}"' for cue, _ in _reasons(result).most_common() if cue in cues), "")
    time = f"of the {counted_in(part, result) or TIME}{with_leg_words(part.side)}"
    words = f"{title_of(part.id)} was good for only {share:.0%} {time}{cue}."
    return Conclusion("Not all the time", words, part)


def _reasons(result: ClipResult, side: SideWord | None = None) -> Counter[str]:
    """How often the clock paused for which reason; with one leg in front, or whichever."""
    holds = (hold for hold in result.holds if side is None or hold.side == side)
    return Counter(pause.reason for hold in holds for pause in pauses_within(hold))


def _cues(stretch: Stretch, ids: set[str]) -> set[str]:
    """What these checks say."""
    checks = [spec.check for spec in stretch.check if spec.id in ids]
    return {cue for check in checks for cue in (check.cue_low, check.cue_high) if cue}
