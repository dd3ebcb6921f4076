"""The few pictures that show best how a stretch was done."""

from figures import STANDING, assessed, by_rules_alone, clip, lunge
from recording import record, record_assessments

from posecheck.assess.hold import GRACE_S
from posecheck.assess.steadiness import STEADY
from posecheck.outputs.report.keyframes import Shows
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import built_in

TOO_STRAIGHT = built_in("half_kneeling_lunge").variants("front_knee")[0].fix[1] + 15


def test_the_pictures_are_the_best_the_worst_and_each_fault_at_its_clearest():
    poses = clip(lunge(), 2.0)
    for step, knee in enumerate((TOO_STRAIGHT, TOO_STRAIGHT + 8, TOO_STRAIGHT + 2)):
        poses += clip(lunge(knee), 2.0, start_s=2.0 + 2 * step)
    poses += clip(lunge(lean=40.0), 2.0, start_s=8.0)
    said = assessed(poses)
    shown = {}
    for kept in record_assessments(said).pictures:
        shown.setdefault((kept.shows, kept.verdict and kept.verdict.check.id), kept)
    assert {shows for shows, _ in shown} == set(Shows)
    best = shown[Shows.BEST, None].assessment
    assert best.time_s < 2.0
    assert not best.faults
    clearest = [kept for (_, id), kept in shown.items() if id == "front_knee"]
    knees = [fault.value for one in said for fault in one.faults if fault.check.id == "front_knee"]
    assert [kept.verdict.value for kept in clearest] == [max(knees)]


def test_a_fault_and_its_opposite_have_a_picture_each():
    """Too bent with one leg in front, too straight with the other."""
    poses = clip(lunge(60.0), 3.0) + clip(lunge(TOO_STRAIGHT), 3.0, start_s=3.0)
    kept = record_assessments(assessed(poses)).pictures
    cues = [one.verdict.cue for one in kept if one.verdict and one.verdict.check.id == "front_knee"]
    assert len(set(cues)) == len(cues) == 2


def test_each_leg_has_pictures_of_its_own():
    upright, leaning = lunge(), lunge(lean=40.0, front=Side.RIGHT)
    poses = clip(upright, 3.0) + clip(STANDING, 1.0, start_s=3.0)
    recorded = record(poses + clip(leaning, 3.0, -90, start_s=4.0))
    left, right = recorded.sides
    assert [kept.shows for kept in left.pictures] == [Shows.BEST]
    assert [kept.shows for kept in right.pictures][:1] == [Shows.WORST]
    assert [kept.shows for kept in recorded.pictures][:2] == [Shows.BEST, Shows.WORST]


def test_a_moment_in_which_only_the_stillness_is_judged_is_not_the_best():
    """At 45 degrees the knee is seen to move, the flat back is not."""
    whole = by_rules_alone("half_kneeling_lunge")
    stretch = whole.model_copy(update={"check": whole.variants("flat_back")})
    said = assessed(clip(lunge(), 3.0, 45), [stretch])
    judged = {one.check.id for now in said for one in now.verdicts if one.value is not None}
    assert judged == {STEADY.id}
    assert len(record_assessments(said).pictures) == 0


def test_a_glitch_of_a_moment_is_no_picture():
    poses = clip(lunge(), 4.0)
    glitch = clip(lunge(TOO_STRAIGHT), 4.0)
    frames = round(GRACE_S * 12) - 1
    mixed = poses[:24] + glitch[24 : 24 + frames] + poses[24 + frames :]
    assert {kept.shows for kept in record(mixed).pictures} == {Shows.BEST}
