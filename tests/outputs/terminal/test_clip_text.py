"""The result of a clip in words: what is said in which case, and how it looks."""

import pytest
from results import LEFT_OUT, check, printed, result

from posecheck.clips.result import (
    CheckPart,
    HoldPart,
    InformationPart,
    PausePart,
    PersonPart,
    RulePart,
    ViewPart,
)
from posecheck.outputs.terminal.clip_text import clip_heading, clip_text
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in, built_in


def said(*checks: CheckPart, **changes: object) -> str:
    return printed(clip_text(result(*checks, **changes), all_built_in()))


def test_each_check_is_in_a_line_with_its_cue_or_reason_below():
    lines = said(
        check("front_knee", Grade.BORDERLINE),
        check("flat_back", Grade.CANNOT_JUDGE),
        check("rear_knee_down", Grade.GOOD, value=0.0931, unit="T", good=(None, 0.2)),
    ).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("Check"))
    assert "\n".join(line.rstrip() for line in lines[at : at + 6]) == (
        "Check           Verdict         Value          Target                Time good\n"
        "front_knee      ~ borderline    103°           80 to 100°            50%\n"
        "    Correct me\n"
        "flat_back       ? cannot judge  -              -                     -\n"
        "    seen from the front; needs a camera from the side\n"
        "rear_knee_down  ✓ good          9.3% of trunk  at most 20% of trunk  50%"
    )


def test_repetitions_are_judged_where_they_turn_only_if_the_form_is():
    known = {"view": ViewPart(kind=ViewKind.OBLIQUE, yaw_deg=45.0), "repetitions": 3}
    bouncing = check("steady", Grade.FIX)
    assert "3 repetitions; judged there." in said(
        check("front_knee", Grade.GOOD), bouncing, **known
    )
    assert "3 repetitions.\n" in said(check("front_knee", Grade.CANNOT_JUDGE), bouncing, **known)


def test_a_table_that_is_a_little_too_wide_moves_together():
    lines = said(
        check("back_thigh_down", Grade.CANNOT_JUDGE),
        check("spine", Grade.FIX, value=0.119, unit="T", good=(None, 0.085)),
    ).splitlines()
    head = next(line for line in lines if line.startswith("Check"))
    assert head.split() == ["Check", "Verdict", "Value", "Target", "Time", "good"]
    assert len(head.rstrip()) <= 80


def test_a_table_that_is_too_wide_all_the_same_loses_no_word():
    side, front = (
        check("spine", Grade.GOOD, measure=measure) for measure in ("trunk_lean", "trunk_side_lean")
    )
    wide = check("flat_back", Grade.CANNOT_JUDGE)
    soles = check("soles_together", Grade.GOOD, value=0.239, unit="T", good=(0.0, 0.65))
    words = said(soles, front, wide, variants=(side,))
    (head,) = [line for line in words.splitlines() if line.startswith("Check")]
    assert head.split() == ["Check", "Verdict", "Value", "Target", "Good"]
    assert all(len(line.rstrip()) <= 80 for line in words.splitlines())
    assert "…" not in words


@pytest.mark.parametrize(
    ("value", "words"), [(103.4, "103°"), (100.3, "100.3°"), (99.7, "99.7°"), (-8.9, "-9°")]
)
def test_a_value_next_to_a_limit_is_not_rounded_onto_it(value, words):
    assert words in said(check("front_knee", Grade.GOOD, value=value)).split()


def test_both_sides_are_asked_for_where_both_were_held():
    holds = tuple(
        HoldPart(side=side, start_s=0.0, end_s=6.0, good_s=3.0, pauses=())
        for side in ("left", "right")
    )
    known = {"good_hold_s": 6.0, "holds": holds, "score": 100.0, "side": "both"}
    words = " ".join(said(check("front_knee", Grade.GOOD), **known).split())
    assert (
        "held well for 3.0 s with the left leg in front and 3.0 s with the right leg in front, "
        "of the 30 s asked for on each side."
    ) in words
    assert "held well for 3.0 of 30 s on each side." in words


def test_what_comes_first_is_a_required_fault_by_priority():
    words = said(
        check("rear_knee_down", Grade.FIX, cue="Knee down"),
        check("trunk_upright", Grade.FIX, cue="Chest up"),
        check("front_knee", Grade.BORDERLINE, cue="Foot back"),
    )
    assert "Work on first: Chest up" in words
    assert "Nothing to correct" in said(check("front_knee", Grade.GOOD))


def test_what_the_score_leaves_out_is_said_beside_it():
    spine = check("spine", Grade.CANNOT_JUDGE, unscored_fault=True)
    words = " ".join(
        said(check("back_leg", Grade.GOOD), spine, stretch="pigeon", score=100.0).split()
    )
    assert f"without a required check at fix; {LEFT_OUT})" in words


def test_holds_are_reported_with_their_pauses():
    pause = PausePart(at_s=0.867, reason="Flatten your back")
    hold = HoldPart(side="left", start_s=0.0, end_s=5.933, good_s=1.667, pauses=(pause,))
    words = said(check("front_knee", Grade.GOOD), holds=(hold,))
    assert "Hold 0.0 to 5.9 s, left leg in front: 1.7 s good" in words
    assert "paused at 0.9 s: Flatten your back" in words


