"""A stretch of one's own, learned from recordings: what is typical of it, as a stretch file."""
