"""The JSON line of a clip."""

import json

from places import QUICK

from posecheck.scoring.job import Scored
from posecheck.scoring.record import ScoredLine, line_of

SETTINGS = "0" * 64


def test_a_line_is_the_json_of_the_result_and_what_it_was_made_from(analyzed):
    result = analyzed(QUICK / "lunge_side.mp4")
    line = line_of(Scored(0, "a.mp4", "c" * 64, result), SETTINGS)
    content = json.loads(line)
    assert content.pop("job") == {"content_sha256": "c" * 64, "settings_sha256": SETTINGS}
    assert content == json.loads(result.to_json())
    assert ScoredLine.model_validate_json(line).result == result


def test_the_line_of_a_failed_clip_has_its_error():
    content = json.loads(line_of(Scored(0, "a\udcff.mp4", None, error="no video"), SETTINGS))
    assert list(content) == ["schema", "version", "clip", "error", "job"]
    assert (content["schema"], content["clip"]) == (1, {"path": r"a\xff.mp4"})
    assert (content["error"], content["job"]["content_sha256"]) == ("no video", None)
