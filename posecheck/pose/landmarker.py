"""The one owner of MediaPipe: frames in, poses out.

MediaPipe is imported when the first landmarker opens, not with this module, because that takes half
a second. What needs care is kept here, measured with MediaPipe 1.2.2 and 1.2.3:

- **Telemetry.** The library reports its use to play.googleapis.com: at `close()`, and from a
  `detect` once a minute has passed; never while idle or at exit. It has no switch for that, but it
  asks for a proxy at each report, from the environment of the process. So while a landmarker is
  open, and no longer, `https_proxy` names a port of this machine that refuses at once: nothing is
  looked up and nothing leaves, and after the refusal nothing is tried again. `os.putenv` keeps this
  out of `os.environ`, hence from Python code in this process; PyAV and OpenCV read `http_proxy`
  only. A child process started while a landmarker is open does inherit it.
- **Hanging.** A landmarker that was never closed waits for a worker that is gone when it is
  collected at exit. Its `__del__` is removed; `with` closes it.
- **Noise.** It writes to file descriptor 2 on creation, until it has found somebody, and (1.2.3) on
  closing. All of it is caught, and what is not MediaPipe's is passed on.
- **Errors.** After a graph error every later call fails, so the graph is made anew.
"""

import contextlib
import logging
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import numpy as np

from posecheck.errors import LandmarkerError, ModelError
from posecheck.pose.model import Model
from posecheck.pose.pose import Landmark, Pose
from posecheck.support.deferred import deferred
from posecheck.video.frame import Frame, Image

log = logging.getLogger(__name__)

ALLOW_TELEMETRY = "POSECHECK_ALLOW_TELEMETRY"
"""The variable that leaves MediaPipe's reports alone where it is 1."""

REFUSING_PROXY = "http://127.0.0.1:9"
TELEMETRY_HOST = "play.googleapis.com"
LONGEST_S = 1e12
"""Times beyond this do not fit MediaPipe's time stamps (microseconds in 64 bits)."""

MASK_IS_BODY = 0.5
"""MediaPipe's mask is taken for the body above this share."""

UNUSED = ("matplotlib.pyplot", "sounddevice")
"""What MediaPipe imports, and posecheck has no use for.

Matplotlib takes a third of a second and leaves folders behind in the user's home; sounddevice opens
the sound card, with many lines where there is none.
"""

GRAPH_ERRORS = (RuntimeError, ValueError, OSError)
"""What MediaPipe's bindings raise for a status that is not OK."""

_NOISE = re.compile(
    rb"[IWEF]\d{4} |WARNING: |INFO: |ERROR: |Stack trace:|    @ |=== Source|third_party/"
    rb"|Calculator::|\[\w+\.cc:\d+\] "
)
_stderr_lock = threading.Lock()


