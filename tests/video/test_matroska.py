"""What Matroska hides of its pictures is not looked at."""

import tempfile
from pathlib import Path

import av
import numpy as np
from clip_maker import make_clip, number_in
from hypothesis import given
from hypothesis import strategies as st

from posecheck.video import open_clip
from posecheck.video.matroska import EBML, WHOLE, Crop, crop_of

SIZE = (128, 96)


def element(id: str, content: bytes) -> bytes:
    """An EBML element whose length takes eight bytes."""
    return bytes.fromhex(id) + (len(content) | 1 << 56).to_bytes(8) + content


def number(id: str, value: int) -> bytes:
    return element(id, value.to_bytes(2))


def header(*video: bytes) -> bytes:
    """The start of a file with one video track; its segment is of unknown length."""
    size = number("b0", SIZE[0]) + number("ba", SIZE[1])
    track = element("ae", number("d7", 1) + element("e0", size + b"".join(video)))
    return element("1a45dfa3", b"") + bytes.fromhex("18538067ff") + element("1654ae6b", track)


def hide(path, edges: bytes) -> None:
    """Write the edges into the first video track, in place of what is empty beside it."""
    data = path.read_bytes()
    settings = data.index(b"\xb0\x81\x80\xba\x81\x60")  # its width and height
    video = data.rindex(b"\xe0", 0, settings)
    track = data.rindex(b"\xae\x01\0\0\0", 0, video)  # with the start of its length
    tracks = data.rindex(bytes.fromhex("1654ae6b"), 0, track)
    for start, id_length in ((video, 1), (track, 1), (tracks, 4)):
        data = longer(data, start + id_length, len(edges))
    at = data.index(b"\xb0\x81\x80\xba\x81\x60", settings)
    path.write_bytes(data[:at] + edges + data[at:])


def longer(data: bytes, at: int, by: int) -> bytes:
    """Add to the length of the element whose length stands there, in as many bytes."""
    count = 9 - data[at].bit_length()
    length = int.from_bytes(data[at : at + count]) + by
    return data[:at] + length.to_bytes(count) + data[at + count :]


def test_the_edges_that_are_hidden_are_read():
    edges = [number("54cc", 16), number("54bb", 8), number("54dd", 32), number("54aa", 4)]
    assert crop_of_bytes(header(*edges)) == Crop(left=16, top=8, right=32, bottom=4)
    assert crop_of_bytes(header()) == WHOLE
    assert crop_of_bytes(header(number("54cc", 100), number("54dd", 28))) == WHOLE  # all of it


def crop_of_bytes(data: bytes, size=SIZE) -> Crop:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        return crop_of(Path(file.name), size)


@given(st.binary(max_size=60), st.integers(0, 120))
def test_any_bytes_are_read_without_an_error(garbage, cut):
    assert isinstance(crop_of_bytes(EBML + garbage), Crop)
    assert isinstance(crop_of_bytes(header(number("54cc", 16))[:cut] + garbage), Crop)


def test_what_players_hide_is_not_part_of_the_pictures(tmp_path):
    path = make_clip(tmp_path / "a.mkv", 3, codec="libvpx")
    with open_clip(path) as clip:
        whole = [frame.image for frame in clip]
    hide(path, number("54cc", 16) + number("54dd", 32))
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 3
    with open_clip(path) as clip:
        assert clip.size == (80, 96)
        for frame, image in zip(clip, whole, strict=True):
            assert np.array_equal(frame.image, image[:, 16:96])


def test_of_other_files_nothing_is_hidden(tmp_path):
    path = make_clip(tmp_path / "a.mp4", 3)
    assert crop_of(path, SIZE) == WHOLE
    with open_clip(path) as clip:
        assert [number_in(frame.image) for frame in clip] == [0, 1, 2]
