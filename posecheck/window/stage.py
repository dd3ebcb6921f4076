"""One moment of a session as a picture: camera, figure, clock, cue and what else helps."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from posecheck.assess import Assessment
from posecheck.checks import Grade
from posecheck.coach import CoachView, Phase, SessionResult
from posecheck.overlay.canvas import BOLD, Canvas, Typeface
from posecheck.overlay.ends import Ends
from posecheck.overlay.film import Overlay
from posecheck.overlay.theme import INK, LOOKS, MUTED, WHITE, Colour
from posecheck.pose import Pose
from posecheck.video.frame import Image, fit_size
from posecheck.window import band as band_module
from posecheck.window import parts
from posecheck.window.layout import Block, Scale, height_of

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
        self._overlay = Overlay(self.size, self._scale.figure)
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
            self._draw_result(canvas, view, moment.result)
        else:
            self._draw_session(canvas, view, moment.assessment)
        return canvas.image

    def _prepared(self, image: Image) -> Image:
        if (image.shape[1], image.shape[0]) != self.size:
            image = np.asarray(cv2.resize(image, self.size, interpolation=cv2.INTER_AREA), np.uint8)
        return np.asarray(cv2.flip(image, 1), np.uint8) if self._mirror else image.copy()

    def _draw_session(self, canvas: Canvas, view: CoachView, assessment: Assessment | None) -> None:
        scale, height = self._scale, self.size[1]
        band = band_module.lay_out(view, scale, self._typeface)
        seen = self._as_shown(assessment) if assessment else None
        top = self._ends.top_of(band.height, seen) if seen else 0
        keys_height = scale(5)
        # The keys are at the other end than the band, and all else between the two.
        free = (keys_height, top) if top else (band.height, height - keys_height)
        if seen:
            told = view.phase in (Phase.HOLD, Phase.PAUSED)
            self._overlay.draw_figure(canvas.image, seen, free if told else None)
        parts.draw_keys(canvas, 0 if top else height - keys_height, scale)
        band_module.draw(band, canvas, top, scale)
        self._draw_around(canvas, view, free, at_top=bool(top))

    def _draw_around(
        self, canvas: Canvas, view: CoachView, free: tuple[int, int], *, at_top: bool
    ) -> None:
        """What stands in the corners, at the end where the band is not."""
        scale, width = self._scale, self.size[0]
        margin = scale(2.5)
        if view.camera:
            map_width, map_height = parts.map_size(scale)
            left = width - map_width - margin
            top = free[0] + margin if at_top else free[1] - margin - map_height
            parts.draw_camera_map(view.camera, canvas, left, top, scale)
        self._draw_card(canvas, view, free, at_top=at_top)
        if view.breathing:
            reach = scale(9.5) + margin
            row = free[0] + reach if at_top else free[1] - reach
            parts.draw_breathing(view.breathing, canvas, (width - reach, row), scale)
        if view.meter:
            row = free[0] + scale(11) if at_top else free[1] - scale(4)
            parts.draw_meter(view.meter, canvas, scale(4), row, scale)
        if view.phase is Phase.READY and view.countdown_s is not None:
            self._draw_countdown(canvas, view.countdown_s, free)

    def _draw_card(
        self, canvas: Canvas, view: CoachView, free: tuple[int, int], *, at_top: bool
    ) -> None:
        """How the stretch is done, what comes next and, at first, the safety note."""
        scale = self._scale
        margin = scale(2.5)
        width = self.size[0] - 3 * margin - (parts.map_size(scale)[0] if view.camera else 0)
        resting = view.phase is Phase.REST
        coming = f"Next: {view.next_title}" if resting and view.next_title else None
        texts = ((view.how, WHITE, 4.4), (coming, WHITE, 5.5), (view.note, MUTED, 3.6))
        blocks = [
            self._wrapped(words, width - 2 * margin, scale(size), colour)
            for words, colour, size in texts
            if words
        ]
        if not blocks:
            return
        height = height_of(blocks) + margin + (len(blocks) - 1) * margin
        top = free[0] + margin if at_top else free[1] - margin - height
        canvas.dim(margin, top, margin + width, top + height)
        row = top + margin // 2
        for block in blocks:
            row = block.draw(canvas, 2 * margin, row) + margin

    def _wrapped(self, words: str, width: int, size: int, colour: Colour) -> Block:
        return Block(tuple(self._typeface.wrap(words, width, size, most=4)), size, colour)

    def _draw_countdown(self, canvas: Canvas, left_s: float, free: tuple[int, int]) -> None:
        scale = self._scale
        size = scale(36)
        number = str(max(1, int(-(-left_s // 1))))
        centre = (self.size[0] // 2, (free[0] + free[1]) // 2)
        canvas.disc(centre, size * 0.62, INK)
        top = centre[1] - round(size * 0.68)
        Block((number,), size, WHITE, BOLD).draw_centred(canvas, centre[0], top)

    def _draw_message(self, canvas: Canvas, words: str) -> None:
        width, height = self.size
        size = self._scale(9)
        lines = self._typeface.wrap(words, width - 2 * self._scale(5), size, BOLD, most=4)
        block = Block(tuple(lines), size, weight=BOLD)
        top = (height - block.height) // 2
        canvas.dim(0, top - size // 2, width, top + block.height + size // 2)
        block.draw_centred(canvas, width // 2, top)

    def _draw_result(self, canvas: Canvas, view: CoachView, result: SessionResult) -> None:
        scale, (width, height) = self._scale, self.size
        canvas.dim(0, 0, width, height)
        margin, size = scale(5), scale(5.4)
        heading = self._typeface.wrap(view.message, width - 2 * margin, scale(8), BOLD, most=2)
        row = Block(tuple(heading), scale(8), weight=BOLD).draw(canvas, margin, margin) + margin
        step = min(round(size * 1.9), (height - row - scale(8)) // max(1, len(result.parts)))
        for part in result.parts:
            leg = f", {part.side.value}" if part.side else ""
            held = f"{int(part.good_s + 1e-6)} / {part.hold_s:.0f} s"
            self._draw_row(
                canvas, part.stretch.title + leg, held, part.good_s / part.hold_s, row, size
            )
            row += step
        parts.draw_keys(canvas, height - scale(5), scale)

    def _draw_row(
        self, canvas: Canvas, name: str, held: str, share: float, row: int, size: int
    ) -> None:
        width, margin = self.size[0], self._scale(5)
        baseline = row + size
        held_left = width - margin - self._typeface.width(held, size, BOLD)
        room = held_left - 2 * margin
        canvas.text(self._typeface.fit(name, room, size), margin, baseline, size)
        canvas.text(held, held_left, baseline, size, weight=BOLD)
        top = baseline + round(size * 0.3)
        done = margin + round((width - 2 * margin) * min(1.0, share))
        grade = Grade.GOOD if share >= 1.0 - 1e-6 else Grade.BORDERLINE
        canvas.fill(margin, top, width - margin, top + self._scale(1), parts.TRACK)
        canvas.fill(margin, top, done, top + self._scale(1), LOOKS[grade].colour)

    def _as_shown(self, assessment: Assessment) -> Assessment:
        if not self._mirror or assessment.pose is None:
            return assessment
        return replace(assessment, pose=_mirrored(assessment.pose))


def _mirrored(pose: Pose) -> Pose:
    """The pose where it is seen in the mirrored picture; each joint keeps its name."""
    points = pose.points.copy()
    points[:, 0] = pose.size[0] - 1 - points[:, 0]
    return replace(pose, points=points)
