import json
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from figures import assessed, clip, hidden, lunge
from hypothesis import given
from hypothesis import strategies as st
from recording import record, record_assessments

from posecheck.assess.hold import GRACE_S
from posecheck.outputs.report import content
from posecheck.outputs.report.charts import chart_data
from posecheck.outputs.report.keyframes import Shows
from posecheck.outputs.report.page import report_page
from posecheck.outputs.report.recorder import NOTHING, code_of
from posecheck.outputs.report.sides import one_sided, side_table
from posecheck.outputs.report.thinning import extremes, worst_runs
from posecheck.outputs.report.words import page_value
from posecheck.pose.pose import Landmark, Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

LUNGE = built_in("half_kneeling_lunge")
KNEE = LUNGE.variants("front_knee")[0]
TOO_STRAIGHT = KNEE.fix[1] + 15

VALUES = st.lists(st.floats(-1e3, 1e3) | st.just(float("nan")), min_size=1, max_size=400)
CODES = st.lists(st.sampled_from([NOTHING, *map(code_of, Grade)]), min_size=1, max_size=400)


# ----------------------------------------------------------------------------------- thinning


@given(VALUES, st.integers(1, 50))
def test_thinning_keeps_the_highest_and_the_lowest_value_and_the_order(values, most):
    numbers = np.array(values)
    kept = extremes(numbers, most)
    assert (np.diff(kept) > 0).all()
    assert len(kept) <= 2 * most or len(values) <= most
    if not np.isnan(numbers).all():
        assert np.nanmax(numbers[kept]) == np.nanmax(numbers)
        assert np.nanmin(numbers[kept]) == np.nanmin(numbers)


@given(VALUES)
def test_a_short_clip_keeps_every_frame(values):
    assert list(extremes(np.array(values))) == list(range(len(values)))


@given(CODES, st.integers(1, 50))
def test_every_fault_is_covered_by_a_run_that_is_as_bad(codes, most):
    times_s = [0.1 * number for number in range(len(codes))]
    runs = worst_runs(times_s, codes, 0.1 * len(codes), most)
    assert (runs[0][0], runs[-1][1]) == (0.0, 0.1 * len(codes))
    assert all(end == start for (_, end, _), (start, _, _) in pairwise(runs))
    for time_s, code in zip(times_s, codes, strict=True):
        (covering,) = [run for run in runs if run[0] <= time_s < run[1]]
        assert covering[2] >= code
    assert {code for _, _, code in runs} <= set(codes)


# ------------------------------------------------------------------------------------ the page


def long_clip(frames: int):
    """Half an hour at 30 frames a second: a trembling lunge with a fault of a tenth of a second."""
    good, bad = (assessed(clip(lunge(knee), 2.0), [LUNGE])[-1] for knee in (90.0, TOO_STRAIGHT))
    trembling = [wobbled(good, wobble) for wobble in np.random.default_rng(7).normal(0, 0.7, 99)]
    for number in range(frames):
        said = bad if 40_000 <= number < 40_003 else trembling[number % 99]
        yield replace(said, time_s=number / 30)


def wobbled(said, by: float):
    known = (replace(v, value=v.value + by) if v.value is not None else v for v in said.verdicts)
    return replace(said, verdicts=tuple(known))


def test_half_an_hour_makes_a_small_page_that_still_shows_a_fault_of_three_frames():
    recorded = record_assessments(list(long_clip(54_000)))
    page = report_page(recorded, (LUNGE,), "annotated.mp4", {})
    assert len(page.encode()) < 5e6
    (chart,) = [c for c in chart_data(recorded)["charts"] if c["id"] == "front_knee"]
    assert max(y for y in chart["y"] if y is not None) > KNEE.fix[1]
    faults = [run for run in chart["runs"] if run[2] == code_of(Grade.FIX)]
    assert len(faults) == 1
    assert faults[0][0] <= 40_000 / 30 < faults[0][1]


def test_what_to_work_on_first_is_said_with_value_target_and_reason(recorded_lunge):
    first = content.overview(recorded_lunge)["first"]
    part = recorded_lunge.result.check("trunk_upright")
    assert first["cue"] == part.cue
    assert page_value(part.value, part.unit, part.good) in first["text"]
    assert LUNGE.variants("trunk_upright")[0].why in first["text"]


