"""Opens a file of this machine with FFmpeg, and nothing but that file."""

from pathlib import Path

import av
from av.container import InputContainer

UNREADABLE = (av.FFmpegError, ValueError, MemoryError, IndexError)
"""What PyAV raises for a file that it cannot read, or can no longer read."""


def open_container(path: Path) -> InputContainer:
    """Open a video or audio file for reading.

    The prefix and the whitelist keep odd names and playlists from reaching for the network. What
    the file says of itself may be in any encoding: cameras of old wrote Latin-1.

    Raises:
        OSError, ValueError, MemoryError, IndexError: If it cannot be read; see `UNREADABLE`.
    """
    return av.open(
        f"file:{path}", options={"protocol_whitelist": "file"}, metadata_errors="replace"
    )
