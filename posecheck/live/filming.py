"""Films somebody who shows a stretch to the camera: get ready, hold it, done."""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from posecheck.errors import CameraError, InputError
from posecheck.live.window import Key, Moment, Stage, Window
from posecheck.outputs.terminal.notes import note
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import Model
from posecheck.pose.pose import Pose
from posecheck.support.files import (
    CLOSED_FOLDER,
    Claim,
    cannot_write,
    publish,
    real_path,
    remove,
    unfinished_name,
    writing,
)
from posecheck.support.renaming import rename_beside
from posecheck.teaching.hold import longest_calm
from posecheck.video import FilmWriter
from posecheck.video.camera import open_live
from posecheck.video.film import RECORDED_BY

READY_S = 10.0
"""How long there is to get from the computer into the position: who stands still there does not
show the stretch yet."""

SHOWN_S = 5.0
"""How long the stretch is held: long enough for the model's noise to average out."""

NEARLY_S = 0.5
"""The hold may be this much shorter: calm is known only after a moment."""

PATIENCE_S = 120.0
"""How long to wait for somebody to keep still."""


class Waiting:
    """Waits until somebody has held a position for `SHOWN_S`.

    Attributes:
        message: What to tell the person.
        done: Whether it has been held.
    """

    def __init__(self) -> None:
        self.message = ""
        self.done = False
        self._poses: deque[Pose] = deque()

    def see(self, pose: Pose | None, time_s: float) -> None:
        """Take in one frame; `pose` is None where nobody was found."""
        if time_s < READY_S:
            self.message = f"Take the position, whole body in the picture: {READY_S - time_s:.0f}"
        elif pose is None:
            self._poses.clear()
            self.message = "Step into the picture"
        else:
            self._look(pose)

    def _look(self, pose: Pose) -> None:
        self._poses.append(pose)
        while self._poses[0].time_s < pose.time_s - SHOWN_S:
            self._poses.popleft()
        calm = longest_calm(list(self._poses))
        held_s = pose.time_s - calm[0].time_s if calm and calm[-1] is pose else 0.0
        self.done = held_s >= SHOWN_S - NEARLY_S
        self.message = f"Hold still: {max(0.0, SHOWN_S - held_s):.0f}"


@contextmanager
def filmed_hold(
    source: str, model: Model, film: Path, *, window: bool = True, speed: float = 1.0
) -> Iterator[Path]:
    """Film a stretch that is shown to the camera, for a block that learns it from the film.

    The film gets its name when the block ends. After an exception an older one stays; where there
    is none, the new one takes the name all the same, because it cannot be made again. Where it
    cannot have the name it gets a free one beside it, which the error says.

    Args:
        source: The number of a camera, a recording, or the address of a stream.
        model: The pose model.
        film: Where it goes.
        window: As for `film_hold`.
        speed: As for `film_hold`.

    Yields:
        The film, in a hidden folder beside its place.

    Raises:
        CameraError: If nobody keeps still, or the source ends before.
        PosecheckError: If it cannot be filmed, shown or written.
    """
    hidden = unfinished_name(real_path(film))
    with Claim(film), ExitStack() as stack:
        stack.callback(remove, hidden)
        with writing(film):
            hidden.mkdir(mode=CLOSED_FOLDER)
        taken = film_hold(source, model, hidden / film.name, window=window, speed=speed)
        learned = False
        try:
            yield taken
            learned = True
        finally:
            if learned or not film.is_file():
                _publish(taken, film, stack)
                note(f"written: {film}")


def _publish(taken: Path, film: Path, deletion: ExitStack) -> None:
    """Give a film its name, or where that fails a free one beside it."""
    try:
        publish(taken, real_path(film))
    except OSError as error:
        kept = rename_beside(taken, real_path(film))
        if kept == taken:
            deletion.pop_all()
        raise InputError(f"{cannot_write(film, error)} What was recorded is in {kept}.") from error


def film_hold(
    source: str, model: Model, film: Path, *, window: bool = True, speed: float = 1.0
) -> Path:
    """Film a stretch as it is shown to the camera.

    Args:
        source: The number of a camera, a recording, or the address of a stream.
        model: The pose model.
        film: Where to write it; it begins when the time to get ready is over.
        window: Whether to show the picture, with what to do; without it that is printed.
        speed: How many times faster to play a recording; 0: as fast as it can be looked at.

    Returns:
        The film.

    Raises:
        CameraError: If nobody keeps still, or the source ends before.
        PosecheckError: If it cannot be filmed or shown.
    """
    waiting, told = Waiting(), ""
    with ExitStack() as stack:
        camera = stack.enter_context(open_live(source, speed))
        landmarker = stack.enter_context(Landmarker(model))
        writer = FilmWriter(film, camera.size, camera.fps, comment=RECORDED_BY)
        stack.enter_context(writer)
        stage = Stage(camera.size)
        screen = stack.enter_context(Window(stage.size)) if window else None
        for frame in camera:
            waiting.see(landmarker.detect(frame), frame.time_s)
            if frame.time_s >= READY_S:
                writer.write(frame.image, frame.time_s)
            if screen:
                screen.show(stage.draw(frame.image, Moment(notice=waiting.message)))
                if screen.key() == Key.QUIT.value or screen.closed:
                    raise CameraError("stopped before the stretch was shown; nothing was learned.")
            elif waiting.message != told:
                told = waiting.message
                note(told)
            if waiting.done:
                return film
            if frame.time_s > READY_S + PATIENCE_S:
                break
        raise CameraError(
            f"nobody kept still for {SHOWN_S:g} s; start again and hold the position until it says "
            "that it is done."
        )
