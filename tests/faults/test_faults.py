"""Whatever posecheck is given, it ends with the expected line and exit code."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from fault import Fault
from fault_catalogue import ELSEWHERE, FAULTS
from places import DOCS, ROOT

from posecheck.cli import main as cli

TESTS = ROOT / "tests"

NAMED = [
    pytest.param(fault, id=f"{group}: {fault.what}")
    for group, faults in FAULTS.items()
    for fault in faults
]


@pytest.mark.parametrize("fault", NAMED)
def test_a_fault_is_reported_in_one_line(fault: Fault, tmp_path: Path, monkeypatch, capfd):
    fault.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["posecheck", *fault.call])
    capfd.readouterr()  # what encoders said while the clip was made
    with fault.place(tmp_path), pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capfd.readouterr()
    assert fault.is_told_by(err), err
    assert ended.value.code == fault.code
    assert "Traceback" not in out
    if fault.reads:
        clip = json.loads(out)["clip"]
        frames, size = fault.reads
        assert clip["frames"] == (frames or clip["frames"]) > 0
        assert tuple(clip["size"]) == size


def test_no_fault_is_in_the_catalogue_twice():
    names = [parameter.id for parameter in NAMED]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("tried", ELSEWHERE, ids=lambda tried: tried.what)
def test_what_is_tried_elsewhere_is_tried(tried):
    files = (file.read_text(encoding="utf-8") for file in TESTS.rglob("test_*.py"))
    assert sum(f"def {tried.test}(" in text for text in files) == 1


def test_the_table_of_faults_is_up_to_date():
    spec = importlib.util.spec_from_file_location("reliability", DOCS / "reliability.py")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    written = (DOCS / "RELIABILITY.md").read_text(encoding="utf-8")
    assert written == generator.reliability_page(), "run: python docs/reliability.py"
