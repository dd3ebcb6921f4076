"""The one owner of MediaPipe: frames in, poses out.

MediaPipe is imported when the first landmarker opens, not with this module, because that takes half
a second. What needs care, measured with MediaPipe 1.2.2 and 1.2.3:

- **Telemetry** and **noise** are kept off by `telemetry` and `native_noise`.
- **Hanging.** A landmarker that was never closed waits for a worker that is gone when it is
  collected at exit. Its `__del__` is removed; `with` closes it. Ctrl-C while it starts its thread
  would leave one that Python waits for forever at exit, so Ctrl-C is put off until it is open.
- **Who left.** Visibility is a running mean that outlives the person: who comes next would begin
  with that of who was there before (findings/visibility-outlives-the-person.sh), so the graph is
  opened again once nobody is there.
- **Errors.** After a graph error every later call fails, so the graph is opened again.
"""

import contextlib
import logging
from math import inf
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import LandmarkerError, ModelError
from posecheck.pose.model import Model
from posecheck.pose.native_noise import native_noise_caught
from posecheck.pose.pose import Landmark, Pose
from posecheck.pose.telemetry import reports
from posecheck.support.deferred import deferred
from posecheck.support.printable import first_line
from posecheck.support.signals import end_put_off
from posecheck.video.area import Area
from posecheck.video.frame import LONGEST_SIDE, Frame, Image

log = logging.getLogger(__name__)

LONGEST_S = 1e12
"""Times beyond this, either way, do not fit MediaPipe's time stamps (microseconds in 64 bits)."""

LEFT_S = 0.5
"""Nobody found for longer has left; in a shorter gap the model only lost who is there."""

MASK_IS_BODY = 0.5
"""MediaPipe's mask gives each pixel a probability; the body is where it is above one half."""

UNUSED = ("matplotlib.pyplot", "sounddevice")
"""What MediaPipe imports, and posecheck has no use for.

Matplotlib takes a third of a second and leaves folders behind in the user's home; sounddevice opens
the sound card and complains at length where there is none.
"""

GRAPH_ERRORS = (RuntimeError, ValueError, OSError)
"""What MediaPipe's bindings raise for a status that is not OK."""


FOUND_FROM, COUNTED_FROM = 0.5, 0.25
"""The least confidence of a detection, 0 to 1: MediaPipe's own, and that for counting people.

At 0.5 the second of two people was missed in 21 of 40 looks, at 0.25 in 5; in 33 pictures of one
person neither found another.
"""


