"""Records the frames of a clip for a page, in little memory."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.assess.steadiness import STEADY
from posecheck.clips.record import ClipRecord
from posecheck.clips.result import CheckPart, ClipResult, InformationPart
from posecheck.outputs.report.keyframes import KeyFrame, KeyFrames
from posecheck.outputs.report.thinning import NOTHING
from posecheck.outputs.report.track import Track, code_of
from posecheck.outputs.words import title_of
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Check, Grade, open_ended
from posecheck.stretches.stretch import Stretch
from posecheck.video import Frame


def chart_id(part: Check | CheckPart, stretch: Stretch) -> str:
    """What tells a chart from the others: a check whose variants measure two things has two."""
    measures = {variant.measure for variant in stretch.variants(part.id)}
    return f"{part.id}:{part.measure}" if len(measures) > 1 else part.id


def chart_title(id: str, ids: Iterable[str]) -> str:
    """A chart's title: the check, and what is measured where another chart has the same check."""
    check_id, _, measure = id.partition(":")
    several = sum(other.partition(":")[0] == check_id for other in ids) > 1
    return title_of(f"{check_id} ({measure})" if several else check_id)


@dataclass(frozen=True)
class SidePart:
    """What was measured while one leg was in front, and the key frames of it.

    Attributes:
        side: The leg in front.
        checks: As in the result of a clip of this side alone.
        information: The same.
        repetitions: The same.
        pictures: The key frames.
    """

    side: Side
    checks: tuple[CheckPart, ...]
    information: tuple[InformationPart, ...]
    repetitions: int
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
        for track in (self._held, *self._tracks.values()):
            track.pad(frames)
        return Recorded(
            result=result,
            stretch=self._stretches[done] if done else None,
            times_s=self._times_s,
            held=self._held,
            tracks=self._tracks_of(self._stretches[done], result) if done else {},
            pictures=self._chosen(result),
            sides=tuple(self._side_part(side, result) for side in self._sides_held(result)),
        )

    def _tracks_of(self, stretch: Stretch, result: ClipResult) -> dict[str, Track]:
        """Those of a stretch that have values, in the light of the verdicts on the clip."""
        tracks = {
            check: track
            for (id, check), track in self._tracks.items()
            if id == stretch.id and track.known and not _is_of_an_exercise(check, result)
        }
        for part in result.all_checks:
            track = tracks.get(chart_id(part, stretch))
            if track and part.value is not None:
                track.judged_by = open_ended(*part.good)
        return tracks

    def _chosen(self, result: ClipResult, leg: Side | None = None) -> tuple[KeyFrame, ...]:
        if result.stretch.id is None:
            return ()
        pictures = self._pictures[result.stretch.id].chosen(leg)
        return tuple(
            kept
            for kept in pictures
            if not (kept.verdict and _is_of_an_exercise(kept.verdict.check.id, result))
        )

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
            of_side.repetitions if same else 0,
            self._chosen(result, side),
        )


def _is_of_an_exercise(check_id: str, result: ClipResult) -> bool:
    """Whether a check is that of bouncing, of which the whole clip turned out to have none."""
    steady = (part for part in result.checks if part.id == STEADY.id == check_id)
    return any(part.verdict is Grade.CANNOT_JUDGE for part in steady)


def _code(assessment: Assessment, hold: HoldClock) -> int:
    if not assessment.in_position:
        return NOTHING
    if hold.obstacle:
        return code_of(Grade.FIX)
    return code_of(Grade.GOOD if hold.is_judged else Grade.CANNOT_JUDGE)
