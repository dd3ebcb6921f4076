"""Two clips on one page."""

import json
import re
from dataclasses import replace

import pytest
from figures import STANDING, butterfly, clip, lunge
from recording import record, repeated
from results import LEFT_OUT, check

from posecheck.outputs.report.comparison import Half, comparison_page
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade


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


@pytest.fixture(scope="module")
def exercise():
    return Half(record(repeated()), None)


@pytest.mark.parametrize("turned", [False, True])
def test_repetitions_and_a_hold_are_not_ranked_and_it_is_said_why(exercise, leaning, turned):
    page = comparison_page(*([leaning, exercise] if turned else [exercise, leaning]), {})
    names = "BA" if turned else "AB"
    assert f"{names[0]} was done as repetitions and is judged where they turn" in page
    assert f"{names[1]} was held and is judged all that time: neither form is called better" in page
    assert "From A to B." not in page
    row = row_of(page, "Trunk upright")
    assert "good for 100% of the repetitions" in row
    assert "good for 0% of the time" in row
    assert "worse" not in row
    assert "better" not in row


def test_of_two_exercises_the_repetitions_are_compared(exercise):
    page = comparison_page(exercise, Half(record(repeated(60.0)), None), {})
    assert "was done as repetitions" not in page
    assert "of the repetitions</div>" in row_of(page, "Front knee")
    assert "of the time</div>" not in page
    assert "From A to B. Worse: front knee" in page


def test_of_the_leg_that_was_held_it_is_said_which_one_it_is(exercise):
    """With the left leg in front both are repetitions, with the right one only the first is."""
    turned = [
        replace(pose, time_s=pose.time_s + 7.0)
        for pose in clip(lunge(front=Side.RIGHT), 4.0, -90.0)
    ]
    poses = repeated() + clip(STANDING, 1.0, start_s=6.0) + turned
    page = comparison_page(Half(record(poses), None), exercise, {})
    assert "was done as repetitions" not in page
    alone = Half(record(clip(lunge(), 4.0)), None)
    page = comparison_page(Half(record(poses), None), alone, {})
    assert "A was done as repetitions with the left leg in front and is judged where" in page


@pytest.fixture(scope="module")
def without_baseline():
    """The back of somebody whose upright posture has not been seen yet."""
    return Half(record(clip(lunge(), 1.5)), None)


def test_values_held_against_other_limits_are_drawn_apart_and_not_ranked(without_baseline):
    upright = clip(STANDING, 4.0) + clip(lunge(), 4.0, start_s=4.0)
    page = comparison_page(without_baseline, Half(record(upright), None), {})
    charts = data_of(page)["charts"]
    apart = [pair for pair in charts if pair[0]["id"] == "flat_back"]
    assert [[one["title"] for one in pair] for pair in apart] == [
        ["Flat back, A"],
        ["Flat back, B"],
    ]
    assert [pair[0]["clip"] for pair in apart] == [0, 1]
    assert [pair[0]["good"] for pair in apart] == [[-5.6, 0.0], [-2.8, 2.8]]
    together = next(pair for pair in charts if pair[0]["id"] == "front_knee")
    assert [(one["title"], one["clip"]) for one in together] == [
        ("Front knee", 0),
        ("Front knee", 1),
    ]
    row = row_of(page, "Flat back")
    assert "no upright posture seen: compared with the average person, limits doubled" in row
    assert '<td data-label="Change" class="n">–</td>' in row


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        ({"lean": 50.0}, {"lean": 30.0}, "closer to the target"),
        ({"knee": 60.0}, {"knee": 130.0}, "further from the target"),
    ],
)
def test_a_fault_that_got_smaller_or_turned_over_is_not_called_alike(before, after, trend):
    halves = (Half(record(clip(lunge(**who), 4.0)), None) for who in (before, after))
    title = "trunk upright" if "lean" in before else "front knee"
    page = comparison_page(*halves, {})
    row = page[page.index(f'<th scope="row">{title.capitalize()}') :]
    assert f"{trend}</span>" in row[: row.index("</tr>")]
    summary = page[page.index("From A to B.") :]
    assert trend.capitalize() in summary
    assert title in summary[summary.index(trend.capitalize()) :].split(".")[0]


def left_then_right(left, right):
    """A lunge with the left leg in front, then from 5 s on with the right one."""
    poses = clip(lunge(**left), 4.0) + clip(STANDING, 1.0, start_s=4.0)
    turned = clip(lunge(**right, front=Side.RIGHT), 4.0, -90, start_s=5.0)
    return Half(record(poses + turned), None)


@pytest.mark.parametrize("leaning", [{}, {"lean": 38.0}])
def test_the_leg_that_is_compared_is_shown(leaning):
    both = left_then_right({}, leaning)
    right = Half(record(clip(lunge(front=Side.RIGHT), 4.0, -90)), None)
    page = comparison_page(right, both, {})
    assert "at the start of the hold with the right leg in front." in page
    assert "Trunk upright (right leg in front)" in page
    first, second = data_of(page)["starts"]
    assert first < 1.0
    assert second >= 5.0
    moments = re.findall(r"</strong>0:0(\d\.\d)<span>", page)
    assert [float(moment) >= 5.0 for moment in moments] == [False, True]


