"""Every frame of a clip as numpy arrays, for people who write Python."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output, OutputFactory
from posecheck.clips.result import ClipResult
from posecheck.outputs.export.frames_csv import (
    information_column,
    uncertainty_column,
    verdict_column,
)
from posecheck.outputs.export.landmarks import OF_LANDMARKS, PARTS, values
from posecheck.pose.pose import Landmark
from posecheck.video import Clip, Frame

Numbers = NDArray[np.float64]

LANDMARKS = tuple(point.name.lower() for point in Landmark)


@dataclass(frozen=True, eq=False)
class FrameArrays:
    """Every frame of a clip as arrays, n frames long; NaN is what is not known.

    Attributes:
        result: Of the clip.
        frame: (n,) int, the number of the frame in the file, from 0.
        time_s: (n,) float, seconds from the first frame of the file.
        points_px: (n, 33, 2) float, x to the right and y down in pixels of the upright picture.
        world_m: (n, 33, 3) float, MediaPipe's world landmarks in metres: x right, y down, z away
            from the camera, origin between the hips.
        visibility: (n, 33) float, 0 (hidden) to 1 (plainly seen).
        in_position: (n,) bool, whether the person was in position.
        held_s: (n,) float, the seconds on the hold clock.
        values: (n,) float by name: each check in its unit, and as `info_ID` each value without a
            verdict.
        uncertainties: (n,) float by the id of a check: by how much the true value may be higher or
            lower; 0 where it was measured, not estimated.
        grades: (n,) str by the id of a check: a `Grade`, empty out of position.
        landmarks: The 33 names, in the order of the arrays.
    """

    result: ClipResult
    frame: NDArray[np.int64]
    time_s: Numbers
    points_px: Numbers
    world_m: Numbers
    visibility: Numbers
    in_position: NDArray[np.bool_]
    held_s: Numbers
    values: dict[str, Numbers]
    uncertainties: dict[str, Numbers]
    grades: dict[str, NDArray[np.str_]]
    landmarks: tuple[str, ...] = LANDMARKS

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """All of it as (n,) columns, with the names of `frames.csv` and `landmarks.csv`.

        Examples:
            >>> import pandas  # doctest: +SKIP
            >>> pandas.DataFrame(frames.columns())  # doctest: +SKIP
        """
        parts = np.concatenate([self.points_px, self.world_m, self.visibility[..., None]], axis=2)
        flat = parts.reshape(len(self.frame), len(LANDMARKS) * len(PARTS))
        known: dict[str, NDArray[np.generic]] = {
            "frame": self.frame,
            "time_s": self.time_s,
            "in_position": self.in_position,
            "held_s": self.held_s,
            **self.values,
        }
        known |= {uncertainty_column(id): off for id, off in self.uncertainties.items()}
        known |= {verdict_column(id): grades for id, grades in self.grades.items()}
        return known | dict(zip(OF_LANDMARKS, flat.T, strict=True))


@dataclass
class _Column:
    """Numbers of some of the frames."""

    frames: "array[int]" = field(default_factory=lambda: array("L"))
    numbers: "array[float]" = field(default_factory=lambda: array("d"))

    def put(self, frame: int, number: float) -> None:
        self.frames.append(frame)
        self.numbers.append(number)

    def filled(self, frames: int) -> Numbers:
        """(frames,); NaN where there is no number."""
        column = np.full(frames, np.nan)
        column[np.asarray(self.frames, int)] = self.numbers
        return column


def _filled(columns: Mapping[str, _Column], frames: int) -> dict[str, Numbers]:
    return {name: column.filled(frames) for name, column in columns.items()}


class FrameRecorder:
    """Keeps the frames of a clip; `arrays` is there after the last one."""

    arrays: FrameArrays

    @property
    def output(self) -> OutputFactory:
        """What takes in the frames of a clip."""
        return partial(_Recording, self._take)

    def _take(self, arrays: FrameArrays) -> None:
        self.arrays = arrays


class _Recording(Output):
    def __init__(self, take: Callable[[FrameArrays], None], clip: Clip) -> None:
        super().__init__(clip.path)
        self._take = take
        self._numbers = array("L")
        self._times_s = array("d")
        self._landmarks: list[NDArray[np.float32]] = []
        self._in_position = bytearray()
        self._held = _Column()
        self._values: dict[str, _Column] = {}
        self._uncertainties: dict[str, _Column] = {}
        self._grades: dict[str, dict[int, str]] = {}

    @property
    def files(self) -> tuple[()]:
        """None: nothing is written."""
        return ()

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        index = len(self._numbers)
        self._numbers.append(frame.index)
        self._times_s.append(frame.time_s)
        self._landmarks.append(values(assessment.pose).astype(np.float32))
        self._in_position.append(assessment.in_position)
        if hold.current:
            self._held.put(index, hold.current.clock_s)
        for verdict in assessment.verdicts:
            id = verdict.check.id
            values_of = self._values.setdefault(id, _Column())
            uncertainties_of = self._uncertainties.setdefault(id, _Column())
            if verdict.value is not None:
                values_of.put(index, verdict.value)
                uncertainties_of.put(index, verdict.uncertainty)
            self._grades.setdefault(id, {})[index] = verdict.grade.value
        for id, measured in assessment.information:
            column = self._values.setdefault(information_column(id), _Column())
            column.put(index, measured.value)

    def finish(self, result: ClipResult) -> None:
        frames = len(self._numbers)
        parts = np.array(self._landmarks, float).reshape(frames, len(LANDMARKS), len(PARTS))
        self._take(
            FrameArrays(
                result=result,
                frame=np.array(self._numbers, np.int64),
                time_s=np.array(self._times_s),
                points_px=parts[..., :2],
                world_m=parts[..., 2:5],
                visibility=parts[..., 5],
                in_position=np.array(self._in_position, bool),
                held_s=self._held.filled(frames),
                values=_filled(self._values, frames),
                uncertainties=_filled(self._uncertainties, frames),
                grades={
                    id: np.array([grades.get(index, "") for index in range(frames)], str)
                    for id, grades in self._grades.items()
                },
            )
        )
