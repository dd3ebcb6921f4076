"""Two clips on one page."""

import json
import re
from dataclasses import replace

import pytest
from figures import STANDING, butterfly, clip, lunge
from recording import record

from posecheck.outputs.report.comparison import Half, comparison_page


@pytest.fixture(scope="module")
def straight():
    return Half(record(clip(lunge(lean=2.0), 4.0)), None)


@pytest.fixture(scope="module")
def leaning():
    late = clip(STANDING, 1.0) + clip(lunge(lean=30.0), 4.0, start_s=1.0)
    return Half(record(late), None)


def data_of(page: str) -> dict:
    (data,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(data)


def test_both_clips_are_aligned_at_the_start_of_their_holds(straight, leaning):
    page = comparison_page(leaning, straight, {})
    data = data_of(page)
    assert data["starts"] == [leaning.starts_s, straight.starts_s]
    assert data["starts"][0] > 0.9
    assert "aligned at the start of the hold" in page
    assert {pair[0]["id"] for pair in data["charts"]} > {"held", "trunk_upright"}


def test_a_picture_has_no_hold_to_be_aligned_at(straight):
    result = straight.recorded.result.model_copy(update={"holds": ()})
    picture = Half(replace(straight.recorded, result=result), None)
    page = comparison_page(picture, straight, {})
    assert "aligned at the start of the hold" not in page
    assert "Trunk upright" in page


def test_the_change_is_from_the_first_to_the_second(straight, leaning):
    values = [half.recorded.result.check("trunk_upright").value for half in (leaning, straight)]
    page = comparison_page(leaning, straight, {})
    row = page[page.index('<th scope="row">Trunk upright') :]
    change = round(values[1] - values[0])
    assert change < -20
    assert f">{str(change).replace('-', '−')}° <" in row
    assert "From A to B. Better: trunk upright" in page


def test_with_the_same_verdict_it_is_not_worse_but_good_less_of_the_time(straight):
    """Both are good; the second person arrived late in the limits."""
    late = clip(lunge(lean=22.0), 1.5) + clip(lunge(lean=2.0), 3.5, start_s=1.5)
    page = comparison_page(straight, Half(record(late), None), {})
    assert "Good less of the time: trunk upright." in page
    assert "good less of the time</span>" in page
    row = page[page.index('<th scope="row">Trunk upright') :]
    assert "good for 100% of the time" in row[: row.index("</tr>")]


def test_the_page_says_whose_clips_they_are(straight):
    labels = {"name": "Bo", "note": "before and after"}
    result = straight.recorded.result.model_copy(update=labels)
    named = Half(replace(straight.recorded, result=result), None)
    assert "<strong>Bo</strong> – before and after" in comparison_page(named, named, {})


def test_only_films_can_be_played(straight):
    for film in (None, "annotated.mp4"):
        half = Half(straight.recorded, film)
        page = comparison_page(half, half, {})
        assert ('id="play"' in page) == ("to play" in page) == bool(film)


def test_both_reports_are_linked(straight, leaning):
    halves = [
        Half(half.recorded, None, f"{name}/report.html")
        for half, name in ((straight, "a"), (leaning, "b"))
    ]
    page = comparison_page(*halves, {})
    assert all(f'href="{name}/report.html"' in page for name in "ab")


def test_different_stretches_are_said_to_be_different(straight):
    other = Half(record(clip(butterfly(), 3.0, yaw_deg=0.0)), None)
    page = comparison_page(straight, other, {})
    assert "These are different stretches: Half-kneeling lunge and Butterfly" in page
    assert data_of(page)["charts"] == []


def test_nobody_in_position_is_said_with_the_name_of_the_clip(straight):
    page = comparison_page(straight, Half(record(clip(STANDING, 2.0)), None), {})
    assert "In clip.mp4 nobody was in position" in page
