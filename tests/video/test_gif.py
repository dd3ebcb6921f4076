"""A GIF that was cut off is told from a whole one, wherever that happened."""

import pytest
from clip_maker import make_clip, pattern
from PIL import Image as Pillow

from posecheck.video.gif import is_cut_off


@pytest.fixture(params=["one table of colours", "a table for each picture"])
def gif(tmp_path, request):
    path = tmp_path / "a.gif"
    if request.param == "one table of colours":
        return make_clip(path, 5, codec="gif", pixels="rgb8")
    first, *others = (Pillow.fromarray(pattern(number)) for number in range(5))
    first.save(path, save_all=True, append_images=others, duration=70)
    return path


def test_a_gif_is_cut_off_at_any_place_before_its_end(gif):
    content = gif.read_bytes()
    assert not is_cut_off(gif)
    for length in range(6, len(content), max(1, len(content) // 100)):
        gif.write_bytes(content[:length])
        assert is_cut_off(gif), length
    gif.write_bytes(content[:-1])
    assert is_cut_off(gif)


def test_what_follows_the_end_does_not_matter(gif):
    gif.write_bytes(gif.read_bytes() + bytes(100))
    assert not is_cut_off(gif)


@pytest.mark.parametrize("content", [b"", b"GIF", b"ftyp and so on"])
def test_what_is_no_gif_is_not_cut_off(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    assert not is_cut_off(tmp_path / "a")
    assert not is_cut_off(tmp_path / "gone")
