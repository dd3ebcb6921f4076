"""What a file is, from how its content begins: names are often wrong."""

from enum import Enum
from pathlib import Path

START_BYTES = 2**16
"""So much of a file is looked at: a PNG says before its pixels whether it moves."""

STILL_BRANDS = (b"avif", b"heic", b"heix", b"heim", b"heis", b"mif1", b"mif2", b"jxl ")
MOVING_BRANDS = (b"avis", b"hevc", b"hevx", b"msf1")
"""What files of the HEIF family (ISO/IEC 23008-12) call themselves, by what they hold."""

STILL_STARTS = (
    b"\xff\xd8\xff",  # JPEG
    b"BM",
    b"II*\0",  # TIFF, and most raw files of cameras
    b"MM\0*",
    b"II+\0",  # BigTIFF
    b"MM\0+",
    b"\xff\x0a",  # JPEG XL
    b"\0\0\0\x0cJXL \r\n\x87\n",
    b"\0\0\0\x0cjP  \r\n\x87\n",  # JPEG 2000
    b"8BPS",  # Photoshop
)

MJPEG = frozenset({".mjpeg", ".mjpg"})
"""Films that are nothing but JPEGs one behind the other: only the name tells them from one."""


NO_PICTURE = "not a picture that can be read, or a damaged one; save it as JPEG."


class Kind(Enum):
    """What a file holds, as far as its first bytes tell."""

    PICTURE = "picture"
    MOVING_PICTURE = "moving picture"
    """Pictures one after the other in a format of pictures; GIFs are read as videos."""
    OTHER = "other"
    """A video, or something that is neither."""


def kind_of(path: Path) -> Kind:
    """What a file holds.

    Raises:
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(START_BYTES)
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return _still_unless(b"acTL" in start.partition(b"IDAT")[0])
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return _still_unless(start[12:16] == b"VP8X" and any(byte & 2 for byte in start[20:21]))
    if start[4:8] == b"ftyp" and start[8:12] in STILL_BRANDS + MOVING_BRANDS:
        return _still_unless(start[8:12] in MOVING_BRANDS)
    still = start.startswith(STILL_STARTS) and path.suffix.lower() not in MJPEG
    return Kind.PICTURE if still else Kind.OTHER


def _still_unless(moving: bool) -> Kind:
    return Kind.MOVING_PICTURE if moving else Kind.PICTURE


def is_heif(path: Path) -> bool:
    """Whether a file is a picture in HEIF, as iPhones take them (HEIC)."""
    with path.open("rb") as file:
        start = file.read(12)
    return start[4:8] == b"ftyp" and start[8:12] in STILL_BRANDS[1:-1] + MOVING_BRANDS[1:]
