"""Values beside the joints they belong to, where they cover neither each other nor the body."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posecheck.outputs.overlay.canvas import BOLD, Canvas, Point, Typeface, drawable_points
from posecheck.outputs.overlay.figure import Figure, place
from posecheck.outputs.overlay.theme import LOOKS, MOST_LABELS, MUTED, Sizes
from posecheck.outputs.overlay.words import check_name, target_text, value_text
from posecheck.stretches.checks import Grade, Verdict

Box = NDArray[np.float64]
"""(left, top, right, bottom) in pixels."""

Shown = list[tuple[Verdict, Figure]]
"""Verdicts with what is drawn for them."""

HEADINGS = np.arange(0.0, 2 * np.pi, np.pi / 4)
DIRECTIONS = np.stack([np.cos(HEADINGS), np.sin(HEADINGS)], axis=1)
COST_OF_JUMPING = 3.0
"""A label jumps to another place only to cover this many fewer points of the body."""

COST_OF_MISLEADING = 3.0
"""Being nearer to another label's joint counts as much as covering this many points of the body."""

RINGS = (1.0, 2.0, 3.5)
"""Distances of a label from its joint, in multiples of the least one."""


def chosen(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts that get a label: faults by priority, then borderline, then required good."""
    candidates = [
        verdict
        for verdict in verdicts
        if value_text(verdict) and (verdict.check.required or verdict.grade is not Grade.GOOD)
    ]
    candidates.sort(key=lambda verdict: (-verdict.grade.severity, verdict.check.priority))
    return candidates[:MOST_LABELS]


@dataclass(frozen=True, eq=False)
class Label:
    """A value with its target.

    Attributes:
        verdict: Where the value comes from.
        anchor: The (2,) pixel position of its joint.
        value: The value as text.
        target: The good limits as text.
        box: Where it is.
    """

    verdict: Verdict
    anchor: Point
    value: str
    target: str
    box: Box


class Labels:
    """Places the labels of a film; each stays where it was while there is room.

    Args:
        size: (width, height) of the picture in pixels.
        sizes: The sizes of text and lines.
        typeface: The font.
    """

    def __init__(self, size: tuple[int, int], sizes: Sizes, typeface: Typeface) -> None:
        self._size = size
        self._sizes = sizes
        self._typeface = typeface
        self._last: dict[str, int] = {}

    def placed(
        self,
        shown: Shown,
        points: Point,
        rows: tuple[int, int],
        body: Point,
        taken: Iterable[Box] = (),
    ) -> list[Label]:
        """Place a label for each verdict; one without room is left out.

        Args:
            shown: The verdicts, the most important first, with what is drawn for them.
            points: (33, 2) pixel positions of the landmarks.
            rows: The first and the last row that the panel leaves free.
            body: (n, 2) pixel points that should not be covered.
            taken: Where something else is drawn over the picture.

        Returns:
            The labels, the most important first.
        """
        margin = self._sizes.margin / 2
        room = np.array([margin, rows[0] + margin, self._size[0] - margin, rows[1] - margin])
        anchors = [place(points, figure.at) for _, figure in shown]
        labels: list[Label] = []
        taken = [*taken]
        for (verdict, _), anchor in zip(shown, anchors, strict=True):
            label = self._written(verdict, anchor)
            boxes = self._candidates(label, room)
            free = self._free(boxes, taken, room)
            if drawable_points(anchor) and free.any():
                cost = _points_inside(boxes, body) + _misleading_cost(boxes, anchor, anchors)
                best = self._best(verdict.check.id, np.where(free, cost, np.inf))
                labels.append(replace(label, box=boxes[best]))
                taken.append(boxes[best])
        return labels

    def _written(self, verdict: Verdict, anchor: Point) -> Label:
        """A label without a place, with the name of the check."""
        text, limits = self._sizes.text, target_text(verdict)
        value = f"{check_name(verdict)} {value_text(verdict)}"
        target = f" / {limits}" if limits else ""
        written = self._typeface.width(value, text, BOLD) + self._typeface.width(target, text)
        extent = np.array([0.0, 0.0, written + 1.9 * text, 1.6 * text]).round()
        return Label(verdict, anchor, value, target, extent)

    def _best(self, check_id: str, cost: NDArray[np.float64]) -> int:
        """The index of the place of least cost; near places and the last one are preferred."""
        cost = cost + np.repeat(RINGS, len(DIRECTIONS))
        if check_id in self._last:
            cost[self._last[check_id]] -= COST_OF_JUMPING
        best = self._last[check_id] = int(np.argmin(cost))
        return best

    def _candidates(self, label: Label, room: Box) -> Box:
        """(24, 4) boxes round the anchor, the nearer ones first, moved into the (4,) room."""
        half = label.box[2:] / 2
        near = self._sizes.arc * 1.2
        rings = [np.rint(DIRECTIONS) * half + DIRECTIONS * near * far for far in RINGS]
        centres = np.clip(label.anchor, 0, self._size) + np.concatenate(rings)
        corners = np.round(centres - half)
        corners = np.clip(corners, np.ceil(room[:2]), np.floor(room[2:] - label.box[2:]))
        return np.concatenate([corners, corners + label.box[2:]], axis=1)

    def _free(self, boxes: Box, taken: list[Box], room: Box) -> NDArray[np.bool_]:
        margin = self._sizes.margin / 2
        free = (boxes[:, :2] >= room[:2]).all(axis=1) & (boxes[:, 2:] <= room[2:]).all(axis=1)
        for left, top, right, bottom in taken:
            free &= (
                (boxes[:, 0] > right + margin)
                | (boxes[:, 2] < left - margin)
                | (boxes[:, 1] > bottom + margin)
                | (boxes[:, 3] < top - margin)
            )
        return np.asarray(free)

    def draw_leaders(self, canvas: Canvas, labels: Iterable[Label]) -> None:
        """Draw the lines from the joints to their labels."""
        for label in labels:
            colour = LOOKS[label.verdict.grade].colour
            nearest = np.clip(label.anchor, label.box[:2], label.box[2:])
            canvas.thin_line(np.stack([label.anchor, nearest]), colour, self._sizes.line * 0.4)

    def draw(self, canvas: Canvas, labels: Iterable[Label]) -> None:
        """Draw the labels."""
        for label in labels:
            self._draw(canvas, label)

    def _draw(self, canvas: Canvas, label: Label) -> None:
        left, top, right, bottom = (int(edge) for edge in label.box)
        look, text = LOOKS[label.verdict.grade], self._sizes.text
        canvas.dim(left, top, right, bottom)
        canvas.fill(left, top, left + max(2, text // 6), bottom, look.colour)
        canvas.glyph((left + text * 0.85, (top + bottom) / 2), text * 0.5, look, look.colour)
        baseline = bottom - round(text * 0.48)
        end = canvas.text(label.value, left + round(1.5 * text), baseline, text, weight=BOLD)
        canvas.text(label.target, end, baseline, text, MUTED)


def _misleading_cost(boxes: Box, anchor: Point, anchors: Iterable[Point]) -> NDArray[np.float64]:
    """A cost for each box that lies nearer to another label's joint than to its own."""
    own = _distance(boxes, anchor)
    return np.asarray(
        sum(COST_OF_MISLEADING * (_distance(boxes, other) < own) for other in anchors)
    )


def _distance(boxes: Box, point: Point) -> NDArray[np.float64]:
    gap = point - np.clip(point, boxes[:, :2], boxes[:, 2:])
    return np.asarray(np.hypot(gap[:, 0], gap[:, 1]))


def _points_inside(boxes: Box, points: Point) -> NDArray[np.float64]:
    """How many of the (n, 2) points each box covers."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = boxes.T[:, :, None]
    inside = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    return np.asarray(inside.sum(axis=1), np.float64)
