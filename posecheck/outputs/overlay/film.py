"""The overlay of one film: skeleton, values and panel, drawn frame by frame."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.clips.result import ClipResult
from posecheck.outputs.grades import worst
from posecheck.outputs.overlay.canvas import Canvas, Point, Typeface
from posecheck.outputs.overlay.cues import Cues
from posecheck.outputs.overlay.figure import Bone, Spot, arc_points, figure_of, place
from posecheck.outputs.overlay.labels import Box, Label, Labels, Shown, chosen
from posecheck.outputs.overlay.notes import Notes
from posecheck.outputs.overlay.panel import Clock, Panel
from posecheck.outputs.overlay.repetitions import RepetitionNotes, repeating, without_bouncing
from posecheck.outputs.overlay.theme import LOOKS, SMALLEST_WITH_TEXT, Sizes
from posecheck.stretches.checks import Grade, Verdict
from posecheck.video.frame import Image


@dataclass(frozen=True, eq=False)
class Given:
    """What the figure of one frame is laid out from.

    Attributes:
        shown: The verdicts about a place on the body, with what is drawn for them.
        points: (33, 2) pixels of the picture.
        free: The first and the last row for values, in pixels; None for no values.
        taken: Where no values have room.
    """

    shown: Shown
    points: Point
    free: tuple[int, int] | None
    taken: list[Box]

    def equals(self, other: "Given") -> bool:
        """Whether the figure is the same: in a hold most frames show the pose of the one before."""
        return (
            self.free == other.free
            and np.array_equal(self.points, other.points, equal_nan=True)
            and np.array_equal(self.taken, other.taken)
            and self.shown == other.shown
        )


@dataclass(frozen=True, eq=False)
class LaidOut:
    """The figure of one frame: what is drawn, and where.

    Attributes:
        given: What it was laid out from.
        bones: The lines, each with its grade.
        arcs: The (n, 2) pixel points of the arc of each verdict that has one.
        labels: The values.
    """

    given: Given
    bones: Mapping[Bone, Grade]
    arcs: Mapping[Verdict, Point]
    labels: list[Label]


class Overlay:
    """Draws assessments on the frames of one film.

    Args:
        size: (width, height) in pixels of the pictures to draw on. The pose may have been found in
            another size: drawing on a smaller picture costs less.
        sizes: The sizes of text and lines; None for those in proportion to the picture.
    """

    def __init__(self, size: tuple[int, int], *, sizes: Sizes | None = None) -> None:
        self._size = size
        self._sizes = sizes or Sizes.of(size)
        self._typeface = Typeface()
        self._panel = Panel(size[0], self._sizes, self._typeface)
        self._cues = Cues()
        self._notes = Notes()
        self._repetitions = RepetitionNotes()
        self._labels = Labels(size, self._sizes, self._typeface)
        self._laid_out: LaidOut | None = None

    def draw(self, image: Image, assessment: Assessment) -> Image:
        """Draw the skeleton and the values on a copy of a picture.

        Args:
            image: (height, width, 3) uint8 RGB of the overlay's size.
            assessment: What to draw.

        Returns:
            The copy.

        Raises:
            ValueError: If the picture has another size.
        """
        self._check_size(image)
        copy = np.array(image, dtype=np.uint8, order="C")
        self.draw_figure(copy, assessment, self._rows)
        return copy

    @property
    def size_with_strip(self) -> tuple[int, int]:
        """(width, height) in pixels of what `draw_with_strip` returns."""
        return self._size[0], self._size[1] + (self._panel.height if self._has_text else 0)

    def draw_with_strip(
        self,
        image: Image,
        assessment: Assessment,
        clock: Clock | None = None,
        result: ClipResult | None = None,
    ) -> Image:
        """Draw on a copy of a picture, with the panel on a strip below it, where it hides nothing.

        Args:
            image: (height, width, 3) uint8 RGB of the overlay's size.
            assessment: What to draw.
            clock: The hold clock; None for none.
            result: Of the whole clip, whose last frame this is: what it says of repetitions is
                written. None at any other frame, where it is what was counted so far.

        Returns:
            The copy, higher by the strip; a picture too small for text has none.

        Raises:
            ValueError: If the picture has another size.
        """
        self._check_size(image)
        width, height = self.size_with_strip
        drawn = np.empty((height, width, 3), np.uint8)
        picture = drawn[: self._size[1]]
        picture[:] = image
        self.draw_figure(picture, assessment, self._rows)
        if self._has_text:
            self._draw_strip(drawn[height - self._panel.height :], assessment, clock, result)
        return drawn

    def _draw_strip(
        self, strip: Image, assessment: Assessment, clock: Clock | None, result: ClipResult | None
    ) -> None:
        repetitions = self._repetitions.words(assessment)
        if result:
            repetitions = self._repetitions.words_of(result)
        if self._repetitions.is_exercise:
            assessment, clock = without_bouncing(assessment), clock and repeating(clock)
        above, cue = [*filter(None, [repetitions])], self._cues.cue(assessment)

        def fits(notes: Sequence[str]) -> bool:
            return self._panel.has_room([*above, *notes], assessment, clock, cue)

        notes = [*above, *self._notes.lines(assessment, fits)]
        self._panel.draw(strip, self._panel.layout(assessment, clock, notes, cue))

    def _check_size(self, image: Image) -> None:
        if (image.shape[1], image.shape[0]) != self._size:
            raise ValueError(f"a picture of {self._size} was expected, not {image.shape[1::-1]}")

    @property
    def _has_text(self) -> bool:
        return min(self._size) >= SMALLEST_WITH_TEXT

    @property
    def _rows(self) -> tuple[int, int] | None:
        """The rows where values have room; None for no values."""
        return (0, self._size[1]) if self._has_text else None

    def draw_figure(
        self,
        image: Image,
        assessment: Assessment,
        free: tuple[int, int] | None,
        taken: Iterable[Box] = (),
    ) -> list[Box]:
        """Draw the skeleton and the values on the picture itself.

        Args:
            image: (height, width, 3) uint8 RGB of the overlay's size.
            assessment: What to draw.
            free: The first and the last row for values, in pixels; None for no values.
            taken: Where something else is drawn later, so that no values have room.

        Returns:
            Where the values are.
        """
        if assessment.pose is None:
            return []
        with np.errstate(all="ignore"):
            points = assessment.pose.points * np.divide(self._size, assessment.pose.size)
            labels = self._draw_body(Canvas(image, self._typeface), assessment, points, free, taken)
        return [label.box for label in labels]

    def _draw_body(
        self,
        canvas: Canvas,
        assessment: Assessment,
        points: Point,
        free: tuple[int, int] | None,
        taken: Iterable[Box],
    ) -> list[Label]:
        given = Given(shown_on_body(assessment), points, free, list(taken))
        if self._laid_out is None or not given.equals(self._laid_out.given):
            self._laid_out = self._lay_out(given)
        laid_out = self._laid_out
        self._draw_bones(canvas, laid_out.bones, points)
        for verdict, arc in laid_out.arcs.items():
            canvas.thin_line(arc, LOOKS[verdict.grade].colour, self._sizes.line * 0.6)
        self._labels.draw_leaders(canvas, laid_out.labels)
        self._draw_badges(canvas, given.shown, points)
        self._labels.draw(canvas, laid_out.labels)
        return laid_out.labels

    def _lay_out(self, given: Given) -> LaidOut:
        shown, points = given.shown, given.points
        bones, with_label = graded_bones(shown), labelled(shown)
        arcs = self._arcs(with_label, points)
        labels: list[Label] = []
        if given.free is not None:
            covered = np.concatenate([self._body_points(bones, shown, points), *arcs.values()])
            labels = self._labels.placed(with_label, points, given.free, covered, given.taken)
        return LaidOut(given, bones, arcs, labels)

    def _arcs(self, with_label: Shown, points: Point) -> dict[Verdict, Point]:
        """The (n, 2) pixel points of each arc."""
        radius = self._sizes.arc
        return {
            verdict: arc_points(figure.arc, points, radius, verdict.value)
            for verdict, figure in with_label
            if figure.arc and verdict.value is not None
        }

    def _body_points(self, bones: Iterable[Bone], shown: Shown, points: Point) -> Point:
        """(n, 2) pixel points of landmarks, bones and badges, which labels should not cover."""
        steps = np.linspace(0.0, 1.0, 12)[:, None]
        lines = [place(points, a) * (1 - steps) + place(points, b) * steps for a, b in bones]
        badge = self._sizes.badge * np.array([(0, 0), (0, -1), (0, 1), (-1, 0), (1, 0)])
        badges = [place(points, figure.at) + badge for _, figure in shown]
        return np.concatenate([points, *lines, *badges])

    def _draw_bones(self, canvas: Canvas, bones: Mapping[Bone, Grade], points: Point) -> None:
        """Draw the bones, the worst on top."""
        for (start, end), grade in sorted(bones.items(), key=lambda one: one[1].severity):
            look = LOOKS[grade]
            width = self._sizes.line * look.width
            canvas.line(place(points, start), place(points, end), width, look)

    def _draw_badges(self, canvas: Canvas, shown: Shown, points: Point) -> None:
        """Draw one glyph at each place; the panel says what cannot be judged."""
        grades: dict[Spot, Grade] = {}
        for verdict, figure in shown:
            if verdict.grade is not Grade.CANNOT_JUDGE:
                grades[figure.at] = worst(verdict.grade, grades.get(figure.at, verdict.grade))
        for spot, grade in sorted(grades.items(), key=lambda one: one[1].severity):
            canvas.badge(place(points, spot), self._sizes.badge, LOOKS[grade])


def shown_on_body(assessment: Assessment) -> Shown:
    """The verdicts that are about a place on the body."""
    figures = ((verdict, figure_of(verdict, assessment)) for verdict in assessment.verdicts)
    return [(verdict, figure) for verdict, figure in figures if figure]


def labelled(shown: Shown) -> Shown:
    """The verdicts that get a label, the most important first."""
    figures = dict(shown)
    return [(verdict, figures[verdict]) for verdict in chosen(figures)]


def graded_bones(shown: Shown) -> dict[Bone, Grade]:
    """Every bone that a check looks at, with the worst grade of those checks."""
    grades: dict[Bone, Grade] = {}
    for verdict, figure in shown:
        for bone in figure.bones:
            grades[bone] = worst(verdict.grade, grades.get(bone, verdict.grade))
    return grades
