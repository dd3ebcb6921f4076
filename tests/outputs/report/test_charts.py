"""The charts of the timeline, ready for the page."""

import json
from dataclasses import replace

import numpy as np
import pytest
from figures import assessed, clip, lunge
from recording import record, record_assessments

from posecheck.outputs.report.charts import chart_data
from posecheck.outputs.report.page import report_page
from posecheck.outputs.report.track import code_of
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

LUNGE = built_in("half_kneeling_lunge")
KNEE = LUNGE.variants("front_knee")[0]
TOO_STRAIGHT = KNEE.fix[1] + 15


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


def test_what_is_estimated_has_a_band_of_where_it_may_lie():
    measured = assessed(clip(lunge(90.0), 2.0), [LUNGE])
    estimated = [
        replace(said, verdicts=tuple(uncertain(v, 7.3) for v in said.verdicts)) for said in measured
    ]
    for frames, off in ((measured, None), (estimated, {7})):
        recorded = record_assessments(frames)
        (knee,) = [c for c in chart_data(recorded)["charts"] if c["id"] == "front_knee"]
        assert (knee["off"] and {*knee["off"]}) == off
        page = report_page(recorded, (LUNGE,), "annotated.mp4", {})
        assert ("how far the true value may lie" in page) == (off is not None)


def uncertain(verdict, by_deg):
    return replace(verdict, uncertainty=by_deg) if verdict.unit == "deg" else verdict


def test_every_check_with_values_has_a_chart_with_its_limits_and_words(recorded_lunge):
    data = chart_data(recorded_lunge)
    json.dumps(data, allow_nan=False)
    charts = {chart["id"]: chart for chart in data["charts"]}
    assert set(charts) == {"held", *recorded_lunge.tracks}
    assert {"front_knee", "steady"} <= set(charts)
    knee, band = charts["front_knee"], recorded_lunge.tracks["front_knee"].limits.band
    assert knee["good"] == list(band.good)
    assert knee["limits"] == [{"from": 0.0, "good": list(band.good), "fix": list(band.fix)}]
    assert (knee["unit"], knee["title"]) == ("°", "Front knee")
    assert knee["words"].startswith("Front knee: ")
    for chart in charts.values():
        assert len(chart["x"]) == len(chart["y"])
        assert (chart["runs"][0][0], chart["runs"][-1][1]) == (0.0, data["end"])


def test_limits_that_hold_for_a_while_are_drawn_for_that_while():
    """As after a turn to a side from where a stretch of one's own is judged more generously."""
    narrow, wide = KNEE.check.band, KNEE.check.band.widened(8.0)
    note = "seen from there: limits widened by 8 deg"
    frames = [
        replace(said, verdicts=tuple(widened(v, wide, note) for v in said.verdicts))
        if said.time_s >= 2.0
        else said
        for said in assessed(clip(lunge(90.0), 3.0), [LUNGE])
    ]
    (knee,) = [c for c in chart_data(record_assessments(frames))["charts"] if c["id"] == KNEE.id]
    assert [(one["from"], one["good"]) for one in knee["limits"]] == [
        (0.0, list(narrow.good)),
        (2.0, list(wide.good)),
    ]
    assert (knee["good"], knee["note"]) == (list(narrow.good), None)
    assert all(y is not None for y in knee["y"])


def widened(verdict, band, note):
    return replace(verdict, band=band, note=note) if verdict.check.id == KNEE.id else verdict


def test_why_other_limits_hold_is_said_in_the_words_of_the_chart():
    recorded = record(clip(lunge(), 1.5))
    track = recorded.tracks["flat_back"]
    chart = next(c for c in chart_data(recorded)["charts"] if c["id"] == "flat_back")
    assert "average person" in track.limits.note
    assert chart["note"] == track.limits.note
    assert chart["words"].endswith(f"({track.limits.note}).")


def test_the_strip_of_the_clock_is_high_where_it_is_paused(recorded_lunge):
    (held,) = [chart for chart in chart_data(recorded_lunge)["charts"] if chart["id"] == "held"]
    assert {code for _, _, code in held["runs"]} >= {code_of(Grade.GOOD), code_of(Grade.FIX)}


def test_a_seek_goes_to_the_middle_of_the_shortest_frame(recorded_lunge):
    assert chart_data(recorded_lunge)["half_frame"] == pytest.approx(1 / 24, abs=1e-3)
