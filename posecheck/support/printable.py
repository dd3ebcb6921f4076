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


SURROGATE = re.compile(r"[\ud800-\udfff]")
"""What is not UTF-8 in a text, as Python keeps it; neither a terminal nor a JSON file takes it."""

BYTES = range(0xDC80, 0xDD00)
"""The surrogates that stand for the bytes 0x80 to 0xff."""


def encodable(name: str | os.PathLike[str]) -> str:
    r"""Escape what is not UTF-8 in a file name, so that it can be written anywhere.

    On Linux a file name is a row of bytes; names that differ in those stay different.

    Examples:
        >>> encodable("clip\udcff.mp4")
        'clip\\xff.mp4'
    """
    return SURROGATE.sub(lambda found: _escaped(found[0]), os.fspath(name))


def as_utf8(words: str) -> str:
    r"""Replace what is not UTF-8 in words by U+FFFD, so that they can be kept.

    Examples:
        >>> as_utf8("Ren\udce9")
        'Ren\ufffd'
    """
    return SURROGATE.sub("\ufffd", words)


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
        'clip\\xff\\x1b.mp4'
    """
    return printable(encodable(path.name))


HIDDEN = "***"
"""Stands in place of what is never printed, logged or kept."""

PASSWORD = re.compile(
    r"(\w:/{1,2}[^/\s:]*):"
    r"(?:[^/\s]*@|(?!\s|\d+(?:[/:\s]|$))[^/\n]*@|(?!\d+[/:])\S*?@)"
)
"""The password in an address such as `rtsp://user:password@camera/stream`, and what precedes it.

The user may be a mail address. A password with a space or a slash must not be typed like that, but
is; a number is a port. Of an address that was taken for a path one slash is left."""

USER = re.compile(r"(\w\w:/{1,2})[^/\s:?#]+@(?![^/\s?#]*@)")
"""A user without a password, which may be a token that gives access, and what precedes it."""

ADDRESS = re.compile(r"^(?:[\w.]+: )?\S*?\w\w:/.*|\w\w:/\S+", re.MULTILINE)
"""An address, from the end of its scheme on; what begins a line may have blanks, as may the message
behind it."""

KEY = r"(?:[^=:&;?#/\s{},\"'%]|%(?!2[27C]|3[AD]|7B)){0,60}?"
"""A part of the name of a parameter; its length has a limit for the sake of endless addresses."""

SECRET = re.compile(
    r"((?:[?&;#{,\"'\[]\s*|%(?:22|27|7B|2C)|/user=[^/\s]*?_)"
    rf"(?:{KEY}(?:signature|token|credential|secret|passw|passphrase|passcode|key|auth"
    rf"|session|sessid|jwt|bearer){KEY}"
    rf"|(?:{KEY}[_.-]|user|usr|login|db)?(?:pass|pas|pwd|psw|pw|pin)"
    r"|p|code|access_?code|sig|sas|sid|otp)"
    r"(?:[\"']|%2[27])?\s*(?:[=:]|%3[AD])\s*)"
    r"[^&;]+?(?=[&;]|:\s|:?$)",
    re.IGNORECASE,
)
"""The value of a parameter that gives access, as in signed addresses, and what precedes it.

Cameras name it in many ways, and some have their parameters in the path, as in
`/user=me_password=secret_channel=1`. Others are given as JSON, or as the lines of a header. What
follows the value there is hidden with it."""


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
    named = PASSWORD.sub(rf"\1:{HIDDEN}@", text)
    nameless = USER.sub(rf"\1{HIDDEN}@", named)
    return ADDRESS.sub(lambda address: SECRET.sub(rf"\1{HIDDEN}", address[0]), nameless)


def public_name(name: str | os.PathLike[str]) -> str:
    """A file or address as it may be printed and kept: as UTF-8, and without a password."""
    return without_passwords(encodable(name))


def is_whole_name(shown: str) -> bool:
    """Whether nothing is hidden in a public name: others may look the same where something is."""
    return HIDDEN not in shown


FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How text begins that a spreadsheet takes for a formula, or that looks like a cell of such."""


def text_cell(text: str) -> str:
    """Text for a cell of a CSV file, such that a spreadsheet does not run it.

    Examples:
        >>> text_cell("=2+3.mp4")
        "'=2+3.mp4"
        >>> text_cell("clip.mp4")
        'clip.mp4'
    """
    return f"'{text}" if FORMULA.match(text) else text


def text_in(cell: str) -> str:
    """The text that `text_cell` made a cell of.

    Examples:
        >>> text_in("'=2+3.mp4")
        '=2+3.mp4'
        >>> text_in("''=2+3.mp4")
        "'=2+3.mp4"
    """
    return cell.removeprefix("'") if FORMULA.match(cell) else cell


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
    if ord(char) in BYTES:
        return f"\\x{ord(char) & 0xFF:02x}"
    return char.encode("unicode_escape").decode("ascii")
