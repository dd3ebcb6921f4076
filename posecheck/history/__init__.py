"""What was held in every session, kept on this machine so that progress can be followed."""

from posecheck.history.entry import HistoryEntry
from posecheck.history.store import History, history_file

__all__ = ["History", "HistoryEntry", "history_file"]
