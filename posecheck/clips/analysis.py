"""A recorded clip or a picture: from the file to its result and the files made of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from posecheck.assess.assessor import Assessor
from posecheck.clips.output import OutputFactory
from posecheck.clips.result import ClipPart, ClipResult, ModelPart
from posecheck.clips.summary import Summary
from posecheck.errors import StretchError
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import Model
from posecheck.pose.movement import Glance
from posecheck.pose.pose import Side
from posecheck.pose.watcher import Watcher
from posecheck.stretches.fields import OtherLimits
from posecheck.stretches.own import find_stretch, own_file, own_ids, own_stretches
from posecheck.stretches.stretch import Stretch, all_built_in, refuse_limits_that_stay
from posecheck.support.ahead import AHEAD, ahead
from posecheck.support.printable import encodable
from posecheck.video import Clip, Frame, open_clip
from posecheck.video.span import WHOLE, Span, SpanClip

AUTO, AUTO_AND_OWN = "auto", "auto+own"
"""Instead of a stretch's name: to recognise it, among the user's own stretches, too."""


MOST_WAITING, WAITING_PIXELS = 16, 16 * 1280 * 720
"""How many frames wait for each step at the most, and how many pixels they have. While the model
looks at one frame, most of those until its next look are decoded, and those before are judged."""


@dataclass(frozen=True)
class Labels:
    """What the user says about a clip: whose it is, and a note."""

    name: str | None = None
    note: str | None = None


UNLABELLED = Labels()


@dataclass(frozen=True)
class Analysis:
    """A clip's result and what came with it.

    Attributes:
        result: The result.
        warning: One line about what could not be read of the clip, or is missing from the files
            made of it; None where nothing is.
        files: The files that were made of it.
    """

    result: ClipResult
    warning: str | None
    files: tuple[Path, ...] = ()


def choose_stretches(
    name: str = AUTO, limits: Mapping[str, OtherLimits] | None = None
) -> tuple[Stretch, ...]:
    """The stretches to look for: all built-in ones for `auto`, else the named one.

    Args:
        name: `auto`, `auto+own` for the user's own stretches, too, the id of a stretch, or a TOML
            file.
        limits: Other good limits (low, high) by check id, for every stretch that has the check.

    Raises:
        StretchError: If there is no such stretch, its file is invalid, or no stretch has a check
            that limits are given for.
    """
    stretches = _looked_for(name)
    limits = limits or {}
    known = {check_id for stretch in stretches for check_id in stretch.check_ids}
    refuse_limits_that_stay(limits)
    unknown = sorted(set(limits) - known)
    if unknown:
        raise StretchError(
            f"there is no check '{unknown[0]}'; known are {', '.join(sorted(known))}"
        )
    return tuple(
        stretch.with_limits({id: good for id, good in limits.items() if id in stretch.check_ids})
        for stretch in stretches
    )


def _looked_for(name: str) -> tuple[Stretch, ...]:
    if name == AUTO:
        return all_built_in()
    if name == AUTO_AND_OWN:
        return (*all_built_in(), *own_stretches())
    return (find_stretch(name),)


def stretch_files(name: str) -> tuple[Path, ...]:
    """The files of the user that `choose_stretches` reads for a name."""
    if name == AUTO:
        return ()
    if name == AUTO_AND_OWN:
        return tuple(map(own_file, own_ids()))
    return (Path(name) if name.endswith(".toml") else own_file(name),)


def analyze_clip(
    path: Path,
    model: Model,
    stretches: Sequence[Stretch],
    *,
    side: Side | None = None,
    span: Span = WHOLE,
    labels: Labels = UNLABELLED,
    every_frame: bool = False,
    outputs: Sequence[OutputFactory] = (),
    on_open: Callable[[Clip], None] = lambda clip: None,
    on_frame: Callable[[Frame], None] = lambda frame: None,
) -> Analysis:
    """Analyse one clip or picture.

    Args:
        path: The clip.
        model: The pose model.
        stretches: Those to recognise; a single one counts as named and is never overruled.
        side: The front leg; None to find it from the picture.
        span: The part of the clip to analyse; times stay those of the file.
        labels: What the result says about whose it is.
        every_frame: Whether the model looks at every frame, also where nothing moves.
        outputs: What to make of the clip. After an error, none of it remains. The last output is
            completed first, so an output that refers to others comes before them.
        on_open: Called with the clip once it is open.
        on_frame: Called with each frame once it is assessed.

    Raises:
        VideoError: If nothing of the clip can be read, or the span has no frame.
        InputError: If an output cannot be written.
        ModelError: If the model cannot be used.
        LandmarkerError: If MediaPipe fails.
    """
    assessor = Assessor(stretches, side)
    with ExitStack() as stack:
        whole = stack.enter_context(open_clip(path))
        clip = whole if span.is_whole else SpanClip(whole, span)
        on_open(clip)
        summary = Summary(still=clip.is_picture, named=len(stretches) == 1)
        made = [stack.enter_context(make(clip)) for make in outputs]
        landmarker = stack.enter_context(Landmarker(model))
        watcher = Watcher(landmarker, every_frame=every_frame)
        # The landmarker takes most of the time: the rest runs beside it, to keep it busy.
        most = waiting_frames(clip.size)
        seen = stack.enter_context(ahead(((f, Glance.at(f)) for f in clip), most))
        found = stack.enter_context(ahead(((f, watcher.detect(f, g)) for f, g in seen), most))
        for frame, pose in found:
            assessment = assessor.assess(pose, frame.time_s)
            summary.add(assessment)
            for output in made:
                output.add(frame, assessment, summary.clock)
            on_frame(frame)
        found_out = summary.result(_clip_part(clip, span, watcher.looks), _model_part(model))
        result = _labelled(found_out, labels)
        for output in made:
            output.finish(result)
    warnings = [clip.warning, *(output.warning for output in made)]
    return Analysis(
        result,
        "; ".join(filter(None, warnings)) or None,
        tuple(file for output in made for file in output.files),
    )


def waiting_frames(size: tuple[int, int]) -> int:
    """How many frames of (width, height) pixels may wait for each step."""
    return max(AHEAD, min(MOST_WAITING, WAITING_PIXELS // (size[0] * size[1])))


def _labelled(result: ClipResult, labels: Labels) -> ClipResult:
    parts = tuple(_labelled(part, labels) for part in result.parts)
    return result.model_copy(update={**vars(labels), "parts": parts})


def _clip_part(clip: Clip, span: Span, looks: int) -> ClipPart:
    return ClipPart(
        path=encodable(clip.path),
        frames=clip.frames_read,
        frames_analyzed=looks,
        duration_s=round(clip.duration_s, 3),
        fps=round(clip.fps, 3),
        size=clip.size,
        truncated=clip.truncated,
        from_s=span.from_s,
        to_s=span.to_s if clip.goes_on else None,
    )


def _model_part(model: Model) -> ModelPart:
    return ModelPart(file=model.file, sha256=model.sha256)