class Landmarker:
    """Finds the person in the frames of one clip; use a new one for each clip.

    The frames of a clip are tracked and smoothed, so they must come in order, from one thread at a
    time. Landmarkers in different threads do not disturb each other.

        with Landmarker(find_model()) as landmarker:
            pose = landmarker.detect(frame)

    Opening raises ModelError where MediaPipe cannot use the model, and LandmarkerError where
    MediaPipe itself cannot be loaded or the landmarker is open already.
    """

    _people = 1
    """How many to look for; more than one, and films would go without smoothing."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._graph: Any = None
        self._entered = False
        self._last_ms = -1
        self._quiet = False

    def __enter__(self) -> Self:
        if self._entered:
            raise LandmarkerError("This landmarker is open already: make one for each clip.")
        _telemetry.block()
        try:
            self._open()
        except BaseException:
            _telemetry.allow()
            raise
        self._entered = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._entered:
            return
        self._entered = False
        try:
            self._close()
        finally:
            _telemetry.allow()

    def detect(self, frame: Frame) -> Pose | None:
        """The person in a frame, or None where nobody is found.

        The pose has its points in pixels of the frame, its world points in metres, and the body
        mask. Its time is the frame's, although MediaPipe is told a later millisecond where the
        frame's would not be later than the last one's. Numbers that MediaPipe could not work out
        are NaN.

        Raises LandmarkerError outside a `with` block, for a picture that is not a C-contiguous
        uint8 array of (height, width, 3), and where MediaPipe fails twice on the frame.
        """
        return _pose(frame, self._result(frame))

    def _result(self, frame: Frame) -> Any:
        if self._graph is None:
            raise LandmarkerError("The landmarker is not open: use it in a `with` block.")
        _check(frame.image)
        try:
            return self._run(frame)
        except GRAPH_ERRORS as error:
            log.warning("frame %d: %s; the graph is made anew", frame.index, _first_line(error))
            return self._run_again(frame)

    def _open(self) -> None:
        with _native_noise_caught():
            self._graph = _new_graph(self.model, self._people)
        self._last_ms = -1
        self._quiet = False
        log.debug("landmarker opened")

    def _close(self) -> None:
        graph, self._graph = self._graph, None
        if graph is not None:
            # A failed graph only repeats its error.
            with _native_noise_caught(), contextlib.suppress(*GRAPH_ERRORS):
                graph.close()

    def _run_again(self, frame: Frame) -> Any:
        self._close()
        self._open()
        try:
            return self._run(frame)
        except GRAPH_ERRORS as error:
            raise LandmarkerError(
                f"MediaPipe failed on frame {frame.index} at {frame.time_s:.3f} s "
                f"({_first_line(error)}): leave the frame out."
            ) from error

    def _run(self, frame: Frame) -> Any:
        import mediapipe

        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=frame.image)
        self._last_ms = self._next_ms(frame.time_s)
        if self._quiet:
            return self._look(picture)
        with _native_noise_caught():
            result = self._look(picture)
        self._quiet = bool(result.pose_landmarks)  # the first person found makes one more line
        return result

    def _look(self, picture: Any) -> Any:
        return self._graph.detect_for_video(picture, self._last_ms)

    def _next_ms(self, time_s: float) -> int:
        """The frame's millisecond, or the one after the last frame's where that is later."""
        due = round(time_s * 1000) if abs(time_s) < LONGEST_S else 0  # NaN is not less either
        return max(due, self._last_ms + 1)


class PeopleCounter(Landmarker):
    """Counts the people in single frames, which need not follow one another.

    A Landmarker finds one person, whoever else is there. Looking for a second one costs more than
    twice as much, so do it now and then.
    """

    _people = 2

    def count(self, frame: Frame) -> int:
        """How many people are in a frame, 2 at the most. Raises LandmarkerError as `detect`."""
        return len(self._result(frame).pose_landmarks)

    def _look(self, picture: Any) -> Any:
        return self._graph.detect(picture)


def _check(image: Image) -> None:
    if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3:
        raise LandmarkerError(
            f"A frame came as {image.dtype} of shape {image.shape}: "
            "give RGB, uint8, of shape (height, width, 3)."
        )
    if image.size == 0:
        raise LandmarkerError(f"A frame of shape {image.shape} came, which is empty: leave it out.")
    if not image.flags.c_contiguous:
        raise LandmarkerError(
            "A frame came as a view that is not C-contiguous (sliced, flipped or with its channels "
            "swapped), which MediaPipe misreads: copy it with numpy.ascontiguousarray."
        )


def _pose(frame: Frame, result: Any) -> Pose | None:
    if not result.pose_landmarks:
        return None
    landmarks, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
    if len(landmarks) != len(Landmark) or len(world) != len(Landmark):
        raise LandmarkerError(f"MediaPipe gave {len(landmarks)} landmarks instead of 33.")
    masks = result.segmentation_masks
    return Pose(
        time_s=frame.time_s,
        points=np.array([(point.x, point.y) for point in landmarks]) * frame.size,
        world=np.array([(point.x, point.y, point.z) for point in world]),
        visibility=np.array([point.visibility for point in landmarks], dtype=np.float64),
        size=frame.size,
        mask=masks[0].numpy_view()[..., 0] > MASK_IS_BODY if masks else None,
        presence=np.array([point.presence for point in landmarks], dtype=np.float64),
    )


def _new_graph(model: Model, people: int) -> Any:
    vision, base_options = _mediapipe()
    try:
        return vision.PoseLandmarker.create_from_options(
            vision.PoseLandmarkerOptions(
                base_options=base_options(model_asset_path=str(model.path)),
                running_mode=getattr(vision.RunningMode, "VIDEO" if people == 1 else "IMAGE"),
                num_poses=people,
                output_segmentation_masks=people == 1,
            )
        )
    except GRAPH_ERRORS as error:
        raise ModelError(
            f"MediaPipe cannot use the pose model {model.path} ({_first_line(error)}): "
            "use another pose_landmarker .task file, or the one that posecheck ships."
        ) from error


def _mediapipe() -> tuple[Any, Any]:
    """MediaPipe's vision tasks and base options, its library loaded."""
    try:
        with deferred(*UNUSED):
            import mediapipe
            from mediapipe.tasks.python import BaseOptions, vision

        if hasattr(vision.PoseLandmarker, "__del__"):
            del vision.PoseLandmarker.__del__
        blank = np.zeros((1, 1, 3), np.uint8)
        mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=blank)  # loads the library
    except (ImportError, OSError) as error:
        raise LandmarkerError(
            f"MediaPipe cannot be loaded ({_first_line(error)}): reinstall posecheck; on Linux, "
            "install libEGL and libGLESv2 (Debian: apt install libegl1 libgles2)."
        ) from error
    return vision, BaseOptions


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].strip(" :") if lines else type(error).__name__


