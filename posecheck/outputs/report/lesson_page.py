"""What `posecheck teach` learned, on a page: the picture, limits as bands, what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output
from posecheck.measures import MEASURES
from posecheck.outputs.numbers import MINUS
from posecheck.outputs.report.pictures import data_url
from posecheck.outputs.report.render import render
from posecheck.outputs.report.words import page_limits, page_value
from posecheck.outputs.rule_words import allowed_words, noun_of
from posecheck.outputs.words import title_of, views_words
from posecheck.stretches.own import own_folder
from posecheck.stretches.stretch import CheckSpec, Rule, Stretch
from posecheck.support.printable import encodable
from posecheck.teaching.checks import Learned
from posecheck.teaching.lesson import Lesson
from posecheck.teaching.proof import Proof
from posecheck.video import Frame, Image, fit_size
from posecheck.video.frame import resized

PICTURE_HEIGHT_PX = 720
"""Large enough to read the values in it."""

BAND_PADDING = 0.25
"""How far a band's scale reaches beyond its outer limits, as a share of their distance."""

TOGETHER = (
    "Doing it badly is still doing it. All together, values must lie near the middle of these "
    "limits, unless you name the stretch."
)
"""What is to be known beside the limits of the position."""


class HoldPicture(Output):
    """Keeps the frame of a hold that lies nearest to its middle, with what was measured in it.

    Args:
        middle_s: When that is, in seconds.
    """

    def __init__(self, middle_s: float) -> None:
        super().__init__(Path())
        self._middle_s = middle_s
        self._kept: tuple[float, Image, Assessment] | None = None

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Take in one frame."""
        away_s = abs(frame.time_s - self._middle_s)
        if assessment.pose and (self._kept is None or away_s < self._kept[0]):
            seen = replace(assessment, pose=replace(assessment.pose, mask=None))
            self._kept = away_s, frame.image, seen

    @property
    def files(self) -> tuple[Path, ...]:
        """None: it makes no file."""
        return ()

    def drawn(self) -> Image | None:
        """The frame with the measures drawn in; None where nobody was seen."""
        from posecheck.outputs.overlay.film import Overlay

        if self._kept is None:
            return None
        _, image, assessment = self._kept
        size = fit_size((image.shape[1], image.shape[0]), PICTURE_HEIGHT_PX)
        return Overlay(size).draw(resized(image, size), assessment)


@dataclass(frozen=True)
class BandRow:
    """A check, with its limits as a band; positions in percent of the band's width.

    Attributes:
        title: The check's id as a title.
        noun: What is measured.
        shown: What the recordings showed, as text.
        good: The good limits, as text.
        cues: What is said below and above them.
        bands: (start, width) of `good` and of what is not to be fixed.
        at: Where the value shown lies.
        bad_at: Where the value of a bad recording lies; None without one.
    """

    title: str
    noun: str
    shown: str
    good: str
    cues: tuple[str, ...]
    bands: dict[str, tuple[float, float]]
    at: float
    bad_at: float | None


def lesson_page(lesson: Lesson, proofs: Sequence[Proof], picture: Image | None, file: Path) -> str:
    """The page as HTML.

    Args:
        lesson: What was learned.
        proofs: What it says of the recordings.
        picture: A frame of the hold with the measures drawn in; None for none.
        file: The stretch's file, as the commands to try next name it.
    """
    from posecheck.outputs.overlay.annotated import jpeg

    stretch = lesson.stretch
    return render(
        "lesson.html.j2",
        (),
        {},
        stretch=stretch,
        seen=views_words({view.view for view in lesson.views}),
        together=TOGETHER,
        names=[name for view in lesson.views for name in view.names],
        picture=None if picture is None else data_url("image/jpeg", jpeg(picture, quality=85)),
        rows=[_row(learned, stretch) for view in lesson.views for learned in view.checks],
        rules=[_rule_words(rule) for rule in stretch.position],
        compared=sum(view.compared for view in lesson.views),
        fitting=sum(len(view.position.fits_too) for view in lesson.views),
        remarks=lesson.remarks,
        proofs=proofs,
        steps=next_steps(stretch, file),
    )


def next_steps(stretch: Stretch, file: Path) -> tuple[tuple[str, str], ...]:
    """What to do next: what it is for, and the command."""
    name = stretch.id if file.parent == own_folder() else encodable(file)
    return (
        ("Judge a recording", f"posecheck analyze CLIP.mp4 --stretch {name} --out results"),
        ("Be coached in front of the camera", f"posecheck live {name}"),
        ("See it in words", f"posecheck stretches {name}"),
    )


def _row(learned: Learned, stretch: Stretch) -> BandRow:
    spec = next(check for check in stretch.check if check.id == learned.id)
    unit = MEASURES[spec.measure].unit
    start, width = _scale(learned)

    def at(value: float) -> float:
        return round(min(max(100 * (value - start) / width, 0.0), 100.0), 2)

    def band(limits: tuple[float, float]) -> tuple[float, float]:
        low, high = at(limits[0]), at(limits[1])
        return low, round(high - low, 2)

    low, high = learned.shown
    return BandRow(
        title=title_of(learned.id),
        noun=spec.why,
        shown=page_value(low, unit) if low == high else page_limits(low, high, unit),
        good=page_limits(*spec.good, unit),
        cues=_cues(spec, unit),
        bands={"fix": band(learned.fix), "good": band(learned.good)},
        at=at(learned.middle),
        bad_at=None if learned.bad is None else at(learned.bad),
    )


def _scale(learned: Learned) -> tuple[float, float]:
    """The start and the width of a band's scale, in the measure's unit."""
    ends = [end for end in (*learned.fix, *learned.shown, learned.bad) if end is not None]
    finite = [end for end in ends if isfinite(end)]
    low, high = min(finite), max(finite)
    padding = BAND_PADDING * (high - low)
    return low - padding, high - low + 2 * padding


def _cues(spec: CheckSpec, unit: str) -> tuple[str, ...]:
    ends = zip(("Under", "Over"), spec.fix, (spec.cue_low, spec.cue_high), strict=True)
    return tuple(
        f"{word} {page_value(limit, unit)}: {cue}" for word, limit, cue in ends if isfinite(limit)
    )


def _rule_words(rule: Rule) -> str:
    return f"{noun_of(rule.measure, rule.side)}: {allowed_words(rule, minus=MINUS)}"
