"""Fixtures for tests of form; pytest finds them where posecheck is installed. See docs/API.md.

Every run of pytest loads this file, so everything else is imported when a fixture is used.
"""

from collections.abc import Callable
from functools import cache, partial
from os import PathLike, fspath
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from posecheck.api import CheckLimits, SideLike
    from posecheck.clips.result import ClipResult
    from posecheck.stretches.stretch import Stretch


@pytest.fixture(scope="session")
def score_clip() -> Callable[..., "ClipResult"]:
    """Scores a clip, the same one only once: `score_clip(path, stretch="auto")`.

    It takes `side` and `limits`, too, as `posecheck.analyze`.
    """
    from posecheck.api import analyze

    @cache
    def analyze_once(
        clip: str,
        stretch: str,
        side: "SideLike",
        limits: tuple[tuple[str, tuple[float, float]], ...],
    ) -> "ClipResult":
        return analyze(clip, stretch, side=side, limits=dict(limits))

    def score(
        clip: str | PathLike[str],
        stretch: "str | PathLike[str] | Stretch" = "auto",
        *,
        side: "SideLike" = None,
        limits: "CheckLimits | None" = None,
    ) -> "ClipResult":
        if isinstance(stretch, str | PathLike):
            own = tuple((id, (low, high)) for id, (low, high) in sorted((limits or {}).items()))
            return analyze_once(fspath(clip), fspath(stretch), side, own)
        return analyze(
            clip, stretch, side=side, limits=limits
        )  # a stretch made in the test is not hashable

    return score


@pytest.fixture
def assert_form(score_clip: Callable[..., "ClipResult"]) -> Callable[..., None]:
    """Asserts the form in a clip: `assert_form(clip, stretch="bridge", good=["hip_height"])`."""
    from posecheck.testing.form import assert_form

    return partial(assert_form, score=score_clip)
