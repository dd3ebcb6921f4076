"""One stretch on one side: its hold clock, its cues, and what becomes of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.record import ClipRecord
from posecheck.coach import wording
from posecheck.coach.breath import Breath, breathing
from posecheck.coach.cues import Cueing
from posecheck.coach.events import (
    BreathTurned,
    Count,
    CueGiven,
    Event,
    HoldPaused,
    HoldResumed,
    HoldUnjudged,
    TimeLeft,
)
from posecheck.coach.meter import Meter, SteadyMeter
from posecheck.coach.placement import Target, is_in_position
from posecheck.coach.results import PartResult
from posecheck.coach.seconds import count_down, reached
from posecheck.pose.pose import Side
from posecheck.stretches.routine import Routine
from posecheck.stretches.stretch import Stretch

LAST_COUNTS = 3
"""How many of the last seconds are counted aloud."""

HALF_WAY_FROM_S = 20.0
"""In shorter holds, half way would come too close to the other words."""


UNJUDGED_S = 6.0
"""After this long without a judgement the person is told, once: by then what to do in the hold has
been said, and a joint that is hidden for a moment is seen again."""


@dataclass
class _Run:
    """One go at a hold."""

    clock: HoldClock = field(default_factory=HoldClock)
    cueing: Cueing = field(default_factory=Cueing)
    meter: SteadyMeter = field(default_factory=SteadyMeter)
    shown: Meter | None = None
    cues: Counter[str] = field(default_factory=Counter)
    record: ClipRecord = field(default_factory=lambda: ClipRecord(repeats=False))
    half_way: bool = False
    breath: Breath | None = None
    next_count: int = LAST_COUNTS + 1
    judged_s: float | None = None
    told_unjudged: bool = False


@dataclass
class Part:
    """One stretch on one side, in a session.

    Attributes:
        step: The number of the stretch in the routine, from 0.
        stretch: Which one.
        hold_s: The seconds asked for.
        rest_s: The rest after it.
        side: The leg in front; None until it is known which leg the person begins with, and for
            stretches without a front leg.
        second: Whether it is the other side of the part before.
        seen: The leg that was in front when the person was last in position.
    """

    step: int
    stretch: Stretch
    hold_s: float
    rest_s: float
    side: Side | None = None
    second: bool = False
    seen: Side | None = None
    _run: _Run = field(default_factory=_Run)

    @property
    def target(self) -> Target:
        """What a pose is to be assessed as."""
        return Target(self.stretch, self.side, self.seen)

    @property
    def begun(self) -> bool:
        """Whether the hold has begun."""
        return self._run.clock.current is not None

    @property
    def clock_s(self) -> float:
        """The seconds that the clock counted."""
        hold = self._run.clock.current
        return hold.clock_s if hold else 0.0

    @property
    def complete(self) -> bool:
        """Whether it was held as long as asked for."""
        return reached(self.clock_s, self.hold_s)

    @property
    def pause_reason(self) -> str | None:
        """Why the clock is stopped; None while it runs."""
        paused = self._run.clock.paused
        return paused.reason if paused else None

    @property
    def judged(self) -> bool:
        """Whether what the clock counts now is held well, as far as the form can be judged."""
        return self._run.clock.is_judged

    @property
    def meter(self) -> Meter | None:
        """The meter after the last frame of the hold."""
        return self._run.shown

    def see(self, assessment: Assessment) -> None:
        """Take in a frame before or during the hold: which leg is in front."""
        if is_in_position(assessment, self.target):
            self.seen = assessment.side

    def restart(self) -> None:
        """Forget the hold, but not the side."""
        self._run = _Run()

    def wait(self, time_s: float) -> None:
        """Let time pass during which the person has paused the session."""
        self._run.clock.pass_over(time_s)

    def observe(self, assessment: Assessment) -> Iterator[Event]:
        """Take in a frame of the hold and return what happened."""
        run, time_s = self._run, assessment.time_s
        own = self._own(assessment)
        paused_before = run.clock.paused
        run.clock.observe(own)
        run.record.add(own)
        run.shown = run.meter.observe(own)
        paused = run.clock.paused
        if paused and not paused_before:
            yield HoldPaused(time_s, wording.CLOCK_STOPPED, reason=paused.reason)
        elif paused_before and not paused:
            yield HoldResumed(time_s, wording.GO_ON)
        if cue := run.cueing.observe(own):
            run.cues[cue.words] += not cue.praise
            yield CueGiven(time_s, cue.words, cue)
        if paused or run.clock.is_judged or run.judged_s is None:
            run.judged_s = time_s
        if not paused:
            yield from self._unjudged(own, time_s - run.judged_s)
            yield from self._progress(time_s)

    def _unjudged(self, own: Assessment, for_s: float) -> Iterator[Event]:
        """Tell, once, that the form has not been judged for so long."""
        why = own.why_unjudged
        if why and for_s >= UNJUDGED_S and not self._run.told_unjudged:
            self._run.told_unjudged = True
            yield HoldUnjudged(own.time_s, wording.unjudged(why), why)

    def _own(self, assessment: Assessment) -> Assessment:
        """The assessment as this hold's clock may see it: of this stretch on this side, or none."""
        if is_in_position(assessment, self.target):
            return replace(assessment, stretch=self.stretch, side=self.side)
        return replace(assessment, in_position=False, verdicts=())

    def _progress(self, time_s: float) -> Iterator[Event]:
        run, left_s = self._run, self.hold_s - self.clock_s
        breath = breathing(self.clock_s).breath
        if breath is not run.breath:
            run.breath = breath
            yield BreathTurned(time_s, wording.BREATHE[breath.value], breath)
        if self.hold_s >= HALF_WAY_FROM_S and not run.half_way and left_s <= self.hold_s / 2:
            run.half_way = True
            yield TimeLeft(time_s, wording.time_left(left_s), left_s)
        number = count_down(left_s)
        if 0 < number < run.next_count:
            run.next_count = number
            yield Count(time_s, wording.NUMBERS[number], number, last=True)

    @property
    def result(self) -> PartResult:
        """What became of it so far."""
        hold, run = self._run.clock.current, self._run
        said = run.record.hold_part(hold) if hold else None
        return PartResult(
            stretch=self.stretch,
            side=self.side,
            hold_s=self.hold_s,
            good_s=hold.good_s if hold else 0.0,
            start_s=hold.start_s if hold else None,
            end_s=hold.end_s if hold else None,
            pauses=tuple(hold.pauses) if hold else (),
            cues=tuple((words, times) for words, times in run.cues.most_common() if times),
            information=said.information if said else (),
            clock_s=self.clock_s,
            score=said.score if said else None,
            unjudged=said.unjudged if said else None,
            second=self.second,
        )


def parts_of(routine: Routine) -> list[Part]:
    """What is to be held, in its order: a stretch with a front leg twice if both sides are."""
    parts = []
    for number, step in enumerate(routine.step):
        first = Part(number, step.stretch, step.hold_s, step.rest_s, step.only_side)
        parts.append(first)
        if step.stretch.has_front_leg and step.only_side is None:
            parts.append(replace(first, second=True, _run=_Run()))
    return parts
