"""A clip in which somebody does one stretch after the other, divided into these stretches."""

from dataclasses import dataclass, field

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock, known_step_s
from posecheck.clips.record import ClipRecord
from posecheck.clips.result import ClipPart, ClipResult, ModelPart, PersonPart

SHORTEST_PART_S = 3.0
"""A stretch held for less than this is no part of a clip: on the way from one stretch to the next,
people pass through the position of a third, for a second or two."""


@dataclass(frozen=True)
class _Count:
    """How many frames there were, how many with a person, and at how many the model looked."""

    frames: int = 0
    found: int = 0
    looks: int = 0

    def with_frame(self, assessment: Assessment) -> "_Count":
        return _Count(
            self.frames + 1,
            self.found + (assessment.view is not None),
            self.looks + (not assessment.carried),
        )

    def __sub__(self, other: "_Count") -> "_Count":
        return _Count(
            self.frames - other.frames, self.found - other.found, self.looks - other.looks
        )


@dataclass
class _Part:
    """One stretch, from its first frame in position to its last.

    Attributes:
        before: What was counted of the frames before it.
        until: What was counted up to its last frame.
        held_s: How long the person was in position.
        recognised: Whether the stretch was held long enough at least once to be sure of it.
    """

    stretch: str
    from_s: float
    before: _Count
    to_s: float = 0.0
    until: _Count = field(default_factory=_Count)
    held_s: float = 0.0
    recognised: bool = False
    record: ClipRecord = field(default_factory=ClipRecord)

    def add(self, assessment: Assessment, step_s: float) -> None:
        """Take in a frame in position, so long after the clip's frame before it."""
        self.to_s = assessment.time_s
        self.held_s += step_s
        self.recognised |= assessment.recognised
        self.record.add(assessment)

    def pass_over(self, time_s: float) -> None:
        """Take in the time of a frame out of position: it is not that of the frames in it."""
        self.record.add(Assessment(time_s))

    @property
    def lasts(self) -> bool:
        return self.recognised and self.held_s >= SHORTEST_PART_S


class PartsRecord:
    """Takes in the assessments of a clip, and sums up each stretch that was done in it.

    A part begins where another stretch is held for `SHORTEST_PART_S`; what is shorter belongs to
    no part.
    """

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._candidate: _Part | None = None
        self._last_s: float | None = None
        self._before = self._count = _Count()

    def add(self, assessment: Assessment) -> None:
        """Take in one frame; a part ends with its last frame in position."""
        last_s, self._last_s = self._last_s, assessment.time_s
        step_s = known_step_s(last_s, assessment.time_s)
        self._before, self._count = self._count, self._count.with_frame(assessment)
        before = [*self._parts[-1:], *filter(None, [self._candidate])]
        part = None
        if assessment.stretch and assessment.in_position:
            part = self._part_of(assessment.stretch.id, assessment.time_s)
        for other in before:
            if other is not part:
                other.pass_over(assessment.time_s)
        if part is None:
            return
        part.add(assessment, step_s)
        part.until = self._count
        if part is self._candidate and part.lasts:
            self._parts.append(part)
            self._candidate = None

    def _part_of(self, stretch: str, time_s: float) -> _Part:
        """The part that goes on in this frame: the latest one, or one that may become the next."""
        if self._parts and self._parts[-1].stretch == stretch:
            self._candidate = None
            return self._parts[-1]
        if self._candidate is None or self._candidate.stretch != stretch:
            self._candidate = _Part(stretch, time_s, self._before)
        return self._candidate

    def results(self, clip: ClipPart, model: ModelPart, clock: HoldClock) -> tuple[ClipResult, ...]:
        """The result of each part; empty where fewer than two stretches were done.

        Args:
            clip: What to say about the whole clip.
            model: What to say about the pose model.
            clock: The hold clock after the last frame of the clip.
        """
        if len({part.stretch for part in self._parts}) < 2:
            return ()
        return tuple(_result(part, clip, model, clock) for part in self._parts)


def _result(part: _Part, clip: ClipPart, model: ModelPart, clock: HoldClock) -> ClipResult:
    within = HoldClock()
    within.holds = [
        hold for hold in clock.holds if part.from_s <= hold.start_s and hold.end_s <= part.to_s
    ]
    count = part.until - part.before
    own = clip.model_copy(
        update={
            "from_s": round(part.from_s, 3),
            "to_s": round(part.to_s, 3),
            "duration_s": round(part.to_s - part.from_s, 3),
            "frames": count.frames,
            "frames_analyzed": count.looks,
        }
    )
    person = PersonPart(found_fraction=round(count.found / count.frames, 3))
    return part.record.result(own, model, within).model_copy(update={"person": person})
