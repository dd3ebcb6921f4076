"""posecheck: watches a person stretch and tells what to correct, or why it cannot judge."""

__version__ = "0.1.0"
