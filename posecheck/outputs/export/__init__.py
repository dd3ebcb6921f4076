"""Results as files for other programs: the summary, the frames and the landmarks."""
