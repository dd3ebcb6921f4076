"""The JSON contract: exactly these keys, and nothing that is no JSON."""

import json

import pytest
from figures import STANDING, assessed, clip, lunge, summed_up
from pydantic import ValidationError
from results import LEFT_OUT, check, result, with_unscored_fault

from posecheck.clips.result import ClipResult
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

TOO_STRAIGHT = built_in("half_kneeling_lunge").variants("front_knee")[0].fix[1] + 10
CLIP = summed_up(assessed(clip(lunge(), 2.0) + clip(lunge(TOO_STRAIGHT), 2.0, start_s=2.0)))
NOTHING = summed_up(assessed(clip(STANDING, 1.0)))

CONTRACT = {
    "": "schema version clip model name note stretch side view views person in_position_s "
    "judged_fraction good_hold_s checks variants information rules obstacle repetitions "
    "turning_points holds score parts",
    "clip": "path frames frames_analyzed duration_s fps size truncated from_s to_s",
    "model": "file sha256",
    "stretch": "id recognised confidence",
    "view": "kind yaw_deg",
    "views": "kind seconds",
    "person": "found_fraction",
    "checks": "id measure verdict value unit uncertainty good reason cue good_fraction "
    "frames_judged side unscored_fault",
    "information": "id value unit uncertainty",
    "holds": "side start_s end_s clock_s good_s pauses score information unjudged",
    "pauses": "at_s reason",
}


def test_the_json_has_exactly_the_keys_of_the_contract():
    found = json.loads(CLIP.to_json())
    assert found["schema"] == 1
    assert found["holds"][0]["pauses"]
    parts = {"": found, "pauses": found["holds"][0]["pauses"][0]}
    for key in CONTRACT.keys() - parts.keys():
        parts[key] = found[key][0] if isinstance(found[key], list) else found[key]
    assert {key: set(part) for key, part in parts.items()} == {
        key: set(words.split()) for key, words in CONTRACT.items()
    }


@pytest.mark.parametrize("before", [CLIP, result(check("steady", Grade.CANNOT_JUDGE)), NOTHING])
def test_the_json_comes_back_as_it_was(before):
    text = before.to_json()
    assert ClipResult.model_validate_json(text) == before
    assert "NaN" not in text
    assert "Infinity" not in text
    assert "\n" not in text


def test_a_result_cannot_be_changed():
    with pytest.raises(ValidationError):
        CLIP.score = 100.0


def test_another_schema_is_refused():
    with pytest.raises(ValidationError):
        ClipResult.model_validate({**json.loads(CLIP.to_json()), "schema": 2})


def test_a_check_is_found_by_its_id():
    found = result(check("front_knee", Grade.FIX), check("steady", Grade.GOOD))
    assert found.check("steady").verdict is Grade.GOOD
    with pytest.raises(KeyError):
        found.check("elbow")


def test_one_check_that_was_judged_is_enough():
    unknown = check("front_knee", Grade.CANNOT_JUDGE)
    assert not result(unknown).judged
    assert not result(stretch=None).judged
    assert result(unknown, check("steady", Grade.FIX)).judged


@pytest.mark.parametrize(
    ("frames", "duration_s", "is_picture"), [(1, 0.0, True), (1, 0.04, False), (2, 0.0, False)]
)
def test_a_picture_is_one_frame_without_a_duration(frames, duration_s, is_picture):
    part = CLIP.clip.model_copy(update={"frames": frames, "duration_s": duration_s})
    assert CLIP.model_copy(update={"clip": part}).is_picture is is_picture


def test_a_notebook_shows_how_far_off_an_estimate_may_be_and_all_that_is_said_of_a_check():
    said = {
        "value": 96.5,
        "unit": "deg",
        "uncertainty": 7.0,
        "cue": "Bend it",
        "reason": "a <guess>",
    }
    shown = result(check("front_knee", Grade.BORDERLINE, **said))._repr_html_()
    assert "<th>check</th><th>verdict</th><th>value</th>" in shown
    assert "<td>96.5 ± 7</td><td>deg</td><td>Bend it; a &lt;guess&gt;</td>" in shown
    of_a_side = check("front_knee", Grade.FIX, cue="Bend it").model_copy(update={"side": "left"})
    assert "<td>Bend it; with the left leg in front</td>" in result(of_a_side)._repr_html_()


def test_what_the_score_leaves_out_is_said_with_it():
    spine = check("spine", Grade.CANNOT_JUDGE, unscored_fault=True)
    hips = spine.model_copy(update={"id": "hips_level"})
    one = with_unscored_fault()
    assert one.score_remark == LEFT_OUT
    assert f"score 100; {LEFT_OUT}" in one._repr_html_()
    two = result(spine, hips, score=100.0).score_remark
    assert two is not None
    assert two.startswith("not counting spine and hips level, which were at fix")
    assert with_unscored_fault(score=None).score_remark is None
    assert result(check("spine", Grade.CANNOT_JUDGE), score=100.0).score_remark is None
