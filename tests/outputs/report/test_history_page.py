"""The history as a page: each stretch from its first to its latest session."""

import json
import re
from dataclasses import replace
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
    assert "−7.5 s since the first time" in page
    assert "1 March 2026 to 3 March 2026" in page
    assert "3 days" in page


@pytest.mark.parametrize("unjudged_day", [0, 1])
def test_what_could_not_be_judged_is_no_shorter_hold(unjudged_day):
    held = [entry(0, 20.0), entry(1, 25.0)]
    held[unjudged_day] = entry(unjudged_day, 0.0, clock_s=25.0, unjudged="left knee hidden")
    page = history_page(held)
    assert "cannot be compared with the first time" in page
    assert "s since the first time" not in page


def test_a_single_session_is_the_first():
    page = history_page([entry(0, 20.0)])
    assert "the first time" in page
    assert "1 day " in page


def test_each_side_has_a_curve_and_the_target_is_what_was_asked_for():
    page = history_page([entry(0, 20.0), entry(0, 10.0, Side.RIGHT), entry(1, 30.0)])
    held = charts_of(page)[0][0]
    assert [curve["y"] for curve in held["curves"]] == [[20.0, 30.0], [10.0]]
    assert held["good"] == [30.0, None]


def test_what_was_never_measured_has_no_chart():
    entries = [entry(day, 20.0, score=None) for day in (0, 1)]
    (charts,) = charts_of(history_page(entries))
    assert [chart["title"] for chart in charts] == ["Held well"]


def test_one_session_has_its_values_and_no_chart():
    both = [entry(0, 20.0), entry(0, 25.0, Side.RIGHT)]
    page = history_page(both)
    assert charts_of(page) == [[]]
    assert "One session so far" in page
    assert "score 80" in page
    assert "<details open>" in page
    assert "One session so far" not in history_page([*both, entry(1, 20.0)])


def test_axes_span_enough_that_a_trifle_looks_like_one_and_say_what_is_better():
    some = [entry(day, 20.0, information={"hip_extension": 190.0 + day / 10}) for day in (0, 1)]
    held, score, hip = charts_of(history_page(some))[0]
    assert (held["least"], held["better"]) == (30.0, True)
    assert (score["least"], score["top"], score["better"]) == (20.0, 100, True)
    assert hip["least"] == 20.0
    assert "better" not in hip


def test_people_are_told_apart_and_one_of_them_is_named_once():
    entries = [entry(day, 20.0, name=name) for day in (0, 1) for name in ("Ben", "Ada", None)]
    page = history_page(entries)
    titles = re.findall(r'<h2 id="stretch-\d">(.*?)</h2>', page)
    assert titles == ["Half-kneeling lunge", "Ada: Half-kneeling lunge", "Ben: Half-kneeling lunge"]
    own = history_page([e for e in entries if e.name == "Ada"], "Ada")
    assert "<h1>Progress of Ada</h1>" in own
    assert '<h2 id="stretch-1">Half-kneeling lunge</h2>' in own


def test_a_stretch_of_your_own_has_its_id_as_title():
    page = history_page([entry(0, 20.0, None, stretch="my_stretch")])
    assert "My stretch" in page
    assert "Both legs" in page


def test_a_page_that_cannot_be_written_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="missing"):
        write_history_page(tmp_path / "missing" / "page.html", [])


def test_what_was_held_but_not_judged_is_said_with_its_reason():
    blind = replace(entry(0, 0.0), score=None, clock_s=30.0, unjudged="left ankle hidden")
    words = "30 s held, but could not be judged: left ankle hidden"
    assert history_page([blind]).count(words) == 2
    assert words not in history_page([replace(blind, hold_s=30.0)])
