"""The speed benchmarks start; what they measure is for who runs them."""

import subprocess
import sys

import pytest
from places import ROOT

MODULES = ("speed", "speed.holds", "speed.live", "speed.long_clip", "speed.soak")


@pytest.mark.parametrize("module", MODULES)
def test_a_benchmark_explains_itself(module):
    if module == "speed":
        pytest.importorskip("ai_edge_litert", reason="an extra: pip install -e '.[benchmarks]'")
    command = [sys.executable, "-m", f"benchmarks.{module}", "--help"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"usage: python -m benchmarks.{module} ")