class Landmarker:
    """Finds the person in the frames of one clip; use a new one for each clip.

    The frames of a clip are tracked and smoothed, so they must come in order, from one thread at a
    time. Landmarkers in different threads do not disturb each other.

    Args:
        model: A checked pose model, from `find_model`.

    Raises:
        ModelError: On opening, where MediaPipe cannot use the model.
        LandmarkerError: On opening, where MediaPipe itself cannot be loaded or the landmarker is
            open already.

    Examples:
        >>> import numpy as np
        >>> from posecheck.pose.model import find_model
        >>> from posecheck.video.frame import Frame
        >>> nobody = Frame(index=0, time_s=0.0, image=np.zeros((480, 640, 3), np.uint8))
        >>> with Landmarker(find_model()) as landmarker:
        ...     landmarker.detect(nobody) is None
        True

    References:
        Bazarevsky et al. (2020), BlazePose: On-device Real-time Body Pose Tracking,
        arXiv:2006.10204.
    """

    _people = 1
    """How many to look for; with more than one MediaPipe does not smooth."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._graph: Any = None
        self._undo: contextlib.ExitStack | None = None
        self._last_ms = -1
        self._quiet = False
        self._found_s = inf
        self._area: Area | None = None

    def __enter__(self) -> Self:
        if self._undo:
            raise LandmarkerError("This landmarker is open already: make one for each clip.")
        with contextlib.ExitStack() as undo:
            reports.block()
            undo.callback(reports.allow)
            undo.callback(self._close)
            self._open()
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        undo, self._undo = self._undo, None
        if undo:
            undo.close()

    def detect(self, frame: Frame) -> Pose | None:
        """Find the person in a frame.

        Args:
            frame: Its image is a C-contiguous uint8 array of shape (height, width, 3), RGB. Only
                the part that was filmed is looked at.

        Returns:
            The pose, with points in pixels of the frame, world points in metres, and the body mask;
            None where nobody is found. Its time is the frame's, although MediaPipe is given a later
            millisecond where the frame's is not later than the last one's. Numbers that MediaPipe
            could not work out are NaN.

        Raises:
            LandmarkerError: Outside a `with` block, for any other image, and where MediaPipe fails
                twice on the frame.
        """
        pose = _pose(frame, self._result(frame))
        self._forget_who_left(frame.time_s, found=pose is not None)
        return pose

    def _forget_who_left(self, time_s: float, *, found: bool) -> None:
        """Start over once nobody has been found for `LEFT_S`."""
        if found:
            self._found_s = time_s
        elif time_s - self._found_s > LEFT_S:
            self.start_over()

    def start_over(self) -> None:
        """Forget where the person was: the next frame shows another scene, or somebody else."""
        self._close()
        self._open()
        self._found_s = inf

    def _result(self, frame: Frame) -> Any:
        if self._graph is None:
            raise LandmarkerError("The landmarker is not open: use it in a `with` block.")
        _check(frame.image)
        _check_size(frame.area)
        self._follow(frame.area)
        try:
            return self._run(frame)
        except GRAPH_ERRORS as error:
            log.warning("frame %d: %s; the graph is opened again", frame.index, first_line(error))
            return self._run_again(frame)

    def _follow(self, area: Area) -> None:
        """Start over with pictures of another shape, in which the person is at another place."""
        if self._area not in (None, area):
            self.start_over()
        self._area = area

    def _open(self) -> None:
        with native_noise_caught(), end_put_off():
            self._graph = _new_graph(self.model, self._people)
        self._last_ms = -1
        self._quiet = False
        log.debug("landmarker opened")

    def _close(self) -> None:
        graph, self._graph = self._graph, None
        if graph is not None:
            # A failed graph only repeats its error.
            with native_noise_caught(), contextlib.suppress(*GRAPH_ERRORS):
                graph.close()

    def _run_again(self, frame: Frame) -> Any:
        self.start_over()
        try:
            return self._run(frame)
        except GRAPH_ERRORS as error:
            raise LandmarkerError(
                f"MediaPipe failed on frame {frame.index} at {frame.time_s:.3f} s "
                f"({first_line(error)}): leave the frame out."
            ) from error

    def _run(self, frame: Frame) -> Any:
        import mediapipe

        pixels = np.ascontiguousarray(frame.image[frame.area.rows_and_columns])
        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)
        self._last_ms = self._next_ms(frame.time_s)
        if self._quiet:
            return self._look(picture)
        with native_noise_caught():
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

    A Landmarker finds one person, however many are in the picture. Looking for a second one takes
    more than twice as long, so do it now and then.
    """

    _people = 2

    def count(self, frame: Frame) -> int:
        """Count the people in a frame.

        Returns:
            0, 1 or 2; more are not looked for.

        Raises:
            LandmarkerError: As `Landmarker.detect`.
        """
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


def _check_size(area: Area) -> None:
    if max(area.size) > LONGEST_SIDE:
        raise LandmarkerError(
            f"A frame of {area.size[0]} x {area.size[1]} pixels came, which is too large: scale it "
            f"down to {LONGEST_SIDE} at the most."
        )


def _pose(frame: Frame, result: Any) -> Pose | None:
    if not result.pose_landmarks:
        return None
    landmarks, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
    if len(landmarks) != len(Landmark) or len(world) != len(Landmark):
        raise LandmarkerError(f"MediaPipe gave {len(landmarks)} landmarks instead of 33.")
    masks, area = result.segmentation_masks, frame.area
    shares = np.array([(point.x, point.y) for point in landmarks])
    return Pose(
        time_s=frame.time_s,
        points=shares * area.size + (area.left, area.top),
        world=np.array([(point.x, point.y, point.z) for point in world]),
        visibility=np.array([point.visibility for point in landmarks], dtype=np.float64),
        size=frame.size,
        mask=_mask(frame, masks[0].numpy_view()[..., 0]) if masks else None,
        presence=np.array([point.presence for point in landmarks], dtype=np.float64),
        filmed=frame.filmed,
    )


def _mask(frame: Frame, probabilities: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where the body is in the frame; nowhere in the bars around what was filmed."""
    body = probabilities > MASK_IS_BODY
    if frame.filmed is None:
        return body
    mask = np.zeros(frame.image.shape[:2], bool)
    mask[frame.filmed.rows_and_columns] = body
    return mask


def _new_graph(model: Model, people: int) -> Any:
    vision, base_options = _mediapipe()
    options = vision.PoseLandmarkerOptions(
        base_options=base_options(model_asset_path=str(model.path)),
        running_mode=getattr(vision.RunningMode, "VIDEO" if people == 1 else "IMAGE"),
        num_poses=people,
        output_segmentation_masks=people == 1,
        min_pose_detection_confidence=FOUND_FROM if people == 1 else COUNTED_FROM,
    )
    try:
        return vision.PoseLandmarker.create_from_options(options)
    except GRAPH_ERRORS as error:
        raise ModelError(
            f"MediaPipe cannot use the pose model {model.path} ({first_line(error)}): "
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
            f"MediaPipe cannot be loaded ({first_line(error)}): reinstall posecheck; on Linux, "
            "install libEGL and libGLESv2 (Debian: apt install libegl1 libgles2)."
        ) from error
    return vision, BaseOptions
