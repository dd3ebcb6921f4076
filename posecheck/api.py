"""The calls for people who write Python: one clip, its frames, and many. See docs/API.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from os import PathLike, fspath
from pathlib import Path
from typing import Literal, Protocol, Self

from posecheck.assess.assessor import Assessment
from posecheck.clips.analysis import AUTO, analyze_clip, choose_stretches
from posecheck.clips.output import OutputFactory
from posecheck.clips.result import ClipPart, ClipResult, ModelPart
from posecheck.clips.summary import Summary
from posecheck.errors import CancelledError, InputError, PosecheckError
from posecheck.outputs.export.arrays import FrameArrays, FrameRecorder
from posecheck.pose.model import Model, find_model
from posecheck.pose.pose import Side
from posecheck.scoring.job import Settings, named
from posecheck.scoring.run import score_clips
from posecheck.scoring.source import as_file, find
from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import public_name
from posecheck.video import Clip, Frame
from posecheck.video.span import Span

StrPath = str | PathLike[str]
SideLike = Literal["left", "right"] | Side | None
"""The front leg; None to find it from the picture."""

CheckLimits = Mapping[str, tuple[float | None, float | None]]
"""Other good limits (low, high) by check id, in the unit of the check; None is no limit."""


class ScoreError(PosecheckError):
    """Some clips could not be scored.

    Attributes:
        failed: The reason for each of them, by the name of the clip.
    """

    def __init__(self, failed: Mapping[str, str]) -> None:
        self.failed = dict(failed)
        clips = "1 clip" if len(failed) == 1 else f"{len(failed)} clips"
        reasons = "; ".join(reason.rstrip(".") for reason in failed.values())
        super().__init__(f"{clips} failed: {reasons}.")

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, str]]]:
        return type(self), (self.failed,)  # not its message, or a pool of processes would break


class CancelFlag(Protocol):
    """Says whether to stop: a `threading.Event`, or whatever has its `is_set`."""

    def is_set(self) -> bool:
        """Whether to stop."""


Progress = Callable[[float, float | None], None]
"""Called after each frame with the seconds of the clip that are done, and how many there are; None
where the file does not say so."""


def analyze(
    path: StrPath,
    stretch: StrPath | Stretch = AUTO,
    *,
    side: SideLike = None,
    limits: CheckLimits | None = None,
    model: StrPath | None = None,
    from_s: float = 0.0,
    to_s: float | None = None,
    every_frame: bool = False,
    on_progress: Progress | None = None,
    cancel: CancelFlag | None = None,
) -> ClipResult:
    """Judge the stretch in one video or picture.

    Args:
        path: The clip.
        stretch: `auto` to recognise it, an id, a TOML file, or a `Stretch`.
        side: The front leg, "left" or "right"; None to find it from the picture.
        limits: Other good limits (low, high) by check id, in the unit of the check.
        model: Another pose_landmarker bundle; None for the built-in one.
        from_s: Where to begin, in seconds from the start of the clip.
        to_s: Where to end; None for its end.
        every_frame: Whether the model looks at every frame, also where nothing moves.
        on_progress: Called after each frame with the seconds done, and all seconds or None.
        cancel: Ends the analysis soon after it is set, from any thread.

    Returns:
        The result, as `posecheck analyze --json` prints it.

    Raises:
        CancelledError: If `cancel` was set.
        PosecheckError: If the clip, a setting or the model cannot be used.

    Examples:
        >>> result = analyze("lunge.mp4", "half_kneeling_lunge")  # doctest: +SKIP
        >>> result.check("front_knee").verdict  # doctest: +SKIP
        <Grade.GOOD: 'good'>
    """
    job = _Job(path, stretch, side, limits, model, from_s, to_s, every_frame)
    return job.done(_Watch(job.name, on_progress, cancel))


def analyze_frames(
    path: StrPath,
    stretch: StrPath | Stretch = AUTO,
    *,
    side: SideLike = None,
    limits: CheckLimits | None = None,
    model: StrPath | None = None,
    from_s: float = 0.0,
    to_s: float | None = None,
    every_frame: bool = False,
    on_progress: Progress | None = None,
    cancel: CancelFlag | None = None,
) -> FrameArrays:
    """Judge one video or picture, and keep what was found in every frame.

    Args:
        path: As for `analyze`, and so are all others.

    Returns:
        Landmarks, values and verdicts of every frame as numpy arrays, with the result; about 2 kB
        a frame.

    Raises:
        PosecheckError: As from `analyze`.

    Examples:
        >>> frames = analyze_frames("lunge.mp4")  # doctest: +SKIP
        >>> frames.values["front_knee"].shape == frames.time_s.shape  # doctest: +SKIP
        True
    """
    recorder = FrameRecorder()
    job = _Job(path, stretch, side, limits, model, from_s, to_s, every_frame)
    result = job.done(_Watch(job.name, on_progress, cancel), [recorder.output])
    return replace(recorder.arrays, result=result)


@dataclass(frozen=True)
class _Job:
    """One clip to analyse, with the arguments of `analyze`."""

    path: StrPath
    stretch: StrPath | Stretch
    side: SideLike
    limits: CheckLimits | None
    model: StrPath | None
    from_s: float
    to_s: float | None
    every_frame: bool

    @property
    def name(self) -> str:
        return fspath(self.path)

    def done(self, watch: "_Watch", outputs: Sequence[OutputFactory] = ()) -> ClipResult:
        stretches, model = _stretches(self.stretch, self.limits), _model(self.model)
        side, span = _front(self.side), _span(self.from_s, self.to_s)
        with as_file(self.name) as file:
            analysis = analyze_clip(
                file,
                model,
                stretches,
                side=side,
                span=span,
                every_frame=self.every_frame,
                outputs=outputs,
                on_open=watch.opened,
                on_frame=watch.advanced,
            )
        return named(analysis.result, self.name)


class _Watch:
    """Tells how far a clip is, and ends it where that is asked for."""

    def __init__(self, name: str, on_progress: Progress | None, cancel: CancelFlag | None) -> None:
        self._name = name
        self._tell = on_progress
        self._cancel = cancel
        self._first_s: float | None = None
        self._whole_s: float | None = None

    def opened(self, clip: Clip) -> None:
        self._whole_s = clip.duration_hint_s
        self._check()

    def advanced(self, frame: Frame) -> None:
        self._check()
        self._first_s = frame.time_s if self._first_s is None else self._first_s
        if self._tell:
            self._tell(frame.time_s - self._first_s, self._whole_s)

    def _check(self) -> None:
        if self._cancel and self._cancel.is_set():
            raise CancelledError(f"{public_name(self._name)}: the analysis was cancelled.")


def summarize(
    assessments: Iterable[Assessment],
    *,
    name: str = "frames",
    model: StrPath | None = None,
) -> ClipResult:
    """The result of frames that you assessed yourself, as of a clip.

    Args:
        assessments: Of one person's frames, in the order of time.
        name: What the result calls them.
        model: The pose_landmarker bundle they were found with; None for the built-in one.

    Returns:
        The result; without the frames' size where nobody was found.

    Raises:
        ModelError: If the model cannot be used.

    Examples:
        >>> summarize([]).score is None
        True
    """
    summary, times_s, size = Summary(named=True), list[float](), (0, 0)
    for assessment in assessments:
        summary.add(assessment)
        times_s.append(assessment.time_s)
        size = assessment.pose.size if assessment.pose else size
    step_s = (times_s[-1] - times_s[0]) / (len(times_s) - 1) if len(times_s) > 1 else 0.0
    found = _model(model)
    clip = ClipPart(
        path=name,
        frames=len(times_s),
        frames_analyzed=len(times_s),
        duration_s=round(step_s * len(times_s), 3),
        fps=round(1 / step_s, 3) if step_s > 0 else 0.0,
        size=size,
        truncated=False,
    )
    return summary.result(clip, ModelPart(file=found.file, sha256=found.sha256))


def score(
    paths: StrPath | Iterable[StrPath],
    stretch: StrPath | Stretch = AUTO,
    *,
    side: SideLike = None,
    limits: CheckLimits | None = None,
    model: StrPath | None = None,
    from_s: float = 0.0,
    to_s: float | None = None,
    every_frame: bool = False,
    jobs: int | None = None,
    cluster: str | None = None,
    on_failed: Callable[[str, str], None] | None = None,
) -> Iterator[ClipResult]:
    """Judge many clips, several at a time in processes of their own or on a cluster.

    A clip that fails, even by a crash of its process, never stops the others. New processes import
    the script that was started, so it must call this under `if __name__ == "__main__":`.

    Args:
        paths: Videos, pictures, folders of them, and addresses such as `s3://bucket/clip.mp4`.
        stretch: As for `analyze`.
        side: As for `analyze`.
        limits: As for `analyze`.
        model: As for `analyze`.
        from_s: As for `analyze`, in every clip.
        to_s: As for `analyze`, in every clip.
        every_frame: As for `analyze`.
        jobs: The number of clips at a time; None for one on each core.
        cluster: The address of a Dask scheduler to use instead of processes.
        on_failed: Called with the name of each clip that could not be scored, and the reason.

    Returns:
        The results, in the order in which the clips are finished.

    Raises:
        PosecheckError: At once, if a setting cannot be used.
        ScoreError: After the last result, if clips failed and there is no `on_failed`.
    """
    if jobs is not None and jobs < 1:
        raise InputError(f"jobs={jobs}: give a number from 1, or None for one on each core.")
    settings = Settings.of(
        _stretches(stretch, limits),
        _model(model),
        _front(side),
        span=_span(from_s, to_s),
        every_frame=every_frame,
    )
    given = [paths] if isinstance(paths, str | PathLike) else paths
    clips, errors = find([fspath(path) for path in given])
    return _results(clips, errors, settings, jobs, cluster, on_failed)


def _results(
    clips: Sequence[str],
    errors: Mapping[str, InputError],
    settings: Settings,
    jobs: int | None,
    cluster: str | None,
    on_failed: Callable[[str, str], None] | None,
) -> Iterator[ClipResult]:
    failed: dict[str, str] = {}
    report = on_failed or failed.__setitem__
    for name, error in errors.items():
        report(name, str(error))
    for scored in score_clips(clips, settings, processes=jobs, scheduler=cluster):
        if scored.result is None:
            report(scored.clip, scored.error or "")
        else:
            yield scored.result
    if failed:
        raise ScoreError(failed)


def _stretches(stretch: StrPath | Stretch, limits: CheckLimits | None) -> tuple[Stretch, ...]:
    if isinstance(stretch, Stretch):
        return (stretch.with_limits(limits or {}),)
    return choose_stretches(fspath(stretch), limits)


def _model(path: StrPath | None) -> Model:
    return find_model(None if path is None else Path(path))


def _span(from_s: float, to_s: float | None) -> Span:
    span = Span(from_s, inf if to_s is None else to_s)
    if not 0 <= span.from_s < span.to_s:
        raise InputError(
            f"from_s={from_s:g}, to_s={span.to_s:g}: give seconds from 0 on, the earlier one first."
        )
    return span


def _front(side: SideLike) -> Side | None:
    try:
        return None if side is None else Side(side)
    except ValueError as error:
        raise InputError(f"side={side!r}: give 'left', 'right' or None.") from error
