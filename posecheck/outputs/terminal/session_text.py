"""A live session as text."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecheck.coach import SessionResult
from posecheck.coach.seconds import whole_seconds
from posecheck.coach.wording import part_name
from posecheck.outputs.words import not_judged_words


def session_text(session: SessionResult) -> RenderableType:
    """How long each stretch and side was held, and what was corrected."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Stretch", "Held well", "Corrected"):
        table.add_column(heading, justify="right" if heading == "Held well" else "left")
    for part in session.parts:
        table.add_row(
            part_name(part),
            f"{whole_seconds(part.good_s)} of {part.hold_s:.0f} s",
            "; ".join(cue if count == 1 else f"{cue} ({count}x)" for cue, count in part.cues),
        )
    words = "complete" if session.complete else "not complete"
    outcome = Text.assemble((session.title, "bold"), f": {words}\n")
    return Group(outcome, table, *_not_judged(session))


def _not_judged(session: SessionResult) -> Iterator[Text]:
    """What was on the clock but not judged, and why: a line for each part."""
    for part in session.parts:
        if words := not_judged_words(part.good_s, part.clock_s, part.unjudged):
            yield Text(f"{part_name(part)}: {words}")
