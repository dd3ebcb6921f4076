"""Rows of CSV tables that no text in them can break up."""

import csv
import io
from collections.abc import Iterable

ANY_END = "\r\n"
"""Python up to 3.12 quotes only the line breaks that end a row; readers take either for an end."""


def csv_line(cells: Iterable[object]) -> str:
    r"""A row of a CSV table, without its end; None is an empty cell.

    Examples:
        >>> csv_line(["a.mp4", None, 2.5])
        'a.mp4,,2.5'
        >>> csv_line(["a\nb.mp4,good"])
        '"a\nb.mp4,good"'
        >>> csv_line(["a\rb.mp4"])
        '"a\rb.mp4"'
    """
    row = io.StringIO()
    csv.writer(row, lineterminator=ANY_END).writerow(cells)
    return row.getvalue().removesuffix(ANY_END)
