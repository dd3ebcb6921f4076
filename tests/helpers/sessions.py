"""What a coach sees, made by hand: assessments that say what is seen, and sessions of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from math import isnan, nan

import pytest
from figures import lunge, seen

from posecheck.assess.assessor import Assessment
from posecheck.coach import BreathTurned, Coach, Command, Event, Phase
from posecheck.measures import CannotJudge, Measurement, Upright
from posecheck.pose.pose import Pose, Side
from posecheck.pose.view import View, ViewKind, ViewTracker
from posecheck.stretches.checks import Band, Check
from posecheck.stretches.routine import Routine, Step
from posecheck.stretches.stretch import Stretch, built_in

LUNGE, BRIDGE, BUTTERFLY = (built_in(id) for id in ("half_kneeling_lunge", "bridge", "butterfly"))
KNEE = Check("front_knee", Band((80, 100), (70, 110)), "step forward", "step back")
SIDE_ON = seen(lunge(), size=(640, 480), scale_px=200)
KNOWN = Upright(back_outline=-0.02, head_angle=150.0, head_view=ViewKind.SIDE)
FPS = 10.0


@dataclass(frozen=True)
class Now:
    """What is seen at one moment: by default somebody who does a good lunge, left leg in front."""

    stretch: Stretch = LUNGE
    side: Side | None = Side.LEFT
    in_position: bool = True
    knee: float = 90.0
    pose: Pose | None = SIDE_ON
    view: ViewKind | None = None
    upright: Upright = KNOWN
    people: int | None = None
    somebody_else: bool = False

    def at(self, time_s: float) -> Assessment:
        if self.pose is None:
            return Assessment(time_s, upright=self.upright)
        hidden = CannotJudge("left knee hidden")
        seen = hidden if isnan(self.knee) else Measurement(self.knee, "deg", 1.0)
        verdict = KNEE.judge(seen)
        return Assessment(
            time_s=time_s,
            pose=replace(self.pose, time_s=time_s),
            view=self._view,
            stretch=self.stretch,
            recognised=True,
            in_position=self.in_position,
            side=self.side if self.stretch.has_front_leg else None,
            upright=self.upright,
            verdicts=(verdict,) if self.in_position else (),
            information=(("depth", seen),) if isinstance(seen, Measurement) else (),
        )

    @property
    def _view(self) -> View:
        seen_from = view_of(self.pose)
        return replace(seen_from, kind=self.view or seen_from.kind)


@cache
def view_of(pose: Pose) -> View:
    view = ViewTracker().observe(pose)
    assert view is not None
    return view


GOOD = Now()
OTHER_LEG = Now(side=Side.RIGHT)
FAULT = Now(knee=130.0)
UNJUDGED = Now(knee=nan)
OUT = Now(in_position=False)
NOBODY = Now(pose=None)
SOMEBODY_ELSE = Now(pose=None, somebody_else=True)
BRIDGING = Now(stretch=BRIDGE, side=None)


def routine(*stretches: Stretch, hold_s: float = 10.0, rest_s: float = 5.0) -> Routine:
    steps = (Step(stretch=s, hold_s=hold_s, rest_s=rest_s) for s in stretches or (LUNGE,))
    return Routine(id="mine", title="Mine", step=tuple(steps))


@dataclass
class Session:
    """A coach and the frames it is shown, one after the other."""

    coach: Coach
    fps: float = FPS
    frame: int = 0
    start_s: float = 0.0
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, *stretches: Stretch, fps: float = FPS, note: bool = False, **times: float):
        return cls(Coach(routine(*stretches, **times), safety_note=note), fps)

    @property
    def time_s(self) -> float:
        """The time of the next frame."""
        return self.start_s + self.frame / self.fps

    def see(self, now: Now, seconds: float) -> list[Event]:
        """Show the same for so long."""
        return self.see_frames([now] * round(seconds * self.fps))

    def see_frames(self, frames: Iterable[Now]) -> list[Event]:
        new: list[Event] = []
        for now in frames:
            new += self.coach.observe(
                now.at(self.time_s), people=now.people, somebody_else=now.somebody_else
            )
            self.frame += 1
        return self._keep(new)

    def see_until(self, now: Now, reached: Callable[[Coach], bool], most_s: float = 60) -> float:
        """Show the same until something is reached; the seconds it took."""
        since_s = self.time_s
        while not reached(self.coach):
            assert self.time_s - since_s < most_s, f"still {self.coach.view}"
            self.see_frames([now])
        return self.time_s - since_s

    def gap(self, seconds: float) -> None:
        """No frames for so long."""
        self.start_s += seconds

    def ask(self, command: Command) -> list[Event]:
        return self._keep(self.coach.command(command))

    def lose_camera(self) -> list[Event]:
        return self._keep(self.coach.camera_lost())

    def _keep(self, events: Iterable[Event]) -> list[Event]:
        new = list(events)
        self.events += new
        return new


def holding(seconds: float = 2.0, **settings) -> Session:
    """A session of a lunge in its first hold, of which so many seconds are done."""
    session = Session.of(LUNGE, **{"hold_s": 10.0, **settings})
    session.see_until(GOOD, lambda coach: coach.view.held_s >= seconds - 1e-6)
    return session


def kinds(events: Iterable[Event]) -> list[type[Event]]:
    """The kinds of events in their order, without the breath."""
    return [type(event) for event in events if not isinstance(event, BreathTurned)]


def only(kind: type[Event], events: Iterable[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def phase(session: Session) -> Phase:
    return session.coach.view.phase


def about(seconds: float) -> object:
    """A time, to one frame."""
    return pytest.approx(seconds, abs=1.1 / FPS)
