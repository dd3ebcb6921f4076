"""An entry comes back from its row as it was."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from posecheck.history.entry import YEARS, HistoryEntry, entry_in, row_of
from posecheck.pose.pose import Side

TEXT = st.none() | st.text()
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False)
SECONDS = st.floats(0, 1e6)
AT = datetime(2026, 3, 1, tzinfo=UTC)


@given(
    st.builds(
        HistoryEntry,
        at=st.datetimes(
            datetime(YEARS[0], 1, 2), datetime(YEARS[-1], 12, 30), timezones=st.just(UTC)
        ),
        stretch=st.text(),
        side=st.none() | st.sampled_from(Side),
        hold_s=SECONDS,
        asked_s=SECONDS,
        score=NUMBER,
        information=st.dictionaries(st.text(), SECONDS),
        name=TEXT,
        note=TEXT,
        clip=TEXT,
        start_s=NUMBER,
        clock_s=NUMBER,
        unjudged=TEXT,
    )
)
def test_an_entry_comes_back_from_its_row(entry):
    assert entry_in(row_of(entry)) == entry


def test_half_a_character_that_another_program_wrote_can_be_written_to_any_file():
    """Neither a table nor a page takes it; JSON has a way to write it."""
    words = dict.fromkeys(("name", "note", "clip", "unjudged"), "a\ud800")
    entry = HistoryEntry(AT, "b\ud800", None, 1.0, 2.0, None, {"c\udcff": 3.0}, **words)
    read = entry_in(row_of(entry))
    assert {read.name, read.note, read.clip, read.unjudged} == {"a\ufffd"}
    assert (read.stretch, read.information) == ("b\ufffd", {"c\ufffd": 3.0})
