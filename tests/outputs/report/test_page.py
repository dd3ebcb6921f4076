"""The report of a clip as one page."""

import json
import re
from dataclasses import replace

import pytest
from figures import STANDING, clip, lunge
from recording import record, repeated
from results import check

from posecheck.outputs.report.page import report_page
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in


def test_the_data_of_the_page_are_plain_json(recorded_lunge):
    page = report_page(recorded_lunge, (), None, {})
    (data,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert {chart["id"] for chart in json.loads(data)["charts"]} > {"held", "front_knee"}


def test_a_clip_without_a_stretch_says_what_to_try():
    page = report_page(record(clip(STANDING, 2.0)), all_built_in(), None, {})
    assert "Not in position" in page
    assert "2 to 4 m away" in page
    assert all(stretch.title in page for stretch in all_built_in())
    assert "<video" not in page


@pytest.mark.parametrize(
    ("poses", "counted"), [(repeated(60.0), "Repetitions"), (clip(lunge(60.0), 4.0), "Time")]
)
def test_the_table_says_what_was_good(poses, counted):
    page = report_page(record(poses), (), None, {})
    assert re.findall(r">(\w+) good</th>", page) == [counted]
    assert f'aria-label="0% of the {counted.lower()} good"' in page


def test_without_a_film_nothing_is_said_of_one(recorded_lunge):
    for film in (None, "annotated.mp4"):
        page = report_page(recorded_lunge, (), film, {})
        assert ("The film and its timeline" in page) == ("to play" in page) == bool(film)


@pytest.mark.parametrize(
    ("share", "advice"), [(0.55, "Keep it like this all the time."), (1.0, "Keep it like this.")]
)
def test_what_was_good_for_a_part_of_the_time_is_to_be_so_throughout(recorded_lunge, share, advice):
    knee = check("front_knee", Grade.GOOD, good_fraction=share)
    known = recorded_lunge.result.model_copy(update={"checks": (knee,)})
    assert f">{advice}<" in report_page(replace(recorded_lunge, result=known), (), None, {})


def test_the_settings_of_the_run_are_on_the_page(recorded_lunge):
    page = report_page(recorded_lunge, (), None, {"Asked for": "stretch auto, front leg left"})
    assert "stretch auto, front leg left" in page
    assert recorded_lunge.result.model.sha256 in page
