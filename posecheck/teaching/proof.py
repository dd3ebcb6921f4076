"""What a learned stretch says of the recordings that it was learned from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecheck.clips.analysis import analyze_clip
from posecheck.clips.output import OutputFactory
from posecheck.clips.result import ClipResult
from posecheck.pose.model import Model
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch, all_built_in
from posecheck.support.printable import printable_name
from posecheck.video import Clip, Frame
from posecheck.video.span import WHOLE, Span


@dataclass(frozen=True)
class Proof:
    """What became of one recording.

    Attributes:
        name: Of the recording.
        wrong: What is not as it should be, a sentence; None where all is.
        says: What posecheck says of it, in words.
    """

    name: str
    says: str
    wrong: str | None = None


def prove(
    path: Path,
    model: Model,
    stretch: Stretch,
    fault: str | None = None,
    span: Span = WHOLE,
    outputs: Sequence[OutputFactory] = (),
    on_open: Callable[[Clip], None] = lambda clip: None,
    on_frame: Callable[[Frame], None] = lambda frame: None,
) -> Proof:
    """Analyse a recording with the learned stretch among the built-in ones.

    Args:
        path: The recording.
        model: The pose model.
        stretch: As it was learned.
        fault: The check that must say fix; None where it is done well.
        span: When it is held.
        outputs: What to make of the clip.
        on_open: Called with the clip once it is open.
        on_frame: Called with each frame once it is assessed.
    """
    told = bool(stretch.told_from) and fault is None
    among = (*all_built_in(), stretch) if told else (stretch,)
    analysis = analyze_clip(
        path, model, among, span=span, outputs=outputs, on_open=on_open, on_frame=on_frame
    )
    return judged(printable_name(path), analysis.result, stretch, fault)


def judged(name: str, result: ClipResult, stretch: Stretch, fault: str | None = None) -> Proof:
    """Whether a result is as it should be.

    Args:
        name: Of the recording.
        result: What posecheck says of it.
        stretch: As it was learned.
        fault: The check that must say fix; None where it is done well.
    """
    says = "; ".join(_says(result, stretch))
    taught = [check for check in result.checks if check.id in stretch.check_ids]
    faults = [check.id for check in taught if check.verdict is Grade.FIX]
    if result.stretch.id not in (None, stretch.id):
        wrong = f"{name} is taken for {result.stretch.id}: name the stretch when you use it."
    elif result.stretch.id is None:
        wrong = f"{name} is not recognised as {stretch.id}: widen the limits of its position rules."
    elif fault is None and faults:
        wrong = f"In {name}, done well, {faults[0]} is to be fixed: widen its limits."
    elif fault is not None and fault not in faults:
        wrong = f"In {name}, done badly, {fault} is not to be fixed: narrow its limits."
    else:
        return Proof(name, says)
    return Proof(name, says, wrong)


def _says(result: ClipResult, stretch: Stretch) -> Iterator[str]:
    if result.stretch.id is None:
        yield "not in position"
        return
    how = "recognised" if result.stretch.recognised else "named"
    yield f"{how} as {stretch.title}" if result.stretch.id == stretch.id else result.stretch.id
    if result.holds:
        yield f"held for {result.good_hold_s:.1f} s"
    fixes = [check.cue or check.id for check in result.checks if check.verdict is Grade.FIX]
    yield f"to fix: {', '.join(fixes)}" if fixes else "nothing to fix"
