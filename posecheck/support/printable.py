"""Names and messages that come from outside, made safe to print."""

import os
from unicodedata import category


def printable(text: str) -> str:
    r"""Escape every invisible character, so that a terminal cannot be controlled by a file name.

    Examples:
        >>> printable("clip\x1b.mp4")
        'clip\\x1b.mp4'
        >>> printable("Übung 1.mp4")
        'Übung 1.mp4'
    """
    return "".join(char if _is_visible(char) else _escaped(char) for char in text)


def encodable(name: str | os.PathLike[str]) -> str:
    r"""Replace what is not UTF-8 in a file name by U+FFFD, so that it can be written anywhere.

    On Linux a file name is a row of bytes; Python keeps those that are not UTF-8 as surrogates,
    which neither a terminal nor a JSON file takes.

    Examples:
        >>> encodable("clip\udcff.mp4")
        'clip\ufffd.mp4'
    """
    return os.fsencode(name).decode("utf-8", "replace")


def first_line(error: BaseException) -> str:
    """The first line of an error's message; its type where it has none.

    Examples:
        >>> first_line(ValueError("Unable to open:\\n  at graph.cc:12"))
        'Unable to open'
        >>> first_line(KeyError())
        'KeyError'
    """
    lines = str(error).strip().splitlines()
    return lines[0].strip(" :") if lines else type(error).__name__


def _is_visible(char: str) -> bool:
    return char.isprintable() or category(char) == "Zs"  # spaces of every width


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
