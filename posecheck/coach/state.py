"""How a session stands at one moment, and how that is shown."""

from dataclasses import dataclass, field

from posecheck.assess.assessor import NOBODY_IN_VIEW, OUT_OF_POSITION, Assessment
from posecheck.assess.position import RuleReading
from posecheck.coach import wording
from posecheck.coach.breath import breathing
from posecheck.coach.camera import camera_hint
from posecheck.coach.part import Part, parts_of
from posecheck.coach.placement import CLEAR, Obstacle, Rung, is_in_position, leg_to_film
from posecheck.coach.results import SessionResult
from posecheck.coach.shown import CoachView, Phase, Tone
from posecheck.stretches.routine import Routine
from posecheck.support.capitalized import capitalized

COUNT_DOWN = 3
"""The seconds before a hold, counted aloud from this number down."""


@dataclass(frozen=True)
class Notice:
    """A message that is shown in place of the usual one, until `until_s`."""

    words: str
    until_s: float
    tone: Tone = Tone.GUIDE


@dataclass
class State:
    """How a session stands.

    Attributes:
        routine: The stretches to do.
        note: The safety note, until the first hold.
        index: Of the part that is done now, or comes after the rest.
        phase: Where in the part we are.
        phase_s: How long the phase has lasted, without pauses and gaps.
        start_s: The time of the first frame; None before it.
        time_s: The time of the latest frame.
        last: The latest assessment.
        rung: What keeps the hold from starting now.
        unmet: The position rule that keeps the person out, while that is what does.
        notice: What is shown for a while in place of the usual message.
        paused: Whether the person paused on purpose.
        camera_lost: Whether no pictures come.
    """

    routine: Routine
    note: str | None
    parts: list[Part] = field(init=False)
    index: int = 0
    phase: Phase = Phase.PLACE
    phase_s: float = 0.0
    start_s: float | None = None
    time_s: float = 0.0
    last: Assessment | None = None
    rung: Rung = CLEAR
    unmet: RuleReading | None = None
    notice: Notice | None = None
    paused: bool = False
    camera_lost: bool = False

    def __post_init__(self) -> None:
        self.parts = parts_of(self.routine)

    @property
    def part(self) -> Part:
        """The stretch and side that is done now, or comes after the rest."""
        return self.parts[self.index]

    @property
    def following(self) -> Part | None:
        """The part after this one."""
        return self.parts[self.index + 1] if self.index + 1 < len(self.parts) else None

    @property
    def done(self) -> bool:
        """Whether the session is over."""
        return self.phase is Phase.DONE

    @property
    def placing(self) -> Phase:
        """The phase in which the person comes into position for this part."""
        return Phase.SWITCH if self.part.second else Phase.PLACE

    @property
    def rest_s(self) -> float:
        """The rest before this part."""
        return self.parts[self.index - 1].rest_s if self.index else 0.0

    @property
    def in_position(self) -> bool:
        """Whether the person is in position for this part."""
        return self.last is not None and is_in_position(self.last, self.part.target)

    def enter(self, phase: Phase) -> None:
        """Begin a phase."""
        self.phase, self.phase_s, self.notice = phase, 0.0, None

    @property
    def result(self) -> SessionResult:
        """What became of the session so far."""
        return SessionResult(
            routine=self.routine.id,
            title=self.routine.title,
            start_s=self.start_s or 0.0,
            end_s=self.time_s,
            parts=tuple(part.result for part in self.parts),
        )

    # ----------------------------------------------------------------------------- what is shown

    @property
    def view(self) -> CoachView:
        """Everything that a window needs to draw."""
        part, last = self.part, self.last
        waits = not self.done and (self.paused or self.camera_lost)
        phase = Phase.PAUSED if waits else self.phase
        message, tone = self._message
        side = None if self.done else part.side
        if last and phase is Phase.READY:
            side = last.side
        placing = phase in (Phase.PLACE, Phase.SWITCH)
        leg = leg_to_film(last, part.target) if last else part.side
        pose = last.pose if last else None
        return CoachView(
            time_s=self.time_s,
            phase=phase,
            title=self.routine.title if self.done else part.stretch.title,
            step=part.step + 1,
            steps=len(self.routine.step),
            message=message,
            tone=tone,
            hold_s=part.hold_s,
            held_s=part.clock_s,
            side=side,
            side_words=wording.side_words(side),
            paused=message if phase is Phase.PAUSED else None,
            by_person=self.paused and not self.done,
            countdown_s=self._countdown_s,
            judged=part.judged or phase is not Phase.HOLD,
            meter=part.meter if phase is Phase.HOLD else None,
            breathing=breathing(part.clock_s) if phase is Phase.HOLD else None,
            how=self._how,
            note=self.note,
            camera=camera_hint(part.stretch, leg, pose) if placing else None,
            next_title=self._next_title,
            unmet=self.unmet if placing or (phase is Phase.PAUSED and not waits) else None,
        )

    @property
    def _message(self) -> tuple[str, Tone]:
        if self.done:
            return wording.session_done(self.result), Tone.GUIDE
        if self.camera_lost:
            return wording.CAMERA_LOST, Tone.GUIDE
        if self.paused:
            return wording.PAUSED, Tone.GUIDE
        if self.phase is Phase.PAUSED and self.in_position:
            return self._why_paused
        if self.notice and self.time_s < self.notice.until_s:
            return self.notice.words, self.notice.tone
        if self.phase is Phase.HOLD and self.rung.unseen:
            return self.rung.words, Tone.GUIDE
        usual = wording.USUAL.get(self.phase.value) or self._rung_words
        return usual or self._pause_words or wording.LOOKING, Tone.GUIDE

    @property
    def _why_paused(self) -> tuple[str, Tone]:
        """What stops the clock, in position; back in it, the clock goes on in a moment."""
        if self.part.pause_reason in (NOBODY_IN_VIEW, OUT_OF_POSITION):
            return wording.USUAL[Phase.HOLD.value], Tone.GUIDE
        return self._pause_words or wording.CLOCK_STOPPED, Tone.FIX

    @property
    def _pause_words(self) -> str | None:
        """Why the clock is stopped, as it is shown; None while it runs."""
        reason = self.part.pause_reason
        return capitalized(reason) if reason else None

    @property
    def _rung_words(self) -> str:
        """What keeps the hold from starting; a person who was missed until now is seen."""
        missed = self.rung.obstacle is Obstacle.NOBODY and self.last and self.last.pose
        return wording.LOOKING if missed else self.rung.words

    @property
    def _countdown_s(self) -> float | None:
        lasts_s = {Phase.READY: float(COUNT_DOWN), Phase.REST: self.rest_s}.get(self.phase)
        return None if lasts_s is None else max(0.0, lasts_s - self.phase_s)

    @property
    def _how(self) -> str | None:
        stretch = self.part.stretch
        if self.phase is Phase.REST:
            return stretch.how_to_enter[0]
        return stretch.how_to_hold if self.phase is Phase.HOLD and not self._corrects else None

    @property
    def _corrects(self) -> bool:
        """Whether something is to be corrected: then nothing deeper is asked for."""
        notice = self.notice
        said = notice and notice.tone is Tone.FIX and self.time_s < notice.until_s
        return bool(said or (self.last and self.last.faults))

    @property
    def _next_title(self) -> str | None:
        part = self.part if self.phase is Phase.REST else self.following
        if part is None or self.done:
            return None
        other_side = part.second and part.side is None
        return wording.OTHER_SIDE if other_side else wording.named(part.stretch, part.side)
