"""The speed benchmarks start; what they measure is for who runs them."""

import subprocess
import sys

import pytest
from places import ROOT

from benchmarks.speed.sections import replace_page, replace_section

MODULES = ("speed", "speed.holds", "speed.live", "speed.long_clip", "speed.resting", "speed.soak")


@pytest.mark.parametrize("module", MODULES)
def test_a_benchmark_explains_itself(module):
    if module in ("speed", "speed.resting"):
        pytest.importorskip("ai_edge_litert", reason="an extra: pip install -e '.[benchmarks]'")
    command = [sys.executable, "-m", f"benchmarks.{module}", "--help"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"usage: python -m benchmarks.{module} ")


def test_a_benchmark_writes_its_own_sections_and_leaves_those_of_others(tmp_path):
    page = tmp_path / "SPEED.md"
    replace_page(page, "# Speed\n\nNow.\n\n## Starts\n\nOne second.\n")
    replace_section(page, "Holds", "A quarter.")
    replace_section(page, "Starts", "Half a second.")
    replace_page(page, "# Speed\n\nLater.\n\n## Starts\n\nTwo seconds.\n")
    replace_section(page, "Holds", "A third.")
    assert page.read_text(encoding="utf-8") == (
        "# Speed\n\nLater.\n\n## Starts\n\nTwo seconds.\n\n## Holds\n\nA third.\n"
    )
