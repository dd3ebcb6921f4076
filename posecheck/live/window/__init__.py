"""A live session as somebody sees it from some metres away: what is drawn, and the window."""

from posecheck.live.window.menu import draw_menu
from posecheck.live.window.screen import Key, Window
from posecheck.live.window.stage import Moment, Stage

__all__ = ["Key", "Moment", "Stage", "Window", "draw_menu"]
