"""Frames in, from files, pictures and cameras; films out."""

from typing import TYPE_CHECKING, Any

from posecheck.video.frame import Frame, Image, fit_size
from posecheck.video.opening import PICTURES, VIDEOS, clips_in, holds_picture, open_clip
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
    "holds_picture",
    "open_clip",
]


def __getattr__(name: str) -> Any:
    # PyAV takes a tenth of a second to import, and `posecheck --help` does not need it.
    if name == "FilmWriter":
        from posecheck.video.film import FilmWriter

        return FilmWriter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
