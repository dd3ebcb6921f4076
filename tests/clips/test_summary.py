"""A clip summed up as a whole and by its stretches, with one clock for both."""

from figures import assessed, bridge, clip, lunge

from posecheck.clips.result import ClipPart, ModelPart
from posecheck.clips.summary import Summary

MODEL = ModelPart(file="pose.task", sha256="00")


def described(frames: int) -> ClipPart:
    counts = {"frames": frames, "frames_analyzed": frames, "duration_s": frames / 12, "fps": 12.0}
    return ClipPart(path="clip.mp4", size=(320, 240), truncated=False, **counts)


def test_the_whole_and_its_parts_share_the_holds_of_one_clock():
    assessments = assessed([*clip(lunge(), 6), *clip(bridge(), 8, start_s=6)])
    summary = Summary()
    for assessment in assessments:
        summary.add(assessment)
    result = summary.result(described(len(assessments)), MODEL)
    assert [part.stretch.id for part in result.parts] == ["my_half_kneeling_lunge", "my_bridge"]
    held_s = [hold.start_s for hold in summary.clock.holds]
    assert [hold.start_s for part in result.parts for hold in part.holds] == held_s
    assert result.stretch.id == "my_bridge"  # the longer one


def test_the_result_is_that_of_the_frames_so_far():
    summary, found = Summary(named=True), []
    for number, assessment in enumerate(assessed(clip(bridge(), 5)), start=1):
        summary.add(assessment)
        found.append(summary.result(described(number), MODEL).in_position_s)
    assert found == sorted(found)
    assert found[-1] > found[len(found) // 2] > 0
