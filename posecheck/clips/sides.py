"""Clips in which each leg is in front in turn: which sides count, and what is said of the clip."""

from collections import Counter
from collections.abc import Mapping, Sequence

from posecheck.assess.hold import Hold
from posecheck.clips.result import CheckPart, SideWord
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade

MIN_SIDE_SHARE = 0.2
"""The least share of the holds with one leg in front for that side to count as done."""

LASTING_SIDE_S = 3.0
"""So does a side that was held for this long, however long the other one was."""


def sides_done(holds: Sequence[Hold], frames: Counter[Side]) -> list[Side]:
    """The legs that count as having been in front, the one seen first first.

    Args:
        holds: Of one stretch.
        frames: In how many frames each leg was in front; asked where there is no hold, as in a
            picture.
    """
    held = _seconds_of_sides(holds)
    lengths: Mapping[Side, float] = held or frames
    least = MIN_SIDE_SHARE * sum(lengths.values())
    return [
        side
        for side, length in lengths.items()
        if length >= least or held.get(side, 0.0) >= LASTING_SIDE_S
    ]


def _seconds_of_sides(holds: Sequence[Hold]) -> dict[Side, float]:
    """How long each leg was in front."""
    seconds: dict[Side, float] = {}
    for hold in holds:
        if hold.side:
            seconds[hold.side] = seconds.get(hold.side, 0.0) + hold.known_s
    return seconds


def side_word(side: Side | None) -> SideWord:
    """The leg in front as a word; `both` where a stretch has none."""
    if side is None:
        return "both"
    return "left" if side is Side.LEFT else "right"


Parts = tuple[CheckPart, ...]
"""What a check says: its main variant first."""


def of_the_worse_side(all_in_all: Parts, by_side: Mapping[Side, Parts]) -> Parts:
    """What a check says of a clip in which each leg was in front.

    A good side does not make up for a bad one. Where both have the same verdict for the same
    reason, it is that of all frames. Where one could not be judged, it is that of the other, and
    says so.

    Args:
        all_in_all: What it says of all frames.
        by_side: What it says of those with each leg in front.

    Returns:
        What it says of the worse side, or the only one judged, with that side named; else
        `all_in_all`.
    """
    judged = {s: p for s, p in by_side.items() if p[0].verdict is not Grade.CANNOT_JUDGE}
    if all_in_all[0].verdict is Grade.CANNOT_JUDGE or not judged:
        return all_in_all
    alike = len({(parts[0].verdict, parts[0].cue) for parts in judged.values()}) == 1
    if len(judged) == len(by_side) and alike:
        return all_in_all
    side = max(judged, key=lambda side: _badness(judged[side][0]))
    alone = f"not judged with the {side_word(side.other)} leg in front"
    why = None if len(judged) == len(by_side) else alone
    return tuple(
        part.model_copy(
            update={
                "side": side_word(side),
                "reason": "; ".join(filter(None, (part.reason, why))) or None,
            }
        )
        for part in judged[side]
    )


def _badness(part: CheckPart) -> tuple[int, float]:
    return part.verdict.severity, -(part.good_fraction or 0.0)
