"""What was held in every session, kept on this machine so that progress can be followed."""

from posecheck.history.store import History, HistoryEntry, history_file

__all__ = ["History", "HistoryEntry", "history_file"]
