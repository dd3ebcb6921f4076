"""The key frames of a report: what was said of them drawn on, and put into words."""

from base64 import b64encode
from dataclasses import dataclass

from posecheck.outputs.report.keyframes import KeyFrame, Shows
from posecheck.outputs.report.recorder import Recorded
from posecheck.outputs.report.words import NONE, clock_words, limits_text, number_words, title_of
from posecheck.outputs.terminal.text import is_picture
from posecheck.stretches.checks import Grade, Verdict


@dataclass(frozen=True)
class Picture:
    """A key frame. source: a data URL. at_s: where it is in the film, None for a picture."""

    title: str
    text: str
    verdict: str
    source: str
    size: tuple[int, int]
    at_s: float
    at: str


def pictures(recorded: Recorded) -> list[Picture]:
    """The key frames with what was said of them drawn on."""
    return [picture(kept, recorded) for kept in recorded.pictures]


def picture(kept: KeyFrame, recorded: Recorded) -> Picture:
    """One key frame with what was said of it drawn on."""
    from posecheck.outputs.overlay.annotated import jpeg
    from posecheck.outputs.overlay.film import Overlay

    height, width = kept.image.shape[:2]
    drawn = Overlay((width, height), panel=False).draw(kept.image, kept.assessment)
    title, text, verdict = _caption(kept)
    time_s = kept.assessment.time_s
    return Picture(
        title=title,
        text=text,
        verdict=verdict,
        source=data_url("image/jpeg", jpeg(drawn, quality=85)),
        size=(width, height),
        at_s=round(time_s, 3),
        at="" if is_picture(recorded.result) else clock_words(time_s),
    )


def _caption(kept: KeyFrame) -> tuple[str, str, str]:
    """What a picture is called, what it shows, and the verdict that colours it."""
    if kept.shows is Shows.BEST:
        return "Best moment", "Nothing to correct here.", Grade.GOOD.value
    fault = kept.verdict
    if kept.shows is Shows.WORST:
        others = [title_of(one.check.id).lower() for one in kept.assessment.faults]
        text = _fault_words(fault) if fault else f"To correct: {', '.join(others)}."
        return "Worst moment", text, Grade.FIX.value
    assert fault is not None
    return title_of(fault.check.id), _fault_words(fault), Grade.FIX.value


def _fault_words(fault: Verdict) -> str:
    value = NONE if fault.value is None else number_words(fault.value, fault.unit, fault.band.good)
    target = limits_text(*fault.band.good, fault.unit)
    return f"{fault.cue}. {title_of(fault.check.id)} {value}, the target is {target}."


def data_url(kind: str, data: bytes) -> str:
    """Data as a URL that needs no file."""
    return f"data:{kind};base64,{b64encode(data).decode()}"
