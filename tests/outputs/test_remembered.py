"""What was held in a clip becomes the history of its person, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path

import pytest
from clip_maker import make_clip
from results import check, result

from posecheck.clips.analysis import Analysis
from posecheck.clips.batch import Outcome, analyze_clips, exit_code
from posecheck.clips.result import ClipResult, HoldPart, InformationPart
from posecheck.errors import HistoryError
from posecheck.exit_code import ExitCode
from posecheck.history import History
from posecheck.outputs.remembered import ReadClips, check_history, entries, remember
from posecheck.pose.model import find_model
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in, built_in

RECORDED = datetime(2026, 3, 1, 8, tzinfo=UTC)
NOW = datetime(2026, 4, 1, 8, tzinfo=UTC)
LUNGE, BRIDGE = "half_kneeling_lunge", "bridge"


def hold(
    side: str, start_s: float, seconds: float, good_s: float, score: float | None = None, **changes
):
    known = {"side": side, "start_s": start_s, "end_s": start_s + seconds, "good_s": good_s}
    return HoldPart(**known, pauses=(), score=score, **changes)


def opening(degrees: float) -> tuple[InformationPart, ...]:
    return (
        InformationPart(id="hip_extension", value=degrees, unit="deg"),
        InformationPart(id="reach", value=0.5, unit="T"),
    )


def held(*holds: HoldPart, stretch: str = LUNGE, **changes) -> ClipResult:
    return result(check("front_knee", Grade.GOOD), stretch=stretch, holds=holds, **changes)


def entries_of(found: ClipResult, recorded: datetime | None = RECORDED):
    return list(entries(found, all_built_in(), "5a", recorded, NOW))


def test_each_side_is_an_entry_with_the_seconds_of_its_holds():
    found = held(
        hold("left", 2.0, 10.0, 8.0, 80.0, information=opening(160.0)),
        hold("right", 15.0, 30.0, 30.0, 100.0, information=opening(190.0)),
        hold("left", 50.0, 30.0, 6.0, 20.0, information=opening(180.0)),
        name="Ada",
        note="knee better",
        information=opening(182.0),
    )
    left, right = entries_of(found)
    assert (left.side, left.hold_s, left.score) == (Side.LEFT, 14.0, 35.0)  # (800 + 600) / 40
    assert (right.side, right.hold_s, right.score) == (Side.RIGHT, 30.0, 100.0)
    assert [(e.start_s, e.end_s) for e in (left, right)] == [(2.0, 80.0), (15.0, 45.0)]
    assert (left.at, right.at) == tuple(RECORDED + timedelta(seconds=s) for s in (2.0, 15.0))
    for entry in (left, right):
        assert (entry.name, entry.note, entry.clip) == ("Ada", "knee better", "5a")
        assert (entry.stretch, entry.asked_s) == (LUNGE, 30.0)
    assert left.information == {"hip_extension": 175.0}  # (1600 + 5400) / 40
    assert right.information == {"hip_extension": 190.0}


def test_each_part_of_a_clip_is_an_entry_of_its_own_stretch():
    lunge = held(hold("left", 1.0, 10.0, 10.0, 100.0))
    bridge = held(hold("both", 20.0, 10.0, 10.0, 90.0), stretch=BRIDGE)
    both = lunge.model_copy(update={"parts": (lunge, bridge), "name": "Ada"})
    first, second = entries_of(both)
    assert [(e.stretch, e.side, e.start_s) for e in (first, second)] == [
        (LUNGE, Side.LEFT, 1.0),
        (BRIDGE, None, 20.0),
    ]
    assert (first.name, second.name) == ("Ada", "Ada")


def test_without_a_date_of_its_own_a_clip_is_of_now_and_without_a_score_has_none():
    (entry,) = entries_of(held(hold("left", 2.0, 10.0, 0.0)), recorded=None)
    assert (entry.at, entry.score) == (NOW, None)


def test_why_a_hold_was_not_judged_is_kept_with_its_seconds():
    """The reason is that of the holds themselves: a check without a verdict need not be one."""
    seen = {"clock_s": 10.0, "unjudged": None}
    hidden = {"clock_s": 30.0, "unjudged": "left ankle hidden"}
    holds = (
        hold("left", 2.0, 10.0, 10.0).model_copy(update=seen),
        hold("left", 20.0, 30.0, 0.0).model_copy(update=hidden),
        hold("right", 60.0, 10.0, 10.0).model_copy(update=seen),
    )
    left, right = entries_of(result(check("flat_back", Grade.CANNOT_JUDGE), holds=holds))
    assert (left.hold_s, left.clock_s, left.unjudged) == (10.0, 40.0, "left ankle hidden")
    assert (right.hold_s, right.unjudged) == (10.0, None)


def test_where_all_was_judged_no_reason_is_kept():
    seen = hold("left", 2.0, 30.0, 30.0).model_copy(update={"clock_s": 30.0})
    other_check = check("knee_tracking", Grade.CANNOT_JUDGE)
    (entry,) = entries_of(result(other_check, holds=(seen,), score=100.0))
    assert (entry.hold_s, entry.unjudged) == (30.0, None)


@pytest.fixture
def clip(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "data"))
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"no video, but with a SHA-256")
    return path


def kept() -> list[tuple[str | None, float]]:
    with History() as history:
        return [(entry.name, entry.hold_s) for entry in history.entries()]


def read(*clips: Path) -> ReadClips:
    """Clips that have been read."""
    clips_read = ReadClips()
    assert tuple(clips_read.in_turn(clips)) == clips
    return clips_read


def remembered(outcome: Outcome, clips: ReadClips | None = None) -> Outcome:
    return remember(outcome, all_built_in(), clips or read(outcome.clip))


def test_a_clip_counts_once_whatever_it_is_called(clip):
    first, again = (held(hold("left", 2.0, 10.0, 8.0), name=name) for name in ("Ada", "Ada B"))
    remembered(Outcome(clip, Analysis(first, None)))
    renamed = clip.rename(clip.with_name("other.mp4"))
    remembered(Outcome(renamed, Analysis(again, None)))
    assert kept() == [("Ada B", 8.0)]


def test_analysed_again_a_clip_without_a_date_keeps_that_of_the_first_time(clip):
    outcome = Outcome(clip, Analysis(held(hold("left", 2.0, 10.0, 8.0)), None))
    remembered(outcome)
    with History() as history:
        (first,) = history.entries()
        history.keep_clip(first.clip, 0.0, inf, [replace(first, at=RECORDED)])
    remembered(outcome)
    with History() as history:
        assert [entry.at for entry in history.entries()] == [RECORDED]


def test_a_part_of_a_hold_does_not_take_its_place(clip, capsys):
    whole = held(hold("left", 2.0, 40.0, 30.0))
    part = held(hold("left", 35.0, 40.0, 5.0))
    span = part.clip.model_copy(update={"from_s": 35.0, "to_s": 60.0})
    remembered(Outcome(clip, Analysis(whole, None)))
    remembered(Outcome(clip, Analysis(part.model_copy(update={"clip": span}), None)))
    assert kept() == [(None, 30.0)]
    assert "the history has a hold of half_kneeling_lunge that goes on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stretches", "side", "left"),
    [
        ([BRIDGE], None, ["left", "right"]),
        ([LUNGE], Side.LEFT, ["right"]),
        ([LUNGE], None, []),
        ([LUNGE, BRIDGE], Side.RIGHT, ["left"]),
    ],
)
def test_what_was_not_looked_for_stays(clip, stretches, side, left):
    both = held(hold("left", 2.0, 10.0, 8.0), hold("right", 20.0, 10.0, 8.0))
    remembered(Outcome(clip, Analysis(both, None)))
    looked_for = [built_in(id) for id in stretches]
    remember(Outcome(clip, Analysis(held(), None)), looked_for, read(clip), side=side)
    with History() as history:
        assert [entry.side and entry.side.value for entry in history.entries()] == left


def test_nothing_held_is_said_and_leaves_nothing(clip, capsys):
    remembered(Outcome(clip, Analysis(held(hold("left", 2.0, 10.0, 8.0)), None)))
    remembered(Outcome(clip, Analysis(held(), None)))
    assert kept() == []
    assert "nothing was held, so nothing is added" in capsys.readouterr().err


def test_a_clip_that_failed_or_is_gone_adds_nothing(clip, capsys):
    remembered(Outcome(clip))
    gone = clip.with_name("gone.mp4")
    found = Outcome(gone, Analysis(held(hold("left", 2.0, 10.0, 8.0)), None))
    outcome = remembered(found)
    assert outcome.analysis is found.analysis
    assert exit_code([outcome]) == ExitCode.BAD_INPUT
    assert kept() == []
    assert "gone.mp4: cannot be read any more" in capsys.readouterr().err


def replace_clip(clip: Path) -> None:
    (clip.parent / "next.mp4").write_bytes(b"the next recording")
    (clip.parent / "next.mp4").replace(clip)


def test_a_clip_that_is_another_one_by_now_adds_nothing(clip, capsys):
    """Its hold would be under the name of what is there now, and be replaced with that."""
    clips, found = read(clip), Outcome(clip, Analysis(held(hold("left", 0.0, 9.0, 8.0)), None))
    clip.touch()  # which changes nothing
    assert remembered(found, clips).error is None
    replace_clip(clip)
    assert exit_code([remembered(found, clips)]) is ExitCode.BAD_INPUT
    assert "it was changed while it was read" in capsys.readouterr().err
    assert len(kept()) == 1


def test_nor_does_one_that_is_another_one_once_it_is_open(clip, capsys):
    make_clip(clip, 6)
    clips = ReadClips()
    (outcome,) = analyze_clips(
        clips.in_turn([clip]),
        find_model(),
        all_built_in(),
        on_open=lambda opened: replace_clip(opened.path),
    )
    assert outcome.error is None
    assert exit_code([remembered(outcome, clips)]) is ExitCode.BAD_INPUT
    assert "it was changed while it was read" in capsys.readouterr().err


def test_a_history_that_cannot_be_used_is_said_first(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "file"))
    with pytest.raises(HistoryError, match="cannot be used"):
        check_history()
