"""Frames of a session: judged as those of a recorded clip, and coached to an end."""

import pytest
from places import CLIPS, QUICK

from posecheck.clips.analysis import analyze_clip
from posecheck.clips.summary import Summary
from posecheck.coach import Coach, Command, Phase, SessionDone
from posecheck.live.coaching import Coaching
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.stretches.routine import find_routine
from posecheck.video import open_clip


@pytest.mark.parametrize(
    ("clip", "stretch"),
    [
        ("bridge_hold_broken_side_woman", "bridge"),
        ("lunge_left_lean_36_side_man_heavy", "half_kneeling_lunge"),
    ],
)
def test_the_same_frames_give_the_same_verdicts_live_and_recorded(clip, stretch):
    path = CLIPS / f"{clip}.mp4"
    recorded = analyze_clip(path, find_model(), [find_routine(stretch).step[0].stretch]).result
    summary = Summary(named=True)
    with open_clip(path) as frames, Landmarker(find_model()) as landmarker:
        coaching = Coaching(landmarker, Coach(find_routine(stretch)))
        for frame in frames:
            summary.add(coaching.take(frame).assessment)
    live = summary.result(recorded.clip, recorded.model)
    assert live == recorded


def test_what_happens_without_a_frame_is_in_the_next_snapshot():
    coach = Coach(find_routine("bridge"), safety_note=False)
    with open_clip(QUICK / "bridge_side.mp4") as clip, Landmarker(find_model()) as landmarker:
        coaching = Coaching(landmarker, coach)
        before = coaching.after(())
        assert (before.index, before.assessment, before.result) == (-1, None, None)
        frame = next(iter(clip))
        first = coaching.take(frame)
    assert (first.index, first.assessment.time_s) == (frame.index, frame.time_s)
    done = coaching.after(coach.command(Command.QUIT))
    assert [type(event) for event in done.events] == [SessionDone]
    assert done.view.phase is Phase.DONE
    assert done.result == coach.result
    assert done.assessment is first.assessment
