"""What is learned from one side."""

from lessons import recorded, squat

from posecheck.pose.view import ViewKind
from posecheck.teaching.one_view import learn_view
from posecheck.teaching.references import shipped_references

GOOD, FROM_THE_FRONT = recorded(squat()), recorded(squat(), "front.mp4", yaw_deg=0)


def learned(view, *recordings, bad=()):
    return learn_view(view, recordings, False, bad, shipped_references(), ())


def test_only_what_is_seen_from_there_is_learned():
    beside, in_front = (
        learned(view, recording)
        for view, recording in ((ViewKind.SIDE, GOOD), (ViewKind.FRONT, FROM_THE_FRONT))
    )
    assert "knee" in {check.id for check in beside.checks}
    assert "knee" not in {check.id for check in in_front.checks}
    assert all(check.quantity.role.value == "both" for check in in_front.checks)
    assert (beside.names, in_front.names) == (("good.mp4",), ("front.mp4",))


def test_a_bad_recording_from_elsewhere_moves_no_limit():
    plain, same = (
        learned(ViewKind.SIDE, GOOD, bad=bad)
        for bad in ((), [(recorded(squat(86), yaw_deg=0), "knee")])
    )
    moved = learned(ViewKind.SIDE, GOOD, bad=[(recorded(squat(86)), "knee")])
    knees = [
        next(check.fix for check in view.checks if check.id == "knee")
        for view in (plain, same, moved)
    ]
    assert knees[0] == knees[1] != knees[2]
