"""Key frames on the page: annotated, small, and with captions."""

import re
from base64 import b64decode
from dataclasses import replace

from posecheck.measures import CannotJudge, Measurement
from posecheck.outputs.report.page import report_page
from posecheck.outputs.report.pictures import data_url, picture, pictures
from posecheck.outputs.words import NOTHING_TO_CORRECT
from posecheck.stretches.checks import Grade


def test_pictures_are_small_and_kept_without_masks(recorded_lunge):
    for kept in recorded_lunge.pictures:
        assert kept.assessment.pose.mask is None
        assert min(kept.image.shape[:2]) <= 480
    page = report_page(recorded_lunge, (), None, {})
    assert len(re.findall(r'<img src="data:image/jpeg', page)) == len(recorded_lunge.pictures)


def test_each_picture_says_what_it_shows(recorded_lunge):
    shown = pictures(recorded_lunge)
    assert [one.title for one in shown[:2]] == ["Best moment", "Worst moment"]
    assert [one.grade for one in shown] == [Grade.GOOD, *[Grade.FIX] * (len(shown) - 1)]
    for one in shown[1:]:
        assert "the target is" in one.text
        assert one.at == f"0:{one.at_s:04.1f}"
    for one in shown:
        assert b64decode(one.source.removeprefix("data:image/jpeg;base64,"))[:2] == b"\xff\xd8"


def test_a_best_moment_that_hides_something_does_not_say_that_nothing_is_to_be_corrected(
    recorded_lunge,
):
    best = recorded_lunge.pictures[0]
    first, *others = best.assessment.verdicts
    hidden = first.check.judge(CannotJudge("left knee hidden"))
    assessment = replace(best.assessment, verdicts=(hidden, *others))
    assert picture(best, recorded_lunge).text == "Nothing to correct here."
    assert picture(replace(best, assessment=assessment), recorded_lunge).text == NOTHING_TO_CORRECT


def test_a_best_moment_that_is_borderline_says_what_to_correct(recorded_lunge):
    best = recorded_lunge.pictures[0]
    verdicts = {verdict.check.id: verdict for verdict in best.assessment.verdicts}
    knee = verdicts["front_knee"].check
    (low, _), (lowest, _) = knee.band.good, knee.band.fix
    value = (low + lowest) / 2
    verdicts["front_knee"] = knee.judge(Measurement(value, "deg", 3.0))
    assessment = replace(best.assessment, verdicts=tuple(verdicts.values()))
    text = picture(replace(best, assessment=assessment), recorded_lunge).text
    assert text.startswith(f"Borderline: {knee.cue_low}. Front knee {value:g}°, the target is")


def test_data_comes_back_from_its_url():
    kind, _, data = data_url("image/png", bytes(range(256))).partition(";base64,")
    assert (kind, b64decode(data)) == ("data:image/png", bytes(range(256)))
