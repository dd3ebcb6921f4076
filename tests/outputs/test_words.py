"""Ids, sides, views and advice in words."""

import pytest
from results import LEFT_OUT, check, result, with_unscored_fault

from posecheck.clips.result import PersonPart, TurningPointPart, ViewPart
from posecheck.outputs.rule_words import why_not_words
from posecheck.outputs.words import (
    HARDLY_FOUND,
    SHORT_S,
    bent_part_words,
    bent_words,
    camera_words,
    clock_words,
    counted_in,
    front_leg_words,
    name_of,
    parts_words,
    repetitions_words,
    score_words,
    scored_words,
    seen_words,
    span_words,
    title_of,
    views_words,
    what_to_try,
)
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in, built_in

LUNGE = built_in("half_kneeling_lunge")


def test_ids_are_read_as_names_and_titles():
    assert (name_of("front_knee"), title_of("front_knee")) == ("front knee", "Front knee")


@pytest.mark.parametrize("side", Side)
def test_the_front_leg_is_said_alike_for_a_side_and_its_word(side):
    assert front_leg_words(side) == front_leg_words(side.value) == f"{side.value} leg in front"


def test_both_sides_are_each_leg_in_turn():
    assert front_leg_words("both") == "each leg in turn in front"


@pytest.mark.parametrize(
    ("time_s", "words"),
    [
        (0.0, "0:00.0"),
        (7.26, "0:07.3"),
        (59.96, "1:00.0"),
        (600.0, "10:00.0"),
        (3661.04, "61:01.0"),
    ],
)
def test_moments_carry_over_into_minutes(time_s, words):
    assert clock_words(time_s) == words


def span(from_s: float, to_s: float | None):
    return result().clip.model_copy(update={"from_s": from_s, "to_s": to_s})


@pytest.mark.parametrize(
    ("from_s", "to_s", "words"),
    [
        (0.0, None, None),
        (10.0, None, "from 0:10.0 on"),
        (0.0, 75.04, "0:00.0 to 1:15.0"),
        (10.0, 75.04, "0:10.0 to 1:15.0"),
    ],
)
def test_a_part_of_a_file_is_said_by_its_ends(from_s, to_s, words):
    assert span_words(span(from_s, to_s)) == words


def test_parts_are_listed_with_times_title_and_score():
    both = result(
        parts=(
            result(clip=span(0.0, 20.0), score=None),
            result(clip=span(25.0, 60.5), stretch="bridge", score=90.4),
        )
    )
    assert parts_words(both, all_built_in()) == [
        f"0:00.0 to 0:20.0: {LUNGE.title}, no score",
        "0:25.0 to 1:00.5: Bridge, score 90 of 100",
    ]


def test_views_are_listed_in_one_order_and_once():
    assert views_words([ViewKind.FRONT, ViewKind.SIDE, ViewKind.FRONT]) == (
        "from the side or from the front"
    )


@pytest.mark.parametrize("stretch", all_built_in(), ids=lambda stretch: stretch.id)
def test_where_to_put_the_camera_is_said_with_view_height_and_reason(stretch):
    words = camera_words(stretch.camera)
    assert words.startswith(stretch.camera.view.words)
    assert f"{stretch.camera.height_m[1]:g} m high" in words
    assert words.endswith(stretch.camera.why)


def test_what_was_seen_is_said_with_its_share_for_a_video_only():
    video = result(check("front_knee", Grade.GOOD), person=PersonPart(found_fraction=0.75))
    assert seen_words(video) == "from the front; a person was found in 75% of the clip"
    still = video.clip.model_copy(update={"frames": 1, "duration_s": 0.0})
    assert seen_words(video.model_copy(update={"clip": still})) == "from the front"
    unknown = video.model_copy(update={"view": ViewPart(kind=None, yaw_deg=None)})
    assert seen_words(unknown).startswith("from an unknown side")


def test_advice_is_about_the_stretch_that_was_asked_for():
    nothing = result(stretch=None)
    (*_, camera, more) = what_to_try(nothing, [LUNGE])
    assert LUNGE.camera.why in camera
    assert more.endswith(f"posecheck stretches {LUNGE.id}")
    of_several = what_to_try(nothing, all_built_in())
    assert of_several[-1].endswith("posecheck stretches ID")
    assert any("--stretch ID" in advice for advice in of_several)
    assert not any("--stretch" in advice for advice in what_to_try(nothing, [LUNGE]))


@pytest.mark.parametrize("seconds", [0.0, SHORT_S - 0.1, 6.0])
def test_where_nobody_is_found_no_stretch_need_be_named(seconds):
    nobody = result(stretch=None, person=PersonPart(found_fraction=0.0))
    clip = nobody.clip.model_copy(update={"duration_s": seconds, "frames": 1 + 15 * seconds})
    advice = what_to_try(nobody.model_copy(update={"clip": clip}), all_built_in())
    assert not any("--stretch" in words for words in advice)


