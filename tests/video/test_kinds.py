"""What a file is comes from its content, whatever its name says."""

import pytest
from clip_maker import make_clip, pattern
from PIL import Image

from posecheck.video.kinds import Kind, kind_of

STILL = ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "AVIF"]


@pytest.mark.parametrize("name", ["a.mp4", "a.jpg", "a"])
@pytest.mark.parametrize("kind", STILL)
def test_a_picture_is_one_under_any_name(tmp_path, kind, name):
    Image.fromarray(pattern(5)).save(tmp_path / name, format=kind)
    assert kind_of(tmp_path / name) is Kind.PICTURE


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_a_moving_picture_is_told_from_a_still_one(tmp_path, kind):
    first, *others = (Image.fromarray(pattern(number)) for number in range(3))
    first.save(tmp_path / "a", format=kind, save_all=True, append_images=others, duration=70)
    assert kind_of(tmp_path / "a") is Kind.MOVING_PICTURE


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\0\0\0\x18ftypheic", Kind.PICTURE),
        (b"\0\0\0\x18ftypmif1", Kind.PICTURE),
        (b"\0\0\0\x18ftypmsf1", Kind.MOVING_PICTURE),
        (b"\xff\x0a\xfa", Kind.PICTURE),
        (b"\0\0\0\x18ftypisom", Kind.OTHER),
        (b"\0\0\0\x18ftypqt  ", Kind.OTHER),
        (b"GIF89a", Kind.OTHER),
        (b"RIFF\0\0\0\0WEBPVP8X", Kind.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\2", Kind.MOVING_PICTURE),
        (b"RIFF\0\0\0\0WEBP", Kind.PICTURE),
        (b"Lie on your back.", Kind.OTHER),
        (b"", Kind.OTHER),
    ],
)
def test_the_first_bytes_tell(tmp_path, start, kind):
    (tmp_path / "a").write_bytes(start)
    assert kind_of(tmp_path / "a") is kind


def test_a_film_of_jpegs_is_told_by_its_name(tmp_path):
    for suffix, kind in ((".mjpeg", Kind.OTHER), (".jpg", Kind.PICTURE)):
        film = make_clip(tmp_path / "a.mjpeg", 3, codec="mjpeg", pixels="yuvj420p")
        assert kind_of(film.rename(tmp_path / f"b{suffix}")) is kind
