"""Records the frames of a clip for a page, in little memory."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.assess.steadiness import STEADY
from posecheck.clips.record import ClipRecord
from posecheck.clips.result import CheckPart, ClipResult, InformationPart
from posecheck.measures import MEASURES
from posecheck.outputs.report.keyframes import KeyFrame, KeyFrames
from posecheck.outputs.report.thinning import NOTHING
from posecheck.outputs.words import title_of
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Band, Check, Grade, Verdict
from posecheck.stretches.stretch import Stretch
from posecheck.video import Frame


def code_of(grade: Grade) -> int:
    """What a strip of the timeline shows for a grade: the severer, the higher."""
    return 1 + grade.severity


def chart_id(part: Check | CheckPart, stretch: Stretch) -> str:
    """What tells a chart from the others: a check whose variants measure two things has two."""
    measures = {variant.measure for variant in stretch.variants(part.id)}
    return f"{part.id}:{part.measure}" if len(measures) > 1 else part.id


def chart_title(id: str, ids: Iterable[str]) -> str:
    """A chart's title: the check, and what is measured where another chart has the same check."""
    check_id, _, measure = id.partition(":")
    several = sum(other.partition(":")[0] == check_id for other in ids) > 1
    return title_of(f"{check_id} ({measure})" if several else check_id)


@dataclass
class Track:
    """The values and codes of one chart, frame by frame.

    Attributes:
        values: NaN where unknown.
        uncertainties: By how much the true value may be higher or lower; 0 where unknown.
        codes: Of the strip.
        bands: How often each pair of limits was applied.
        compared: Where the value is a comparison: its frames by the limits, which differ where it
            is not with the person's own upright posture. Such values are not on one scale.
        unit: Of the values.
    """

    values: "array[float]" = field(default_factory=lambda: array("f"))
    uncertainties: "array[float]" = field(default_factory=lambda: array("f"))
    codes: bytearray = field(default_factory=bytearray)
    bands: Counter[Band] = field(default_factory=Counter)
    compared: dict[Band, "array[int]"] = field(default_factory=dict)
    unit: str = ""

    def put(self, index: int, value: float | None, code: int, uncertainty: float = 0.0) -> None:
        """Take in one frame.

        Args:
            index: Of the frame, higher than all before; frames left out get NaN and NOTHING.
            value: None where unknown.
            code: Of the strip.
            uncertainty: Of the value.
        """
        self.pad(index)
        self.uncertainties.append(uncertainty)
        self.values.append(float("nan") if value is None else value)
        self.codes.append(code)

    def judge(self, index: int, verdict: Verdict) -> None:
        """Take in the verdict of a check on a frame."""
        self.put(index, verdict.value, code_of(verdict.grade), verdict.uncertainty)
        if verdict.value is not None:
            self.unit = verdict.unit
            self.bands[verdict.band] += 1
            measure = MEASURES.get(verdict.check.measure)
            if measure and measure.baseline:
                self.compared.setdefault(verdict.band, array("L")).append(index)

    def pad(self, frames: int) -> None:
        """Fill up to a number of frames with NaN and NOTHING."""
        missing = frames - len(self.codes)
        self.values.extend([float("nan")] * missing)
        self.uncertainties.extend([0.0] * missing)
        self.codes.extend([NOTHING] * missing)

    @property
    def known(self) -> bool:
        """Whether any frame has a value."""
        return bool(self.bands)

    @property
    def band(self) -> Band:
        """The limits that were applied most often."""
        return self.bands.most_common(1)[0][0]

    @property
    def numbers(self) -> NDArray[np.float64]:
        """The values on the scale of `band`, (frames,)."""
        numbers = np.array(self.values, np.float64)
        for band, frames in self.compared.items():
            if band != self.band:
                numbers[np.asarray(frames)] = np.nan
        return numbers


@dataclass(frozen=True)
class SidePart:
    """What was measured while one leg was in front, and the key frames of it."""

    side: Side
    checks: tuple[CheckPart, ...]
    information: tuple[InformationPart, ...]
    pictures: tuple[KeyFrame, ...]


