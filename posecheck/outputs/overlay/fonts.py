"""Fonts that have the letters of a text: OpenCV's own, else one of the system by its file.

OpenCV's own font has Latin, Cyrillic, Hebrew and Arabic letters only, draws every other one as a
question mark, and says nothing.
"""

import os
import sys
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from posecheck.outputs.terminal.notes import note
from posecheck.video.frame import Image

PROBE_PX = 32
"""The size in which a letter is compared with a question mark."""

MOST_FILES = 400
"""So many fonts are tried; with the likely ones first, the rest are ornaments."""

LIKELY = (
    *("dejavusans.", "notosans-", "notosans[", "notosanscjk", "notosans", "arialuni", "arial."),
    *("segoeui", "nirmala", "leelaw", "msyh", "yugoth", "malgun", "pingfang", "hiragino"),
    *("applesdgothic", "thonburi", "kohinoor", "droidsansfallback", "freesans"),
)
"""How the names of fonts with many letters begin, those of text before those of single scripts."""


class Fonts:
    """Finds the font for a text; looking for one takes time, so share one."""

    def __init__(self) -> None:
        self._own = cv2.FontFace("sans")
        self._found: list[cv2.FontFace] = []
        self._faces: dict[str, cv2.FontFace] = {}

    def face_for(self, text: str) -> cv2.FontFace:
        """The first font that has all letters of a text, else OpenCV's own."""
        letters = "".join(sorted({letter for letter in text if not letter.isascii()}))
        if letters and letters not in self._faces:
            self._faces[letters] = self._look_up(letters)
        return self._faces.get(letters, self._own)

    def _look_up(self, letters: str) -> cv2.FontFace:
        for face in (self._own, *self._found):
            if _has_all(face, letters):
                return face
        for file in font_files():
            loaded = _loaded(file)
            if loaded is not None and _has_all(loaded, letters):
                self._found.append(loaded)
                return loaded
        say_once("".join(letter for letter in letters if not has_letter(self._own, letter)))
        return self._own


def _has_all(face: cv2.FontFace, letters: str) -> bool:
    return all(has_letter(face, letter) for letter in letters if not letter.isspace())


def has_letter(face: cv2.FontFace, letter: str) -> bool:
    """Whether a font has a letter: whether it looks like anything but a question mark."""
    return letter == "?" or not np.array_equal(_drawn(face, letter), _drawn(face, "?"))


def _drawn(face: cv2.FontFace, letter: str) -> Image:
    image = np.zeros((2 * PROBE_PX, 3 * PROBE_PX, 3), np.uint8)
    origin = (PROBE_PX // 2, PROBE_PX + PROBE_PX // 2)
    cv2.putText(image, letter, origin, (255, 255, 255), face, PROBE_PX, 450)
    return image


def _loaded(file: Path) -> cv2.FontFace | None:
    try:
        return cv2.FontFace(str(file))
    except cv2.error:
        return None


def font_files() -> list[Path]:
    """The font files of this system, the likely ones first."""
    found = [
        path
        for folder in _folders()
        for ending in ("ttf", "otf", "ttc")
        for path in folder.rglob(f"*.{ending}")
    ]
    return sorted(found, key=lambda path: (_rank(path), path.name))[:MOST_FILES]


def _rank(path: Path) -> int:
    name = path.name.lower().replace(" ", "")
    beginnings = (rank for rank, beginning in enumerate(LIKELY) if name.startswith(beginning))
    return next(beginnings, len(LIKELY))


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".local/share/fonts", home / ".fonts"]


@cache
def say_once(letters: str) -> None:
    """Say which letters are drawn as question marks, each set of them once."""
    note(
        f"no font of this system has {' '.join(letters)}; install one (Noto) to see them in films."
    )
