"""The key frames of a report: annotated and with captions."""

from base64 import b64encode
from dataclasses import dataclass

from posecheck.assess.assessor import Assessment
from posecheck.outputs.report.keyframes import KeyFrame, Shows
from posecheck.outputs.report.recorder import Recorded
from posecheck.outputs.report.words import NONE, page_limits, page_value
from posecheck.outputs.words import NOTHING_TO_CORRECT, bent_words, clock_words, title_of
from posecheck.stretches.checks import Grade, Verdict


@dataclass(frozen=True)
class Picture:
    """A key frame.

    Attributes:
        title: Why it is shown, or which fault it shows.
        text: What to see in it.
        grade: What colours its caption.
        source: The picture as a data URL.
        size: (width, height) in pixels.
        at_s: Seconds from the start of the clip.
        at: The same as text; empty for a picture.
    """

    title: str
    text: str
    grade: Grade
    source: str
    size: tuple[int, int]
    at_s: float
    at: str


def pictures(recorded: Recorded) -> list[Picture]:
    """All key frames, annotated."""
    return [picture(kept, recorded) for kept in recorded.pictures]


def picture(kept: KeyFrame, recorded: Recorded) -> Picture:
    """One key frame, annotated."""
    from posecheck.outputs.overlay.annotated import jpeg
    from posecheck.outputs.overlay.film import Overlay

    height, width = kept.image.shape[:2]
    drawn = Overlay((width, height)).draw(kept.image, kept.assessment)
    title, text, grade = _caption(kept)
    time_s = kept.assessment.time_s
    return Picture(
        title=title,
        text=text,
        grade=grade,
        source=data_url("image/jpeg", jpeg(drawn, quality=85)),
        size=(width, height),
        at_s=round(time_s, 3),
        at="" if recorded.result.is_picture else clock_words(time_s),
    )


def _caption(kept: KeyFrame) -> tuple[str, str, Grade]:
    """The title of a picture, what it shows, and the grade that colours it."""
    if kept.shows is Shows.BEST:
        return "Best moment", _best_words(kept.assessment), Grade.GOOD
    fault = kept.verdict
    if kept.shows is Shows.WORST:
        others = [title_of(one.check.id).lower() for one in kept.assessment.faults]
        text = _fault_words(fault) if fault else f"To correct: {', '.join(others)}."
        return "Worst moment", text, Grade.FIX
    assert fault is not None
    return title_of(fault.check.id), _fault_words(fault), Grade.FIX


def _best_words(assessment: Assessment) -> str:
    nearly = [one for one in assessment.verdicts if one.grade is Grade.BORDERLINE]
    if nearly:
        first = min(nearly, key=lambda verdict: verdict.check.priority)
        return f"Borderline: {_fault_words(first)}"
    if all(verdict.is_judged for verdict in assessment.verdicts if verdict.asked):
        return "Nothing to correct here."
    return NOTHING_TO_CORRECT


def _fault_words(fault: Verdict) -> str:
    value = NONE
    if fault.value is not None:
        value = page_value(fault.value, fault.unit, fault.band.good, fault.uncertainty)
    target = page_limits(*fault.band.good, fault.unit)
    bent = None if fault.value is None else bent_words(fault.value, fault.check.measure)
    read = f"{value} ({bent})" if bent else value
    return f"{fault.cue}. {title_of(fault.check.id)} {read}, the target is {target}."


def data_url(kind: str, data: bytes) -> str:
    """Data as a URL that needs no file.

    Args:
        kind: The media type, such as `image/jpeg`.
        data: The content of the file.
    """
    return f"data:{kind};base64,{b64encode(data).decode()}"
