"""Frames in, from files, pictures and cameras; films out."""

import os
from typing import TYPE_CHECKING, Any

from posecheck.video.frame import Frame, Image, fit_size
from posecheck.video.opening import PICTURES, VIDEOS, clips_in, open_clip
from posecheck.video.source import Clip, Source

if TYPE_CHECKING:
    from posecheck.video.film import FilmWriter

__all__ = [
    "PICTURES",
    "VIDEOS",
    "Clip",
    "FilmWriter",
    "Frame",
    "Image",
    "Source",
    "clips_in",
    "fit_size",
    "open_clip",
]


LARGEST_PIXELS = 2**28
"""268 million. A larger picture is refused, because a file of a few bytes may claim gigabytes;
phones take up to 200 million pixels."""

# OpenCV reads this variable once, when it is loaded.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(LARGEST_PIXELS))


def __getattr__(name: str) -> Any:
    # PyAV takes a tenth of a second to import, and `posecheck --help` does not need it.
    if name == "FilmWriter":
        from posecheck.video.film import FilmWriter

        return FilmWriter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
