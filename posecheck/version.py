"""The version of posecheck."""

__version__ = "0.1.0"
