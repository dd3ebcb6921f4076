"""What a clip holds, and whether it still holds that once it has been read."""

import hashlib
from pathlib import Path

_State = tuple[int, ...]
"""Where a file is, its size, and when it was changed last."""


class Content:
    """The content of a file that is about to be read.

    Reading a clip takes long. Where the file is overwritten or replaced meanwhile, what was read is
    not what the hash stands for.

    Args:
        file: The file.

    Attributes:
        sha256: Of the content, in hexadecimal; None if it is no file or cannot be read.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._state = _state(file)  # first: the file may be changed while it is hashed, too
        self.sha256 = content_sha256(file)

    def sha256_now(self) -> str | None:
        """The same of the content by now; it is read again only where it may have changed."""
        if _state(self._file) == self._state:
            return self.sha256
        return content_sha256(self._file)


def content_sha256(file: Path) -> str | None:
    """The SHA-256 of a file's content in hexadecimal; None if it is no file or cannot be read."""
    try:
        if not file.is_file():  # a pipe or a device may never end
            return None
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return None


def _state(file: Path) -> _State | None:
    try:
        found = file.stat()
    except (OSError, ValueError):  # gone, or a name that no file can have
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
