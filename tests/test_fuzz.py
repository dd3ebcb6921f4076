"""A bounded number of mutated files, always the same; `python -m fuzz` goes on with others."""

import subprocess
import sys
from importlib.util import find_spec

import pytest
from places import ROOT

RUNS = 2000


@pytest.mark.skipif(find_spec("atheris") is None, reason="needs the extra `fuzz`")
@pytest.mark.parametrize("target", ["stretches", "clips"])
def test_mutated_files_end_in_documented_errors_only(tmp_path, target):
    options = (f"-runs={RUNS}", "-seed=1", f"-artifact_prefix={tmp_path}/")
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", target, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"Done {RUNS} runs" in done.stderr
