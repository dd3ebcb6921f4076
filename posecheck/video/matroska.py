"""What a Matroska or WebM file hides of its pictures, which FFmpeg leaves to its reader.

The elements are those of RFC 9559 (Matroska) in the form of RFC 8794 (EBML).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EBML = b"\x1a\x45\xdf\xa3"
SEGMENT, TRACKS, TRACK, VIDEO = 0x18538067, 0x1654AE6B, 0xAE, 0xE0
CROP_BOTTOM, CROP_TOP, CROP_LEFT, CROP_RIGHT = 0x54AA, 0x54BB, 0x54CC, 0x54DD
PIXEL_WIDTH, PIXEL_HEIGHT = 0xB0, 0xBA

START_BYTES = 2**20
"""The tracks stand before the pictures, behind an index of a few kilobytes."""


@dataclass(frozen=True)
class Crop:
    """How many pixels players hide at each edge of the pictures as stored."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


WHOLE = Crop()


def crop_of(path: Path, size: tuple[int, int]) -> Crop:
    """What a file hides of its pictures.

    Args:
        path: A file of any kind.
        size: (width, height) of its pictures as stored, which tells its video tracks apart.

    Returns:
        The crop of the first video track of that size; nothing hidden where it says nothing, or
        what makes no sense.
    """
    with path.open("rb") as file:
        start = file.read(START_BYTES)
    if not start.startswith(EBML):
        return Crop()
    for video in _videos(start):
        values = {id: int.from_bytes(content) for id, content in _elements(video)}
        if (values.get(PIXEL_WIDTH), values.get(PIXEL_HEIGHT)) == size:
            crop = Crop(*(values.get(edge, 0) for edge in _EDGES))
            return crop if _makes_sense(crop, size) else Crop()
    return Crop()


_EDGES = (CROP_LEFT, CROP_TOP, CROP_RIGHT, CROP_BOTTOM)


def _makes_sense(crop: Crop, size: tuple[int, int]) -> bool:
    return crop.left + crop.right < size[0] and crop.top + crop.bottom < size[1]


def _videos(data: bytes) -> Iterator[bytes]:
    """The settings of each video track."""
    parts = [data]
    for id in (SEGMENT, TRACKS, TRACK, VIDEO):
        parts = [content for part in parts for found, content in _elements(part) if found == id]
    yield from parts


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The id and the content of each element; one of unknown length takes all that follows."""
    at = 0
    while at < len(data):
        id, at = _number(data, at, keep_marker=True)
        length, at = _number(data, at, keep_marker=False)
        if id is None or length is None:
            return
        yield id, data[at : at + length]
        at += length


def _number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int | None, int]:
    """A number whose leading zero bits tell its length, and where it ends; None for none."""
    if at >= len(data) or data[at] == 0:
        return None, at
    length = 9 - data[at].bit_length()
    digits = int.from_bytes(data[at : at + length])
    if not keep_marker:
        digits &= (1 << 7 * length) - 1
        if digits == (1 << 7 * length) - 1:  # unknown: as recorders write that cannot go back
            digits = len(data)
    return digits, at + length
