"""A scoring run as text: a line for each clip, the worst of them, and what is not as expected."""

import pytest
from results import LEFT_OUT, check, result, with_unscored_fault

from posecheck.outputs.terminal.score_table import (
    SHOWN,
    clip_line,
    comparison_lines,
    totals_lines,
)
from posecheck.scoring.expectations import Comparison, Expected
from posecheck.scoring.job import Scored
from posecheck.scoring.totals import Row, Totals
from posecheck.stretches.checks import Grade


def scored(clip: str, score: float = 80.0, *faults: str) -> Scored:
    checks = [check(id, Grade.FIX) for id in faults] or [check("front_knee", Grade.GOOD)]
    return Scored(0, clip, "00", result(*checks, score=score))


def failed(clip: str) -> Scored:
    return Scored(0, clip, error=f"{clip}: no video")


def line(one: Scored) -> str:
    return clip_line(Row.of(one), 7, 100).plain


def test_a_line_says_place_score_stretch_clip_and_faults():
    assert line(scored("a.mp4")).split() == ["7/100", "80", "half_kneeling_lunge", "a.mp4", "✓"]
    assert line(scored("a.mp4", 20.4, "trunk_upright", "flat_back")).endswith(
        "✗ trunk_upright, flat_back"
    )
    assert line(failed("a.mp4")).split() == ["7/100", "-", "failed", "a.mp4"]


def test_of_a_clip_with_several_stretches_the_others_are_told_too():
    best, worst = result(score=100.0), result(check("hip_height", Grade.FIX), stretch="bridge")
    clip = Scored(0, "a.mp4", "00", best.model_copy(update={"parts": (best, worst)}))
    assert line(clip).endswith(f"a.mp4  ✓; {worst.score:.0f} bridge ✗ hip_height")
    assert Row.of(clip).wanting


def test_a_stretch_without_a_score_leaves_nothing_behind_the_clip():
    none, good = result(score=None), result(check("hip_height", Grade.GOOD), stretch="bridge")
    shown = Scored(0, "a.mp4", "00", none.model_copy(update={"parts": (none, good)}))
    assert line(shown).endswith(f"half_kneeling_lunge  a.mp4  {good.score:.0f} bridge ✓")
    shown = Scored(0, "a.mp4", "00", good.model_copy(update={"parts": (none, good)}))
    assert line(shown).endswith("a.mp4  ✓; - half_kneeling_lunge")


def test_a_clip_whose_score_leaves_out_a_fault_is_not_called_fine():
    row = Row.of(Scored(0, "a.mp4", "00", with_unscored_fault()))
    assert row.wanting
    assert clip_line(row, 1, 1).plain.endswith(f"a.mp4  ? {LEFT_OUT}")


def test_columns_align_whatever_the_clip():
    lines = [line(scored("a.mp4", score)) for score in (0.0, 9.6, 100.0)]
    lines.append(line(failed("a.mp4")))
    assert len({one.index("a.mp4") for one in lines}) == 1


@pytest.mark.parametrize("name", ["a\x1b[31m.mp4", "a\udcff.mp4"])
def test_a_name_cannot_control_the_terminal(name):
    text = line(scored(name))
    assert text.encode("utf-8")
    assert "\x1b" not in text


@pytest.mark.parametrize("name", ["a\x1b[2J.mp4", "a\nAll as expected..mp4", "a\u202eb.mp4"])
def test_expected_names_cannot_control_the_terminal_or_forge_a_line(name):
    comparison = Comparison([Expected(clip=name, side="right"), Expected(clip=f"{name}2")])
    comparison.add(scored(name))
    lines = [one.plain for one in comparison_lines(comparison)]
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)
    assert "a" in lines[1]
    assert "a" in lines[3]


def lines_of(totals: Totals) -> list[str]:
    return [one.plain.rstrip() for one in totals_lines(totals)]


def test_the_worst_come_first_and_only_some_of_many():
    totals = Totals()
    for number in range(SHOWN + 5):
        totals.add(scored(f"{number}.mp4", float(number)))
    lines = lines_of(totals)
    assert lines[0] == f"The {SHOWN} worst of {SHOWN + 5} clips:"
    shown = [one.split()[2] for one in lines[1 : SHOWN + 1]]
    assert shown == [f"{number}.mp4" for number in range(SHOWN)]


def test_as_many_are_listed_as_are_said_to_be_the_worst():
    """64 clips: 5 that fail, 3 in which nobody is in position, 3 with faults, all others good."""
    totals = Totals()
    clips = (
        *(failed(f"broken_{number}.mp4") for number in range(5)),
        *(
            Scored(0, f"none_{number}.mp4", "00", result(stretch=None, score=None))
            for number in range(3)
        ),
        *(scored(f"faulty_{number}.mp4", 40.0, "flat_back") for number in range(3)),
        *(scored(f"good_{number}.mp4", 99.8) for number in range(53)),
    )
    for one in clips:
        totals.add(one)
    heading, *lines = lines_of(totals)
    assert heading == "The 6 worst of 59 clips:"
    names = [one.split()[2] for one in lines[: lines.index("")]]
    assert names == [f"{what}_{number}.mp4" for what in ("faulty", "none") for number in range(3)]


def test_where_nothing_is_to_be_corrected_none_is_called_the_worst():
    totals = Totals()
    for number in range(SHOWN + 1):
        totals.add(scored(f"{number}.mp4", 100.0))
    assert lines_of(totals)[:2] == [f"Nothing to correct in {SHOWN + 1} clips.", ""]


def test_each_stretch_has_its_mean_score_and_failures_are_counted():
    totals = Totals()
    for one in (scored("a.mp4", 40.0), scored("b.mp4", 60.0), failed("c.mp4")):
        totals.add(one)
    lines = lines_of(totals)
    assert ["50", "half_kneeling_lunge", "2", "-"] in [one.split() for one in lines]
    assert lines[-1] == "1 of 3 clips failed."


def test_a_mean_counts_each_clip_by_the_share_of_it_that_was_judged():
    totals = Totals()
    for clip, score, share in (("a.mp4", 100.0, 0.25), ("b.mp4", 50.0, 1.0), ("c.mp4", None, 0.0)):
        checked = result(check("steady", Grade.GOOD), score=score, judged_fraction=share)
        totals.add(Scored(0, clip, "00", checked))
    lines = lines_of(totals)
    assert "60  half_kneeling_lunge  3      42% of the time" in lines[-1]
    assert lines[3].split() == ["-", "half_kneeling_lunge", "c.mp4"]


def compared(expected: list[Expected], *clips: Scored) -> list[str]:
    comparison = Comparison(expected)
    for one in clips:
        comparison.add(one)
    return [one.plain for one in comparison_lines(comparison)]


def test_what_is_not_as_expected_is_listed():
    expected = Expected(clip="a.mp4", checks={"trunk_upright": "fix"})
    missing = Expected(clip="b.mp4", stretch="bridge")
    lines = compared([expected, missing], scored("a.mp4"), scored("c.mp4"))
    assert lines[0] == "Not as expected:"
    assert "a.mp4: trunk_upright is" in lines[1]
    assert lines[2:4] == ["Expected, but not scored:", "  b.mp4"]
    assert "Nothing is expected of 1 clip." in lines
    assert "All as expected." not in lines


def test_everything_as_expected_is_said():
    expected = Expected(clip="a.mp4", stretch="half_kneeling_lunge")
    assert compared([expected], scored("a.mp4")) == ["All as expected."]
