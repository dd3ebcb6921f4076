"""Markdown from rows."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def bullets(items: Iterable[str], none: str = "None.") -> str:
    """A list, or a word for an empty one."""
    return "\n".join(f"- {item}" for item in items) or none


def document(*parts: str) -> str:
    """Paragraphs, tables and headings with an empty line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"
