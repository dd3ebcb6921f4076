"""How a grade is shown: its words, its glyph and its colours.

Every output takes them from here. No grade is shown by its colour alone: a glyph or a word is
always beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from posecheck.stretches.checks import Grade


@dataclass(frozen=True)
class GradeStyle:
    """How one grade is shown.

    Attributes:
        glyph: One character that tells the grade without colour.
        words: The grade in words.
        terminal: The rich style on a terminal.
        rgb: The colour on pictures, 0 to 255 each.
    """

    glyph: str
    words: str
    terminal: str
    rgb: tuple[int, int, int]

    @property
    def label(self) -> str:
        """The glyph and the words: `✓ good`."""
        return f"{self.glyph} {self.words}"


GRADE_STYLES: Mapping[Grade, GradeStyle] = {
    Grade.CANNOT_JUDGE: GradeStyle("?", "cannot judge", "dim", (178, 180, 184)),
    Grade.GOOD: GradeStyle("✓", "good", "green", (86, 180, 233)),
    Grade.BORDERLINE: GradeStyle("~", "borderline", "yellow", (240, 200, 40)),
    Grade.FIX: GradeStyle("✗", "fix", "bold red", (226, 88, 10)),
}
"""The colours on pictures are those of Okabe and Ito for colour-blind readers, yellow and red
darkened a little; `templates/style.css` has shades of them with enough contrast for text."""


def worst(*grades: Grade) -> Grade:
    """The most severe grade; one that could be judged beats one that could not.

    Examples:
        >>> worst(Grade.CANNOT_JUDGE, Grade.GOOD)
        <Grade.GOOD: 'good'>
    """
    return max(grades, key=lambda grade: grade.severity)
