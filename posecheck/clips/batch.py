"""Several clips, one after the other; one that cannot be read does not stop the others."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecheck.clips.analysis import Analysis, analyze_clip
from posecheck.clips.output import OutputFactory
from posecheck.errors import InputError, ModelError, PosecheckError
from posecheck.exit_code import ExitCode
from posecheck.pose.model import Model
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import Stretch
from posecheck.video import Clip, Frame, clips_in

MADE = re.compile(r"(.*_)?annotated(_\d+)?")
"""The names, without suffix, of films and pictures that posecheck made itself."""


@dataclass(frozen=True)
class Outcome:
    """What became of one clip: its analysis, or why there is none."""

    clip: Path
    analysis: Analysis | None = None
    error: PosecheckError | None = None


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """Bad input if any clip failed; nothing judged if that is so for all of them."""
    if not outcomes or any(outcome.error for outcome in outcomes):
        return ExitCode.BAD_INPUT
    judged = any(outcome.analysis and outcome.analysis.result.judged for outcome in outcomes)
    return ExitCode.DONE if judged else ExitCode.NOTHING_JUDGED


def find_clips(paths: Sequence[Path]) -> tuple[list[Path], list[Outcome]]:
    """The clips meant by files and folders, and an outcome for every path that means none.

    What posecheck made itself is taken where it is named, but not from a folder.
    """
    clips, failed = [], []
    for path in paths:
        try:
            found = clips_in([path])
            clips += [clip for clip in found if clip == path or not MADE.fullmatch(clip.stem)]
        except InputError as error:
            failed.append(Outcome(path, error=error))
    return list(dict.fromkeys(clips)), failed


def analyze_clips(
    clips: Iterable[Path],
    model: Model,
    stretches: Sequence[Stretch],
    *,
    side: Side | None = None,
    outputs: Mapping[Path, Sequence[OutputFactory]] | None = None,
    on_open: Callable[[Clip], None] = lambda clip: None,
    on_frame: Callable[[Frame], None] = lambda frame: None,
) -> Iterator[Outcome]:
    """Analyse clips in turn. Arguments as in `analyze_clip`; outputs: what to make of each.

    Raises ModelError, which would be the same for every clip.
    """
    for clip in clips:
        try:
            analysis = analyze_clip(
                clip,
                model,
                stretches,
                side=side,
                outputs=outputs[clip] if outputs else (),
                on_open=on_open,
                on_frame=on_frame,
            )
        except ModelError:
            raise
        except PosecheckError as error:
            yield Outcome(clip, error=error)
        else:
            yield Outcome(clip, analysis)
