"""The overlay of one film: skeleton, values and panel, drawn frame by frame."""

from collections.abc import Iterable

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.outputs.grades import severity, worst
from posecheck.outputs.overlay.canvas import Canvas, Point, Typeface
from posecheck.outputs.overlay.ends import Ends
from posecheck.outputs.overlay.figure import Bone, Spot, arc_points, figure_of, place
from posecheck.outputs.overlay.labels import Labels, Shown, chosen
from posecheck.outputs.overlay.panel import Clock, Panel
from posecheck.outputs.overlay.theme import LOOKS, SMALLEST_WITH_TEXT, Sizes
from posecheck.pose.pose import Pose
from posecheck.stretches.checks import Grade, Verdict
from posecheck.video.frame import Image


class Overlay:
    """Draws assessments on the frames of one film.

    size: (width, height) in pixels of the pictures to draw on. It need not be the size that the
    pose was found in: drawing on a scaled-down picture costs less.
    panel: whether to write the title, the clock and the cue over an end of the picture.
    sizes: of text and lines, where they are not to be in proportion to the picture.
    """

    def __init__(
        self, size: tuple[int, int], *, panel: bool = True, sizes: Sizes | None = None
    ) -> None:
        self._size = size
        self._has_panel = panel
        self._sizes = sizes or Sizes.of(size)
        self._typeface = Typeface()
        self._panel = Panel(size, self._sizes, self._typeface)
        self._ends = Ends(size[1], self._sizes)
        self._labels = Labels(size, self._sizes, self._typeface)

    def draw(
        self,
        image: Image,
        assessment: Assessment,
        clock: Clock | None = None,
        message: str | None = None,
    ) -> Image:
        """A copy of the picture with everything on it; the picture itself is left as it is.

        image: (height, width, 3) uint8 RGB in the overlay's size, else ValueError.
        message: what to say in place of the most important fault's cue.
        """
        if (image.shape[1], image.shape[0]) != self._size:
            raise ValueError(f"a picture of {self._size} was expected, not {image.shape[1::-1]}")
        canvas = Canvas(np.array(image, dtype=np.uint8, order="C"), self._typeface)
        has_text = min(self._size) >= SMALLEST_WITH_TEXT
        wanted = has_text and self._has_panel
        content = self._panel.layout(assessment, clock, message) if wanted else None
        top = 0
        free = (0, self._size[1]) if has_text else None
        if content:
            top = self._ends.top_of(content.height, assessment)
            free = (0, top) if top else (content.height, self._size[1])
        if assessment.pose:
            with np.errstate(all="ignore"):
                self._draw_body(canvas, assessment, assessment.pose, free)
        if content:
            self._panel.draw(canvas, content, top)
        return canvas.image

    def draw_figure(
        self, image: Image, assessment: Assessment, free: tuple[int, int] | None
    ) -> None:
        """Draw the skeleton on the picture itself, and the values within the `free` rows if any."""
        if assessment.pose:
            with np.errstate(all="ignore"):
                self._draw_body(Canvas(image, self._typeface), assessment, assessment.pose, free)

    def _draw_body(
        self, canvas: Canvas, assessment: Assessment, pose: Pose, free: tuple[int, int] | None
    ) -> None:
        """Draw the skeleton; the values too, within the `free` rows, where there are any."""
        points = pose.points * np.divide(self._size, pose.size)
        shown = _shown(assessment)
        bones, told = _graded_bones(shown), _told(shown)
        arcs = self._arcs(told, points)
        labels = []
        if free is not None:
            covered = np.concatenate([self._body_points(bones, shown, points), *arcs.values()])
            labels = self._labels.placed(told, points, free, covered)
        self._draw_bones(canvas, bones, points)
        for verdict, arc in arcs.items():
            canvas.thin_line(arc, LOOKS[verdict.grade].colour, self._sizes.line * 0.6)
        self._labels.draw_leaders(canvas, labels)
        self._draw_badges(canvas, shown, points)
        self._labels.draw(canvas, labels)

    def _arcs(self, told: Shown, points: Point) -> dict[Verdict, Point]:
        """The (n, 2) pixel points of each arc."""
        radius = self._sizes.arc
        return {
            verdict: arc_points(figure.arc, points, radius, verdict.value)
            for verdict, figure in told
            if figure.arc and verdict.value is not None
        }

    def _body_points(self, bones: Iterable[Bone], shown: Shown, points: Point) -> Point:
        """(n, 2) pixel points of landmarks, bones and badges: what labels had better not cover."""
        steps = np.linspace(0.0, 1.0, 12)[:, None]
        lines = [place(points, a) * (1 - steps) + place(points, b) * steps for a, b in bones]
        badge = self._sizes.badge * np.array([(0, 0), (0, -1), (0, 1), (-1, 0), (1, 0)])
        badges = [place(points, figure.at) + badge for _, figure in shown]
        return np.concatenate([points, *lines, *badges])

    def _draw_bones(self, canvas: Canvas, bones: dict[Bone, Grade], points: Point) -> None:
        """The bones, the worst on top."""
        for (start, end), grade in sorted(bones.items(), key=lambda one: severity(one[1])):
            look = LOOKS[grade]
            width = self._sizes.line * look.width
            canvas.line(place(points, start), place(points, end), width, look)

    def _draw_badges(self, canvas: Canvas, shown: Shown, points: Point) -> None:
        """One glyph at each place; what cannot be judged is told by the panel."""
        grades: dict[Spot, Grade] = {}
        for verdict, figure in shown:
            if verdict.grade is not Grade.CANNOT_JUDGE:
                grades[figure.at] = worst(verdict.grade, grades.get(figure.at, verdict.grade))
        for spot, grade in sorted(grades.items(), key=lambda one: severity(one[1])):
            canvas.badge(place(points, spot), self._sizes.badge, LOOKS[grade])


def _shown(assessment: Assessment) -> Shown:
    """The verdicts that are about a place on the body."""
    figures = ((verdict, figure_of(verdict, assessment)) for verdict in assessment.verdicts)
    return [(verdict, figure) for verdict, figure in figures if figure]


def _told(shown: Shown) -> Shown:
    """Those of which the value is shown, the most important first."""
    figures = dict(shown)
    return [(verdict, figures[verdict]) for verdict in chosen(figures)]


def _graded_bones(shown: Shown) -> dict[Bone, Grade]:
    """Every bone that a check looks at, with the worst grade of those checks."""
    grades: dict[Bone, Grade] = {}
    for verdict, figure in shown:
        for bone in figure.bones:
            grades[bone] = worst(verdict.grade, grades.get(bone, verdict.grade))
    return grades
