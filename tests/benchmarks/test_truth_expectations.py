"""Truth files as expectations for `posecheck score --expect`."""

import shutil
import subprocess
import sys
import tomllib

import pytest
from places import CLIPS, ROOT, SAMPLES

from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.truth_expectations import expected_of, toml_entry, truths_in
from posecheck.assess.steadiness import STEADY
from posecheck.errors import InputError
from posecheck.scoring.expectations import Expected
from posecheck.scoring.expectations_file import load_expectations
from posecheck.scoring.job import Scored
from posecheck.stretches.stretch import all_built_in

IDS = [*(id for stretch in all_built_in() for id in stretch.check_ids), STEADY.id]
EXPECTED = (SAMPLES / "expected.toml").read_text(encoding="utf-8")


def test_the_list_of_the_samples_is_written_as_it_is_read():
    entries = [Expected(**entry) for entry in tomllib.loads(EXPECTED)["expect"]]
    head = EXPECTED.splitlines()[0]
    written = "\n\n".join([head, *("\n".join(toml_entry(entry)) for entry in entries)])
    assert f"{written}\n" == EXPECTED


def test_a_clip_differs_from_its_truth_exactly_where_it_is_judged_otherwise(analyzed, tmp_path):
    clip = CLIPS / "lunge_left_good_side_man.mp4"
    truth = Truth.load(clip)
    result = analyzed(clip)
    (tmp_path / "expected.toml").write_text("\n".join(toml_entry(expected_of(truth))))
    comparison = load_expectations(tmp_path / "expected.toml", IDS)
    comparison.add(Scored(0, str(clip), result=result))
    verdicts = {id: check["verdict"] for id, check in truth.checks.items()}
    given = {check.id: check.verdict.value for check in result.checks}
    otherwise = [id for id, verdict in verdicts.items() if given[id] != verdict]
    assert [difference.what for difference in comparison.differences] == otherwise
    assert comparison.not_scored == []


def test_every_truth_file_of_the_samples_becomes_an_expectation():
    assert all(isinstance(expected_of(truth), Expected) for truth in truths_in(CLIPS))


@pytest.mark.parametrize(("text", "words"), [("{}", "no truth file"), (None, "no clip")])
def test_a_folder_without_truth_is_refused(tmp_path, text, words):
    if text is not None:
        (tmp_path / "clip.json").write_text(text)
        (tmp_path / "clip.mp4").touch()
    with pytest.raises(InputError, match=words):
        truths_in(tmp_path)


def test_it_prints_a_list_for_a_folder(tmp_path):
    for suffix in (".json", ".mp4"):
        name = f"bridge_good_side_woman{suffix}"
        shutil.copy(CLIPS / name, tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.accuracy.truth_expectations", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    listed = {entry["clip"] for entry in tomllib.loads(done.stdout)["expect"]}
    assert listed == {"bridge_good_side_woman.mp4"}
