"""Real clips, made frame by frame, whose frame numbers can be read back from the pixels."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from posecheck.video import Image

BITS = 8
RED = (255, 0, 0)


def pattern(number: int, size: tuple[int, int] = (128, 96)) -> Image:
    """The number as black and white blocks along the top, a red block at the bottom left."""
    width, height = size
    image = np.full((height, width, 3), 60, np.uint8)
    for bit in range(BITS):
        block = slice(bit * width // BITS, (bit + 1) * width // BITS)
        image[: height // 4, block] = 255 if number >> bit & 1 else 0
    image[-(height // 4) :, : width // 4] = RED
    return image


def grainy(image: Image) -> Image:
    """The picture with grain: no part of it is as plain as a bar."""
    grain = np.random.default_rng(1).integers(-40, 41, image.shape[:2])[..., None]
    return np.clip(image + grain, 0, 255).astype(np.uint8)


def number_in(image: Image) -> int:
    """The number that `pattern` drew."""
    height, width = image.shape[:2]
    row = image[height // 8]
    return sum(1 << bit for bit in range(BITS) if row[int((bit + 0.5) * width / BITS)].mean() > 128)


def red_corner(image: Image) -> str:
    """Where the red block is: `bottom left` in an upright pattern."""
    corners = {"top left": (3, 3), "top right": (3, -3)}
    corners |= {"bottom left": (-3, 3), "bottom right": (-3, -3)}
    red = [
        name
        for name, at in corners.items()
        if image[at][0] > 180 and image[at][1] < 90 and image[at][2] < 90
    ]
    return " and ".join(red)


def make_clip(
    path: Path,
    frames: int = 30,
    *,
    size: tuple[int, int] = (128, 96),
    stamps: Sequence[int] | None = None,
    time_base: Fraction = Fraction(1, 30),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    gop: int = 10,
    faststart: bool = False,
    edit_list: bool = True,
    aspect: Fraction | None = None,
    rate: int = 30,
    sound_s: float = 0,
) -> Path:
    """Frame 0, 1, 2 and so on; `stamps` are their times in units of `time_base`.

    With stamps, `rate` is what the file declares.
    """
    flags = {"movflags": "+faststart" if faststart else "0"}
    if path.suffix == ".mp4" and not edit_list:
        flags["use_editlist"] = "0"
    with av.open(str(path), "w", options=flags if path.suffix == ".mp4" else {}) as container:
        stream = container.add_stream(codec, rate=round(1 / time_base) if stamps is None else rate)
        stream.width, stream.height = size
        stream.pix_fmt = pixels
        stream.gop_size = gop
        if stamps is not None:
            stream.codec_context.time_base = time_base
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        sound = container.add_stream("aac", rate=44100) if sound_s else None
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(pattern(number, size)).reformat(format=pixels)
            frame.pts = number if stamps is None else stamps[number]
            frame.time_base = time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            _add_silence(container, sound, sound_s)
    return path


def make_still_clip(path: Path, frames: int) -> Path:
    """An MKV that shows the same picture, to the bit, in every frame."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=30)
        stream.width, stream.height, stream.pix_fmt = 128, 96, "bgr0"
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(pattern(5)).reformat(format="bgr0")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_turning_clip(path: Path, sizes: Sequence[tuple[int, int]], frames: int = 3) -> Path:
    """A WebM whose pictures change their size: so many frames of each, as of a phone turned.

    The numbers begin at 1: a pattern without a number has a black bar.
    """
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libvpx", rate=30)
        (stream.width, stream.height), stream.pix_fmt = sizes[0], "yuv420p"
        for part, size in enumerate(sizes):
            encoder = av.CodecContext.create("libvpx", "w")
            (encoder.width, encoder.height), encoder.pix_fmt = size, "yuv420p"
            encoder.time_base, encoder.framerate = Fraction(1, 30), Fraction(30)
            for number in range(part * frames, (part + 1) * frames):
                frame = av.VideoFrame.from_ndarray(grainy(pattern(number + 1, size)))
                frame.pts, frame.time_base = number, Fraction(1, 30)
                _mux(container, stream, encoder.encode(frame))
            _mux(container, stream, encoder.encode(None))
    return path


def as_stream(clip: Path, path: Path) -> Path:
    """The same pictures as they come from a camera: without a word on when they end."""
    options = {"live": "1"}
    with av.open(str(clip)) as given, av.open(str(path), "w", "matroska", options) as made:
        stream = made.add_stream_from_template(given.streams.video[0])
        _mux(made, stream, (packet for packet in given.demux(video=0) if packet.dts is not None))
    return path


def _mux(container, stream, packets) -> None:
    for packet in packets:
        packet.stream = stream
        container.mux(packet)


def make_sound(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        _add_silence(container, container.add_stream("aac", rate=44100), 1.0)
    return path


def _add_silence(container, stream, seconds: float) -> None:
    for number in range(int(seconds * 44100 / 1024)):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate = 44100
        frame.pts = number * 1024
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def turn_as_phones_do(path: Path, matrix: tuple[int, int, int, int]) -> None:
    """Write a, b, c, d into the display matrix of the track header of an MP4."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    for slot, value in zip((0, 1, 3, 4), matrix, strict=True):
        data[at + 4 * slot : at + 4 * slot + 4] = (value * 65536).to_bytes(4, "big", signed=True)
    path.write_bytes(data)


def cut(path: Path, share: float) -> Path:
    """Keep only the first part of a file."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def scribble(path: Path, start: float, end: float) -> Path:
    """Fill a part of an MP4's frames, from and to a share of them, with random bytes."""
    data = bytearray(path.read_bytes())
    first = data.index(b"mdat") + 4
    last = len(data) if data.index(b"moov") < first else data.index(b"moov") - 4
    begin, stop = (first + int((last - first) * share) for share in (start, end))
    data[begin:stop] = np.random.default_rng(1).bytes(stop - begin)
    path.write_bytes(data)
    return path
