"""What decoded pictures say of themselves is done: turned, widened, laid on white."""

import gc
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from clip_maker import make_clip, red_corner, turn_as_phones_do

from posecheck.video import open_clip
from posecheck.video.area import Area
from posecheck.video.decoded import DecodedFrame, Pixels, turn_of
from posecheck.video.frame import resized


def first_of(path):
    container = av.open(str(path))
    return next(container.decode(video=0)), container.streams.video[0]


@pytest.mark.parametrize(
    ("matrix", "corner"), [((1, 0, 0, 1), "bottom left"), ((0, 1, -1, 0), "top left")]
)
def test_a_picture_is_turned_as_it_says(tmp_path, matrix, corner):
    turn_as_phones_do(make_clip(tmp_path / "a.mp4", 1), matrix)
    picture, stream = first_of(tmp_path / "a.mp4")
    pixels = Pixels(picture, stream)
    assert turn_of(picture).transpose == (matrix[0] == 0)
    assert red_corner(pixels.image(picture)) == corner
    assert pixels.layout(picture).size == pixels.image(picture).shape[1::-1]


def test_pictures_are_freed_once_they_were_used(tmp_path):
    """Each is some megabytes that the garbage collector does not know of."""
    path = make_clip(tmp_path / "a.mp4", 30)
    gc.collect()
    gc.disable()
    try:
        with open_clip(path) as clip:
            most = max(pictures_alive() for frame in clip if frame.grey.any())
    finally:
        gc.enable()
    assert most < 10


def pictures_alive() -> int:
    return sum(isinstance(one, VideoFrame) for one in gc.get_objects())


def test_the_shape_of_pixels_is_that_of_the_picture_not_of_the_first_one(tmp_path):
    wide, wide_stream = first_of(make_clip(tmp_path / "dv.mp4", 1, aspect=Fraction(4, 3)))
    other, _ = first_of(make_clip(tmp_path / "b.mp4", 1, size=(96, 64)))
    pixels = Pixels(wide, wide_stream)
    assert pixels.layout(wide).size == (171, 96)
    assert pixels.layout(other).size == (128, 64)  # the decoder's own word, still 4 to 3


KINDS = {
    "limited range": ("yuv420p", ColorRange.MPEG),
    "full range": ("yuv420p", ColorRange.JPEG),
    "JPEG's own kind": ("yuvj420p", ColorRange.JPEG),
    "a webcam's": ("yuyv422", ColorRange.MPEG),
    "a phone's": ("nv12", ColorRange.MPEG),
    "10 bits": ("yuv420p10le", ColorRange.MPEG),
    "grey": ("gray", ColorRange.JPEG),
    "RGB": ("rgb24", ColorRange.JPEG),
    "with alpha": ("yuva420p", ColorRange.MPEG),
}


@pytest.mark.parametrize(("pixels", "levels"), KINDS.values(), ids=KINDS)
def test_grey_levels_are_those_of_the_image_whatever_the_kind_of_pixels(pixels, levels, tmp_path):
    _, stream = first_of(make_clip(tmp_path / "a.mp4", 1, size=(64, 48)))
    image = np.broadcast_to(np.linspace(0, 255, 64).astype(np.uint8)[:, None], (48, 64, 3))
    picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(image)).reformat(
        format=pixels, dst_color_range=levels
    )
    picture.color_range = levels
    frame = DecodedFrame(0, 0.0, picture, Pixels(picture, stream).layout(picture))
    of_image = cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY)
    assert frame.grey == pytest.approx(of_image, abs=4)
    assert frame.thumbnail((32, 24)) == pytest.approx(resized(of_image, (32, 24)), abs=4)
    assert (int(of_image.min()), int(of_image.max())) == pytest.approx((0, 255), abs=4)


@pytest.mark.parametrize("matrix", [(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, 1)])
def test_grey_levels_lie_as_the_image_does(tmp_path, matrix):
    turn_as_phones_do(make_clip(tmp_path / "a.mp4", 1, aspect=Fraction(4, 3)), matrix)
    picture, stream = first_of(tmp_path / "a.mp4")
    frame = DecodedFrame(0, 0.0, picture, Pixels(picture, stream).layout(picture))
    of_image = cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY)
    assert frame.grey.shape == of_image.shape == frame.size[::-1]
    assert np.abs(frame.grey.astype(int) - of_image).mean() < 2  # colours clip at sharp edges
    right = frame.filmed_in(Area(frame.size[0] // 2, 0, *frame.size))
    small = resized(np.ascontiguousarray(of_image[right.area.rows_and_columns]), (16, 24))
    assert np.abs(right.thumbnail((16, 24)).astype(int) - small).mean() < 2


def test_a_frame_is_converted_once_for_all_who_ask(tmp_path):
    picture, stream = first_of(make_clip(tmp_path / "a.mp4", 1))
    frame = DecodedFrame(7, 0.25, picture, Pixels(picture, stream).layout(picture))
    with ThreadPoolExecutor(4) as pool:
        images = [*pool.map(lambda _: frame.image, range(8))]
    assert all((image == images[0]).all() for image in images)
    assert frame.image is frame.image
    assert frame.filmed_in(None) is frame
    part = frame.filmed_in(Area(0, 0, 64, 96))
    assert (part.index, part.time_s, part.area.size) == (7, 0.25, (64, 96))
    assert (part.image == frame.image).all()
