"""Says what happens in a session, or beeps; never keeps anybody waiting."""

from posecheck.live.voice.voice import Voice

__all__ = ["Voice"]
