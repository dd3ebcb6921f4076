"""A scoring run as text: a line for each clip, a table, and what is not as expected."""

from collections.abc import Iterator

from rich.text import Text

from posecheck.outputs.grades import GRADE_STYLES
from posecheck.scoring.expectations import Comparison
from posecheck.scoring.totals import Row, Totals
from posecheck.stretches.checks import Grade
from posecheck.support.printable import printable, public_name

SHOWN = 20
"""The most clips in the table; the files have all of them."""

SCORE_WIDTH = 5
STRETCH_WIDTH = 19
CLIPS_WIDTH = 5
"""Of columns, in characters; `half_kneeling_lunge` has 19."""


def clip_line(row: Row, place: int, of: int) -> Text:
    """The outcome of one clip in a line.

    Args:
        row: The clip.
        place: The number of clips finished so far.
        of: The number of all clips.
    """
    return Text(f"{place:>{len(str(of))}}/{of} ").append_text(_line(row))


def totals_lines(totals: Totals) -> Iterator[Text]:
    """The worst clips, and the number of clips and the mean score of each stretch."""
    rows = [row for row in totals.worst_first if row.error is None]
    shown = rows if len(rows) <= SHOWN else [row for row in rows if row.wanting][:SHOWN]
    yield Text(_heading(len(shown), len(rows)), "bold")
    yield from (_line(row) for row in shown)
    yield Text()
    yield Text(_columns("Mean", "Stretch", f"{'Clips':<{CLIPS_WIDTH}}  Judged"), "bold")
    means, shares = totals.mean_scores, totals.judged_shares
    for stretch, count in totals.counts.most_common():
        judged = f"{shares[stretch]:.0%} of the time" if stretch in shares else "-"
        rest = f"{count:<{CLIPS_WIDTH}}  {judged}"
        yield Text(_columns(_score(means.get(stretch)), stretch, rest))
    if totals.failed:
        yield Text(f"{totals.failed} of {len(totals.rows)} clips failed.", "bold red")


def _heading(shown: int, of: int) -> str:
    if shown == of:
        return "The worst first:"
    return f"The {shown} worst of {of} clips:" if shown else f"Nothing to correct in {of} clips."


def comparison_lines(comparison: Comparison) -> Iterator[Text]:
    """Where a run falls short of what was expected, and its known misses."""
    if comparison.differences:
        yield Text("Not as expected:", "bold red")
        yield from (_indented(f"{difference}") for difference in comparison.differences)
    if comparison.not_scored:
        yield Text("Expected, but not scored:", "bold red")
        yield from (_indented(clip) for clip in comparison.not_scored)
    if comparison.known:
        yield Text("Known misses:", "bold")
        yield from (_indented(f"{miss} ({miss.known})") for miss in comparison.known)
    if comparison.resolved:
        yield Text("No longer missed, to be taken off the list of known misses:", "bold")
        yield from (_indented(what) for what in comparison.resolved)
    if comparison.unlisted:
        clips = "1 clip" if comparison.unlisted == 1 else f"{comparison.unlisted} clips"
        yield Text(f"Nothing is expected of {clips}.")
    if not comparison.fell_short:
        yield Text("All as expected.", "bold")


def _indented(words: str) -> Text:
    return Text(f"  {printable(public_name(words))}")


def _line(row: Row) -> Text:
    clip = printable(public_name(row.clip))
    if row.error is not None:
        return Text(_columns("-", "failed", clip), GRADE_STYLES[Grade.FIX].terminal)
    said = Text("; ").join(filter(None, (_outcome(row), *map(_other, row.others))))
    return Text(_columns(_score(row.score), row.stretch, f"{clip}  ")).append_text(said)


def _other(row: Row) -> Text:
    """Another stretch of the clip, and its outcome."""
    said = Text(f"{_score(row.score)} {row.stretch} ").append_text(_outcome(row))
    said.rstrip()
    return said


def _outcome(row: Row) -> Text:
    said = []
    if row.faults:
        said.append(_said(Grade.FIX, ", ".join(row.faults)))
    if row.score_remark:
        said.append(_said(Grade.CANNOT_JUDGE, row.score_remark))
    if not said and row.score is not None:
        said.append(_said(Grade.GOOD))
    return Text(", ").join(said)


def _said(grade: Grade, words: str = "") -> Text:
    style = GRADE_STYLES[grade]
    return Text(f"{style.glyph} {words}".rstrip(), style.terminal)


def _columns(score: str, stretch: str, rest: str) -> str:
    return f"{score:>{SCORE_WIDTH}}  {stretch:<{STRETCH_WIDTH}}  {rest}"


def _score(score: float | None) -> str:
    return "-" if score is None else f"{score:.0f}"
