"""Draws assessments on pictures; takes finished results and decides nothing."""

from posecheck.outputs.overlay.film import Overlay
from posecheck.outputs.overlay.panel import Clock

__all__ = ["Clock", "Overlay"]
