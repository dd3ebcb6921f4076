"""Live coaching: a camera in; picture, voice, recording and history out."""

from posecheck.live.run import LiveOptions, run_live

__all__ = ["LiveOptions", "run_live"]
