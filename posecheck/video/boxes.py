"""The boxes of an MP4 file, looked at without opening it as a film."""

import os
from pathlib import Path
from typing import BinaryIO

HEAD_BYTES, LONG_BYTES = 8, 8
"""A box begins with its length and its name; a longer length may follow."""

LONG, TO_THE_END = 1, 0
"""Lengths that mean another one."""

INDEX = b"moov"
"""The box with all that is said of a film; what it says in words stands at its end."""

WORDS_BYTES = 4096
"""So many bytes at the end of the index have the words."""

MOST_BOXES = 64
"""An index comes after fewer other boxes, unless the film is still being written."""


def words_at_end_of_index(film: Path) -> bytes:
    """The end of a film's index, where its title and comment stand.

    Reading it takes a fraction of the time of opening the film, which matters for a folder of many.

    Returns:
        Nothing where the file is no MP4, or cannot be read.
    """
    try:
        with film.open("rb") as file:
            return _words(file, os.fstat(file.fileno()).st_size)
    except OSError:
        return b""


def _words(file: BinaryIO, size: int) -> bytes:
    start = 0
    for _ in range(MOST_BOXES):
        file.seek(start)
        head = file.read(HEAD_BYTES + LONG_BYTES)
        if len(head) < HEAD_BYTES:
            return b""
        length = int.from_bytes(head[:4], "big")
        if length == LONG:
            length = int.from_bytes(head[HEAD_BYTES:], "big")
        end = size if length == TO_THE_END else start + length
        if end < start + HEAD_BYTES:
            return b""
        if head[4:HEAD_BYTES] == INDEX:
            file.seek(max(start, min(end, size) - WORDS_BYTES))
            return file.read(WORDS_BYTES)
        start = end
    return b""
