"""Which main check was judged in each frame, and why none was in the others."""

from figures import assessed, clip, hidden, lunge

from posecheck.assess.assessor import Assessment
from posecheck.clips.main_record import MainRecord
from posecheck.pose.pose import Landmark


def record(*frames: Assessment) -> MainRecord:
    main = MainRecord()
    for frame in frames:
        main.add(frame)
    return main


GOOD = assessed(clip(lunge(), 0.5))[-1]
HIDDEN = assessed([hidden(pose, Landmark.LEFT_KNEE) for pose in clip(lunge(), 0.5)])[-1]
FRONT = assessed(clip(lunge(), 0.5, 0.0))[-1]


def test_a_frame_is_judged_where_its_main_check_is_and_is_known():
    main = record(GOOD, HIDDEN, FRONT, GOOD)
    assert main.judged({"front_knee"}).tolist() == [True, False, False, True]
    assert not main.judged({"trunk_upright"}).any()


def test_the_reason_is_the_most_frequent_of_the_frames_asked_for():
    main = record(GOOD, HIDDEN, HIDDEN, FRONT, FRONT, FRONT, GOOD)
    assert main.why_unjudged(slice(0, 3)) == HIDDEN.why_unjudged
    assert main.why_unjudged(slice(0, 7)) == FRONT.why_unjudged
    assert HIDDEN.why_unjudged != FRONT.why_unjudged


def test_where_all_was_judged_there_is_no_reason():
    main = record(FRONT, GOOD, GOOD)
    assert main.why_unjudged(slice(1, 3)) is None
    assert record().why_unjudged(slice(0, 0)) is None
