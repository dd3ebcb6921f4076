"""posecheck: watches a person stretch and tells what to correct, or why it cannot judge."""

from posecheck.version import __version__ as __version__