def test_where_each_clip_has_another_leg_both_begin_at_their_own(straight):
    right = Half(record(clip(lunge(front=Side.RIGHT), 4.0, -90)), None)
    page = comparison_page(straight, right, {})
    assert "aligned at the start of the hold." in page
    assert data_of(page)["starts"] == [straight.starts_s, right.starts_s]


def test_legs_are_compared_with_themselves_where_either_clip_shows_both():
    """The fault has moved to the other leg; the median and the worse side are the same."""
    upright, leaning = {"lean": 2.0}, {"lean": 38.0}

    page = comparison_page(left_then_right(upright, leaning), left_then_right(leaning, upright), {})
    summary = page[page.index("From A to B.") :]
    better, worse = summary.split("Better: ")[1].split(".")[0], summary.split("Worse: ")[1]
    assert "trunk upright (right leg in front)" in better
    assert "trunk upright (left leg in front)" in worse.split(".")[0]
    alone = Half(record(clip(lunge(**upright), 4.0)), None)
    against_one = comparison_page(left_then_right(upright, leaning), alone, {})
    assert "Trunk upright (left leg in front)" in against_one
    assert "(right leg in front)</th>" not in against_one


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


def test_what_a_score_leaves_out_is_said_with_it(straight):
    left_out = check("front_knee", Grade.CANNOT_JUDGE, unscored_fault=True)
    others = [part for part in straight.recorded.result.checks if part.id != "front_knee"]
    checks = (left_out, *others)
    result = straight.recorded.result.model_copy(update={"checks": checks, "score": 100.0})
    spoilt = Half(replace(straight.recorded, result=result), None)
    said = LEFT_OUT.replace("spine", "front knee")
    assert f"score 100, {said}</span>" in comparison_page(spoilt, straight, {})


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


def row_of(page: str, title: str) -> str:
    row = page[page.index(f'<th scope="row">{title}') :]
    return row[: row.index("</tr>")]


def test_films_of_different_stretches_can_be_played_each_by_itself(straight):
    other = Half(record(clip(butterfly(), 3.0, yaw_deg=0.0)), "b.mp4")
    page = comparison_page(Half(straight.recorded, "a.mp4"), other, {})
    assert page.count("<video controls") == 2
    assert 'id="play"' not in page
    assert 'id="timeline"' not in page
    assert '<h2 id="checks-title">' not in page
    alike = Half(straight.recorded, "a.mp4")
    assert "<video controls" not in comparison_page(alike, alike, {})


@pytest.fixture(scope="module")
def butterflies():
    """The same from the front and from the side."""
    return [Half(record(clip(butterfly(), 4.0, yaw_deg=yaw_deg)), None) for yaw_deg in (0, -90)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_check_of_one_view_has_its_target_and_the_other_clip_the_reason(butterflies, turned):
    page = comparison_page(*(butterflies[::-1] if turned else butterflies), {})
    soles = row_of(page, "Soles together")
    assert "needs a camera from the front" in soles
    assert "0 to 65% of trunk" in soles


def test_what_each_view_measures_in_its_own_way_is_shown_of_both(butterflies):
    page = comparison_page(*butterflies, {})
    rows = re.findall(r'<th scope="row">([^<]*)', page)
    titles = [title for title in rows if title.startswith("Spine")]
    assert len(titles) == 2
    assert rows.index(titles[1]) == rows.index(titles[0]) + 1
    for title, judged in zip(titles, ("A", "B"), strict=True):
        cells = dict(
            re.findall(r'<td data-label="([AB])">(.*?)</td>', row_of(page, title), re.DOTALL)
        )
        assert [name for name in "AB" if "good" in cells[name]] == [judged]


def test_it_is_said_that_the_views_differ(butterflies):
    front, side = butterflies
    page = comparison_page(front, side, {})
    assert "A is seen from the front, B from the side: only what both show" in page
    assert "only what both show" not in comparison_page(front, front, {})


def test_from_where_somebody_with_a_front_leg_is_seen_is_said(straight):
    page = comparison_page(straight, straight, {})
    assert "left leg in front, seen from the side" in page


def test_of_two_limits_both_are_said(straight):
    part = straight.recorded.result.check("trunk_upright")
    wider = part.model_copy(update={"good": (-20.0, 20.0)})
    checks = tuple(wider if c is part else c for c in straight.recorded.result.checks)
    other = straight.recorded.result.model_copy(update={"checks": checks})
    page = comparison_page(straight, Half(replace(straight.recorded, result=other), None), {})
    assert "A: −15 to 15°, B: −20 to 20°" in row_of(page, "Trunk upright")


def test_nobody_in_position_is_said_with_the_name_of_the_clip(straight):
    page = comparison_page(straight, Half(record(clip(STANDING, 2.0)), None), {})
    assert "In clip.mp4 nobody was in position" in page
