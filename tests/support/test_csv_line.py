"""A row of a table is read again as it was written, whatever is in it."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from posecheck.support.csv_line import csv_line


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
@example(["a\nb.mp4,bridge,100", ""])
@example(["a\rb", '"'])
def test_it_is_one_row_with_the_same_cells(cells):
    line = csv_line(cells)
    assert list(csv.reader(io.StringIO(f"{line}\n", newline=""))) == [cells]
