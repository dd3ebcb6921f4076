"""Finds a stretch by its id; the user's own ones are TOML files in a folder of theirs."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from posecheck.errors import StretchError
from posecheck.stretches.stretch import BUILT_IN, Stretch, built_in
from posecheck.support.user_folder import user_folder


def own_folder() -> Path:
    """The folder of the user's own stretches; it may not exist yet."""
    return user_folder() / "stretches"


def own_ids() -> tuple[str, ...]:
    """The ids of the user's own stretches, which are the names of their files, in order.

    Hidden files are none: posecheck, editors and macOS keep some beside those of the user.
    """
    files: list[Path] = []
    with suppress(OSError):  # a folder that there cannot be has none
        files += own_folder().glob("*.toml")
    return tuple(sorted(file.stem for file in files if not file.name.startswith(".")))


def own_file(stretch_id: str) -> Path:
    """The file of one of the user's own stretches; it may not exist yet."""
    return own_folder() / f"{stretch_id}.toml"


def own_stretch(stretch_id: str) -> Stretch:
    """One of the user's own stretches.

    Args:
        stretch_id: The name of its file, without `.toml`.

    Raises:
        StretchError: If the file has problems, or another id in it.
    """
    file = own_file(stretch_id)
    stretch = Stretch.from_toml(file)
    if stretch.id != stretch_id or stretch_id in BUILT_IN:
        raise StretchError(
            f"{file}: its id is '{stretch.id}'; call the file {stretch.id}.toml, and the stretch "
            "like none of posecheck's own."
        )
    return stretch


def own_stretches() -> tuple[Stretch, ...]:
    """The user's own stretches, by their ids.

    Raises:
        StretchError: If one of the files has problems.
    """
    return tuple(own_stretch(stretch_id) for stretch_id in own_ids())


def readable_own_stretches(tell: Callable[[str], object]) -> Iterator[Stretch]:
    """The user's own stretches; one whose file has problems keeps nobody from the others.

    Args:
        tell: Called with what is wrong with such a file.
    """
    for stretch_id in own_ids():
        try:
            yield own_stretch(stretch_id)
        except StretchError as error:
            tell(str(error))


def find_stretch(name: str) -> Stretch:
    """A stretch by its id or from a file.

    Args:
        name: The id of one of posecheck's or the user's own, or the path of a TOML file.

    Raises:
        StretchError: If there is no such stretch, or the file has problems.
    """
    if name.endswith(".toml"):
        return Stretch.from_toml(Path(name))
    if name in BUILT_IN:
        return built_in(name)
    own = own_ids()
    if name in own:
        return own_stretch(name)
    known = ", ".join((*BUILT_IN, *own))
    raise StretchError(f"there is no stretch '{name}'; known are {known}")
