"""Text in any script: with a font that has its letters, or a word about those that none has."""

from pathlib import Path

import cv2
import pytest

from posecheck.outputs.overlay.fonts import Fonts, font_files, has_letter, say_once

OWN = cv2.FontFace("sans")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
NOBODYS = "\U0010fffd"


def test_a_letter_that_a_font_lacks_is_told_from_one_that_it_has():
    assert all(has_letter(OWN, letter) for letter in "aß°−·я?")
    assert not any(has_letter(OWN, letter) for letter in "α→✓中")


@pytest.mark.skipif(not DEJAVU.exists(), reason="needs Debian's package fonts-dejavu-core")
@pytest.mark.parametrize("text", ["Γέφυρα", "Tư thế cây cầu", "✓ good → better"])
def test_a_text_gets_a_font_of_the_system_that_has_its_letters(text):
    face = Fonts().face_for(text)
    assert all(has_letter(face, letter) for letter in text if not letter.isspace())


def test_the_usual_texts_have_opencvs_own_font():
    fonts = Fonts()
    assert fonts.face_for("front knee 78° / 80–100°") is fonts.face_for("Bridge")


def test_letters_that_no_font_has_are_said_once(capsys):
    say_once.cache_clear()
    for _ in range(2):
        Fonts().face_for(f"Pose {NOBODYS}")
    assert capsys.readouterr().err.count("no font of this system has") == 1


def test_fonts_of_text_come_before_ornaments():
    names = [path.name.lower() for path in font_files()]
    if "dejavusans.ttf" in names:
        assert names[0].startswith("dejavusans.")
