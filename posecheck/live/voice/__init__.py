"""Speaks what happens in a session, or beeps, without ever making the session wait."""

from posecheck.live.voice.voice import Voice

__all__ = ["Voice"]