class _Telemetry:
    """Keeps MediaPipe from reporting while at least one landmarker is open in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._changed: list[str] = []

    def block(self) -> None:
        with self._lock:
            if self._open == 0:
                allowed = os.environ.get(ALLOW_TELEMETRY) == "1"
                settings = {} if allowed else _refusing_proxy()
                self._changed = list(settings)
                for name, value in settings.items():
                    os.putenv(name, value)
            self._open += 1

    def allow(self) -> None:
        with self._lock:
            self._open -= 1
            if self._open == 0:
                for name in self._changed:
                    if name in os.environ:
                        os.putenv(name, os.environ[name])
                    else:
                        os.unsetenv(name)


def _refusing_proxy() -> dict[str, str]:
    """The environment under which the telemetry goes to a port that refuses it.

    The user's list of hosts without a proxy stays, less the entries that would let it past.
    """
    settings = {"https_proxy": REFUSING_PROXY}
    hosts = re.split(r"[,\s]+", os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or "")
    kept = [host for host in hosts if host and not _covers_telemetry(host)]
    if kept != hosts:
        settings["no_proxy"] = ",".join(kept) or "localhost"
    return settings


def _covers_telemetry(host: str) -> bool:
    return host == "*" or f".{TELEMETRY_HOST}".endswith("." + host.strip(".").lower())


_telemetry = _Telemetry()


@contextlib.contextmanager
def _native_noise_caught() -> Iterator[None]:
    """Catch file descriptor 2 for a moment; afterwards pass on what MediaPipe did not write.

    One thread at a time: two would restore each other's descriptor. Other threads' lines arrive a
    moment late, but do arrive, unless one falls into the middle of a line of MediaPipe's.
    """
    with _stderr_lock, contextlib.ExitStack() as undo:
        with contextlib.suppress(OSError):  # no stderr or nowhere to write: leave things alone
            _catch_stderr(undo)
        yield


def _catch_stderr(undo: contextlib.ExitStack) -> None:
    caught = undo.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    real = os.dup(2)

    def restore() -> None:
        _flush()
        os.dup2(real, 2)
        os.close(real)
        caught.seek(0)
        _pass_on(caught.read())

    _flush()
    os.dup2(caught.fileno(), 2)
    undo.callback(restore)


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()


def _pass_on(text: bytes) -> None:
    ours = b"".join(line for line in text.splitlines(keepends=True) if not _NOISE.match(line))
    if ours:
        os.write(2, ours)
