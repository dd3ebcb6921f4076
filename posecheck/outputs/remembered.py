"""What was held in a clip, as entries of the history."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf
from pathlib import Path

from posecheck.clips.batch import Outcome
from posecheck.clips.result import ClipResult, HoldPart
from posecheck.errors import InputError, PosecheckError
from posecheck.history import History, HistoryEntry
from posecheck.outputs.terminal.notes import complain, note
from posecheck.pose.pose import Side
from posecheck.scoring.content import Content
from posecheck.stretches.stretch import Stretch
from posecheck.video.recorded import recorded_at


def check_history() -> None:
    """Say what is wrong with the history before anything is analysed.

    Raises:
        HistoryError: If it cannot be used.
    """
    with History() as history:
        if history.notice:
            note(history.notice)


class ReadClips:
    """The clips of a run, each as it was before it was opened."""

    def __init__(self) -> None:
        self._contents: dict[Path, Content] = {}

    def in_turn(self, clips: Iterable[Path]) -> Iterator[Path]:
        """The clips; each is taken in when its turn comes, and is to be opened then."""
        for clip in clips:
            self._contents[clip] = Content(clip)
            yield clip

    def sha256(self, path: Path) -> str:
        """The SHA-256 of a clip that was read.

        Raises:
            InputError: If it is gone, or is another one by now: its result is not that of the file.
        """
        content = self._contents[path]
        now = content.sha256_now()
        if now is None:
            raise InputError(
                f"{path}: cannot be read any more, and so is not added to the history."
            )
        if now != content.sha256:
            raise InputError(
                f"{path}: it was changed while it was read, and so is not added to the history; "
                "analyse it again."
            )
        return now


def remember(
    outcome: Outcome,
    stretches: Sequence[Stretch],
    read: ReadClips,
    *,
    side: Side | None = None,
    debug: bool = False,
) -> Outcome:
    """Put what was held in a clip into the history, in place of what was there of it before.

    What goes wrong is said in one line.

    Args:
        outcome: Of the clip.
        stretches: Those that were looked for; what was there of others stays.
        read: The clips as they were analysed.
        side: The front leg that was looked for; None for either.
        debug: Whether to print the traceback of an error.

    Returns:
        The outcome; with the error, if the clip could not be remembered.
    """
    if outcome.analysis is None:
        return outcome
    try:
        _remember(outcome.clip, outcome.analysis.result, stretches, read, side)
    except PosecheckError as error:
        complain(error, debug=debug)
        return replace(outcome, error=error)
    return outcome


def _remember(
    path: Path,
    result: ClipResult,
    stretches: Sequence[Stretch],
    read: ReadClips,
    side: Side | None,
) -> None:
    sha256 = read.sha256(path)
    to_s = inf if result.clip.to_s is None else result.clip.to_s
    with History() as history:
        added = history.first_date_of(sha256) or datetime.now().astimezone()
        held = list(entries(result, stretches, sha256, recorded_at(path), added))
        ids = [stretch.id for stretch in stretches]
        counted = history.keep_clip(sha256, result.clip.from_s, to_s, held, *ids, side=side)
    for entry in counted:
        note(
            f"{path}: the history has a hold of {entry.stretch} that goes on at "
            f"{entry.start_s:.1f} s; that one stays (analyse the whole clip to replace it)"
        )
    if not held:
        note(f"{path}: nothing was held, so nothing is added to the history")


def entries(
    result: ClipResult,
    stretches: Sequence[Stretch],
    clip: str,
    recorded: datetime | None,
    added: datetime,
) -> Iterator[HistoryEntry]:
    """An entry for each stretch and side that was held, in the order of the clip.

    Args:
        result: Of the clip.
        stretches: Those that were looked for.
        clip: The SHA-256 of the clip.
        recorded: When the clip began; None where it is not known.
        added: When it was added to the history first, which is the date of an entry then.
    """
    asked_s = {stretch.id: stretch.hold_s for stretch in stretches}
    for part in result.parts or (result,):
        for side, holds in _by_side(part.holds).items():
            start_s = holds[0].start_s
            good_s = round(sum(hold.good_s for hold in holds), 3)
            clock_s = round(sum(hold.clock_s for hold in holds), 3)
            yield HistoryEntry(
                at=recorded + timedelta(seconds=start_s) if recorded else added,
                stretch=part.stretch.id or "",
                side=side,
                hold_s=good_s,
                asked_s=asked_s[part.stretch.id or ""],
                score=_score(holds),
                information=_information(holds),
                name=result.name,
                note=result.note,
                clip=clip,
                start_s=start_s,
                clock_s=clock_s,
                unjudged=max(holds, key=lambda hold: hold.clock_s - hold.good_s).unjudged,
                end_s=holds[-1].end_s,
            )


def _by_side(holds: Sequence[HoldPart]) -> dict[Side | None, list[HoldPart]]:
    sides: dict[Side | None, list[HoldPart]] = {}
    for hold in holds:
        side = None if hold.side == "both" else Side(hold.side)
        sides.setdefault(side, []).append(hold)
    return sides


def _score(holds: Sequence[HoldPart]) -> float | None:
    """The mean of the holds that have a score, each by how long it lasted."""
    mean = _mean([(hold.score, hold) for hold in holds if hold.score is not None])
    return None if mean is None else round(mean, 1)


def _information(holds: Sequence[HoldPart]) -> dict[str, float]:
    """The mean of each value in degrees over the holds that have it, each by how long it lasted."""
    read = defaultdict(list)
    for hold in holds:
        for part in hold.information:
            if part.unit == "deg":
                read[part.id].append((part.value, hold))
    means = {id: _mean(values) for id, values in read.items()}
    return {id: round(mean, 3) for id, mean in means.items() if mean is not None}


def _mean(values: Sequence[tuple[float, HoldPart]]) -> float | None:
    """The mean over holds, each by how long it lasted; None where they lasted no time."""
    seconds = sum(hold.end_s - hold.start_s for _, hold in values)
    if not seconds:
        return None
    return sum(value * (hold.end_s - hold.start_s) for value, hold in values) / seconds
