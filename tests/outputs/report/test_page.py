"""The report of a clip as one page."""

import json
import re

from figures import STANDING, clip
from recording import record

from posecheck.outputs.report.page import report_page
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


def test_without_a_film_nothing_is_said_of_one(recorded_lunge):
    for film in (None, "annotated.mp4"):
        page = report_page(recorded_lunge, (), film, {})
        assert ("The film and its timeline" in page) == ("to play" in page) == bool(film)


def test_the_settings_of_the_run_are_on_the_page(recorded_lunge):
    page = report_page(recorded_lunge, (), None, {"Asked for": "stretch auto, front leg left"})
    assert "stretch auto, front leg left" in page
    assert recorded_lunge.result.model.sha256 in page
