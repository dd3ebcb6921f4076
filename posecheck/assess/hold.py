"""The form-gated clock: seconds count only while the stretch is held well."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from math import exp, log

from posecheck.assess.assessor import Assessment
from posecheck.pose.pose import Side
from posecheck.stretches.checks import MIN_JUDGED_SHARE
from posecheck.support.debounce import LONGEST_STEP_S
from posecheck.support.fading import FadingMean

GRACE_S = 0.5
"""A fault shorter than this does not stop the clock; what was judged all along until this long ago
still holds."""

RECENT_S = 0.5
"""The time over which it is weighed why the clock is paused now; after 0.7 of it a new reason is
told. A knee that sways about its limits is at fault for one reason and the opposite in turn."""

JUDGED_S = GRACE_S / -log(MIN_JUDGED_SHARE)
"""The time over which the share of moments is taken in which the form is judged: for `GRACE_S`
after the last of many it is not below `MIN_JUDGED_SHARE`, the least for a verdict."""

TURNED_S = 2.0
"""A pause whose reason has been another one for this long is told as two."""

LASTING_S = 0.3
"""A fault is over once it has not been seen for this long: one good frame between bad ones does not
end it. A fault that was seen for a shorter time is dropped once it cannot be seen."""

LASTING_LOOKS = 3
"""So is one that the model saw less often: at few frames a second, and while a pose is carried
over, a single false one lasts for long."""

UNSEEN_S = 10.0
"""A fault that cannot be seen for this long stops the clock no more, or nobody could ever go on;
but nothing counts as held well until it is seen to be corrected."""


def known_step_s(last_s: float | None, time_s: float) -> float:
    """Seconds since the frame before; 0.0 for the first one and where that is too long ago."""
    step_s = 0.0 if last_s is None else time_s - last_s
    return step_s if step_s <= LONGEST_STEP_S else 0.0


@dataclass(frozen=True)
class Pause:
    """When the clock stopped and why: for the reason that held for most of the pause.

    Where the reason changes for long, another pause begins, although the clock had not gone on.
    """

    at_s: float
    reason: str


@dataclass
class Hold:
    """One stretch held on one side. It never resets.

    Attributes:
        stretch: Its id.
        side: The front leg; None where the stretch has none.
        start_s: When it began.
        end_s: When it was last in position.
        clock_s: Seconds that the clock counted: in position, and nothing required seen at fault.
        good_s: The seconds of them held well: those in which the form was judged, too
            (`Assessment.is_judged`).
        pauses: When the clock stopped and why.
        unknown_s: The seconds since it began of which no frame tells anything.
    """

    stretch: str
    side: Side | None
    start_s: float
    end_s: float
    clock_s: float = 0.0
    good_s: float = 0.0
    pauses: list[Pause] = field(default_factory=list)
    unknown_s: float = 0.0

    @property
    def known_s(self) -> float:
        """How long it lasted as far as frames show it."""
        return max(0.0, self.end_s - self.start_s - self.unknown_s)


@dataclass(frozen=True)
class _Return:
    """A hold was taken up again after its position had been left.

    Attributes:
        at_s: When.
        before: The hold as it was then.
        unknown_s: The seconds up to then of which no frame tells anything.
    """

    at_s: float
    before: Hold
    unknown_s: float

    def since(self, hold: Hold) -> Hold:
        """What was held since, as a hold of its own."""
        return replace(
            hold,
            start_s=self.at_s,
            clock_s=hold.clock_s - self.before.clock_s,
            good_s=hold.good_s - self.before.good_s,
            pauses=hold.pauses[len(self.before.pauses) :],
            unknown_s=hold.unknown_s - self.unknown_s,
        )


@dataclass
class _OpenFault:
    """A fault that was not seen to be corrected.

    Attributes:
        cue: What to do about it.
        seen_s, looks: For how long it was seen, and how often the model looked then. What is too
            low in one moment and too high in the next is another fault each time.
        unseen_s: For how long it could not be judged since.
    """

    cue: str = ""
    seen_s: float = 0.0
    looks: int = 0
    unseen_s: float = 0.0

    def see(self, cue: str, step_s: float, *, looked: bool) -> None:
        if cue != self.cue:
            self.seen_s, self.looks = 0.0, 0
        self.cue, self.unseen_s = cue, 0.0
        self.seen_s += step_s
        self.looks += looked

    @property
    def is_lasting(self) -> bool:
        return self.seen_s >= LASTING_S and self.looks >= LASTING_LOOKS

    @property
    def is_out_of_sight(self) -> bool:
        return self.is_lasting and self.unseen_s > 0

    @property
    def stops_hold(self) -> bool:
        return self.is_lasting and self.unseen_s < UNSEEN_S


class HoldClock:
    """Turns assessments into holds, one after the other.

    A new hold starts with another stretch, and with the other leg in front once the position was
    left: nobody changes legs within it, so a leg that turns out to be the other one while the
    position is held was mistaken since the position was taken, and all that was held since is that
    of the other leg. A fault or a moment out of position pauses it after `GRACE_S`; what was held
    before is kept. A fault stays one until it is seen to be corrected: not seeing it is not enough,
    until `UNSEEN_S` have passed or the film is cut.

    Attributes:
        holds: So far, the last one under way.
        obstacle: Why it must not run at the last moment, with a fault that cannot be seen any more;
            None where it may.
    """

    def __init__(self) -> None:
        self.holds: list[Hold] = []
        self.obstacle: str | None = None
        self._last_s: float | None = None
        self._unknown_s = 0.0
        self._judged = FadingMean()
        self._scene: int | None = None
        self._is_cut = False
        self._open_faults: dict[str, _OpenFault] = {}
        self._return: _Return | None = None
        self._forget_fault()

    @property
    def current(self) -> Hold | None:
        """The hold under way."""
        return self.holds[-1] if self.holds else None

    @property
    def paused(self) -> Pause | None:
        """The pause under way, with the reason that held for most of the last moments.

        None while the clock runs or within the grace.
        """
        hold = self.current
        if hold is None or self._fault is None or self._fault_s <= GRACE_S:
            return None
        return replace(hold.pauses[-1], reason=self._mostly_of_late)

    @property
    def is_judged(self) -> bool:
        """Whether the form was judged often enough of late, and no fault is out of sight."""
        if any(fault.is_out_of_sight for fault in self._open_faults.values()):
            return False
        return self._judged.value >= MIN_JUDGED_SHARE

    def observe(self, assessment: Assessment) -> Hold | None:
        """Take in one assessment and return the hold under way."""
        step_s = self._step(assessment.time_s)
        self._notice_cut(assessment)
        self.obstacle = assessment.hold_obstacle
        self._judged.add(float(assessment.is_judged), assessment.time_s, JUDGED_S)
        if assessment.in_position and self._is_new(assessment):
            self._start(assessment)
        elif self.current:
            self._advance(self.current, assessment, step_s)
        return self.current

    def pass_over(self, time_s: float) -> None:
        """Let time pass that counts neither for the hold nor against it."""
        self._last_s = time_s

    def _step(self, time_s: float) -> float:
        step_s = known_step_s(self._last_s, time_s)
        if self._last_s is not None and not step_s:
            self._unknown_s += time_s - self._last_s
        self._last_s = time_s
        return step_s

    def _notice_cut(self, assessment: Assessment) -> None:
        """After a cut no fault is open: it may show somebody else, or another attempt."""
        if assessment.scene not in (None, self._scene):
            self._is_cut = self._scene is not None
            self._scene = assessment.scene
            self._open_faults = {}

    def _is_new(self, assessment: Assessment) -> bool:
        hold, stretch = self.current, assessment.stretch
        if hold is None or stretch is None:
            return stretch is not None
        if stretch.id != hold.stretch:
            return True
        return not self._stayed(hold, assessment) and assessment.side not in (None, hold.side)

    def _stayed(self, hold: Hold, assessment: Assessment) -> bool:
        """Whether the position of a hold was not left before this frame, nor the film cut."""
        return assessment.time_s - hold.end_s <= GRACE_S and not self._is_cut

    def _start(self, assessment: Assessment) -> None:
        assert assessment.stretch is not None
        start_s = assessment.time_s
        self.holds.append(Hold(assessment.stretch.id, assessment.side, start_s, start_s))
        self._forget_fault()
        self._open_faults = {}
        self._return = None
        self._unknown_s = 0.0
        self._is_cut = False

    def _advance(self, hold: Hold, assessment: Assessment, step_s: float) -> None:
        if assessment.in_position:
            self._count_away(hold)
            hold = self._held_by(hold, assessment)
        unseen_fault = self._unseen_fault(assessment, step_s)
        self.obstacle = assessment.hold_obstacle or unseen_fault
        if self.obstacle is None:
            self._run(hold, step_s, judged=self.is_judged)
        else:
            pause = Pause(assessment.time_s - step_s, self.obstacle)
            self._stop(hold, pause, step_s, away=not assessment.in_position)

    def _held_by(self, hold: Hold, assessment: Assessment) -> Hold:
        """The hold with a frame in position: another one where the leg changed while away."""
        stayed = self._stayed(hold, assessment)
        left = None if stayed else replace(hold, pauses=[*hold.pauses])
        self._is_cut = False
        hold.end_s = assessment.time_s
        hold.unknown_s, self._unknown_s = hold.unknown_s + self._unknown_s, 0.0
        if left:
            self._return = _Return(assessment.time_s, left, hold.unknown_s)
        elif self._return and hold.side and assessment.side is hold.side.other:
            self.holds[-1:] = [self._return.before, self._return.since(hold)]
            hold = self.holds[-1]
            self._return = None
            self._forget_fault()
        hold.side = assessment.side or hold.side
        return hold

    def _unseen_fault(self, assessment: Assessment, step_s: float) -> str | None:
        """The cue of a check that said fix when it could last be judged, and cannot be now."""
        for verdict in assessment.verdicts:
            id = verdict.check.id
            if verdict.stops_hold:
                fault = self._open_faults.setdefault(id, _OpenFault())
                fault.see(verdict.cue or id, step_s, looked=not assessment.carried)
            elif verdict.is_judged:
                self._open_faults.pop(id, None)
            elif id in self._open_faults:
                self._open_faults[id].unseen_s += step_s
        if not assessment.in_position:
            for fault in self._open_faults.values():
                fault.unseen_s += step_s
        return next((fault.cue for fault in self._open_faults.values() if fault.stops_hold), None)

    def _forget_fault(self) -> None:
        self._fault: Pause | None = None
        self._fault_s = self._clear_s = self._clear_good_s = 0.0
        self._reasons: defaultdict[str, float] = defaultdict(float)
        self._recent: defaultdict[str, float] = defaultdict(float)
        self._turned: defaultdict[str, float] = defaultdict(float)
        self._turned_at_s = 0.0
        self._away: defaultdict[str, float] = defaultdict(float)
        self._away_at_s = 0.0

    def _run(self, hold: Hold, step_s: float, *, judged: bool) -> None:
        """Count this step, and a fault before it if it was over within the grace."""
        self._clear_s += step_s
        self._clear_good_s += step_s if judged else 0.0
        if self._fault and self._clear_s < LASTING_S:
            return
        bridged_s = self._fault_s if self._fault_s <= GRACE_S else 0.0
        hold.clock_s += self._clear_s + bridged_s
        hold.good_s += self._clear_good_s + (bridged_s if judged else 0.0)
        self._forget_fault()

    def _stop(self, hold: Hold, pause: Pause, step_s: float, *, away: bool) -> None:
        """Stop for this step; who leaves during a pause may not come back: it was for the fault."""
        was_within_grace = self._fault_s <= GRACE_S
        self._fault = replace(pause, at_s=self._fault.at_s if self._fault else pause.at_s)
        # The moments without a fault before this one stop the clock, too, but for no reason.
        self._fault_s += self._clear_s + step_s
        self._clear_s = self._clear_good_s = 0.0
        may_be_gone = away and not was_within_grace
        if may_be_gone and not self._away:
            self._away_at_s = pause.at_s
        reasons = self._away if may_be_gone else self._reasons
        reasons[pause.reason] += step_s
        self._weigh(pause.reason, step_s)
        if self._fault_s <= GRACE_S:
            return
        if was_within_grace:
            hold.pauses.append(self._fault)
        hold.pauses[-1] = self._mostly(hold.pauses[-1])
        if not may_be_gone:
            self._notice_turn(hold, pause, step_s)

    def _notice_turn(self, hold: Hold, pause: Pause, step_s: float) -> None:
        """Begin another pause where the reason has been another one for long."""
        if self._mostly_of_late == hold.pauses[-1].reason:
            self._turned.clear()
            return
        if not self._turned:
            self._turned_at_s = pause.at_s
        self._turned[pause.reason] += step_s
        if sum(self._turned.values()) < TURNED_S:
            return
        for reason, seconds in self._turned.items():
            self._reasons[reason] -= seconds
        hold.pauses[-1] = self._mostly(hold.pauses[-1])
        self._reasons, self._turned = self._turned, defaultdict(float)
        hold.pauses.append(self._mostly(replace(pause, at_s=self._turned_at_s)))

    @property
    def _mostly_of_late(self) -> str:
        return max(self._recent, key=self._recent.__getitem__)

    def _weigh(self, reason: str, step_s: float) -> None:
        """Let earlier reasons fade beside the one of this step."""
        kept = exp(-step_s / RECENT_S)
        for known in self._recent:
            self._recent[known] *= kept
        self._recent[reason] += 1 - kept

    def _mostly(self, pause: Pause) -> Pause:
        """The pause under way with the reason that held for most of it."""
        return replace(pause, reason=max(self._reasons, key=self._reasons.__getitem__))

    def _count_away(self, hold: Hold) -> None:
        """Whoever came back was away during the pause, not after it; long, in one of its own."""
        if not self._away:
            return
        reason = max(self._away, key=self._away.__getitem__)
        both_last = all(sum(of.values()) >= TURNED_S for of in (self._reasons, self._away))
        if both_last and reason != hold.pauses[-1].reason:
            hold.pauses.append(Pause(self._away_at_s, reason))
            self._reasons, self._turned = self._away, defaultdict(float)
        else:
            for other, seconds in self._away.items():
                self._reasons[other] += seconds
            hold.pauses[-1] = self._mostly(hold.pauses[-1])
        self._away = defaultdict(float)
