"""Access lists of files, as Linux keeps them."""

import os
import struct
from pathlib import Path

import pytest

ALSO = 12345
"""The user who may read, too."""

NOBODY_ELSE = 0xFFFFFFFF
"""In place of a number, in entries of the owner, the group, the mask and all others."""

ENTRIES = ((1, 7, NOBODY_ELSE), (2, 5, ALSO), (4, 0, NOBODY_ELSE), (16, 5, NOBODY_ELSE))
READABLE_TO_ONE_MORE = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", *entry) for entry in (*ENTRIES, (32, 0, NOBODY_ELSE))
)
"""All for the owner, reading for one more user, nothing for the group: the mode is 0750."""


def give_list(path: Path, kind: str) -> None:
    """Let one more user read a file, or the new files of a folder; else skip the test."""
    try:
        os.setxattr(path, kind, READABLE_TO_ONE_MORE)
    except (AttributeError, OSError):
        pytest.skip("this system or disk knows no access lists")