def test_a_hold_says_how_much_of_it_could_not_be_judged_and_why():
    hold = HoldPart(
        **{"side": "left", "start_s": 0.0, "end_s": 14.0, "clock_s": 14.0, "good_s": 6.6},
        pauses=(),
        unjudged="seen from the front",
    )
    words = said(check("front_knee", Grade.GOOD), holds=(hold,))
    assert "7 s more held, but could not be judged: seen from the front" in words


def test_information_is_reported_without_a_verdict():
    opening = InformationPart(id="hip_extension", value=147.83, unit="deg")
    words = said(check("front_knee", Grade.GOOD), information=(opening,))
    assert "For information: hip_extension 148°" in words


def test_of_both_legs_in_front_each_hold_has_its_own_values():
    holds = tuple(
        HoldPart(
            **{"side": side, "start_s": start_s, "end_s": start_s + 6.0, "good_s": 3.0},
            pauses=(),
            information=(InformationPart(id="hip_extension", value=value, unit="deg"),),
        )
        for side, start_s, value in (("left", 0.0, 190.0), ("right", 8.0, 170.0))
    )
    mixed = InformationPart(id="hip_extension", value=180.0, unit="deg")
    words = said(
        check("front_knee", Grade.GOOD), side="both", holds=holds, information=(mixed,), score=100.0
    )
    assert "left leg in front: 3.0 s good\n    hip_extension 190°" in _unpadded(words)
    assert "right leg in front: 3.0 s good\n    hip_extension 170°" in _unpadded(words)
    assert "For information" not in words


def _unpadded(words: str) -> str:
    return "\n".join(line.rstrip() for line in words.splitlines())


def test_when_nothing_could_be_judged_the_view_that_shows_it_is_named():
    words = " ".join(said(check("front_knee", Grade.CANNOT_JUDGE)).split())
    assert "Nothing could be judged." in words
    assert "A camera from the side would show: front_knee." in words
    assert "Score" not in words


def test_no_view_is_named_that_does_not_show_the_posture_that_was_seen():
    """The back of a fold is seen from the side alone, unlike that of an upright trunk."""
    side = ViewPart(kind=ViewKind.SIDE, yaw_deg=90.0)
    for measure, shown in (("back_rise", False), ("trunk_lean", True)):
        spine = check("spine", Grade.CANNOT_JUDGE, measure=measure)
        words = said(spine, stretch="pigeon", view=side, score=None)
        assert ("A camera at 45 degrees" in words) is shown


def test_out_of_position_says_what_was_looked_for_and_what_to_try():
    words = said(stretch=None, person=PersonPart(found_fraction=0.0))
    assert "Not in position" in words
    assert "pigeon, butterfly, seated_hip, bridge, half_kneeling_lunge" in words
    assert "Nobody was found" in words
    assert "whole body" in words
    lunge = (built_in("half_kneeling_lunge"),)
    named = printed(clip_text(result(stretch=None), lunge))
    assert "from the side; 0.4 to 1 m high" in named


def rule(measure: str, value: float | None, held: float, **changes: object) -> RulePart:
    known = {
        "stretch": "half_kneeling_lunge",
        "measure": measure,
        "side": "both",
        "unit": "T",
        "min": 0.45,
        "max": None,
        "value": value,
        "held_fraction": held,
        "reason": None if value else "left knee hidden",
    }
    return RulePart(**(known | changes))


RULES = (
    rule("trunk_inclination", 12.0, 1.0, unit="deg", min=None, max=70.0),
    rule("knee_ahead", None, 0.0, side="front"),
    rule("hip_height", 0.41, 0.2),
)


def test_out_of_position_says_which_rule_failed_against_its_limit():
    words = " ".join(said(stretch=None, rules=RULES).split())
    assert (
        "What kept it from being one: - hips above the ankle 41% of trunk; Half-kneeling lunge has "
        "at least 45% of trunk - front knee ahead of the hips could not be read: left knee hidden "
        "What to try"
    ) in words


@pytest.mark.parametrize(
    ("failed", "words"),
    [
        (rule("hip_height", 0.41, 0.2), "hips above the ankle 41% of trunk; "),
        (rule("hip_height", 0.448, 0.2), "hips above the ankle 44.8% of trunk; "),
        (
            rule("hip_height", 0.6, 0.3, reason="left knee hidden"),
            "hips above the ankle could often not be read: left knee hidden",
        ),
        (rule("hip_height", 0.6, 0.7), "at least 45% of trunk, but not all the time"),
    ],
)
def test_a_rule_is_not_said_to_fail_with_a_value_that_meets_it(failed, words):
    assert words in " ".join(said(stretch=None, rules=(failed,)).split())


def test_every_rule_is_shown_if_asked_for():
    asked = printed(clip_text(result(stretch=None, rules=RULES), all_built_in(), explain=True))
    words = " ".join(asked.split())
    assert "trunk away from the upright: 12°, rule at most 70°; held 100% of the time" in words
    assert "hips above the ankle: 41% of trunk, rule at least 45% of trunk; held 20%" in words


def test_a_picture_has_no_hold_and_no_time():
    clip = result().clip.model_copy(update={"frames": 1, "duration_s": 0.0})
    words = said(check("front_knee", Grade.GOOD), clip=clip)
    assert "A picture has no hold" in words
    assert "Time good" not in words
    assert clip_heading(result(clip=clip)).plain == "lunge.mp4\n640 x 480\n"
