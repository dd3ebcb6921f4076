"""Write docs/STRETCHES.md and docs/MEASURES.md from the stretches and measures themselves.

    python docs/generate.py

A test fails while the two files differ from what this writes.
"""

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from posecheck.assess.steadiness import STEADY
from posecheck.measures import MEASURES, Measure
from posecheck.outputs.numbers import file_unit, limits_words, with_unit
from posecheck.outputs.terminal.stretch_text import (
    ambiguity_words,
    fix_words,
    quantity_words,
    steady_words,
)
from posecheck.outputs.words import camera_words, only_seen_words, views_words
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import CheckSpec, Stretch, all_built_in

FOLDER = Path(__file__).parent
GENERATED = "<!-- Written by docs/generate.py: change the source, not this file. -->"

STRETCHES_HEAD = f"""\
{GENERATED}

# The stretches

Each is a TOML file in `posecheck/stretches/`; `posecheck stretches ID` prints the same. A value is
*good* inside its limits, to *fix* beyond the wider limits, and *borderline* between the two. What
the camera cannot see from where it is gets *cannot judge*, with the reason. Angles are interior
angles in degrees; 180 is straight. T is the length of the trunk, from the hips to the shoulders.
*near* is the half of the body nearer to the camera; *front* and *rear* are the legs. The measures
are described in [MEASURES.md](MEASURES.md).

Every stretch also has the check `{STEADY.id}`: it counts how often the main movement changes
direction, and says "{STEADY.cue_high}".
"""

MEASURES_HEAD = f"""\
{GENERATED}

# The measures

A check, a position rule or an information entry of a stretch names one of these. The error is the
mean absolute error to expect, in the measure's unit, from each view; a measure cannot be read from
other views. *sided* measures are taken on one half of the body, which the stretch names (`near`,
`front`, `rear`, `left`, `right`).
"""

UNIT_NAMES = {"deg": "degrees", "T": "trunk lengths (T)", "ratio": "a ratio"}


def stretches_page() -> str:
    """The text of docs/STRETCHES.md."""
    return "\n".join([STRETCHES_HEAD, *(part for s in all_built_in() for part in _stretch(s))])


def measures_page() -> str:
    """The text of docs/MEASURES.md."""
    return "\n".join([MEASURES_HEAD, *(_measure(measure) for measure in MEASURES.values())])


def _stretch(stretch: Stretch) -> Iterator[str]:
    legs = "one leg in front, then the other" if stretch.has_front_leg else "both legs alike"
    yield f"## {stretch.title} (`{stretch.id}`)\n"
    yield f"{legs.capitalize()}, {stretch.hold_s:g} s.\n"
    yield from (f"{number}. {step}" for number, step in enumerate(stretch.how, 1))
    yield f"\n**Camera:** {camera_words(stretch.camera)}\n"
    if words := ambiguity_words(stretch):
        yield f"{words}\n"
    yield from _table(("check", "measure", "good", "fix", "views", "cue", "why"), _checks(stretch))
    yield f"\n`{STEADY.id}`: {steady_words(stretch)}\n"
    if stretch.information:
        rows = (
            (f"`{i.id}`", f"{_quantity(i)}{only_seen_words(i.views)}", i.why)
            for i in stretch.information
        )
        yield "For information, without a verdict:\n"
        yield from _table(("id", "measure", "what it shows"), rows)
        yield ""
    yield "In position when:\n"
    for rule in stretch.position:
        limits = limits_words(rule.min, rule.max, file_unit(MEASURES[rule.measure].unit))
        yield f"- {_quantity(rule)} is {limits}{only_seen_words(rule.views)}"
    yield ""


def _checks(stretch: Stretch) -> Iterator[tuple[str, ...]]:
    for check in stretch.check:
        unit = file_unit(MEASURES[check.measure].unit)
        yield (
            f"`{check.id}`",
            _quantity(check),
            limits_words(*check.good, unit),
            fix_words(check, unit),
            _seen(check, unit),
            _says(check),
            check.why,
        )


def _quantity(part: object) -> str:
    return f"`{quantity_words(part.measure, part.side)}`"  # type: ignore[attr-defined]


def _seen(check: CheckSpec, unit: str) -> str:
    extra = [
        f"{view.words} with {with_unit(f'{by:g}', unit)} more tolerance"
        for view, by in check.tolerance.items()
    ]
    unless = [f"not when {condition.otherwise}" for condition in check.when]
    return "; ".join([views_words(check.views), *extra, *unless])


def _says(check: CheckSpec) -> str:
    return "; ".join(cue for cue in dict.fromkeys((check.cue_low, check.cue_high)) if cue)


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _measure(measure: Measure) -> str:
    sided = "sided" if measure.sided else "of the whole body"
    errors = ", ".join(
        f"{kind.words} {with_unit(f'{measure.error[kind]:g}', file_unit(measure.unit))}"
        for kind in ViewKind
        if kind in measure.error
    )
    unit = UNIT_NAMES[measure.unit]
    facts = f"In {unit}; {sided}. Error: {errors}."
    if measure.oblique:
        facts += f" {ViewKind.OBLIQUE.words.capitalize()} it is estimated."
    return f"## `{measure.name}`\n\n{cleandoc(measure.doc)}\n\n{facts}\n"


if __name__ == "__main__":
    (FOLDER / "STRETCHES.md").write_text(stretches_page(), encoding="utf-8")
    (FOLDER / "MEASURES.md").write_text(measures_page(), encoding="utf-8")
