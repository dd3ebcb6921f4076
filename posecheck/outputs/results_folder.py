"""The folder of a clip's results, which appear in it all at once."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from shutil import copyfileobj
from types import TracebackType
from typing import Self

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output
from posecheck.clips.result import ClipResult
from posecheck.errors import InputError
from posecheck.support.files import (
    CLOSED_FOLDER,
    Claim,
    copy_inheritance,
    copy_permissions,
    delete_leftovers,
    have_same_owners,
    have_same_permissions,
    open_unfinished,
    real_path,
    remove,
    unfinished_name,
    writing,
)
from posecheck.support.renaming import exchange
from posecheck.support.replacing import is_mounted
from posecheck.video import Frame


def claimed(folder: Path) -> AbstractContextManager[object]:
    """The sole right to write results into a folder, within a `with` block.

    Raises:
        InputError: On entering, if another run has it, or nothing can be written there.
    """
    return Claim(_anchor(folder), folder)


class ResultsFolder(Output):
    """Makes the results of a clip beside its folder, and puts them there once all are complete.

    A folder with nothing but earlier results is replaced as a whole. If links or other files are in
    it, or it belongs to another user or group, or cannot be renamed, the results are replaced one
    by one, and the seal last. A link stays one, and what it leads to is replaced.

    Args:
        path: The folder; it exists.
        make: Makes the outputs, given the folder to write to.
        names: The names of all results that there may be; earlier ones of these names do not stay.
        seal: The one of them whose presence says that the others are complete.
        is_claimed: Whether this run has claimed the folder already; else that is done on entering.

    Raises:
        InputError: Where something cannot be written; on entering, if another run is writing there.
    """

    def __init__(
        self,
        path: Path,
        make: Callable[[Path], Sequence[Output]],
        names: Collection[str],
        seal: str,
        *,
        is_claimed: bool,
    ) -> None:
        super().__init__(path)
        self._seal = seal
        self._names = names
        self._make = make
        self._is_claimed = is_claimed
        self._unfinished = unfinished_name(real_path(_anchor(path)))
        self._outputs: Sequence[Output] = ()
        self._files: tuple[Path, ...] = ()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with self._told_by_its_name(), ExitStack() as stack:
            if self._is_claimed:
                delete_leftovers(_anchor(self.path))
            else:
                stack.enter_context(claimed(self.path))
            for link in self._links():
                stack.enter_context(Claim(link))
            stack.callback(remove, self._unfinished)
            stack.push(self._publish)
            self._make_unfinished()
            self._outputs = [stack.enter_context(output) for output in self._make(self._unfinished)]
            self._stack = stack.pop_all()
        return self

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Take in one frame."""
        with self._told_by_its_name():
            for output in self._outputs:
                output.add(frame, assessment, hold)

    def finish(self, result: ClipResult) -> None:
        """Take in the result."""
        with self._told_by_its_name():
            for output in self._outputs:
                output.finish(result)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were made, under their names in the folder."""
        return self._files

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._told_by_its_name():
            self._stack.__exit__(kind, error, trace)

    def _links(self) -> list[Path]:
        paths = (self.path / name for name in self._names)
        return [path for path in paths if path.is_symlink()]

    def _make_unfinished(self) -> None:
        with writing(self.path):
            self._unfinished.mkdir(mode=CLOSED_FOLDER)  # the folder may be for nobody else
            copy_inheritance(self.path, self._unfinished)

    def _publish(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the results into the folder, unless anything has failed."""
        if error is not None:
            return
        made = [output.path.name for output in self._outputs if output.path.exists()]
        with writing(self.path):
            self._copy_permissions(made)
            if not self._replaced_as_a_whole():
                self._replace_one_by_one(made)
        self._files = tuple(self.path / name for name in made)

    def _copy_permissions(self, made: Sequence[str]) -> None:
        """Let those read new results, and only those, who could read the ones that they replace."""
        for name in made:
            if (self.path / name).exists():
                copy_permissions(self.path / name, self._unfinished / name)

    @property
    def _is_beside(self) -> bool:
        return self._unfinished.parent != real_path(self.path)

    def _holds_results_only(self) -> bool:
        return all(entry.name in self._names for entry in self.path.iterdir())

    def _replaced_as_a_whole(self) -> bool:
        """Whether the folder could be replaced; one of a container's image cannot be renamed.

        That of another user or group stays theirs: it may be shared. So does one whose permissions
        cannot be copied.
        """
        if not self._is_beside or self._links() or not self._holds_results_only():
            return False
        if not have_same_owners(self.path, self._unfinished):
            return False
        copy_permissions(self.path, self._unfinished)
        if not have_same_permissions(self.path, self._unfinished):
            return False
        try:
            exchange(self._unfinished, real_path(self.path))
        except OSError:
            return False
        return True

    def _replace_one_by_one(self, made: Sequence[str]) -> None:
        seal, *others = sorted(self._names, key=lambda name: name != self._seal)
        with ExitStack() as copies:
            ready = {name: self._beside_its_place(name, copies) for name in made}
            remove(real_path(self.path / seal))  # what it vouches for is about to change
            for name in (*others, seal):
                if name in ready:
                    ready[name].replace(real_path(self.path / name))
                else:
                    remove(self.path / name)

    def _beside_its_place(self, name: str, copies: ExitStack) -> Path:
        """Where a result is such that it only has to be renamed: a link may lead to another disk.

        A copy there is deleted with `copies`.
        """
        finished, path = self._unfinished / name, self.path / name
        if not path.is_symlink():
            return finished
        target = real_path(path)
        copy = unfinished_name(target)
        copies.callback(remove, copy)
        with writing(path):
            _copy(finished, copy, target)
        return copy

    @contextmanager
    def _told_by_its_name(self) -> Iterator[None]:
        """The reader of an error knows the folder, not where its files are made."""
        try:
            yield
        except InputError as error:
            raise InputError(str(error).replace(str(self._unfinished), str(self.path))) from error


def _copy(finished: Path, copy: Path, target: Path) -> None:
    """Copy a file onto the disk, for those only who may read the one that it is to replace."""
    with finished.open("rb") as source, open_unfinished(copy, target) as beside:
        copyfileobj(source, beside)
        beside.flush()
        os.fsync(beside.fileno())
    if target.is_file():
        copy_permissions(target, copy)


def _anchor(folder: Path) -> Path:
    """What is hidden lies beside this: beside the folder, or in it where that cannot be."""
    real = real_path(folder)
    beside = os.access(real.parent, os.W_OK) and not is_mounted(real) and real != Path.cwd()
    return real if beside else real / "results"
