"""What file an address of this machine means."""

from pathlib import Path

import pytest

from posecheck.support.address import files_of, is_file_address, path_of

CLIP = "/home/me/my clip.mp4"


@pytest.mark.parametrize(
    "address",
    [
        "file:///home/me/my%20clip.mp4",
        "FILE:///home/me/my%20clip.mp4",
        "file://localhost/home/me/my%20clip.mp4",
        "file:/home/me/my%20clip.mp4",
        "local:///home/me/my%20clip.mp4",
        "simplecache::file:///home/me/my%20clip.mp4",
        "zip://a.mp4::file:///home/me/my clip.mp4",
        "filecache::local:///home/me/my clip.mp4",
        CLIP,
    ],
)
def test_an_address_leads_to_its_file(address):
    assert Path(CLIP) in files_of(address)
    assert Path(address) in files_of(address)


@pytest.mark.parametrize("name", ["clip.mp4", "a%20b.mp4", "a::b.mp4", "10:30.mp4", "files/a.mp4"])
def test_a_path_is_taken_as_it_stands(name):
    assert path_of(name) == Path(name)
    assert not is_file_address(name)
    assert Path(name) in files_of(name)


@pytest.mark.parametrize("address", ["rtsp://file:1/a", "https://host/file:///a", "s3://b/a.mp4"])
def test_an_address_elsewhere_is_none_of_this_machine(address):
    assert not is_file_address(address)
