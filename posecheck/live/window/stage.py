"""One moment of a session as a picture: camera, figure, clock, message and what else helps."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.coach import CoachView, Phase, SessionResult
from posecheck.live.window import band
from posecheck.live.window.around import always_free, draw_around
from posecheck.live.window.band import MESSAGE_SIZES
from posecheck.live.window.countdown import CountDown
from posecheck.live.window.ending import draw_ending
from posecheck.live.window.framing import JUDGED, Framer, Framing
from posecheck.live.window.layout import MARGIN, Block, Room, Scale
from posecheck.live.window.parts import KEYS_HEIGHT, RING, draw_keys
from posecheck.live.window.skeleton import draw_skeleton
from posecheck.live.words import count_down_words
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Point, Typeface, plain
from posecheck.outputs.overlay.film import Overlay
from posecheck.outputs.overlay.theme import GROUND
from posecheck.pose.pose import Pose
from posecheck.video.frame import Image, fit_size, scaled_to_show

STAGE_HEIGHT_PX = 720
"""Larger camera pictures are scaled down to this height: a larger one costs more time to draw and
is no better in a window."""

WAITING = "Starting …"

HOLDING = (Phase.HOLD, Phase.PAUSED)
"""Phases in which values are shown, and in which nothing may hide what is judged."""


@dataclass(frozen=True, eq=False)
class Moment:
    """All there is to draw.

    Attributes:
        view: The newest of the session; None before the first.
        assessment: The newest; None before the first.
        notice: What is shown in place of the coach's message, such as that the camera is lost.
        result: Of the session, once it is done.
    """

    view: CoachView | None = None
    assessment: Assessment | None = None
    notice: str | None = None
    result: SessionResult | None = None


class Stage:
    """Draws moments for a window or a film.

    Args:
        camera_size: (width, height) of the camera's pictures in pixels.
        mirror: Whether to draw as in a mirror; the person's left and right keep their names.

    Attributes:
        size: (width, height) of what is drawn, in pixels.
    """

    def __init__(self, camera_size: tuple[int, int], *, mirror: bool = True) -> None:
        self.size = fit_size(camera_size, STAGE_HEIGHT_PX)
        self._mirror = mirror
        self._scale = Scale(self.size)
        self._typeface = Typeface()
        self._overlays: dict[tuple[int, int], Overlay] = {}
        self._count_down = CountDown()
        self._framer = Framer(self.size, self._scale(KEYS_HEIGHT))

    def draw(self, image: Image, moment: Moment) -> Image:
        """Draw everything on a camera picture.

        Args:
            image: (height, width, 3) uint8 RGB, as large as `camera_size`; it is not changed.
            moment: What to draw.

        Returns:
            A new picture, (height, width, 3) uint8 RGB, as large as `size`.
        """
        view = moment.view
        if view and moment.notice:
            view = replace(view, message=moment.notice)
        if view and not moment.result:
            return self._draw_session(image, view, moment.assessment)
        canvas = self._canvas(image, (0, 0, *self.size))
        if view and moment.result:
            draw_ending(view.message, moment.result, canvas, self._scale)
        else:
            self._draw_message(canvas, moment.notice or WAITING)
        return canvas.image

    def blank(self) -> Image:
        """The picture that is shown until the camera gives one."""
        return self.draw(plain(self.size, GROUND), Moment())

    def _canvas(self, image: Image, place: tuple[int, int, int, int]) -> Canvas:
        """The camera's picture at its place, (left, top, width, height), on a dark ground."""
        left, top, width, height = place
        shown = scaled_to_show(image, (width, height))
        if self._mirror:
            shown = np.asarray(cv2.flip(shown, 1), np.uint8)
        if (width, height) == self.size:
            return Canvas(shown.copy() if shown is image else shown, self._typeface)
        ground = plain(self.size, GROUND)
        ground[top : top + height, left : left + width] = shown
        return Canvas(ground, self._typeface)

    def _draw_session(self, image: Image, view: CoachView, assessment: Assessment | None) -> Image:
        scale, margin = self._scale, self._scale(MARGIN)
        content = band.lay_out(view, scale, self._typeface)
        seen = self._as_shown(assessment) if assessment else None
        framing = self._framer.frame(content.height, seen)
        canvas = self._canvas(image, framing.picture)
        (first, last), right = framing.rows, self.size[0] - margin
        room = Room(first + margin, last - margin, margin, right, at_top=framing.at_bottom)
        labels = np.empty((0, 2))
        if seen and seen.pose:
            labels = self._draw_figure(canvas, framing, room, seen, view.phase in HOLDING)
        draw_keys(canvas, framing.keys_top, scale)
        band.draw(content, canvas, framing.band_top, scale)
        body = _on_picture(seen.pose, framing) if seen and seen.pose else None
        judged = None
        if body is not None and view.phase in HOLDING:
            judged = np.concatenate([body[list(JUDGED)], labels])
        left_over = draw_around(view, canvas, room, scale, judged)
        self._count_down.draw(count_down_words(view), canvas, left_over, scale, body)
        return canvas.image

    def _draw_figure(
        self, canvas: Canvas, framing: Framing, room: Room, seen: Assessment, labelled: bool
    ) -> Point:
        """Draw the person's figure on the picture.

        Returns:
            The (n, 2) corners of the values' labels, in pixels of the canvas.
        """
        left, top, width, height = framing.picture
        origin, image = np.array([left, top]), canvas.image[top : top + height, left : left + width]
        smaller = (width, height) != self.size
        rows = (0, height) if smaller else self._rows_for_values(framing)
        if seen.pose and not seen.in_position:
            points = seen.pose.points * np.divide((width, height), seen.pose.size)
            draw_skeleton(seen.pose, points, Canvas(image, self._typeface), self._scale)
        overlay = self._overlay_for((width, height))
        taken = [box - np.tile(origin, 2) for box in always_free(room, self._scale)]
        boxes = overlay.draw_figure(image, seen, rows if labelled else None, taken)
        return np.asarray(np.reshape(boxes, (-1, 2)) + origin)

    def _rows_for_values(self, framing: Framing) -> tuple[int, int]:
        """The free rows, without those of meter and breathing ring."""
        (first, last), taken = framing.rows, self._scale(2 * RING) + self._scale(MARGIN)
        return (first + taken, last) if framing.at_bottom else (first, last - taken)

    def _overlay_for(self, size: tuple[int, int]) -> Overlay:
        if size not in self._overlays:
            self._overlays[size] = Overlay(size, sizes=self._scale.figure)
        return self._overlays[size]

    def _draw_message(self, canvas: Canvas, words: str) -> None:
        width, height = self.size
        size = self._scale(MESSAGE_SIZES[0][0])
        lines = self._typeface.wrap(words, width - 2 * self._scale(5), size, BOLD, most=4)
        block = Block(tuple(lines), size, weight=BOLD)
        top = (height - block.height) // 2
        canvas.dim(0, top - size // 2, width, top + block.height + size // 2)
        block.draw_centred(canvas, width // 2, top)

    def _as_shown(self, assessment: Assessment) -> Assessment:
        if not self._mirror or assessment.pose is None:
            return assessment
        return replace(assessment, pose=_mirrored(assessment.pose))


def _on_picture(pose: Pose, framing: Framing) -> Point:
    """The (33, 2) pixel positions of the landmarks."""
    left, top, *size = framing.picture
    return np.asarray(np.array([left, top]) + pose.points * np.divide(size, pose.size))


def _mirrored(pose: Pose) -> Pose:
    """The pose at its place in the mirrored picture; each joint keeps its name."""
    points = pose.points.copy()
    points[:, 0] = pose.size[0] - 1 - points[:, 0]
    mask = None if pose.mask is None else pose.mask[:, ::-1]
    width, filmed = pose.size[0], pose.filmed
    if filmed:
        filmed = replace(filmed, left=width - filmed.right, right=width - filmed.left)
    return replace(pose, points=points, mask=mask, filmed=filmed)
