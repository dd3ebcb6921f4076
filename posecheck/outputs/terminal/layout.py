"""How text is laid out on a terminal."""

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

INDENT = 4
"""Characters before what belongs to the line above."""


def indented(words: Text) -> Padding:
    """Text that belongs to the line above."""
    return Padding(words, (0, 0, 0, INDENT), expand=False)


def list_entry(mark: str, words: str) -> RenderableType:
    """An entry of a list; its lines align behind the mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text(mark), Text(words))
    return grid
