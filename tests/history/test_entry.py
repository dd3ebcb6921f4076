"""An entry comes back from its row as it was."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from posecheck.history.entry import YEARS, HistoryEntry, entry_in, row_of
from posecheck.pose.pose import Side

TEXT = st.none() | st.text()
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False)
SECONDS = st.floats(0, 1e6)


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
