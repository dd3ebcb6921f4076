"""Results and progress as text, for people at a terminal."""
