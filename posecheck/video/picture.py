"""Pictures as clips: of one frame, or of several where they move."""

import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageOps

from posecheck.errors import VideoError
from posecheck.support.files import head_of
from posecheck.video.bars import filmed_area
from posecheck.video.film import MADE_BY, comment_on
from posecheck.video.frame import Frame, Image
from posecheck.video.kinds import NO_PICTURE, is_heif
from posecheck.video.pixels import on_white
from posecheck.video.shape import Shape
from posecheck.video.source import Clip

FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "BMP", "TIFF", "AVIF", "HEIF")
"""What is read; an MPO is a JPEG with further ones behind it."""

JPEG, JPEG_COMMENT = b"\xff\xd8", b"\xff\xfe"
"""How such a file begins, and a comment in it."""

BYTES_PER_PIXEL = 19
"""The most memory that reading takes, of all modes: decoded, turned, converted, as an array (growth
of the process while RGBA and RGB of 4096 x 4096 pixels are read)."""

LARGEST_PIXELS = 2**32 // BYTES_PER_PIXEL
"""226 million, 4 GiB. A larger picture is refused, because a file of a few bytes may claim more
memory than there is; phones take up to 200 million pixels."""

RAW_TAGS = (330, 50706)
"""Tags of TIFF with which cameras keep the picture itself beside a small one, or as DNG."""

USUAL_MS = 100
"""How long a moving picture shows one that does not say: browsers do so."""

with suppress(ImportError):
    from pillow_heif import register_heif_opener

    register_heif_opener()


def is_our_picture(picture: Path) -> bool:
    """Whether posecheck made a picture, and can make it again."""
    head = head_of(picture)
    return head.startswith(JPEG) and MADE_BY.encode() in head


def is_picture_made_from(picture: Path, clip: Path) -> bool:
    """Whether posecheck made a picture from one of this name; older versions did not note it."""
    beginnings = tuple(map(jpeg_beginning, (comment_on(clip), MADE_BY)))
    return head_of(picture).startswith(beginnings)


def jpeg_beginning(comment: str) -> bytes:
    """How a JPEG file begins whose first part is a comment."""
    encoded = comment.encode()
    return JPEG + JPEG_COMMENT + (len(encoded) + 2).to_bytes(2, "big") + encoded


class PictureClip(Clip):
    """One frame at 0 s, without a rate and without a duration.

    Args:
        path: The file.

    Raises:
        VideoError: If the file is not a picture, a damaged one, or one that cannot be read whole.
    """

    is_picture = True
    frame_count_hint = 1
    duration_hint_s = 0.0
    fps = 0.0

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)
        with _opened(path) as picture:
            image = _pixels(picture)
        frame = Frame(0, 0.0, image)
        self.size = frame.size
        self._frame: Frame | None = frame.filmed_in(filmed_area(frame.grey))

    def __iter__(self) -> Iterator[Frame]:
        frame, self._frame = self._frame, None
        if frame is not None:
            self.frames_read = 1
            yield frame

    def close(self) -> None:
        """Release the picture."""
        self._frame = None


class MovingPictureClip(Clip):
    """The frames of an animated PNG, WebP or AVIF; each is shown for as long as it says.

    Args:
        path: The file.

    Raises:
        VideoError: If not one frame of it can be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)
        with _opened(path) as picture:
            # A PNG may begin with a picture for programs that show no moving ones.
            self._first = int(picture.info.get("default_image", False))
            self.frame_count_hint = getattr(picture, "n_frames", 1) - self._first
            picture.seek(self._first)
            self._shape = Shape(_pixels(picture).shape[1::-1])
            self.fps = 1 / _duration_s(picture)
        self.size = self._shape.size
        self._frames = self._read()

    def __iter__(self) -> Iterator[Frame]:
        return self._frames

    def close(self) -> None:
        """Release the file."""
        self._frames.close()

    def _read(self) -> Generator[Frame]:
        try:
            with _opened(self.path) as picture:
                for number in range(self.frame_count_hint or 1):
                    picture.seek(self._first + number)
                    frame = Frame(number, self.duration_s, _pixels(picture))
                    self.duration_s += _duration_s(picture)
                    self.frames_read += 1
                    yield self._shape.fitted(frame)
        except VideoError:
            self.truncated = True
            self.warning = f"after {self.duration_s:.2f} s the rest is missing or unreadable"
        self.settle()

    def settle(self) -> None:
        """As for `Clip`."""
        if self.duration_s:
            self.fps = self.frames_read / self.duration_s


def _duration_s(picture: Pillow.Image) -> float:
    return float(picture.info.get("duration") or USUAL_MS) / 1000


@contextmanager
def _opened(path: Path) -> Iterator[Pillow.Image]:
    """The picture, and every error of reading it in one line."""
    # Pillow has one limit for all of a process, at which phones are refused; ours is below.
    Pillow.MAX_IMAGE_PIXELS = LARGEST_PIXELS
    Pillow.init()
    formats = [name for name in FORMATS if name in Pillow.OPEN]
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Pillow.open(path, formats=formats) as picture,
        ):
            if picture.width * picture.height > LARGEST_PIXELS:
                raise Pillow.DecompressionBombError
            _check_whole(path, picture)
            yield picture
    except (VideoError, MemoryError):
        raise
    except Pillow.DecompressionBombError as error:
        raise VideoError(f"{path}: this picture is too large; scale it down.") from error
    except Exception as error:  # readers of damaged pictures raise whatever they stumble on
        raise VideoError(f"{path}: {_why_unreadable(path)}") from error


def _check_whole(path: Path, picture: Pillow.Image) -> None:
    """Refuse files of which only a part would be seen."""
    if picture.format != "TIFF":
        return
    if any(tag in picture.tag_v2 for tag in RAW_TAGS):  # type: ignore[attr-defined]
        raise VideoError(f"{path}: a camera's raw file; save it as JPEG.")
    if getattr(picture, "n_frames", 1) > 1:
        raise VideoError(f"{path}: holds several pictures; save the one to judge as JPEG.")


def _why_unreadable(path: Path) -> str:
    if is_heif(path) and "HEIF" not in Pillow.OPEN:
        return "a HEIC picture; pip install 'posecheck[heic]', or save it as JPEG."
    return NO_PICTURE


def _pixels(picture: Pillow.Image) -> Image:
    """(height, width, 3) uint8 RGB: upright by its EXIF, transparency on white."""
    promised = picture.size
    picture.load()
    if picture.size != promised:  # Pillow scrambles a TIFF that is transparent and lies on its side
        raise ValueError("loaded in another size")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith(("I", "F")):
        return _of_deep_gray(np.asarray(upright))
    if upright.has_transparency_data:
        return on_white(np.array(upright.convert("RGBA"), np.uint8))
    return np.array(upright.convert("RGB"), np.uint8)


def _of_deep_gray(gray: NDArray[np.generic]) -> Image:
    """A picture of one channel of 16 bits as one of three of 8."""
    if gray.dtype.kind == "f" or gray.max(initial=0) > np.iinfo(np.uint16).max:
        raise ValueError("its values have no known range")
    eight_bit = (gray.astype(np.uint32) // 257).astype(np.uint8)
    return np.repeat(eight_bit[..., None], 3, axis=-1)
