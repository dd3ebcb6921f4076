"""summary.json is the result, as `--json` gives it."""

from exporting import written
from figures import summed_up

from posecheck.clips.result import ClipResult
from posecheck.outputs.export.summary_json import SummaryJson


def test_the_summary_is_the_result_on_several_lines(tmp_path, said):
    text = written(SummaryJson(tmp_path / "summary.json"), said).decode("utf-8")
    assert ClipResult.model_validate_json(text) == summed_up(said)
    assert text.endswith("}\n")
    assert len(text.splitlines()) > 20
