"""Nothing grows, however many frames come: a short form of `python -m benchmarks.speed.soak`."""

import os

import pytest

from benchmarks.speed.soak import MODES, soak

FRAMES = int(os.environ.get("POSECHECK_LONG_FRAMES", "600"))
"""20 s of video; 18000 are 10 minutes."""

GROWTH_MB = {"analyze": 30, "coach": 30, "live": 200}
"""The allocator's own ups and downs; 500 leaked frames of the clip would be 450 MB. The threads of
each live session take other arenas of it, until all have grown; under MALLOC_ARENA_MAX=1 live stays
level, too."""

GROWTH_THREADS = GROWTH_FILES = 2


@pytest.mark.long
@pytest.mark.skipif("POSECHECK_LONG" not in os.environ, reason="takes minutes")
@pytest.mark.parametrize("mode", MODES)
def test_neither_memory_nor_threads_nor_open_files_grow(mode):
    _, early, *_, late = soak(mode, FRAMES, lines=6)
    assert late.memory_mb < early.memory_mb + GROWTH_MB[mode]
    assert late.threads <= early.threads + GROWTH_THREADS
    assert late.open_files <= early.open_files + GROWTH_FILES
