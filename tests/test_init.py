"""Importing posecheck: every public name is there, and none is loaded before it is used."""

import re
import subprocess
import sys
from pydoc import render_doc

import pytest
from places import ROOT

import posecheck

API_PAGE = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")


def test_every_name_is_there_and_documented():
    for name in posecheck.__all__:
        assert getattr(posecheck, name) is not None
        assert re.search(rf"\b{name}\b", API_PAGE), name
    assert posecheck.__all__ == dir(posecheck)
    with pytest.raises(AttributeError, match="pose_check"):
        posecheck.pose_check  # noqa: B018


def test_help_is_for_readers():
    for name in ("analyze", "score", "assert_form"):
        assert " at 0x" not in render_doc(getattr(posecheck, name)), name


def test_a_grade_is_its_word():
    assert posecheck.Grade.FIX == "fix"
    assert str(posecheck.Grade.CANNOT_JUDGE) == "cannot_judge"


def test_importing_it_loads_nothing_heavy():
    code = "import sys, posecheck.testing.pytest_plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"mediapipe", "cv2", "av", "numpy", "pydantic", "rich", "typer"}
    assert heavy & set(done.stdout.split()) == set()
