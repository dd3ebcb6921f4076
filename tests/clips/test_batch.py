"""Several clips, one after the other."""

from pathlib import Path

from posecheck.clips.analysis import choose_stretches
from posecheck.clips.batch import Outcome, analyze_clips, exit_code, find_clips
from posecheck.exit_code import ExitCode
from posecheck.pose.model import find_model


def test_what_is_made_is_not_read_again(tmp_path):
    made = ("annotated.mp4", "annotated.jpg", "a_annotated.mp4", "a_annotated_2.mp4")
    clips = ("a.mp4", "not_annotated_yet.mp4", "b.jpg")
    for name in (*made, *clips):
        (tmp_path / name).touch()
    found, failed = find_clips([tmp_path])
    assert ({path.name for path in found}, failed) == ({*clips}, [])
    assert find_clips([tmp_path / made[0]])[0] == [tmp_path / made[0]]


def test_a_path_without_a_clip_is_an_outcome_and_a_clip_is_read_once(tmp_path):
    (tmp_path / "a.mp4").touch()
    found, failed = find_clips([tmp_path / "a.mp4", tmp_path / "missing", tmp_path])
    assert found == [tmp_path / "a.mp4"]
    assert [outcome.clip.name for outcome in failed] == ["missing"]
    assert exit_code(failed) is ExitCode.BAD_INPUT


def test_no_clip_at_all_is_bad_input():
    assert exit_code([]) is ExitCode.BAD_INPUT


def test_a_clip_that_cannot_be_read_does_not_stop_the_others(garbage, picture):
    outcomes = list(analyze_clips([garbage, picture], find_model(), choose_stretches()))
    assert [outcome.clip for outcome in outcomes] == [garbage, picture]
    assert str(garbage) in str(outcomes[0].error)
    assert outcomes[1].analysis.result.judged
    assert exit_code(outcomes) is ExitCode.BAD_INPUT
    assert exit_code(outcomes[1:]) is ExitCode.DONE


def test_nobody_in_any_clip_is_nothing_judged(nobody):
    outcomes = list(analyze_clips([nobody], find_model(), choose_stretches()))
    assert outcomes[0] == Outcome(Path(nobody), outcomes[0].analysis)
    assert exit_code(outcomes) is ExitCode.NOTHING_JUDGED
