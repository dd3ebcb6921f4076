"""The history as a page: each stretch from its first to its latest session."""

import json
import re
from datetime import datetime, timedelta

import pytest

from posecheck.errors import InputError
from posecheck.history import HistoryEntry
from posecheck.outputs.report.history_page import history_page, write_history_page
from posecheck.pose.pose import Side

START = datetime(2026, 3, 1, 8, 30)


def entry(day: int, hold_s: float, side: Side | None = Side.LEFT, **changes: object):
    known = {
        "at": START + timedelta(days=day),
        "stretch": "half_kneeling_lunge",
        "side": side,
        "hold_s": hold_s,
        "asked_s": 30.0,
        "score": 80.0,
        "information": {},
    }
    return HistoryEntry(**(known | changes))


def charts_of(page: str) -> list:
    (data,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(data)["stretches"]


def test_the_latest_session_is_compared_with_the_first():
    page = history_page([entry(0, 20.0), entry(1, 25.0), entry(2, 12.5)])
    assert "−7.5 s since the first session" in page
    assert "1 March 2026 to 3 March 2026" in page
    assert "3 days" in page


def test_a_single_session_is_the_first():
    page = history_page([entry(0, 20.0)])
    assert "the first session" in page
    assert "1 day " in page


def test_each_side_has_a_curve_and_the_target_is_what_was_asked_for():
    page = history_page([entry(0, 20.0), entry(0, 10.0, Side.RIGHT), entry(1, 30.0)])
    held = charts_of(page)[0][0]
    assert [curve["y"] for curve in held["curves"]] == [[20.0, 30.0], [10.0]]
    assert held["good"] == [30.0, None]


def test_what_was_never_measured_has_no_chart():
    (charts,) = charts_of(history_page([entry(0, 20.0, score=None)]))
    assert [chart["title"] for chart in charts] == ["Held well"]


def test_a_stretch_of_your_own_has_its_id_as_title():
    page = history_page([entry(0, 20.0, None, stretch="my_stretch")])
    assert "My stretch" in page
    assert "Both legs" in page


def test_a_page_that_cannot_be_written_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="missing"):
        write_history_page(tmp_path / "missing" / "page.html", [])
