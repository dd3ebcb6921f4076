"""Live coaching: a camera in; picture, voice, recording and history out."""

from posecheck.live.run import Wishes, run_live

__all__ = ["Wishes", "run_live"]
