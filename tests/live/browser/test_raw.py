"""Raw pictures are those of the camera to the bit; what is not whole is none."""

import av
import numpy as np
import pytest
from clip_maker import number_in, pattern
from hypothesis import given
from hypothesis import strategies as st

from posecheck.live.browser.raw import HEADER, KINDS, is_raw, raw_frame


def raw(picture: av.VideoFrame, kind: bytes) -> bytes:
    planes = picture.reformat(format=KINDS[kind]).to_ndarray()
    return HEADER.pack(kind, picture.width, picture.height) + planes.tobytes()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(128, 96), (1280, 720), (130, 98)])
def test_a_picture_comes_as_the_camera_gave_it(kind, size):
    picture = av.VideoFrame.from_ndarray(pattern(5, size)).reformat(format=KINDS[kind])
    sent = raw(picture, kind)
    frame = raw_frame(sent, 3, 0.25)
    assert is_raw(sent)
    assert (frame.index, frame.time_s, frame.size) == (3, 0.25, size)
    assert np.array_equal(frame.image, picture.to_ndarray(format="rgb24"))
    assert number_in(frame.image) == 5


WHOLE = raw(av.VideoFrame.from_ndarray(pattern(5)), b"I420")


@pytest.mark.parametrize(
    "broken",
    [
        WHOLE[:-1],
        WHOLE + b"\0",
        WHOLE[: HEADER.size],
        b"I422" + WHOLE[4:],
        HEADER.pack(b"I420", 0, 0),
        HEADER.pack(b"I420", 3, 2) + bytes(9),
        HEADER.pack(b"NV12", 65534, 65534),
    ],
)
def test_what_is_not_whole_is_no_picture(broken):
    assert raw_frame(broken, 0, 0.0) is None


@given(st.binary(max_size=40))
def test_any_bytes_are_a_picture_or_none(junk):
    for content in (junk, b"I420" + junk, HEADER.pack(b"I420", 4, 4) + junk):
        frame = raw_frame(content, 0, 0.0)
        assert frame is None or frame.image.shape == (*frame.size[::-1], 3)
