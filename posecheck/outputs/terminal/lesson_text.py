"""What `posecheck teach` learned, as text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecheck.measures import MEASURES
from posecheck.outputs.numbers import limits_words, value_words
from posecheck.outputs.report.lesson_page import TOGETHER, next_steps
from posecheck.outputs.rule_words import allowed_words, noun_of
from posecheck.outputs.terminal.layout import list_entry
from posecheck.outputs.words import views_words
from posecheck.teaching.lesson import Lesson
from posecheck.teaching.proof import Proof
from posecheck.teaching.recording import Recording


def lesson_text(
    lesson: Lesson, good: Sequence[Recording], proofs: Sequence[Proof], file: Path
) -> RenderableType:
    """What was learned, from what, how sure it is, and what to do next.

    Args:
        lesson: What was learned.
        good: The recordings that it was learned from.
        proofs: What it says of them.
        file: The stretch's file.
    """
    stretch = lesson.stretch
    return Group(
        Text.assemble((stretch.title, "bold"), f" ({stretch.id})"),
        *(Text(_held_words(recording)) for recording in good),
        Text(),
        Text.assemble(("Recognised", "bold"), " within these limits:"),
        *(list_entry("-", words) for words in _rules(lesson)),
        Text(TOGETHER),
        *(Text(words) for words in _compared(lesson)),
        Text(),
        _checks(lesson),
        Text(),
        Text("What it says of your recordings", "bold"),
        *(list_entry("✗" if proof.wrong else "✓", _proof_words(proof)) for proof in proofs),
        Text(),
        Text("What is not sure", "bold"),
        *(list_entry("-", remark) for remark in lesson.remarks),
        Text(),
        Text("What to do next", "bold"),
        *(list_entry("-", f"{purpose}: {step}") for purpose, step in next_steps(stretch, file)),
    )


def _held_words(recording: Recording) -> str:
    start_s, end_s = recording.held_s
    return f"Learned from {recording.name}, held from {start_s:.1f} to {end_s:.1f} s."


def _rules(lesson: Lesson) -> Iterator[str]:
    for rule in lesson.stretch.position:
        seen = f", seen {views_words(rule.views)}" if len(lesson.views) > 1 else ""
        yield f"{noun_of(rule.measure, rule.side)}: {allowed_words(rule)}{seen}"


def _compared(lesson: Lesson) -> Iterator[str]:
    for view in lesson.views:
        fitting = len(view.position.fits_too)
        yield (
            f"Of {view.compared} moments of people in other positions, seen {view.view.words}, "
            f"{fitting or 'none'} fit{'s' if fitting < 2 else ''} these limits."
        )


def _checks(lesson: Lesson) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Check", "Shown", "Good", "Fix beyond", "Says below", "Says above"):
        table.add_column(heading)
    for view in lesson.views:
        for learned in view.checks:
            spec = next(c for c in lesson.stretch.check if c.id == learned.id)
            unit = MEASURES[spec.measure].unit
            shown = value_words(learned.middle, unit)
            limits = (limits_words(*ends, unit) for ends in (spec.good, spec.fix))
            table.add_row(learned.id, shown, *limits, spec.cue_low or "-", spec.cue_high)
    return table


def _proof_words(proof: Proof) -> str:
    return f"{proof.name}: {proof.says}" + (f". {proof.wrong}" if proof.wrong else "")
