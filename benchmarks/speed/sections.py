"""Figures beside their aims, and pages of which each benchmark writes a section of its own."""

import sys
from collections.abc import Iterable, Sequence
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
    head, *sections = page.read_text(encoding="utf-8").split("\n## ")
    texts = dict(section.split("\n", 1) for section in sections)
    texts[title] = f"\n{text.strip()}\n"
    parts = (f"## {name}\n{body.rstrip()}\n" for name, body in texts.items())
    page.write_text("\n".join([head.rstrip() + "\n", *parts]), encoding="utf-8")
