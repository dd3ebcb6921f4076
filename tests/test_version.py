"""The version is one and the same everywhere."""

import re
from importlib.metadata import version

from places import ROOT

import posecheck
from posecheck.version import __version__


def test_the_version_is_that_of_the_newest_changes_and_of_the_package():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.findall(r"^## \[(\d.*?)\]", changes, re.MULTILINE)[0]
    assert newest == __version__ == posecheck.__version__


def test_what_is_installed_has_this_version():
    assert version("posecheck") == __version__
