"""A file is opened as what it is: by its name alone, and whatever it says of itself."""

import av
import pytest
from clip_maker import make_clip

from posecheck.video.container import UNREADABLE, open_container

TITLE = "CafXX at noon"


def with_latin_title(path):
    """A clip whose title is in Latin-1, as old cameras wrote it."""
    made = make_clip(path, 3)
    with av.open(str(made)) as given, av.open(str(path.with_stem("titled")), "w") as titled:
        titled.metadata["title"] = TITLE
        stream = titled.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                titled.mux(packet)
    content = path.with_stem("titled").read_bytes()
    assert TITLE.encode() in content
    path.write_bytes(content.replace(b"CafXX", b"Caf\xe9 "))
    return path


@pytest.mark.parametrize("suffix", [".mp4", ".avi"])
def test_a_title_in_another_encoding_is_no_error(tmp_path, suffix):
    with open_container(with_latin_title(tmp_path / f"clip{suffix}")) as container:
        assert container.metadata["title"].startswith("Caf\N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize("name", ["10:30.mp4", "http:a.mp4", "concat:a.mp4", "%d.mp4"])
def test_a_name_is_never_taken_for_an_address(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    make_clip(tmp_path / "clip.mp4", 3).rename(name)
    with open_container(name) as container:
        assert container.streams.video


@pytest.mark.parametrize("length", [0, 40, 204])
@pytest.mark.parametrize("suffix", [".mkv", ".ts", ".mp4"])
def test_a_file_that_was_cut_off_raises_what_is_known(tmp_path, suffix, length):
    clip = make_clip(tmp_path / f"clip{suffix}", 3)
    clip.write_bytes(clip.read_bytes()[:length])
    with pytest.raises(UNREADABLE), open_container(clip) as container:
        next(container.decode(video=0))