@dataclass(frozen=True)
class Recorded:
    """Everything that a page shows of a clip.

    Attributes:
        result: Of the whole clip.
        stretch: The one that was done; None where nobody was in position.
        times_s: The time of each frame in seconds.
        held: The seconds held well in the hold under way.
        tracks: The checks by `chart_id`, only those that have values.
        pictures: The key frames, in the order to show them.
        sides: What was measured on each side, left before right.
    """

    result: ClipResult
    stretch: Stretch | None
    times_s: "array[float]"
    held: Track
    tracks: dict[str, Track]
    pictures: tuple[KeyFrame, ...]
    sides: tuple[SidePart, ...]

    @property
    def start_s(self) -> float:
        """The time of the first frame; the annotated film begins there."""
        return self.times_s[0] if self.times_s else 0.0

    @property
    def end_s(self) -> float:
        """The end of the last frame."""
        return self.start_s + self.result.clip.duration_s

    @property
    def has_estimates(self) -> bool:
        """Whether any value was estimated, not measured."""
        return any(any(track.uncertainties) for track in self.tracks.values())


class Recorder:
    """Records frames; call `recorded` once, after the last one.

    Args:
        still: Whether the clip is a picture.
    """

    def __init__(self, *, still: bool) -> None:
        self._still = still
        self._times_s = array("d")
        self._held = Track()
        self._stretches: dict[str, Stretch] = {}
        self._tracks: dict[tuple[str, str], Track] = {}
        self._pictures: dict[str, KeyFrames] = {}
        self._sides: dict[Side, ClipRecord] = {}
        self._clock = HoldClock()

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Take in one frame.

        Args:
            frame: The frame.
            assessment: What was found in it.
            hold: The hold clock after this frame.
        """
        index = len(self._times_s)
        self._times_s.append(assessment.time_s)
        self._clock = hold
        good_s = hold.current.good_s if hold.current else None
        self._held.put(index, good_s, _code(assessment, hold))
        if assessment.stretch is None or not assessment.in_position:
            return
        id = assessment.stretch.id
        self._stretches[id] = assessment.stretch
        for verdict in assessment.verdicts:
            self._track_of(assessment.stretch, verdict.check).judge(index, verdict)
        self._pictures.setdefault(id, KeyFrames(still=self._still)).add(frame, assessment)
        if assessment.side:
            self._record_of(assessment.side).add(assessment)

    def _track_of(self, stretch: Stretch, check: Check) -> Track:
        return self._tracks.setdefault((stretch.id, chart_id(check, stretch)), Track())

    def _record_of(self, side: Side) -> ClipRecord:
        return self._sides.setdefault(side, ClipRecord(still=self._still, named=True))

    def recorded(self, result: ClipResult) -> Recorded:
        """Everything recorded about the stretch that was done."""
        done = result.stretch.id
        frames = len(self._times_s)
        tracks = {check: track for (id, check), track in self._tracks.items() if id == done}
        for track in (self._held, *tracks.values()):
            track.pad(frames)
        return Recorded(
            result=result,
            stretch=self._stretches[done] if done else None,
            times_s=self._times_s,
            held=self._held,
            tracks={check: track for check, track in tracks.items() if track.known},
            pictures=self._chosen(result),
            sides=tuple(self._side_part(side, result) for side in self._sides_held(result)),
        )

    def _chosen(self, result: ClipResult, leg: Side | None = None) -> tuple[KeyFrame, ...]:
        if result.stretch.id is None:
            return ()
        pictures = self._pictures[result.stretch.id].chosen(leg)
        return tuple(kept for kept in pictures if not _is_of_an_exercise(kept, result))

    def _sides_held(self, result: ClipResult) -> list[Side]:
        """The sides with a hold: a leg that turned out to be the other one was never in front."""
        held = {hold.side for hold in result.holds}
        return [side for side in Side if side in self._sides and (side.value in held or not held)]

    def _side_part(self, side: Side, result: ClipResult) -> SidePart:
        of_side = self._sides[side].result(result.clip, result.model, self._clock)
        same = of_side.stretch.id == result.stretch.id
        return SidePart(
            side,
            of_side.all_checks if same else (),
            of_side.information if same else (),
            self._chosen(result, side),
        )


def _is_of_an_exercise(kept: KeyFrame, result: ClipResult) -> bool:
    """Whether a picture shows bouncing that the whole clip turned out to have none of."""
    if kept.verdict is None or kept.verdict.check.id != STEADY.id:
        return False
    steady = (part for part in result.checks if part.id == STEADY.id)
    return any(part.verdict is Grade.CANNOT_JUDGE for part in steady)


def _code(assessment: Assessment, hold: HoldClock) -> int:
    if not assessment.in_position:
        return NOTHING
    return code_of(Grade.FIX if hold.obstacle else Grade.GOOD)
