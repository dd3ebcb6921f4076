"""Several clips, one after the other; a clip that cannot be read does not stop the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from posecheck.clips.analysis import UNLABELLED, Analysis, Labels, analyze_clip
from posecheck.clips.output import OutputFactory
from posecheck.errors import InputError, ModelError, PosecheckError, VideoError
from posecheck.exit_code import ExitCode
from posecheck.pose.model import Model
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import Stretch
from posecheck.support.files import real_path
from posecheck.video import Clip, Frame, clips_in
from posecheck.video.film import is_drawn_on
from posecheck.video.picture import is_our_picture
from posecheck.video.span import WHOLE, Span

Named = TypeVar("Named")


@dataclass(frozen=True)
class Outcome:
    """What came of one clip: its analysis, or the error that kept it from that or the history."""

    clip: Path
    analysis: Analysis | None = None
    error: PosecheckError | None = None


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """Bad input if anything failed, nothing judged if that holds for all of them, else done."""
    if not outcomes or any(outcome.error for outcome in outcomes):
        return ExitCode.BAD_INPUT
    judged = any(outcome.analysis and outcome.analysis.result.judged for outcome in outcomes)
    return ExitCode.DONE if judged else ExitCode.NOTHING_JUDGED


def find_clips(paths: Sequence[Path]) -> tuple[list[Path], list[Outcome]]:
    """Find the clips in files and folders.

    Films and pictures that posecheck has drawn on are left out of folders, by whatever name, but
    not where they are named.

    Args:
        paths: Files and folders.

    Returns:
        The clips, each once, and an outcome with an error for every path without a clip.
    """
    clips, failed = [], []
    for path in paths:
        try:
            clips += _clips_of_others(path)
        except InputError as error:
            failed.append(Outcome(path, error=error))
    return unique(clips, place_of), failed


def place_of(clip: Path) -> Path:
    """Where a clip lies, by whatever way to its folder it is named; a link to it is another one."""
    return real_path(clip.parent) / clip.name


def unique(clips: Iterable[Named], place: Callable[[Named], object]) -> list[Named]:
    """The clips, each once, by the first of its spellings: `a.mp4` is `./a.mp4`.

    Args:
        clips: Paths, or names of another kind.
        place: Where one lies, alike for all its spellings.

    Examples:
        >>> clips = [Path("a.mp4"), Path("b/../a.mp4"), Path("c.mp4")]
        >>> [clip.name for clip in unique(clips, place_of)]
        ['a.mp4', 'c.mp4']
    """
    by_place: dict[object, Named] = {}
    for clip in clips:
        by_place.setdefault(place(clip), clip)
    return list(by_place.values())


def _clips_of_others(path: Path) -> list[Path]:
    found = [clip for clip in clips_in([path]) if clip == path or not _is_own(clip)]
    if not found:
        raise VideoError(
            f"{path}: only films and pictures that posecheck annotated are in this folder; name "
            "them to judge them."
        )
    return found


def _is_own(clip: Path) -> bool:
    """Whether posecheck has drawn on a clip."""
    try:
        return clip.is_file() and (is_our_picture(clip) or is_drawn_on(clip))
    except OSError:
        return False  # what is wrong with it is said when it is read


def out_of_memory(clip: Path | str) -> InputError:
    """What is said of a clip for which the memory does not suffice."""
    return InputError(f"{clip}: there is not enough memory for it; scale it down.")


def analyze_clips(
    clips: Iterable[Path],
    model: Model,
    stretches: Sequence[Stretch],
    *,
    side: Side | None = None,
    span: Span = WHOLE,
    labels: Labels = UNLABELLED,
    every_frame: bool = False,
    outputs: Mapping[Path, Sequence[OutputFactory]] | None = None,
    on_open: Callable[[Clip], None] = lambda clip: None,
    on_frame: Callable[[Frame], None] = lambda frame: None,
) -> Iterator[Outcome]:
    """Analyse clips in turn.

    Args:
        clips: The clips.
        model: The pose model.
        stretches: As for `analyze_clip`.
        side: As for `analyze_clip`.
        span: As for `analyze_clip`, of each clip.
        labels: As for `analyze_clip`, of all clips.
        every_frame: As for `analyze_clip`.
        outputs: What to make of each clip.
        on_open: As for `analyze_clip`.
        on_frame: As for `analyze_clip`.

    Yields:
        The outcome of each clip, in order.

    Raises:
        ModelError: If the model cannot be used, which would be the same for every clip.
    """
    for clip in clips:
        try:
            analysis = analyze_clip(
                clip,
                model,
                stretches,
                side=side,
                span=span,
                labels=labels,
                every_frame=every_frame,
                outputs=outputs[clip] if outputs else (),
                on_open=on_open,
                on_frame=on_frame,
            )
        except ModelError:
            raise
        except PosecheckError as error:
            yield Outcome(clip, error=error)
        except MemoryError:
            yield Outcome(clip, error=out_of_memory(clip))
        else:
            yield Outcome(clip, analysis)
