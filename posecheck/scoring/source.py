"""Where a clip lies: on this machine, or at an address that fsspec can read."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from posecheck.clips.batch import find_clips, place_of, unique
from posecheck.errors import InputError, PosecheckError
from posecheck.support.files import is_plain
from posecheck.support.printable import first_line, public_name, without_passwords

MARK = "://"
WEB = ("http://", "https://")

LONGEST_NAME = 60
"""How many characters of a name are kept, the last ones; file systems allow 255 bytes."""


def is_address(clip: str) -> bool:
    """Whether a clip is named by an address such as `s3://bucket/clip.mp4`."""
    return MARK in clip


def find(clips_or_folders: Sequence[str]) -> tuple[list[str], dict[str, InputError]]:
    """The clips meant, each once and in the order given, and the error of each name of none.

    Folders are searched as everywhere in posecheck. An address is one clip; it is read only when it
    is scored.
    """
    clips: list[str] = []
    errors: dict[str, InputError] = {}
    for named in clips_or_folders:
        if not named:
            errors[named] = InputError("the name of a clip is empty; give a file or a folder.")
            continue
        if is_address(named):
            clips.append(named)
            continue
        found, failed = find_clips([Path(named)])
        clips += [str(clip) for clip in found]
        for outcome in failed:
            if isinstance(outcome.error, InputError):
                errors[named] = outcome.error
    return unique(clips, _place), errors


def _place(clip: str) -> str | Path:
    return clip if is_address(clip) else place_of(Path(clip))


@contextmanager
def as_file(clip: str, copies: str | None = None) -> Iterator[Path]:
    """The clip as a local file; one from an address is fetched, and deleted afterwards.

    Args:
        clip: A path or an address.
        copies: The folder in which to keep what is fetched; None for the usual one.

    Raises:
        InputError: If it cannot be fetched.
    """
    if not is_address(clip):
        yield Path(clip)
        return
    with _temporary_folder(clip, copies) as folder:
        copy = Path(folder) / _file_name(clip)
        _fetch(clip, copy)
        try:
            yield copy
        except PosecheckError as error:
            # The reader of the message knows the address, not the copy.
            raise type(error)(str(error).replace(str(copy), public_name(clip))) from error


@contextmanager
def place_for_copies(clips: Iterable[str]) -> Iterator[str | None]:
    """A folder for copies of clips from addresses, deleted afterwards with whatever is in it.

    A process that is ended in the middle of a clip cannot delete its copy itself. None where no
    clip is at an address, or no such folder can be made: then the clip's own error says so.
    """
    with ExitStack() as stack:
        folder = None
        if any(map(is_address, clips)):
            with suppress(OSError):
                made = TemporaryDirectory(prefix="posecheck_", ignore_cleanup_errors=True)
                folder = stack.enter_context(made)
        yield folder


def _temporary_folder(clip: str, copies: str | None) -> "TemporaryDirectory[str]":
    try:
        return TemporaryDirectory(prefix="posecheck_", dir=copies)
    except OSError as error:
        raise InputError(
            f"{public_name(clip)}: there is no folder for a copy ({error.strerror}); "
            "set TMPDIR to one with space."
        ) from error


def _file_name(address: str) -> str:
    """The name of the file at an address: of the path alone, since a signature may follow it."""
    path = unquote(urlsplit(address).path) if address.startswith(WEB) else address
    return path.rpartition("/")[2][-LONGEST_NAME:] or "clip"


def _fetch(clip: str, copy: Path) -> None:
    name = public_name(clip)
    try:
        import fsspec
        from fsspec.implementations.local import LocalFileSystem
    except ImportError as error:
        raise InputError(
            f"{name}: reading from an address needs fsspec: pip install 'posecheck[cluster]'."
        ) from error
    try:
        address = fsspec.open(clip, "rb")
        if isinstance(address.fs, LocalFileSystem) and not is_plain(Path(address.path)):
            raise OSError("this is not a file")  # a pipe or a device may never end
        with address as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise InputError(
                f"{name}: no space left for a copy in {copy.parent.parent}; "
                "make room there, or set TMPDIR to another folder."
            ) from error
        raise _cannot_be_fetched(name, error) from error
    except Exception as error:  # every file system behind fsspec has errors of its own
        raise _cannot_be_fetched(name, error) from error


def _cannot_be_fetched(name: str, error: Exception) -> InputError:
    return InputError(
        f"{name}: cannot be fetched ({without_passwords(first_line(error))}); "
        "check the address and your right to read it."
    )
