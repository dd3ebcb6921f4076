"""Form as an assertion: it passes or says value, limits and time."""

from math import nan

import pytest
from places import QUICK
from results import check, result

from posecheck.clips.result import HoldPart, PausePart, PersonPart, RulePart
from posecheck.errors import InputError
from posecheck.measures import Role
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in
from posecheck.testing.form import assert_form

PAUSE = PausePart(at_s=0.867, reason="Flatten your back")
LUNGE = result(
    check("front_knee", Grade.GOOD, value=90.0),
    check("trunk_upright", Grade.BORDERLINE, value=12.0),
    check("flat_back", Grade.FIX, value=0.2, unit="T", good=(None, 0.1), cue=PAUSE.reason),
    check("steady", Grade.CANNOT_JUDGE, reason="left knee hidden"),
    holds=(HoldPart(side="left", start_s=0.0, end_s=5.9, good_s=1.7, pauses=(PAUSE,)),),
)
VERDICTS = {
    "good": "front_knee",
    "borderline": "trunk_upright",
    "fix": "flat_back",
    "cannot_judge": "steady",
}


def complaint(**asked: object) -> str:
    with pytest.raises(AssertionError) as raised:
        assert_form(LUNGE, **asked)
    return str(raised.value)


@pytest.mark.parametrize("grade", VERDICTS)
def test_each_verdict_is_accepted_as_itself_and_refused_as_any_other(grade):
    assert_form(LUNGE, **{grade: [VERDICTS[grade]]})
    for other in VERDICTS.keys() - {grade}:
        assert f"{VERDICTS[grade]}: {other.replace('_', ' ')} expected" in complaint(
            **{other: [VERDICTS[grade]]}
        )


def test_nothing_asked_is_nothing_asserted():
    assert_form(LUNGE)


def test_a_fault_is_reported_with_value_limits_share_and_moment():
    assert complaint(good=["flat_back"]).splitlines() == [
        "lunge.mp4: not the form that is expected",
        "  flat_back: good expected, fix given: 20% of trunk, good is at most 10% of trunk; "
        "good for 50% of the time it was judged; at 0.9 s: Flatten your back",
    ]


def test_a_fault_of_one_side_is_reported_with_the_leg_in_front():
    fault = LUNGE.check("flat_back").model_copy(update={"side": "right"})
    of_a_side = LUNGE.model_copy(update={"checks": (fault,)})
    with pytest.raises(
        AssertionError, match="good for 50% of the time it was judged with the right leg in front"
    ):
        assert_form(of_a_side, good=["flat_back"])


def test_a_hold_that_was_too_short_is_reported_with_its_pauses():
    assert_form(LUNGE, hold_s=1.7)
    assert complaint(hold_s=5.0).splitlines()[1:] == [
        "  held well for 1.7 s, 5 s expected",
        "  paused at 0.9 s: Flatten your back",
    ]
    assert "nan s expected" in complaint(hold_s=nan)


def test_what_could_not_be_judged_is_reported_with_the_reason():
    assert "cannot judge given: left knee hidden" in complaint(good=["steady"])


def test_every_problem_is_reported():
    assert len(complaint(good=["flat_back", "steady"], fix=["front_knee"]).splitlines()) == 4


def test_a_single_id_need_not_be_in_a_list():
    assert_form(LUNGE, good="front_knee")


def test_nobody_in_position_is_reported_with_how_often_a_person_was_found():
    nothing = result(stretch=None, person=PersonPart(found_fraction=0.25))
    with pytest.raises(AssertionError, match="a person was found in 25% of the clip"):
        assert_form(nothing, good=["front_knee"])


@pytest.mark.parametrize("stretch", ["half_kneeling_lunge", built_in("half_kneeling_lunge")])
def test_what_kept_somebody_out_of_position_is_reported(stretch):
    with pytest.raises(AssertionError) as raised:
        assert_form(QUICK / "lunge_side.mp4", stretch=stretch, side="right", good=["front_knee"])
    first, second, *_ = str(raised.value).splitlines()[1:]
    assert first == "  not in position; a person was found in 100% of the clip"
    assert second == "  the left leg is in front"


def test_the_rules_that_a_result_fails_are_reported():
    rule = RulePart(
        **{"stretch": "bridge", "measure": "hip_height", "side": Role.BOTH, "unit": "T"},
        **{"min": 0.45, "max": None, "value": 0.1, "held_fraction": 0.0, "reason": None},
    )
    with pytest.raises(AssertionError, match="hips above the ankle 10% of trunk; Bridge has"):
        assert_form(result(stretch=None, rules=(rule,)))


def test_a_check_that_the_stretch_does_not_have_is_an_input_error():
    with pytest.raises(InputError, match="has no check 'elbow'; it has front_knee, trunk_upright"):
        assert_form(LUNGE, good=["elbow"])


def test_a_path_is_analysed_with_the_stretch_and_the_side():
    asked = []

    def analyse(*clip: object, **options: object):
        asked.append((clip, options))
        return LUNGE

    assert_form("lunge.mp4", stretch="bridge", side="left", good=["front_knee"], score=analyse)
    assert asked == [(("lunge.mp4", "bridge"), {"side": "left", "limits": None})]