def test_every_check_is_in_the_table_and_every_pause_under_its_hold(recorded_lunge):
    rows = content.check_rows(recorded_lunge)
    assert [row.id for row in rows] == [part.id for part in recorded_lunge.result.checks]
    pauses = [pause for hold in content.hold_rows(recorded_lunge) for pause in hold.pauses]
    assert [pause.reason for pause in pauses] == [
        pause.reason for hold in recorded_lunge.result.holds for pause in hold.pauses
    ]
    assert pauses


def test_what_cannot_be_judged_says_which_camera_shows_it():
    rows = {row.id: row for row in content.check_rows(record(clip(lunge(), 4.0, yaw_deg=45.0)))}
    assert rows["front_knee"].grade is Grade.CANNOT_JUDGE
    assert "needs a camera from the side" in rows["front_knee"].reason


def test_a_hidden_joint_says_which_camera_shows_it():
    poses = [hidden(pose, Landmark.LEFT_KNEE) for pose in clip(lunge(), 4.0)]
    rows = {row.id: row for row in content.check_rows(record_assessments(assessed(poses, [LUNGE])))}
    assert rows["front_knee"].reason == "left knee hidden"
    assert rows["front_knee"].shown_from == "from the side"


def test_both_sides_are_compared_where_both_were_held():
    both = clip(lunge(front=Side.LEFT), 4.0, yaw_deg=90.0)
    both += clip(lunge(knee=TOO_STRAIGHT, front=Side.RIGHT), 4.0, yaw_deg=-90.0, start_s=4.0)
    table = side_table(record(both))
    assert table is not None
    rows = {row.title: row for row in table["rows"]}
    left, right = rows["Front knee"].cells
    assert (left.grade, right.grade) == (Grade.GOOD, Grade.FIX)
    difference = float(right.value.rstrip("°")) - float(left.value.rstrip("°"))
    assert difference == pytest.approx(TOO_STRAIGHT - 90, abs=1)
    assert float(rows["Front knee"].difference.rstrip("°")) == pytest.approx(difference, abs=1)
    assert any("30 s" in title for title in rows)


def test_one_side_alone_is_said_to_be_so(recorded_lunge):
    assert side_table(recorded_lunge) is None
    assert "Only the left leg" in one_sided(recorded_lunge)


# ------------------------------------------------------------------------------------ key frames


def test_the_pictures_are_the_best_the_worst_and_each_fault_at_its_clearest():
    poses = clip(lunge(), 2.0)
    for step, knee in enumerate((TOO_STRAIGHT, TOO_STRAIGHT + 8, TOO_STRAIGHT + 2)):
        poses += clip(lunge(knee), 2.0, start_s=2.0 + 2 * step)
    poses += clip(lunge(lean=40.0), 2.0, start_s=8.0)
    said = assessed(poses)
    shown = {}
    for kept in record_assessments(said).pictures:
        shown.setdefault((kept.shows, kept.verdict and kept.verdict.check.id), kept)
    assert {shows for shows, _ in shown} == set(Shows)
    best = shown[Shows.BEST, None].assessment
    assert best.time_s < 2.0
    assert not best.faults
    clearest = [kept for (_, id), kept in shown.items() if id == "front_knee"]
    knees = [fault.value for one in said for fault in one.faults if fault.check.id == "front_knee"]
    assert [kept.verdict.value for kept in clearest] == [max(knees)]


def test_a_glitch_of_a_moment_is_no_picture():
    poses = clip(lunge(), 4.0)
    glitch = clip(lunge(TOO_STRAIGHT), 4.0)
    frames = round(GRACE_S * 12) - 1
    mixed = poses[:24] + glitch[24 : 24 + frames] + poses[24 + frames :]
    assert {kept.shows for kept in record(mixed).pictures} == {Shows.BEST}


def test_pictures_are_small_and_kept_without_masks(recorded_lunge):
    for kept in recorded_lunge.pictures:
        assert kept.assessment.pose.mask is None
        assert min(kept.image.shape[:2]) <= 480
    page = report_page(recorded_lunge, (), None, {})
    assert len(re.findall(r'<img src="data:image/jpeg', page)) == len(recorded_lunge.pictures)


def test_the_data_of_the_page_are_plain_json(recorded_lunge):
    page = report_page(recorded_lunge, (), None, {})
    (data,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert {chart["id"] for chart in json.loads(data)["charts"]} > {"held", "front_knee"}
