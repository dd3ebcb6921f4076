from pathlib import Path

import cv2
import numpy as np
import pytest
from clip_maker import number_in, pattern, red_corner
from PIL import Image as Pillow
from PIL import TiffImagePlugin

from posecheck.errors import VideoError
from posecheck.video import open_clip
from posecheck.video.film import MADE_BY, comment_on
from posecheck.video.picture import (
    PictureClip,
    is_our_picture,
    is_picture_made_from,
    jpeg_beginning,
)

BGR = slice(None, None, -1)


def read(path):
    with PictureClip(path) as clip:
        (frame,) = clip
    return clip, frame


def save(path, image):
    data = cv2.imencode(path.suffix, image)[1]
    path.write_bytes(data.tobytes())
    return path


def exif(orientation: int) -> bytes:
    """An EXIF segment of a JPEG that holds nothing but the orientation."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + orientation.to_bytes(2, "big") + b"\x00\x00"
    body = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".bmp", ".JPG"])
def test_a_picture_is_a_clip_of_one_frame_at_zero(tmp_path, suffix):
    path = save(tmp_path / f"a{suffix}", pattern(5)[..., BGR])
    clip, frame = read(path)
    assert (clip.is_picture, clip.size, clip.fps) == (True, (128, 96), 0.0)
    assert (clip.frame_count_hint, clip.frames_read, clip.duration_s) == (1, 1, 0.0)
    assert (clip.truncated, clip.warning) == (False, None)
    assert (frame.index, frame.time_s, frame.size) == (0, 0.0, (128, 96))
    assert frame.image.flags.c_contiguous
    assert np.abs(frame.image[90, 5].astype(int) - (255, 0, 0)).max() < 12


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, "bottom left"),
        (2, "bottom right"),
        (3, "top right"),
        (4, "top left"),
        (5, "top right"),
        (6, "top left"),
        (7, "bottom left"),
        (8, "bottom right"),
    ],
)
def test_a_photo_is_turned_upright_by_its_exif(tmp_path, orientation, corner):
    path = save(tmp_path / "photo.jpg", pattern(0)[..., BGR])
    data = path.read_bytes()
    path.write_bytes(data[:2] + exif(orientation) + data[2:])
    clip, frame = read(path)
    assert red_corner(frame.image) == corner
    assert clip.size == ((128, 96) if orientation < 5 else (96, 128))


@pytest.mark.parametrize("name", ["a.png", "\u00dcbung 1.png", "\x1b" * 241 + ".png"])
def test_a_picture_knows_the_name_of_the_one_that_it_is_made_from(tmp_path, name):
    path = commented(tmp_path / "a.jpg", comment_on(Path("at-home") / name))
    assert is_our_picture(path)
    assert is_picture_made_from(path, Path("elsewhere") / name)
    assert not is_picture_made_from(path, Path("at-home") / f"{name}2")
    assert b"at-home" not in path.read_bytes()
    assert read(path)[0].size == (128, 96)


def test_a_picture_that_names_no_other_may_be_made_from_any(tmp_path):
    assert is_picture_made_from(commented(tmp_path / "a.jpg", MADE_BY), Path("a.png"))
    assert not is_picture_made_from(save(tmp_path / "a.jpg", pattern(0)), Path("a.png"))


def commented(path, comment):
    data = save(path, pattern(0)).read_bytes()
    path.write_bytes(jpeg_beginning(comment) + data[2:])
    return path


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_what_is_transparent_is_white(tmp_path, depth):
    full = np.iinfo(depth).max
    image = np.zeros((20, 30, 4), depth)
    image[:10] = (full, 0, 0, full)
    _, frame = read(save(tmp_path / "cut out.png", image))
    assert frame.image.shape == (20, 30, 3)
    assert frame.image[5, 5].tolist() == [0, 0, 255]
    assert frame.image[15, 5].tolist() == [255, 255, 255]


def test_sixteen_bits_and_gray_become_eight_bit_rgb(tmp_path):
    ramp = np.linspace(0, 65535, 64 * 48).reshape(48, 64).astype(np.uint16)
    _, frame = read(save(tmp_path / "deep.png", ramp))
    assert frame.image.dtype == np.uint8
    assert np.abs(frame.image[..., 1].astype(int) - ramp // 257).max() <= 1
    assert (frame.image[..., 0] == frame.image[..., 2]).all()


@pytest.mark.parametrize("name", ["-a.png", "é 動.png", "a%03d.png"])
def test_any_name_is_read(tmp_path, monkeypatch, name):
    save(tmp_path / name, pattern(0))
    monkeypatch.chdir(tmp_path)
    assert read(type(tmp_path)(name))[1].size == (128, 96)


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_half_a_picture_is_an_error_of_one_line(tmp_path, suffix):
    noise = np.random.default_rng(0).integers(0, 255, (99, 99, 3), np.uint8)
    path = save(tmp_path / f"half{suffix}", noise)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(VideoError, match="damaged") as error:
        open_clip(path)
    assert str(path) in str(error.value)


def test_text_named_as_a_picture_is_an_error(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_text("no picture")
    with pytest.raises(VideoError, match="not a picture"):
        open_clip(path)


@pytest.mark.parametrize("name", ["a.jfif", "a.mp4", "a"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "AVIF"])
def test_a_picture_of_any_kind_is_read_under_any_name(tmp_path, kind, name):
    Pillow.fromarray(pattern(5)).save(tmp_path / name, format=kind)
    with open_clip(tmp_path / name) as clip:
        assert clip.is_picture
        assert number_in(next(iter(clip)).image) == 5


@pytest.mark.parametrize(
    ("kind", "transparent"),
    [("PNG", False), ("PNG", True), ("WEBP", False), ("WEBP", True), ("TIFF", False)],
)
def test_a_photo_with_transparency_is_turned_too(tmp_path, kind, transparent):
    image = np.dstack([pattern(0), np.full((96, 128), 255, np.uint8)])
    orientation = Pillow.Exif()
    orientation[0x0112] = 6
    picture = Pillow.fromarray(image if transparent else pattern(0))
    picture.save(tmp_path / "a", format=kind, exif=orientation)
    with open_clip(tmp_path / "a") as clip:
        assert clip.size == (96, 128)
        assert red_corner(next(iter(clip)).image) == "top left"


def test_a_transparent_tiff_on_its_side_which_pillow_scrambles_is_refused(tmp_path):
    orientation = Pillow.Exif()
    orientation[0x0112] = 6
    image = np.dstack([pattern(0), np.full((96, 128), 255, np.uint8)])
    Pillow.fromarray(image).save(tmp_path / "a.tif", exif=orientation)
    with pytest.raises(VideoError, match="save it as JPEG"):
        open_clip(tmp_path / "a.tif")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_a_moving_picture_is_a_clip_of_all_its_frames(tmp_path, kind):
    first, *others = (Pillow.fromarray(pattern(number)) for number in range(1, 6))
    lengths = [70, 70, 70, 70, 250]
    first.save(tmp_path / "a", format=kind, save_all=True, append_images=others, duration=lengths)
    with open_clip(tmp_path / "a") as clip:
        frames = list(clip)
    assert [number_in(frame.image) for frame in frames] == [1, 2, 3, 4, 5]
    assert [frame.time_s for frame in frames] == pytest.approx([0, 0.07, 0.14, 0.21, 0.28])
    assert (clip.is_picture, clip.duration_s) == (False, pytest.approx(0.53))
    assert (clip.size, clip.truncated, clip.warning) == ((128, 96), False, None)


def test_what_a_moving_png_shows_instead_of_moving_is_no_frame_of_it(tmp_path):
    instead, *frames = (Pillow.fromarray(pattern(number)) for number in range(5))
    path = tmp_path / "a.png"
    instead.save(path, save_all=True, default_image=True, append_images=frames, duration=250)
    with open_clip(path) as clip:
        assert (clip.frame_count_hint, clip.fps) == (4, 4)
        seen = list(clip)
    assert [number_in(frame.image) for frame in seen] == [1, 2, 3, 4]
    assert [frame.index for frame in seen] == [0, 1, 2, 3]
    assert (clip.duration_s, clip.frames_read, clip.truncated) == (1, 4, False)


def test_a_moving_picture_that_is_cut_off_says_so(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (20, 60, 80, 3), np.uint8)
    first, *others = (Pillow.fromarray(image) for image in noise)
    path = tmp_path / "a.png"
    first.save(path, save_all=True, append_images=others, duration=70)
    path.write_bytes(path.read_bytes()[:100_000])
    with open_clip(path) as clip:
        assert 3 < len(list(clip)) < 20
    assert clip.truncated
    assert "the rest is missing" in clip.warning


def test_a_file_of_several_pictures_is_refused(tmp_path):
    page = Pillow.fromarray(pattern(0))
    page.save(tmp_path / "scan.tif", save_all=True, append_images=[page])
    with pytest.raises(VideoError, match="several pictures"):
        open_clip(tmp_path / "scan.tif")


def test_a_raw_file_of_a_camera_is_refused(tmp_path):
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[50706] = b"\x01\x04\x00\x00"  # the DNG version
    Pillow.fromarray(pattern(0)).save(tmp_path / "a.dng", format="TIFF", tiffinfo=tags)
    with pytest.raises(VideoError, match="raw file"):
        open_clip(tmp_path / "a.dng")


def test_a_heic_is_read_whole(tmp_path):
    """Of a file in tiles, as iPhones write them, every tile; under any name."""
    image = cv2.resize(pattern(5), (1280, 960), interpolation=cv2.INTER_NEAREST)
    Pillow.fromarray(image).save(tmp_path / "photo.jpg", format="HEIF", tile_size=512)
    clip, frame = read(tmp_path / "photo.jpg")
    assert clip.size == (1280, 960)
    assert number_in(frame.image) == 5


def test_half_a_heic_is_refused(tmp_path):
    Pillow.fromarray(pattern(5)).save(tmp_path / "whole.heic")
    whole = (tmp_path / "whole.heic").read_bytes()
    (tmp_path / "half.heic").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(VideoError, match="damaged"):
        open_clip(tmp_path / "half.heic")


def test_a_picture_of_a_kind_that_cannot_be_read_is_no_film_of_one_frame(tmp_path):
    Pillow.fromarray(pattern(0)).save(tmp_path / "a.mp4", format="TGA")
    Pillow.fromarray(pattern(0)).save(tmp_path / "b.mp4", format="PPM")
    for name in ("a.mp4", "b.mp4"):
        with pytest.raises(VideoError, match=r"cannot be read|can be read"):
            open_clip(tmp_path / name)
