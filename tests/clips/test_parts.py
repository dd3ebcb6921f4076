"""A clip with several stretches is told apart: when each was done, and how."""

from dataclasses import replace

import pytest
from figures import (
    STANDING,
    assessed,
    bridge,
    butterfly,
    by_rules_alone,
    clip,
    clocked,
    lunge,
    seen,
    summed_up,
)

from posecheck.assess.assessor import Assessment
from posecheck.clips.parts import SHORTEST_PART_S, PartsRecord
from posecheck.clips.result import ClipPart, ClipResult, ModelPart
from posecheck.stretches.checks import Grade

LUNGE = by_rules_alone("half_kneeling_lunge")
TOO_STRAIGHT = LUNGE.variants("front_knee")[0].fix[1] + 10
CLIP = ClipPart(
    **{"path": "clip.mp4", "frames": 0, "frames_analyzed": 0, "duration_s": 60.0, "fps": 12.0},
    size=(320, 240),
    truncated=False,
)
FRAME_S = 1 / 12


def poses_of(*figures):
    """Poses of figures, each kept for some seconds, one after the other."""
    start_s = 0.0
    for figure, seconds in figures:
        yield from clip(figure, seconds, start_s=start_s)
        start_s += seconds


def parts(*figures) -> tuple[ClipResult, ...]:
    return parts_of(assessed(poses_of(*figures)))


def parts_of(assessments) -> tuple[ClipResult, ...]:
    record = PartsRecord()
    for assessment in assessments:
        record.add(assessment)
    return record.results(CLIP, ModelPart(file="pose.task", sha256="00"), clocked(assessments))


def about(seconds: float):
    """The model needs a moment to be sure of what comes next."""
    return pytest.approx(seconds, abs=1.0)


def test_two_stretches_are_two_parts_with_their_own_times_and_verdicts():
    bent, up = parts((lunge(TOO_STRAIGHT), 6), (STANDING, 4), (bridge(), 8))
    assert [part.stretch.id for part in (bent, up)] == ["my_half_kneeling_lunge", "my_bridge"]
    assert (bent.clip.from_s, bent.clip.to_s) == (0, about(6))
    assert (up.clip.from_s, up.clip.to_s) == (about(10), about(18))
    assert bent.check("front_knee").verdict is Grade.FIX
    assert bent.score == 0
    assert up.check("hip_height").verdict is Grade.GOOD
    assert up.score == 100
    assert all(hold.start_s >= up.clip.from_s for hold in up.holds)
    assert up.in_position_s == about(8)
    assert up.parts == ()


def test_a_part_says_the_same_as_a_clip_of_it_alone():
    alone = summed_up(assessed(poses_of((butterfly(), 8))))
    _, part = parts((lunge(), 6), (butterfly(), 8))
    assert {check.id: check.verdict for check in part.checks} == {
        check.id: check.verdict for check in alone.checks
    }
    assert part.score == alone.score


@pytest.mark.parametrize(("then", "verdict"), [(STANDING, Grade.GOOD), (lunge(), Grade.FIX)])
def test_getting_up_is_no_bouncing_in_a_part_either(then, verdict):
    """Two turns within 3 s, the second as the position is left, or not."""
    knees = [90] * 60 + [*range(90, 106, 2), *range(101, 85, -3), 90, 94, 98, 102, 104]
    turns = [replace(seen(lunge(knee)), time_s=i / 12) for i, knee in enumerate(knees)]
    start_s = len(turns) / 12
    rest = [*clip(then, 4, start_s=start_s), *clip(STANDING, 2, start_s=start_s + 4)]
    first, _ = parts_of(assessed([*turns, *rest, *clip(bridge(), 8, start_s=start_s + 6)]))
    assert first.check("steady").verdict is verdict


def test_a_stretch_that_is_done_again_after_another_is_a_part_of_its_own():
    found = parts((lunge(), 6), (bridge(), 6), (lunge(), 6))
    assert [part.stretch.id for part in found] == [
        "my_half_kneeling_lunge",
        "my_bridge",
        "my_half_kneeling_lunge",
    ]


def test_a_pause_between_two_goes_at_one_stretch_divides_nothing():
    assert parts((lunge(), 6), (STANDING, 6), (lunge(), 6)) == ()


@pytest.mark.parametrize("away_s", [0.3, 0.8])
def test_the_time_in_position_is_that_of_a_clip_of_the_part_alone(away_s):
    """A moment away that the clock bridges counts; a longer one does not."""
    seen = [
        Assessment(one.time_s) if 6 <= one.time_s < 6 + away_s else one
        for one in assessed(poses_of((lunge(), 12), (STANDING, 4), (bridge(), 8)))
    ]
    alone = summed_up([one for one in seen if one.time_s < 12])
    first, _ = parts_of(seen)
    assert first.in_position_s == alone.in_position_s


def test_a_moment_of_another_stretch_is_no_part():
    moment_s = SHORTEST_PART_S - 0.5
    assert parts((lunge(), 6), (bridge(), moment_s), (lunge(), 6)) == ()


def test_one_stretch_or_none_has_no_parts():
    assert parts((lunge(), 6)) == ()
    assert parts((STANDING, 6)) == ()


def test_the_person_is_counted_within_the_part():
    assessments = assessed(poses_of((lunge(), 6), (bridge(), 6)))
    record = PartsRecord()
    for number, assessment in enumerate(assessments):
        nobody = 30 <= number < 42
        record.add(type(assessment)(assessment.time_s) if nobody else assessment)
    first, second = record.results(
        CLIP, ModelPart(file="pose.task", sha256="00"), clocked(assessments)
    )
    assert first.person.found_fraction == pytest.approx(1 - 12 / first.clip.frames, abs=1e-3)
    assert first.clip.frames == pytest.approx(72, abs=12)
    assert second.person.found_fraction == 1
