"""Where a GIF ends: FFmpeg does not tell its end from a place where it was cut off.

The blocks are those of the GIF89a specification (https://www.w3.org/Graphics/GIF/spec-gif89a.txt).
"""

from pathlib import Path
from typing import BinaryIO

SIGNATURES = (b"GIF87a", b"GIF89a")
EXTENSION, IMAGE, TRAILER = b"\x21", b"\x2c", b"\x3b"

SCREEN_BYTES = 7
"""The size of the whole picture, and what is said of its colours."""

IMAGE_BYTES = 9
"""The place and the size of one image, and what is said of its colours."""


def is_cut_off(path: Path) -> bool:
    """Whether a GIF ends before its trailer, the byte that ends it.

    Args:
        path: A file of any kind; one that cannot be read, and what is no GIF, is not cut off.
    """
    try:
        with path.open("rb") as file:
            return file.read(6) in SIGNATURES and not _has_trailer(file)
    except OSError:
        return False


def _has_trailer(file: BinaryIO) -> bool:
    """Whether the trailer follows; so it is taken to be where something unknown does."""
    _skip_colours(file, file.read(SCREEN_BYTES)[4:5])
    while kind := file.read(1):
        if kind == EXTENSION:
            file.read(1)
        elif kind == IMAGE:
            _skip_colours(file, file.read(IMAGE_BYTES)[8:9])
            file.read(1)
        else:
            return True
        while length := file.read(1).strip(b"\0"):
            file.seek(length[0], 1)
    return False


def _skip_colours(file: BinaryIO, packed: bytes) -> None:
    """Pass over a table of colours, where the byte before it says that there is one."""
    if packed and packed[0] & 0x80:
        file.seek(3 * 2 ** ((packed[0] & 7) + 1), 1)
