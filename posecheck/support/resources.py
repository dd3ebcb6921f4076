"""Finds the files that posecheck ships, in the installed package or in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def resource(relative: str) -> Path:
    """The path of a shipped file such as `models/pose_landmarker_full.task`; it may not exist."""
    installed = PACKAGE / relative
    return installed if installed.exists() else PACKAGE.parent / relative
