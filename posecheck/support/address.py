"""Files of this machine that are named by an address, such as `file:///home/me/clip.mp4`."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import url2pathname

FILE = re.compile("(file|local):(//(localhost)?(?=/))?", re.IGNORECASE)
"""How the address of a file begins."""

SCHEME = re.compile("(file|local):(//)?", re.IGNORECASE)
"""The same for fsspec, which takes what follows as it stands."""

CHAIN = "::"
"""Stands between the addresses that fsspec opens one through the other."""


def is_file_address(source: str) -> bool:
    """Whether it is the address of a file of this machine.

    Examples:
        >>> is_file_address("file:///home/me/clip.mp4"), is_file_address("rtsp://camera/1")
        (True, False)
    """
    return FILE.match(source) is not None


def path_of(source: str) -> Path:
    """The path of a file that may be given as an address.

    Examples:
        >>> path_of("file:///home/me/my%20clip.mp4").as_posix(), path_of("100%25.mp4").as_posix()
        ('/home/me/my clip.mp4', '100%25.mp4')
    """
    begin = FILE.match(source)
    return Path(url2pathname(source[begin.end() :]) if begin else source)


def files_of(source: str | Path) -> Iterator[Path]:
    """Every file that may be read where this is given, as a path or an address.

    Examples:
        >>> [path.as_posix() for path in files_of("zip://clip.mp4::file:///a.zip")][-1]
        '/a.zip'
    """
    yield Path(source)
    for part in str(source).split(CHAIN):
        if SCHEME.match(part):
            yield path_of(part)
            yield Path(SCHEME.sub("", part, count=1))
        elif part != source:
            yield Path(part)
