"""What is not sure about a learned stretch is said."""

from dataclasses import replace

from figures import STANDING
from lessons import WISH, lifted_leg, low_squat, recorded, squat

from posecheck.pose.view import ViewKind
from posecheck.teaching.lesson import learn
from posecheck.teaching.references import References, shipped_references
from posecheck.teaching.remarks import remarks


def seen_at_45_degrees(figure) -> References:
    moments = [("other", moment) for moment in recorded(figure).moments]
    further_round = [(name, replace(moment, view=ViewKind.OBLIQUE)) for name, moment in moments]
    return References.from_moments(moments + further_round, shipped_references().quantities)


def test_from_where_it_is_recognised_and_judged_is_said():
    in_front = learn(WISH, [recorded(lifted_leg(), yaw_deg=180)])
    first, one_recording = in_front.remarks[:2]
    assert first == "Seen from behind only: from elsewhere it is neither recognised nor judged."
    assert one_recording.startswith("Learned from one recording")
    told = learn(WISH, [recorded(squat())], references=seen_at_45_degrees(STANDING))
    assert told.stretch.told_from == {ViewKind.SIDE, ViewKind.OBLIQUE}
    assert told.remarks[0] == (
        "Judged only when seen from the side; seen at 45 degrees between front and side it may be "
        "recognised, too."
    )


def test_from_where_only_its_position_is_known_is_said_as_the_rules_have_it():
    lesson = low_squat()
    (elsewhere,) = {view for rule in lesson.stretch.position for view in rule.views} - {
        ViewKind.SIDE
    }
    assert lesson.remarks[0] == (
        f"Judged only when seen from the side; seen {elsewhere.words} it is in position if you "
        "name it, but not recognised."
    )


def test_with_several_recordings_none_is_missed():
    lesson = low_squat()
    said = list(remarks(lesson.stretch, lesson.views, [recorded(squat())] * 2))
    assert said == [remark for remark in lesson.remarks if "one recording" not in remark]


def test_good_and_bad_that_a_measure_cannot_tell_apart_are_said():
    lesson = learn(WISH, [recorded(squat(70))], [(recorded(squat(74)), "knee")])
    assert lesson.stretch.variants("knee")[0].fix == low_squat().stretch.variants("knee")[0].fix
    assert any(
        remark.startswith("knee cannot tell good (68 degrees) from bad (73 degrees)")
        for remark in lesson.remarks
    )


def test_uneven_legs_with_none_in_front_are_said():
    moments = [replace(moment, front=None) for moment in recorded(lifted_leg()).moments]
    lesson = learn(WISH, [replace(recorded(lifted_leg()), moments=tuple(moments))])
    assert lesson.stretch.sides == "both"
    assert any("do different things" in remark for remark in lesson.remarks)
