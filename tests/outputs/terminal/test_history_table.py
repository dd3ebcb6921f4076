"""The history as a table and as plots."""

from datetime import UTC, datetime, timedelta

import pytest
from results import printed

from posecheck.history import HistoryEntry
from posecheck.outputs.report.history_page import history_page
from posecheck.outputs.terminal.history_table import history_table, progress_plots
from posecheck.pose.pose import Side

DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)


def entry(at: datetime = DAY, **changes) -> HistoryEntry:
    values = {"stretch": "bridge", "side": None, "hold_s": 30.0, "asked_s": 30.0, "score": 90.0}
    return HistoryEntry(at, **(values | {"information": {}} | changes))


def test_the_table_has_a_row_for_each_entry():
    table = history_table([entry(), entry(side=Side.LEFT, score=None)])
    assert list(table.columns[1].cells) == ["Bridge", "Bridge, left"]
    assert list(table.columns[2].cells) == ["30.0 / 30 s"] * 2


@pytest.mark.parametrize(("held_s", "words"), [(2.96, "3.0"), (0.6, "0.6"), (0.0, "0.0")])
def test_seconds_are_written_as_on_the_history_page(held_s, words):
    held = entry(hold_s=held_s, asked_s=7.5)
    assert list(history_table([held]).columns[2].cells) == [f"{words} / 7.5 s"]
    assert f"{words} of 7.5 s" in history_page([held])


def test_names_and_notes_are_whole_on_a_narrow_terminal():
    entries = [
        entry(name="Ada", note="after the first week", information={"hip_extension": 12.0}),
        entry(stretch="half_kneeling_lunge", side=Side.RIGHT, name="Ada"),
        entry(note="no name"),
    ]
    lines = [line.rstrip() for line in printed(history_table(entries)).splitlines()]
    assert all(len(line) <= 80 for line in lines)
    text = " ".join(" ".join(lines).split())
    for words in ("Ada: after the", "first week", "hip extension 12°", "no name"):
        assert words in text


@pytest.mark.parametrize("value", [1e308, -1e308, 1.7e308])
def test_a_value_that_no_axis_can_show_is_left_out(value):
    pytest.importorskip("plotille")
    absurd = entry(hold_s=abs(value), information={"hip_extension": value})
    assert list(progress_plots([absurd], colours=False)) == []
    (of_holds,) = progress_plots([absurd, entry()], colours=False)
    assert "seconds held" in of_holds


def test_there_is_a_plot_for_each_stretch_and_each_of_its_values():
    lunges = [
        entry(
            DAY + timedelta(days=day), stretch="lunge", side=side, information={"hip": 10.0 + day}
        )
        for day in range(3)
        for side in Side
    ]
    plots = list(progress_plots([entry(), *lunges], colours=False))
    titles = ["Bridge: seconds held", "Lunge: seconds held", "Lunge: hip"]
    assert [plot.splitlines()[0] for plot in plots] == titles
    assert all("left leg" in plot and "right leg" in plot for plot in plots[1:])
    assert "leg" not in plots[0]


@pytest.mark.parametrize("value", [0.0, -12.0, 5.0])
def test_a_plot_can_have_a_single_point(value):
    plots = progress_plots([entry(information={"hip": value})], colours=False)
    assert "x" in list(plots)[-1].split("\n", 1)[1]


def test_what_was_held_but_not_judged_is_said_with_its_reason():
    table = history_table([entry(hold_s=0.0, clock_s=30.0, unjudged="left ankle hidden")])
    assert list(table.columns[4].cells) == ["30 s held, but could not be judged: left ankle hidden"]
