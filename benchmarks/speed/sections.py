"""Figures beside their aims, and pages of which each benchmark writes a section of its own."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

Row = tuple[str, str, str]
"""What was measured, its figure and its aim."""


def show(rows: Iterable[Row]) -> None:
    """Print figures as a table."""
    table = Table("", "measured", "aim")
    for row in rows:
        table.add_row(*row)
    Console(file=sys.stdout).print(table)


def table_lines(rows: Iterable[Row]) -> Sequence[str]:
    """The same table in Markdown."""
    return [
        "| | measured | aim |",
        "|---|---|---|",
        *(f"| {name} | {value} | {aim} |" for name, value, aim in rows),
    ]


def replace_section(page: Path, title: str, text: str) -> None:
    """Write one section of a page, and leave the others as they are.

    Args:
        page: The page; its sections begin with `## `.
        title: Of the section; one that is missing is added at the end.
        text: Of the section, without its title.
    """
    head, texts = _parts(page.read_text(encoding="utf-8"))
    _write(page, head, texts | {title: f"\n{text.strip()}\n"})


def replace_page(page: Path, text: str) -> None:
    """Write a page, and leave the sections that the text does not have at its end."""
    head, texts = _parts(text)
    _, before = _parts(page.read_text(encoding="utf-8")) if page.exists() else ("", {})
    others = {title: body for title, body in before.items() if title not in texts}
    _write(page, head, texts | others)


def _parts(text: str) -> tuple[str, dict[str, str]]:
    """What a page begins with, and its sections by title."""
    head, *sections = text.split("\n## ")
    return head, dict(section.split("\n", 1) for section in sections)


def _write(page: Path, head: str, texts: Mapping[str, str]) -> None:
    parts = (f"## {name}\n{body.rstrip()}\n" for name, body in texts.items())
    page.write_text("\n".join([head.rstrip() + "\n", *parts]), encoding="utf-8")
