"""One clip to be scored, and the one function that scores it, in whatever process or machine."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from platform import node
from typing import Any

from posecheck.assess.steadiness import STEADY
from posecheck.clips.analysis import analyze_clip
from posecheck.clips.batch import out_of_memory
from posecheck.clips.result import ClipResult
from posecheck.errors import (
    ASK_DOCTOR,
    InputError,
    ModelError,
    PosecheckError,
    WorkerError,
    is_broken_install,
)
from posecheck.pose.model import Model, find_model
from posecheck.pose.pose import Side
from posecheck.scoring.content import Content
from posecheck.scoring.source import as_file
from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import public_name
from posecheck.version import __version__
from posecheck.video.span import WHOLE, Span


@dataclass(frozen=True)
class Settings:
    """Everything, besides a clip's content, that its result depends on.

    Attributes:
        stretches: Those to recognise; a single one is taken as named.
        model_sha256: Of the pose model.
        own_model: The user's own pose model; None for the shipped one, of which each machine has
            its own copy.
        side: The front leg, if it is named.
        span: The part of every clip that is analysed.
        every_frame: Whether the model looks at every frame, also where nothing moves.
        version: Of posecheck.
    """

    stretches: tuple[Stretch, ...]
    model_sha256: str
    own_model: Path | None = None
    side: Side | None = None
    span: Span = WHOLE
    every_frame: bool = False
    version: str = __version__

    @classmethod
    def of(
        cls,
        stretches: tuple[Stretch, ...],
        model: Model,
        side: Side | None,
        *,
        span: Span = WHOLE,
        every_frame: bool = False,
    ) -> "Settings":
        """The settings of a run with this model."""
        own_model = None if model.shipped else model.path.absolute()
        return cls(stretches, model.sha256, own_model, side, span, every_frame)

    @property
    def check_ids(self) -> tuple[str, ...]:
        """The ids of all checks that a result may have, each once."""
        ids = (id for stretch in self.stretches for id in stretch.check_ids)
        return tuple(dict.fromkeys((*ids, STEADY.id)))

    @cached_property
    def sha256(self) -> str:
        """A hash that is the same for the same settings, in any process."""
        parts = {
            "version": self.version,
            "model": self.model_sha256,
            "side": self.side.value if self.side else None,
            "span": (self.span.from_s, self.span.to_s),
            "every_frame": self.every_frame,
            "stretches": [_in_fixed_order(stretch.model_dump()) for stretch in self.stretches],
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _in_fixed_order(value: Any) -> Any:
    """A model's content as JSON takes it, sets sorted: their own order changes between runs."""
    if isinstance(value, dict):
        return {str(_in_fixed_order(key)): _in_fixed_order(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_in_fixed_order(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_in_fixed_order(item) for item in value)
    return getattr(value, "value", value)  # of an enumeration


@dataclass(frozen=True)
class Job:
    """A clip to be scored.

    Attributes:
        index: Its place in the order of the input.
        clip: As it was named.
        source: Where the worker finds it.
        settings: Of the run.
        copies: The folder for copies of clips from addresses; None for the usual one.
    """

    index: int
    clip: str
    source: str
    settings: Settings
    copies: str | None = None


@dataclass(frozen=True)
class Scored:
    """What became of a clip: its result, or the error that explains why there is none.

    Attributes:
        index: Its place in the order of the input.
        clip: As it was named.
        content_sha256: Of the clip; None where it could not be read.
        result: None if it failed.
        warning: Which part of it could not be read.
        error: Why it failed.
        earlier: Whether the result is that of an earlier run.
    """

    index: int
    clip: str
    content_sha256: str | None = None
    result: ClipResult | None = None
    warning: str | None = None
    error: str | None = None
    earlier: bool = False


def score_clip(job: Job) -> Scored:
    """Score one clip. A bad one raises nothing, since it must not end the run of the others.

    Raises:
        WorkerError: If this process is of another version of posecheck than the run.
        ModelError: If it has no such pose model. Both would be the same for every clip, and a
            worker that fails at once would be given all of them.
    """
    content = None
    try:
        _check_version(job.settings)
        with as_file(job.source, job.copies) as file:
            before = Content(file)
            content = before.sha256
            model = _model(job.settings)
            settings = job.settings
            analysis = analyze_clip(
                file,
                model,
                settings.stretches,
                side=settings.side,
                span=settings.span,
                every_frame=settings.every_frame,
            )
            now = before.sha256_now()
            if now != content:
                content = None
                raise _changed_meanwhile(job.clip, is_lost=now is None)
    except (ModelError, WorkerError):
        raise
    except PosecheckError as error:
        return Scored(job.index, job.clip, content, error=str(error))
    except MemoryError:
        return Scored(job.index, job.clip, content, error=str(out_of_memory(job.clip)))
    except Exception as error:
        what = f"unexpected {type(error).__name__}: {error}; please report it"
        if is_broken_install(error):
            what = f"{error}; {ASK_DOCTOR}"
        return Scored(job.index, job.clip, content, error=f"{job.clip}: {what}")
    result = named(analysis.result, job.clip)
    return Scored(job.index, job.clip, content, result, analysis.warning)


def _changed_meanwhile(clip: str, *, is_lost: bool) -> InputError:
    """Why there is no result: it would be taken for that of the clip as it was, or is now."""
    what = "it was deleted, or its disk was lost," if is_lost else "it was changed"
    return InputError(f"{public_name(clip)}: {what} while it was read; score it again.")


def named(result: ClipResult, clip: str) -> ClipResult:
    """The same result, and its parts, under the name that the clip was given by."""
    renamed = result.clip.model_copy(update={"path": public_name(clip)})
    parts = tuple(named(part, clip) for part in result.parts)
    return result.model_copy(update={"clip": renamed, "parts": parts})


def _check_version(settings: Settings) -> None:
    if settings.version != __version__:
        raise WorkerError(
            f"a worker on {node()} has posecheck {__version__} instead of {settings.version}: "
            "install the same version everywhere."
        )


def _model(settings: Settings) -> Model:
    """The worker's pose model, checked again for each clip.

    A worker may be on another machine, and MediaPipe reads the file for each clip, so it must not
    have been replaced meanwhile. The hash takes 8 ms, a clip seconds.
    """
    model = find_model(settings.own_model)
    if model.sha256 != settings.model_sha256:
        raise ModelError(
            f"a worker on {node()} has another pose model at {model.path}: copy it there again."
        )
    return model
