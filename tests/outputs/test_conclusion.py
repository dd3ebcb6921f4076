"""What a result comes down to."""

import pytest
from results import check, result

from posecheck.clips.result import HoldPart, PausePart, ViewPart, ViewTimePart
from posecheck.outputs.conclusion import conclusion
from posecheck.outputs.words import NOTHING_TO_CORRECT, judged_words, other_views_words
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

LUNGE = built_in("half_kneeling_lunge")
GOOD = check("front_knee", Grade.GOOD)


def held(seconds, *reasons):
    pauses = tuple(PausePart(at_s=at, reason=reason) for at, reason in enumerate(reasons))
    return HoldPart(side="left", start_s=0, end_s=30, good_s=seconds, pauses=pauses)


def concluded(*checks, **changes):
    return conclusion(result(*checks, **changes), LUNGE)


def test_a_fault_comes_first():
    said = concluded(GOOD, check("trunk_upright", Grade.FIX, cue="Chest up"))
    assert said.sentence == "Work on first: Chest up"


def test_a_hold_that_was_broken_is_not_called_fine():
    hold = held(4.7, "Flatten your back", "out of position", "Flatten your back")
    said = concluded(GOOD, good_hold_s=4.7, holds=(hold,), score=100.0).sentence
    assert said == (
        'Held well for 4.7 of 30 s: the clock paused 3 times, mostly for "Flatten your back".'
    )


def test_leaving_the_position_ends_a_hold_and_is_no_pause_in_it():
    left = PausePart(at_s=29.8, reason="out of position")
    hold = held(4.7).model_copy(update={"pauses": (left,)})
    said = concluded(GOOD, good_hold_s=4.7, holds=(hold,), score=100.0).sentence
    assert said == f"{NOTHING_TO_CORRECT[:-1]}, but held well for 4.7 of 30 s."
    before = left.model_copy(update={"at_s": 12.0})
    hold = hold.model_copy(update={"pauses": (before, left)})
    said = concluded(GOOD, good_hold_s=4.7, holds=(hold,), score=100.0).sentence
    assert 'the clock paused once, for "out of position"' in said


def test_a_pause_on_the_way_into_the_hold_or_out_of_it_is_no_fault_of_it():
    """Whoever lowers the hips from a bridge ends it; they were never too low in it."""
    bridge = built_in("bridge")
    hips = check("hip_height", Grade.GOOD, good_fraction=1.0)
    hold = held(2.1, "Lift your hips higher")
    known = {"stretch": "bridge", "good_hold_s": 2.1, "holds": (hold,), "score": 100.0}
    said = conclusion(result(hips, **known), bridge).sentence
    assert said == f"{NOTHING_TO_CORRECT[:-1]}, but held well for 2.1 of 30 s."
    for_a_while = hips.model_copy(update={"good_fraction": 0.8})
    said = conclusion(result(for_a_while, **known), bridge).sentence
    assert 'the clock paused once, for "Lift your hips higher"' in said


def test_a_hold_that_was_short_is_said_to_be():
    said = concluded(GOOD, good_hold_s=4.7, holds=(held(4.7),), score=100.0).sentence
    assert said == f"{NOTHING_TO_CORRECT[:-1]}, but held well for 4.7 of 30 s."


def test_a_hold_as_long_as_asked_for_is_well_held():
    said = concluded(GOOD, good_hold_s=29.6, holds=(held(29.6),), score=100.0)
    assert (said.label, said.words) == ("Well held", NOTHING_TO_CORRECT)


def test_one_side_does_not_make_up_for_the_other():
    holds = (held(91.3), held(4.7).model_copy(update={"side": "right"}))
    said = concluded(GOOD, side="both", good_hold_s=96.0, holds=holds, score=100.0)
    assert said.label == "Hold longer"
    assert "held well for 4.7 of 30 s with the right leg in front" in said.words
    both = tuple(hold.model_copy(update={"good_s": 30.0}) for hold in holds)
    assert concluded(GOOD, side="both", good_hold_s=60.0, holds=both, score=100.0).label == (
        "Well held"
    )


@pytest.mark.parametrize(
    ("right_s", "words"),
    [
        (6.8, "6.8 of 30 s on each side"),
        (7.4, "6.8 to 7.4 of 30 s on each side"),
        (17.9, "6.8 to 17.9 of 30 s on each side"),
        (29.6, "6.8 of 30 s with the left leg in front"),
    ],
)
def test_two_sides_that_are_both_too_short_are_both_named(right_s, words):
    left, right = held(6.8, "Chest up"), held(right_s, "Chest up")
    holds = (left, right.model_copy(update={"side": "right"}))
    said = concluded(GOOD, side="both", good_hold_s=6.8 + right_s, holds=holds, score=100.0)
    times = "2 times" if "each" in words else "once"
    assert said.words == f'Held well for {words}: the clock paused {times}, for "Chest up".'


def test_the_pauses_of_one_leg_are_not_blamed_on_the_other():
    holds = (held(40.0, *["Chest up"] * 3), held(4.7).model_copy(update={"side": "right"}))
    said = concluded(GOOD, side="both", good_hold_s=44.7, holds=holds, score=100.0)
    assert "held well for 4.7 of 30 s with the right leg in front" in said.words
    assert "Chest up" not in said.words


