"""Names and messages that come from outside, made safe to print."""

import os
import re
from pathlib import PurePath
from unicodedata import category, normalize


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


def composed(words: str) -> str:
    r"""Words in the one way to write them: systems write an accent as part of its letter, or after.

    Examples:
        >>> composed("Jose\u0301") == "Jos\u00e9"
        True
    """
    return normalize("NFC", words)


def printable_name(path: PurePath) -> str:
    r"""The name of a file as it may stand in a text: as UTF-8, and without what is invisible.

    Examples:
        >>> printable_name(PurePath("monday/clip\udcff\x1b.mp4"))
        'clip\ufffd\\x1b.mp4'
    """
    return printable(encodable(path.name))


PASSWORD = re.compile(
    r"(\w:/{1,2}[^/\s:]*):"
    r"(?:[^/\s]*@|(?!\s|\d+(?:[/:\s]|$))[^/\n]*@|(?!\d+[/:])\S*?@)"
)
"""The password in an address such as `rtsp://user:password@camera/stream`, and what precedes it.

The user may be a mail address. A password with a space or a slash must not be typed like that, but
is; a number is a port. Of an address that was taken for a path one slash is left."""

ADDRESS = re.compile(r"\w:/\S+")
"""An address, from the end of its scheme on."""

SECRET = re.compile(
    r"((?:[?&;#]|/user=[^/\s]*?_)"
    r"(?:[^=&;?#/\s]*(?:signature|token|credential|secret|passw|passphrase|passcode|key|auth)"
    r"[^=&;?#/\s]*|sig|pass|pwd|psw|pw|pin|access_?code|login_?pas)=)"
    r"[^&;\s]+?(?=[&;\s]|:\s|:?$)",
    re.IGNORECASE,
)
"""The value of a parameter that gives access, as in signed addresses, and what precedes it.

Cameras name it in many ways, and some have their parameters in the path, as in
`/user=me_password=secret_channel=1`. What follows the value there is hidden with it."""


def without_passwords(text: str) -> str:
    """Replace the passwords and keys in addresses, which are never printed, logged or kept.

    Examples:
        >>> without_passwords("rtsp://me:secret@camera/1: no pictures")
        'rtsp://me:***@camera/1: no pictures'
        >>> without_passwords("https://host:8080/a@b.mp4?X-Amz-Signature=0a1b&part=2")
        'https://host:8080/a@b.mp4?X-Amz-Signature=***&part=2'
        >>> without_passwords("https:/me:secret@host/a.mp4: there is no such file")
        'https:/me:***@host/a.mp4: there is no such file'
    """
    hidden = PASSWORD.sub(r"\1:***@", text)
    return ADDRESS.sub(lambda address: SECRET.sub(r"\1***", address[0]), hidden)


def public_name(name: str | os.PathLike[str]) -> str:
    """A file or address as it may be printed and kept: as UTF-8, and without a password."""
    return without_passwords(encodable(name))


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet takes for a formula."""


def text_cell(text: str) -> str:
    """Text for a cell of a CSV file, such that a spreadsheet does not run it.

    Examples:
        >>> text_cell("=2+3.mp4")
        "'=2+3.mp4"
        >>> text_cell("clip.mp4")
        'clip.mp4'
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def text_in(cell: str) -> str:
    """The text that `text_cell` made a cell of.

    Examples:
        >>> text_in("'=2+3.mp4")
        '=2+3.mp4'
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


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
