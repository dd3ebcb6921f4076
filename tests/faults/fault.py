"""What can go wrong, as data: the tests try each case, docs/RELIABILITY.md lists them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ANYTHING = "…"
"""In an expected line: matches what differs from machine to machine."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong, and what posecheck does about it.

    Attributes:
        what: In words.
        call: The arguments after `posecheck`.
        make: Creates what is needed in the folder that posecheck runs in.
        code: The exit code.
        says: The line on stderr, without `posecheck: ` in front; `…` matches anything.
        reads: Of a clip that can be read, how many frames of which (width, height); None: some.
        place: The surroundings, such as a full disk, from a folder.
    """

    what: str
    call: tuple[str, ...]
    make: Callable[[Path], object] = lambda folder: None
    code: int = 2
    says: str = ""
    reads: tuple[int | None, tuple[int, int]] | None = None
    place: Callable[[Path], AbstractContextManager[None]] = lambda folder: nullcontext()

    def is_told_by(self, stderr: str) -> bool:
        """Whether stderr carries exactly the expected line, or nothing where none is.

        A live session without a window tells its cues there, too: they do not count.
        """
        if self.call[0] == "live":
            lines = stderr.splitlines(keepends=True)
            stderr = "".join(line for line in lines if line.startswith("posecheck: "))
        line = f"posecheck: {self.says}\n" if self.says else ""
        pattern = re.escape(line).replace(re.escape(ANYTHING), ".+")
        return re.fullmatch(pattern, stderr) is not None


class TriedElsewhere(NamedTuple):
    """A fault that needs more than one call, what posecheck does about it, and its test's name."""

    what: str
    outcome: str
    test: str