def test_with_another_leg_in_front_the_advice_is_about_the_leg():
    other = result(stretch=None).model_copy(update={"obstacle": "the left leg is in front"})
    legs, mirror = what_to_try(other, [LUNGE])
    assert "--side" in legs
    assert "mirrored" in mirror
    assert why_not_words(other, [LUNGE])[0] == "the left leg is in front"


def test_of_a_clip_with_too_few_frames_the_advice_says_so():
    nothing = result(stretch=None)
    slow = nothing.clip.model_copy(update={"fps": 0.5})
    (words,) = what_to_try(nothing.model_copy(update={"clip": slow}), [LUNGE])
    assert words.startswith("The clip has 0.5 frames a second, too few")


@pytest.mark.parametrize(("seconds", "is_said"), [(SHORT_S - 0.1, True), (SHORT_S, False)])
def test_of_a_clip_too_short_to_hold_anything_the_advice_says_so(seconds, is_said):
    nothing = result(stretch=None)
    part = nothing.clip.model_copy(update={"duration_s": seconds})
    advice = what_to_try(nothing.model_copy(update={"clip": part}), all_built_in())
    assert (f"The clip lasts {seconds:.1f} s" in advice[0]) is is_said
    named = what_to_try(nothing.model_copy(update={"clip": part}), [LUNGE])
    assert not any("The clip lasts" in words for words in named)


def test_light_and_clothes_are_mentioned_where_the_person_was_hardly_found():
    seldom, often = (
        result(stretch=None, person=PersonPart(found_fraction=share))
        for share in (HARDLY_FOUND - 0.01, HARDLY_FOUND)
    )
    assert set(what_to_try(seldom, [LUNGE])) - set(what_to_try(often, [LUNGE])) == {
        "One person alone, in good light, in fitted clothes."
    }


def test_repetitions_are_counted_with_how_deep_they_were():
    turns = [TurningPointPart(at_s=s, value=v, unit="deg") for s, v in ((2, 168.2), (6, 171.4))]
    done = result(
        stretch="bridge",
        view=ViewPart(kind=ViewKind.SIDE, yaw_deg=90.0),
        repetitions=2,
        turning_points=turns,
    )
    bridge = built_in("bridge")
    assert repetitions_words(done, bridge) == "2 repetitions, hips at their highest 168 to 171°"
    alone = done.model_copy(update={"repetitions": 1, "turning_points": tuple(turns[:1])})
    assert repetitions_words(alone, bridge) == "1 repetition, hips at their highest 168°"
    held = done.model_copy(update={"repetitions": 0, "turning_points": ()})
    assert repetitions_words(held, bridge) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.055, "rounded by about 30°"),
        (0.09, "rounded by about 45°"),
        (-0.065, "arched by about 35°"),
        (0.002, "nearly straight"),
    ],
)
def test_a_bent_back_is_told_in_degrees(value, words):
    assert bent_words(value, "back_rounding") == words
    assert bent_words(value, "knee_height") is None


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (Grade.FIX, "rounded by about 30°"),
        (Grade.BORDERLINE, "rounded by about 30°"),
        (Grade.GOOD, None),
    ],
)
def test_a_good_back_is_not_called_rounded(grade, words):
    part = check("flat_back", grade, value=0.055, unit="T", measure="back_rounding")
    assert bent_part_words(part) == words


def test_the_score_of_a_picture_and_of_repetitions_is_explained_as_such():
    held = result(check("front_knee", Grade.GOOD, value=90.0))
    alone = held.clip.model_copy(update={"frames": 1, "duration_s": 0.0})
    assert "time held" in score_words(held)
    still = held.model_copy(update={"clip": alone})
    assert score_words(still) == "100 if no required check is at fix, else 0"
    repeated = held.model_copy(update={"repetitions": 2})
    assert "time at the turning points" in score_words(repeated)
    partly = repeated.model_copy(update={"judged_fraction": 0.4})
    assert "the judged time at the turning points" in score_words(partly)


def test_what_the_score_leaves_out_is_said_wherever_the_score_is():
    spoilt = with_unscored_fault()
    assert score_words(spoilt).endswith(f"without a required check at fix; {LEFT_OUT}")
    assert scored_words(spoilt) == f"score 100 of 100, {LEFT_OUT}"
    assert scored_words(with_unscored_fault(score=None)) == "no score"
    both = result().model_copy(update={"parts": (result(), spoilt)})
    assert parts_words(both, all_built_in())[1].endswith(LEFT_OUT)


def test_repetitions_are_judged_where_they_turn_and_bouncing_all_the_time():
    knee, steady = check("front_knee", Grade.GOOD), check("steady", Grade.GOOD)
    held, repeated = result(knee, steady), result(knee, steady, repetitions=2)
    assert [counted_in(knee, of) for of in (held, repeated)] == ["time", "repetitions"]
    assert [counted_in(steady, of) for of in (held, repeated)] == ["time", "time"]
    picture = held.clip.model_copy(update={"frames": 1, "duration_s": 0.0})
    assert counted_in(knee, result(knee, clip=picture)) is None
