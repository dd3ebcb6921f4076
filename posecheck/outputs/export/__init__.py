"""Results as files for other programs: the summary, a row for each frame, the landmarks."""
