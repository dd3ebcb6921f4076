"""The picture of a live session, made to be read from three metres away, and its window."""

from posecheck.live.window.menu import CHOICE_KEYS, draw_menu
from posecheck.live.window.screen import Key, Window
from posecheck.live.window.stage import Moment, Stage

__all__ = ["CHOICE_KEYS", "Key", "Moment", "Stage", "Window", "draw_menu"]
