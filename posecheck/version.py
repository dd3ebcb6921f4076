"""The version of posecheck."""

__version__ = "0.2.0"
