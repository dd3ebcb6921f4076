"""What every output of a clip has in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.result import ClipResult
from posecheck.support.files import WholeFile
from posecheck.video import Clip, Frame


class Output(AbstractContextManager["Output"], ABC):
    """A file made of a clip: takes every frame with its assessment, and finally the result.

    It is a context manager: the file is complete when the block ends without an error, and does not
    exist otherwise.

    Args:
        path: The file to write.

    Raises:
        InputError: From any method, if the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @abstractmethod
    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Take in one frame.

        Args:
            frame: The frame.
            assessment: What was found in it.
            hold: The hold clock after this frame.
        """

    @property
    def warning(self) -> str | None:
        """What the file lacks, in one line, once the block has ended; None where nothing."""
        return None

    def finish(self, result: ClipResult) -> None:
        """Take in the result of the whole clip, after its last frame."""
        return

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were made, once the block has ended."""
        return (self.path,) if self.path.exists() else ()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


OutputFactory = Callable[[Clip], Output]
"""Makes an output for a clip that has just been opened."""


class FileOutput(Output):
    """An output that writes one file, during the clip or at its end.

    Args:
        path: The file to write.
        binary: Whether `self._file.write` takes bytes; else it takes text.
    """

    def __init__(self, path: Path, *, binary: bool = False) -> None:
        super().__init__(path)
        self._file = WholeFile(path, binary=binary)

    def __enter__(self) -> "FileOutput":
        self._file.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.__exit__(kind, error, trace)
