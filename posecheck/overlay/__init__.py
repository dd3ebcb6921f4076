"""What was assessed, drawn on the picture: takes finished results and decides nothing."""

from posecheck.overlay.film import Overlay
from posecheck.overlay.panel import Clock

__all__ = ["Clock", "Overlay"]
