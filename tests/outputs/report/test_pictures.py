"""Key frames on the page: annotated, small, and with captions."""

import re
from base64 import b64decode

from posecheck.outputs.report.page import report_page
from posecheck.outputs.report.pictures import data_url, pictures
from posecheck.stretches.checks import Grade


def test_pictures_are_small_and_kept_without_masks(recorded_lunge):
    for kept in recorded_lunge.pictures:
        assert kept.assessment.pose.mask is None
        assert min(kept.image.shape[:2]) <= 480
    page = report_page(recorded_lunge, (), None, {})
    assert len(re.findall(r'<img src="data:image/jpeg', page)) == len(recorded_lunge.pictures)


def test_each_picture_says_what_it_shows(recorded_lunge):
    shown = pictures(recorded_lunge)
    assert [picture.title for picture in shown[:2]] == ["Best moment", "Worst moment"]
    assert [picture.grade for picture in shown] == [Grade.GOOD, *[Grade.FIX] * (len(shown) - 1)]
    for picture in shown[1:]:
        assert "the target is" in picture.text
        assert picture.at == f"0:{picture.at_s:04.1f}"
    for picture in shown:
        assert b64decode(picture.source.removeprefix("data:image/jpeg;base64,"))[:2] == b"\xff\xd8"


def test_data_comes_back_from_its_url():
    kind, _, data = data_url("image/png", bytes(range(256))).partition(";base64,")
    assert (kind, b64decode(data)) == ("data:image/png", bytes(range(256)))
