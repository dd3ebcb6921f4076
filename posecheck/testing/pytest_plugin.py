"""Fixtures for tests of form; pytest finds them where posecheck is installed. See docs/API.md.

Every run of pytest loads this file, so everything else is imported when a fixture is used.
"""

from collections.abc import Callable
from functools import cache, partial
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from posecheck.api import CheckLimits, SideLike
    from posecheck.clips.result import ClipResult
    from posecheck.stretches.stretch import Stretch


class _Version(NamedTuple):
    """A file as it is now: tests overwrite files, and use the same name in other folders."""

    name: str
    path: str
    size: int
    time_ns: int
    number: int


def _version(name: str | PathLike[str]) -> _Version:
    """The version of a file; of what is none, as an address, only the name tells."""
    try:
        stat = Path(name).stat()
    except OSError:
        return _Version(fspath(name), "", 0, 0, 0)
    path = str(Path(name).absolute())
    return _Version(fspath(name), path, stat.st_size, stat.st_mtime_ns, stat.st_ino)


@pytest.fixture(scope="session")
def score_clip() -> Callable[..., "ClipResult"]:
    """Scores a clip, the same one only once: `score_clip(path, stretch="auto")`.

    One that was overwritten, or another one of the same name, is scored again; so is one where that
    holds for a stretch of one's own. It takes `side` and `limits`, too, as `posecheck.analyze`.
    """
    from posecheck.api import analyze
    from posecheck.clips.analysis import stretch_files

    @cache
    def analyze_once(
        clip: _Version,
        stretch: str,
        own_stretches: tuple[_Version, ...],
        side: "SideLike",
        limits: tuple[tuple[str, tuple[float, float]], ...],
    ) -> "ClipResult":
        return analyze(clip.name, stretch, side=side, limits=dict(limits))

    def score(
        clip: str | PathLike[str],
        stretch: "str | PathLike[str] | Stretch" = "auto",
        *,
        side: "SideLike" = None,
        limits: "CheckLimits | None" = None,
    ) -> "ClipResult":
        if isinstance(stretch, str | PathLike):
            own_limits = tuple(
                (id, (low, high)) for id, (low, high) in sorted((limits or {}).items())
            )
            name = fspath(stretch)
            files = tuple(map(_version, stretch_files(name)))
            return analyze_once(_version(clip), name, files, side, own_limits)
        return analyze(
            clip, stretch, side=side, limits=limits
        )  # a stretch made in the test is not hashable

    return score


@pytest.fixture
def assert_form(score_clip: Callable[..., "ClipResult"]) -> Callable[..., None]:
    """Asserts the form in a clip: `assert_form(clip, stretch="bridge", good=["hip_height"])`."""
    from posecheck.testing.form import assert_form

    return partial(assert_form, score=score_clip)
