"""Names and words of others, made safe to print."""

from unicodedata import category


def printable(text: str) -> str:
    r"""The text with whatever is not to be seen written out, as `\x1b` for an escape.

    File names and stretch files come from anywhere, and a terminal obeys control characters.
    """
    return "".join(char if _is_seen(char) else _written_out(char) for char in text)


def _is_seen(char: str) -> bool:
    return char.isprintable() or category(char) == "Zs"  # all widths of blanks


def _written_out(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
