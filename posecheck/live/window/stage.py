"""One moment of a session as a picture: camera, figure, clock, cue and what else helps."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.coach import CoachView, Phase, SessionResult
from posecheck.live.window import band
from posecheck.live.window.around import Room, draw_around
from posecheck.live.window.ending import draw_ending
from posecheck.live.window.layout import Block, Scale
from posecheck.live.window.parts import KEYS_HEIGHT, draw_keys
from posecheck.live.window.skeleton import draw_skeleton
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface
from posecheck.outputs.overlay.ends import Ends
from posecheck.outputs.overlay.film import Overlay
from posecheck.outputs.overlay.theme import GROUND
from posecheck.pose.pose import Pose
from posecheck.video.frame import Image, fit_size

STAGE_HEIGHT_PX = 720
"""Larger camera pictures are scaled down to it: a window does it no better, and at more cost."""


@dataclass(frozen=True, eq=False)
class Moment:
    """All there is to draw. view, assessment: the newest known; None before the first.

    notice: something about the run, such as a lost camera, in place of the coach's message.
    result: of the session, once it is done.
    """

    view: CoachView | None = None
    assessment: Assessment | None = None
    notice: str | None = None
    result: SessionResult | None = None


class Stage:
    """Draws moments for a window or a film.

    camera_size: (width, height) of the camera's pictures. mirror: whether to draw as in a mirror;
    left and right of the person stay what they are.
    """

    def __init__(self, camera_size: tuple[int, int], *, mirror: bool = True) -> None:
        self.size = fit_size(camera_size, STAGE_HEIGHT_PX)
        self._mirror = mirror
        self._scale = Scale(self.size)
        self._typeface = Typeface()
        self._overlay = Overlay(self.size, sizes=self._scale.figure)
        self._ends = Ends(self.size[1], self._scale.figure)

    def draw(self, image: Image, moment: Moment) -> Image:
        """The camera's picture, (height, width, 3) uint8 RGB, with everything on it; a new one."""
        canvas = Canvas(self._prepared(image), self._typeface)
        view = moment.view
        if view is None:
            self._draw_message(canvas, moment.notice or "One moment …")
            return canvas.image
        if moment.notice:
            view = replace(view, message=moment.notice)
        if moment.result:
            draw_ending(view.message, moment.result, canvas, self._scale)
        else:
            self._draw_session(canvas, view, moment.assessment)
        return canvas.image

    def blank(self) -> Image:
        """What there is before the first picture of the camera."""
        width, height = self.size
        return self.draw(np.full((height, width, 3), GROUND, np.uint8), Moment())

    def _prepared(self, image: Image) -> Image:
        if (image.shape[1], image.shape[0]) != self.size:
            image = np.asarray(cv2.resize(image, self.size, interpolation=cv2.INTER_AREA), np.uint8)
        return np.asarray(cv2.flip(image, 1), np.uint8) if self._mirror else image.copy()

    def _draw_session(self, canvas: Canvas, view: CoachView, assessment: Assessment | None) -> None:
        scale, (width, height) = self._scale, self.size
        content = band.lay_out(view, scale, self._typeface)
        seen = self._as_shown(assessment) if assessment else None
        top = self._ends.top_of(content.height, seen) if seen else 0
        keys, margin = scale(KEYS_HEIGHT), scale(2.5)
        # The keys are at the other end than the band, and all else between the two.
        free = (keys, top) if top else (content.height, height - keys)
        if seen:
            self._draw_person(canvas, seen)
            told = view.phase in (Phase.HOLD, Phase.PAUSED)
            self._overlay.draw_figure(canvas.image, seen, free if told else None)
        draw_keys(canvas, 0 if top else height - keys, scale)
        band.draw(content, canvas, top, scale)
        room = Room(free[0] + margin, free[1] - margin, margin, width - margin, at_top=bool(top))
        draw_around(view, canvas, room, scale)

    def _draw_person(self, canvas: Canvas, seen: Assessment) -> None:
        if seen.pose and not seen.in_position:
            points = seen.pose.points * np.divide(self.size, seen.pose.size)
            draw_skeleton(seen.pose, points, canvas, self._scale)

    def _draw_message(self, canvas: Canvas, words: str) -> None:
        width, height = self.size
        size = self._scale(9)
        lines = self._typeface.wrap(words, width - 2 * self._scale(5), size, BOLD, most=4)
        block = Block(tuple(lines), size, weight=BOLD)
        top = (height - block.height) // 2
        canvas.dim(0, top - size // 2, width, top + block.height + size // 2)
        block.draw_centred(canvas, width // 2, top)

    def _as_shown(self, assessment: Assessment) -> Assessment:
        if not self._mirror or assessment.pose is None:
            return assessment
        return replace(assessment, pose=_mirrored(assessment.pose))


def _mirrored(pose: Pose) -> Pose:
    """The pose where it is seen in the mirrored picture; each joint keeps its name."""
    points = pose.points.copy()
    points[:, 0] = pose.size[0] - 1 - points[:, 0]
    mask = None if pose.mask is None else pose.mask[:, ::-1]
    return replace(pose, points=points, mask=mask)
