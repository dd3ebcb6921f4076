"""The history for other programs."""

import csv
import json
from datetime import UTC, datetime

from posecheck.history import HistoryEntry
from posecheck.outputs.export.history import json_lines, table
from posecheck.pose.pose import Side

LIVE = HistoryEntry(
    at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    stretch="bridge",
    side=None,
    hold_s=30.0,
    asked_s=30.0,
    score=None,
    information={},
)
CLIP = HistoryEntry(
    at=datetime(2026, 3, 2, 8, tzinfo=UTC),
    stretch="half_kneeling_lunge",
    side=Side.LEFT,
    hold_s=12.5,
    asked_s=30.0,
    score=90.0,
    information={"hip_extension": 12.0},
    name='=cmd|"/C calc"!A1',
    note="a, b\nc",
    clip="5a",
    start_s=2.0,
)


def test_every_entry_is_a_line_of_json_with_the_same_keys():
    live, clip = map(json.loads, json_lines([LIVE, CLIP]))
    assert list(live) == list(clip)
    assert live == {
        **{"schema": 1, "at": "2026-03-01T08:00:00+00:00", "stretch": "bridge", "side": None},
        **{"hold_s": 30.0, "asked_s": 30.0, "score": None, "information": {}, "name": None},
        **{"note": None, "clip": None, "start_s": None, "end_s": None},
        **{"clock_s": None, "unjudged": None},
    }
    assert (clip["side"], clip["name"], clip["note"]) == ("left", CLIP.name, CLIP.note)
    assert clip["information"] == {"hip_extension": 12.0}


def test_the_table_has_a_row_for_each_entry_and_runs_nothing():
    live, clip = csv.DictReader(table([LIVE, CLIP]).splitlines(keepends=True))
    assert (live["name"], live["score"], live["info_hip_extension"]) == ("", "", "")
    assert (clip["hold_s"], clip["score"], clip["info_hip_extension"]) == ("12.5", "90.0", "12.0")
    assert clip["name"] == "'" + CLIP.name
    assert clip["note"] == CLIP.note


def test_an_empty_history_is_no_line_and_a_head():
    assert list(json_lines([])) == []
    assert table([]).startswith("at,name,stretch,side,")
