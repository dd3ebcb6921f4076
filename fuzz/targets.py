"""What is fuzzed: bytes go in, and only the documented errors may come out."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from posecheck.errors import StretchError, VideoError
from posecheck.stretches.stretch import Stretch
from posecheck.video.file import FileClip

SEEDS = Path(__file__).parent / "seeds"

FRAMES_READ = 20
"""A mutated clip may claim any length."""


def read_stretch(data: bytes) -> None:
    """The bytes as a stretch file: a stretch, or a StretchError."""
    with _file(data, ".toml") as path, suppress(StretchError):
        Stretch.from_toml(path)


def read_clip(data: bytes) -> None:
    """The bytes as a clip: frames with times that increase, or a VideoError."""
    with _file(data, ".mp4") as path, suppress(VideoError), FileClip(path) as clip:
        last_s = -1.0
        for frame, _ in zip(clip, range(FRAMES_READ), strict=False):
            assert frame.time_s > last_s
            assert all(0 < part <= of for part, of in zip(frame.area.size, frame.size, strict=True))
            last_s = frame.time_s


@contextmanager
def _file(data: bytes, suffix: str) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        yield Path(file.name)


TARGETS: dict[str, Callable[[bytes], None]] = {"stretches": read_stretch, "clips": read_clip}
