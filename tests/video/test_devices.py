"""Pictures of cameras and streams, one after the other."""

import threading

import numpy as np
import pytest
from clip_maker import make_clip, number_in

from posecheck.video import devices
from posecheck.video.devices import Driver, Stream, opened


def test_a_stream_gives_its_pictures_upright_in_rgb_and_then_none(tmp_path):
    stream = opened(f"file:{make_clip(tmp_path / 'a.mp4', 3)}")
    images = [stream.read() for _ in range(4)]
    assert [number_in(image) for image in images[:3]] == [0, 1, 2]
    assert np.abs(images[0][90, 5].astype(int) - (255, 0, 0)).max() < 12
    assert images[3] is None
    stream.close()
    stream.close()
    assert stream.read() is None


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.mp4", "nonsense://a"])
def test_an_address_without_a_stream_gives_no_picture(address):
    stream = Stream(address)
    assert stream.read() is None
    stream.close()


def test_a_stream_is_not_closed_while_a_picture_is_under_way(tmp_path, monkeypatch):
    monkeypatch.setattr(devices, "CLOSE_PATIENCE_S", 0.01)
    stream = Stream(f"file:{make_clip(tmp_path / 'a.mp4', 3)}")
    closing = threading.Thread(target=stream.close)
    with stream._reading:
        closing.start()
        closing.join()
    assert number_in(stream.read()) == 0
    stream.close()


def test_a_camera_that_is_not_there_gives_no_picture(capfd):
    camera = Driver(973)
    assert camera.read() is None
    camera.close()
    assert capfd.readouterr().err == ""