def test_what_only_one_side_needs_is_said_of_it():
    fault = check("front_knee", Grade.FIX, cue="Bend it").model_copy(update={"side": "right"})
    assert concluded(fault).sentence == "Work on first: Bend it (with the right leg in front)"


def part_good(**changes):
    """A bridge whose hips were high enough in 6 of 10 frames, so that the median is good."""
    hips = check("hip_height", Grade.GOOD, good_fraction=0.62)
    fine = check("knee_bend", Grade.GOOD, good_fraction=1.0)
    hold = held(31.0, "Lift your hips higher").model_copy(update={"side": "both"})
    known = {"stretch": "bridge", "good_hold_s": 31.0, "holds": (hold,), "score": 60.0}
    return conclusion(result(fine, hips, **(known | changes)), built_in("bridge"))


@pytest.mark.parametrize(
    ("how", "of"), [({}, "of the time"), ({"repetitions": 8}, "of the repetitions")]
)
def test_what_was_at_fault_for_a_part_of_the_time_is_named_and_not_praised(how, of):
    said = part_good(**how)
    assert said.label == "Not all the time"
    assert said.words == f'Hip height was good for only 62% {of}: "Lift your hips higher".'
    assert said.part is not None
    assert said.part.id == "hip_height"


def test_what_to_do_about_a_part_of_the_time_is_said_only_where_it_is_known():
    assert part_good(holds=()).words == "Hip height was good for only 62% of the time."


def test_a_moment_at_fault_is_forgiven():
    assert part_good(score=96.0).label == "Well held"


PICTURE = result().clip.model_copy(update={"frames": 1, "duration_s": 0.0})


@pytest.mark.parametrize("how", [{"clip": PICTURE}, {"repetitions": 8}])
def test_what_has_no_hold_is_well_done_and_not_well_held(how):
    said = concluded(GOOD, score=100.0, **how)
    assert (said.label, said.words) == ("Well done", NOTHING_TO_CORRECT)


@pytest.mark.parametrize(
    ("frames", "words"),
    [(0, "Nothing could be judged; see"), (9, "Nothing could be judged for long enough; see")],
)
def test_what_was_judged_for_a_moment_is_not_called_nothing(frames, words):
    unknown = check("front_knee", Grade.CANNOT_JUDGE).model_copy(update={"frames_judged": frames})
    assert concluded(unknown, score=None).words.startswith(words)


def test_without_the_main_check_nothing_is_praised():
    hidden = check("front_knee", Grade.CANNOT_JUDGE, reason="left ankle hidden")
    said = concluded(hidden, check("steady", Grade.GOOD), score=None)
    assert said.label == "Not judged"
    assert said.words == "The form cannot be judged: no verdict on front knee (left ankle hidden)."


@pytest.mark.parametrize(
    ("share", "words"), [(None, None), (1.0, None), (0.4, "judged in 40% of that time")]
)
def test_the_share_that_was_judged_is_said_unless_it_is_all(share, words):
    assert judged_words(result(judged_fraction=share)) == words


def test_time_seen_from_elsewhere_says_what_it_does_not_show():
    pigeon = built_in("pigeon")
    assert other_views_words(seen_for("pigeon", front=3.0, side=2.9, back=0.1), pigeon) == [
        "Seen from the side for 2.9 s of the clip, which does not show hips level."
    ]


def test_what_the_usual_view_does_not_show_is_not_asked_of_another():
    bridge = built_in("bridge")
    seen = seen_for("bridge", side=12.0, oblique=11.0)
    assert other_views_words(seen, bridge) == [
        "Seen at 45 degrees between front and side for 11.0 s of the clip."
    ]
    assert other_views_words(seen.model_copy(update={"repetitions": 3}), bridge) == [
        "Seen at 45 degrees between front and side for 11.0 s of the clip, "
        "which does not show repetitions."
    ]


def seen_for(stretch_id: str, **seconds: float):
    """The result of a stretch that was seen from these sides."""
    views = tuple(ViewTimePart(kind=ViewKind(kind), seconds=s) for kind, s in seconds.items())
    view = ViewPart(kind=views[0].kind, yaw_deg=0.0)
    return result(stretch=stretch_id, views=views, view=view)


def test_of_a_clip_with_several_stretches_only_the_time_in_this_one_counts():
    lunge = seen_for("half_kneeling_lunge", side=20.0, oblique=4.0)
    parts = (lunge, seen_for("butterfly", front=30.0))
    clip = seen_for("half_kneeling_lunge", side=20.0, front=30.0, oblique=4.0)
    words = other_views_words(
        clip.model_copy(update={"parts": parts}), built_in("half_kneeling_lunge")
    )
    assert words == other_views_words(lunge, built_in("half_kneeling_lunge"))
    assert len(words) == 1
    assert "for 4.0 s of the clip" in words[0]


def test_time_seen_from_a_side_that_shows_everything_is_said_too():
    views = tuple(ViewTimePart(kind=kind, seconds=3.0) for kind in (ViewKind.FRONT, ViewKind.SIDE))
    assert other_views_words(result(views=views), built_in("half_kneeling_lunge"))[-1] == (
        "Seen from the side for 3.0 s of the clip."
    )
