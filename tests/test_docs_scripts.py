"""The scripts that make pages and pictures of the documentation find what they import."""

import importlib.util

import pytest
from places import ROOT

SCRIPTS = sorted((ROOT / "docs").glob("*.py"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_can_be_imported(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
