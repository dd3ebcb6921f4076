"""Where the tests find what the repository holds."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "posecheck"
TESTS = ROOT / "tests"
DOCS = ROOT / "docs"
SAMPLES = ROOT / "samples"

CLIPS = SAMPLES / "clips"
"""Rendered clips with their truth files."""

QUICK = SAMPLES / "quick"
"""Short clips for tests that only need somebody in a stretch."""

DEMO_CLIP = PACKAGE / "cli" / "demo.mp4"
