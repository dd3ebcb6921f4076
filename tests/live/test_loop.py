"""The drawing loop, fed by hand: what it shows, records and passes on, and when it ends."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from live_frames import SIZE, Frames, plain

from posecheck.coach import Coach, Command
from posecheck.live import loop as loop_module
from posecheck.live.coaching import Snapshot
from posecheck.live.display import Display
from posecheck.live.inference import Inference
from posecheck.live.loop import LOST, Films, Loop
from posecheck.live.recording import Recording
from posecheck.live.window import Stage
from posecheck.pose.model import find_model
from posecheck.stretches.routine import find_routine
from posecheck.video.camera import Capture, Shot

NO_FILMS = Films()


class Asked(Inference):
    """Judges nothing; keeps the commands that it is given."""

    def __init__(self, capture: Capture) -> None:
        self.coach = Coach(find_routine("bridge"), safety_note=False)
        super().__init__(capture, find_model(), self.coach, lambda events: None)
        self.asked: list[Command] = []

    def command(self, command: Command) -> None:
        self.asked.append(command)
        self.judge(self.coach.command(command))

    def judge(self, events=()) -> None:
        result = self.coach.result if self.coach.done else None
        self.snapshots.put(Snapshot(self.coach.view, events=events, result=result))


class Scripted(Display):
    """Keeps what it is shown; after each moment the next step of a script happens."""

    def __init__(self, steps: list[Callable[[], list[Command] | None]], *, pictures: bool) -> None:
        self.needs_pictures = pictures
        self.images, self.notices = [], []
        self._steps = iter(steps)

    def __exit__(self, *failure: object) -> None:
        pass

    def choose(self, titles):
        return None

    def show(self, image, view, notice) -> None:
        self.images.append(image)
        self.notices.append(notice)

    def commands(self) -> list[Command]:
        return next(self._steps, lambda: [Command.QUIT])() or []


class Session:
    """A loop over frames that a script gives, until the person quits."""

    def __init__(self, *steps, pictures: bool = True, films: Films = NO_FILMS) -> None:
        source = Frames([plain(0)])
        self.capture = Capture(source)
        self.inference = Asked(self.capture)
        self.stage = Stage(SIZE, mirror=False)
        self.display = Scripted([lambda s=step: s(self) for step in steps], pictures=pictures)
        self.shown: list[int] = []
        self._films = films

    def run(self) -> None:
        arguments = (self.capture, self.inference, self.stage, self.display, self._films)
        Loop(*arguments, lambda shot: self.shown.append(shot.frame.index)).run()


def frame(index: int) -> Callable[[Session], None]:
    return lambda session: session.capture.shots.put(Shot(plain(index), 0.0))


def nothing(session: Session) -> None:
    """No new frame."""


def press(*commands: Command) -> Callable[[Session], list[Command]]:
    return lambda session: list(commands)


def times_s(film: Path) -> list[float]:
    with av.open(str(film)) as container:
        return [round(picture.time, 3) for picture in container.decode(video=0)]


def test_each_frame_is_reported_once_and_drawn_as_long_as_it_is_the_newest():
    session = Session(frame(0), frame(1), nothing, frame(2))
    session.run()
    assert session.shown == [0, 1, 2]
    before, *drawn = session.display.images
    assert before is None
    assert np.array_equal(drawn[1], drawn[2])
    assert not np.array_equal(drawn[0], drawn[1])


def test_commands_are_passed_on_in_their_order_and_quitting_ends_it():
    session = Session(frame(0), press(Command.TOGGLE, Command.REPEAT), press(Command.QUIT))
    session.run()
    assert session.inference.asked == [Command.TOGGLE, Command.REPEAT, Command.QUIT]


def lose(session: Session) -> None:
    session.capture.source.lost = True


def find(session: Session) -> None:
    session.capture.source.lost = False


def test_while_the_camera_is_lost_that_is_shown():
    session = Session(frame(0), lose, nothing, find, nothing)
    session.run()
    assert session.display.notices == [None, None, LOST, LOST, None, None]


def fail(session: Session) -> None:
    session.inference.error = RuntimeError("the model failed")


def test_an_error_of_the_judging_thread_ends_it_without_a_key():
    session = Session(frame(0), fail)
    session.run()
    assert session.inference.asked == []


def complete(session: Session) -> None:
    coach = session.inference.coach
    parts = tuple(replace(part, clock_s=part.hold_s) for part in coach.result.parts)
    result = replace(coach.result, parts=parts)
    session.inference.snapshots.put(Snapshot(coach.view, result=result))


@pytest.mark.parametrize("pictures", [True, False])
def test_only_in_a_window_does_a_complete_session_wait_for_a_key(pictures, monkeypatch):
    monkeypatch.setattr(loop_module, "LINGER_S", 1000.0)
    session = Session(frame(0), complete, nothing, press(Command.QUIT), pictures=pictures)
    session.run()
    assert session.inference.asked == ([Command.QUIT] if pictures else [])


def test_without_a_key_the_summary_disappears_after_a_while(monkeypatch):
    monkeypatch.setattr(loop_module, "LINGER_S", 0.0)
    session = Session(frame(0), complete, *[nothing] * 100)
    session.run()
    assert session.inference.asked == []
    assert len(session.display.images) < 100


class Kept:
    """Keeps the pictures of a film."""

    def __init__(self) -> None:
        self.images: list[np.ndarray] = []

    def add(self, image: np.ndarray, time_s: float) -> None:
        self.images.append(image)


def test_a_film_shows_left_at_the_left_though_the_window_is_a_mirror():
    half = plain(0)
    half.image[:, : SIZE[0] // 2] = 255
    film = Kept()
    films = Films(film, stage=Stage(SIZE, mirror=False))  # type: ignore[arg-type]
    session = Session(lambda s: s.capture.shots.put(Shot(half, 0.0)), nothing, films=films)
    session.stage = Stage(SIZE, mirror=True)
    session.run()
    edge = SIZE[1] // 8
    window, recorded = session.display.images[-1][edge], film.images[0][edge]
    assert recorded[0].mean() > recorded[-1].mean()
    assert window[0].mean() < window[-1].mean()


@pytest.mark.parametrize("pictures", [True, False])
def test_films_get_each_frame_with_its_time_also_where_nothing_is_shown(tmp_path, pictures):
    shown, clean = tmp_path / "shown.mp4", tmp_path / "clean.mp4"
    with Recording(shown, SIZE) as one, Recording(clean, SIZE) as other:
        films = Films(one, other, Stage(SIZE, mirror=False))
        assert films.wanted == [one, other]
        Session(frame(0), frame(3), nothing, pictures=pictures, films=films).run()
    for film in (shown, clean):
        found = times_s(film)
        assert found
        assert set(found) <= {0.0, 0.3}
    assert NO_FILMS.wanted == []
