"""Clips that are damaged, odd or none at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from clip_maker import (
    cut,
    make_clip,
    make_sound,
    make_turning_clip,
    pattern,
    scribble,
    turn_as_phones_do,
)
from fault import Fault
from PIL import Image, TiffImagePlugin

import posecheck.video.picture  # noqa: F401 - its import registers the reader of HEIC

SMALL = (128, 96)
MILLISECONDS = Fraction(1, 1000)
Make = Callable[[Path], object]


def _clip(what: str, name: str, make: Make, **expected: object) -> Fault:
    """A clip of that name, made by `make` from its path, and analysed."""
    call = ("analyze", "--json", "-", "--", name)
    return Fault(what, call, lambda folder: make(folder / name), **expected)  # type: ignore[arg-type]


def _unreadable(what: str, name: str, make: Make, says: str) -> Fault:
    return _clip(what, name, make, says=f"{name}: {says}")


def _readable(
    what: str,
    name: str,
    make: Make,
    *,
    frames: int | None = 3,
    size: tuple[int, int] = SMALL,
    says: str = "",
) -> Fault:
    """Nobody is in these clips: they are read to their end, and nothing is judged."""
    line = f"{name}: {says}" if says else ""
    return _clip(what, name, make, code=3, reads=(frames, size), says=line)


def _encoded(**how: object) -> Make:
    return lambda path: make_clip(path, 3, **how)  # type: ignore[arg-type]


@contextmanager
def _without_heif(folder: Path) -> Iterator[None]:
    """As where the extra `heic` is not installed."""
    opener = Image.OPEN.pop("HEIF")
    try:
        yield
    finally:
        Image.OPEN["HEIF"] = opener


def _av1(path: Path) -> None:
    """As root, the encoder leaves the thread that calls it with real-time priority."""
    _encoded(codec="libsvtav1")(path)
    if hasattr(os, "SCHED_OTHER"):
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def _picture(size: tuple[int, int]) -> Make:
    width, height = size
    image = np.full((height, width, 3), 90, np.uint8)
    return lambda path: path.write_bytes(cv2.imencode(path.suffix, image)[1].tobytes())


def _text(path: Path) -> None:
    path.write_text("Lie on your back.\nLift your hips.\n" * 50)


def _unfinished(path: Path) -> None:
    cut(make_clip(path), 0.6)


def _half_copied(path: Path) -> None:
    cut(make_clip(path, 60, faststart=True), 0.6)


def _garbage_within(path: Path) -> None:
    scribble(make_clip(path, 60), 0.4, 0.45)


def _only_garbage(path: Path) -> None:
    scribble(make_clip(path), 0, 1)


def _jpeg(path: Path) -> None:
    path.write_bytes(cv2.imencode(".jpg", pattern(1))[1].tobytes())


def _saved(path: Path) -> None:
    Image.fromarray(pattern(1)).save(path)


def _moving(path: Path) -> None:
    first, *others = (Image.fromarray(pattern(number)) for number in range(1, 4))
    first.save(path, save_all=True, append_images=others, duration=70)


def _several_pages(path: Path) -> None:
    Image.fromarray(pattern(1)).save(path, save_all=True, append_images=[Image.new("RGB", SMALL)])


def _raw_photo(path: Path) -> None:
    dng_version = TiffImagePlugin.ImageFileDirectory_v2()
    dng_version[50706] = b"\x01\x04\x00\x00"
    Image.fromarray(pattern(1)).save(path, format="TIFF", tiffinfo=dng_version)


def _half_a_picture(path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (99, 99, 3), np.uint8)
    path.write_bytes(cv2.imencode(path.suffix, noise)[1].tobytes()[:3000])


def _under_another_name(make: Make, suffix: str) -> Make:
    """Made as one kind of file, named as another."""

    def make_and_rename(path: Path) -> None:
        made = path.with_suffix(suffix)
        make(made)
        made.rename(path)

    return make_and_rename


def _held_upright(path: Path) -> None:
    turn_as_phones_do(make_clip(path, 3), (0, 1, -1, 0))


def _joined(path: Path) -> None:
    """Two recordings one behind the other: the time stamps start over in the middle."""
    parts = [make_clip(path.with_name(f"{n}.ts"), 36).read_bytes() for n in range(2)]
    path.write_bytes(b"".join(parts))


def _standing_still(path: Path) -> None:
    """An MP4 whose frames all claim to last no time at all."""
    make_clip(path, 3, gop=1)
    data = bytearray(path.read_bytes())
    at = data.index(b"stts") + 4 + 4 + 4
    data[at + 4 : at + 8] = bytes(4)
    path.write_bytes(data)


def _without_rate(path: Path) -> None:
    """An AVI that claims 0 frames a second."""
    make_clip(path, 3, codec="mpeg4")
    data = bytearray(path.read_bytes())
    rate = data.index(b"strh") + 8 + 24
    data[rate : rate + 4] = bytes(4)
    path.write_bytes(data)


def _interlaced(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg2video", rate=25, options={"flags": "+ildct+ilme"})
        stream.width, stream.height, stream.pix_fmt = *SMALL, "yuv420p"
        for number in range(3):
            frame = av.VideoFrame.from_ndarray(pattern(number)).reformat(format="yuv420p")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _high_dynamic_range(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx265", rate=30, options={"x265-params": "log-level=none"})
        stream.width, stream.height, stream.pix_fmt = *SMALL, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace = 9, 16, 9  # BT.2020, PQ
        for number in range(3):
            frame = av.VideoFrame.from_ndarray(pattern(number)).reformat(format="yuv420p10le")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")


CLIPS = (
    _clip(
        "a name that does not exist",
        "gone.mp4",
        lambda path: None,
        says="gone.mp4: there is no such file; check the name and the folder.",
    ),
    _unreadable(
        "zero bytes",
        "clip.mp4",
        Path.touch,
        "the file is empty (0 bytes); copy or record it again.",
    ),
    _unreadable(
        "text named .mp4",
        "clip.mp4",
        _text,
        (
            "neither a video nor a picture that can be read; convert it to H.264 (MP4) or JPEG, "
            "or record it again."
        ),
    ),
    _unreadable(
        "a playlist named .mp4",
        "clip.mp4",
        _playlist,
        (
            "neither a video nor a picture that can be read; convert it to H.264 (MP4) or JPEG, "
            "or record it again."
        ),
    ),
    _unreadable(
        "random bytes",
        "clip.mp4",
        lambda path: path.write_bytes(np.random.default_rng(0).bytes(50_000)),
        (
            "neither a video nor a picture that can be read; convert it to H.264 (MP4) or JPEG, "
            "or record it again."
        ),
    ),
    _unreadable(
        "a recording cut off before its index (moov)",
        "clip.mp4",
        _unfinished,
        (
            "the recording was cut off before its index was written, or the index "
            "is damaged; record or copy it again, or try a video repair tool."
        ),
    ),
    _unreadable(
        "every frame damaged",
        "clip.mp4",
        _only_garbage,
        "not one frame can be decoded, the file is damaged; copy or record it again.",
    ),
    _unreadable(
        "only sound",
        "clip.mp4",
        make_sound,
        "there is only sound in this file; give one with a picture.",
    ),
    _unreadable(
        "a named pipe", "clip.mp4", os.mkfifo, "this is not a file; give a video or a picture."
    ),
    _unreadable(
        "a device that never ends",
        "clip.mp4",
        lambda p: p.symlink_to("/dev/zero"),
        "this is not a file; give a video or a picture.",
    ),
    _unreadable(
        "a link to itself",
        "clip.mp4",
        lambda path: path.symlink_to(path),
        (
            "cannot be opened (Too many levels of symbolic links); check the name "
            "and the permissions."
        ),
    ),
    _unreadable(
        "half a picture",
        "photo.png",
        _half_a_picture,
        "not a picture that can be read, or a damaged one; save it as JPEG.",
    ),
    _unreadable(
        "text named .jpg",
        "photo.jpg",
        _text,
        "not a picture that can be read, or a damaged one; save it as JPEG.",
    ),
    replace(
        _unreadable(
            "a HEIC picture (of an iPhone) without pillow-heif, under any name",
            "photo.jpg",
            lambda path: path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(100)),
            "a HEIC picture; pip install 'posecheck[heic]', or save it as JPEG.",
        ),
        place=_without_heif,
    ),
    _unreadable(
        "a raw file of a camera",
        "photo.dng",
        _raw_photo,
        "a camera's raw file; save it as JPEG.",
    ),
    _unreadable(
        "several pictures in one file (TIFF)",
        "scan.tif",
        _several_pages,
        "holds several pictures; save the one to judge as JPEG.",
    ),
    _unreadable(
        "a picture of an unknown kind named .mp4",
        "clip.mp4",
        lambda path: Image.fromarray(pattern(1)).save(path, format="PPM"),
        "not a picture that can be read, or a damaged one; save it as JPEG.",
    ),
    _unreadable(
        "a folder without clips",
        "monday",
        Path.mkdir,
        "no videos or pictures in this folder; give one that has some.",
    ),
    _readable(
        "a copy that stopped in the middle",
        "clip.mp4",
        _half_copied,
        frames=None,
        says="after … s the rest is missing or unreadable",
    ),
    _readable(
        "damaged frames in the middle",
        "clip.mp4",
        _garbage_within,
        frames=None,
        says="some frames from … s on are unreadable and were skipped",
    ),
    _readable("a picture named .mp4", "clip.mp4", _jpeg, frames=1),
    _readable("a film named .jpg", "photo.jpg", _under_another_name(_encoded(), ".mp4")),
    _readable("a picture in TIFF", "photo.tif", _saved, frames=1),
    _readable("a picture in AVIF", "photo.avif", _saved, frames=1),
    _readable("a JPEG named .jfif", "photo.jfif", _jpeg, frames=1),
    _readable("an animated PNG", "moving.png", _moving),
    _readable("an animated WebP", "moving.webp", _moving),
    _readable("a single frame", "clip.mp4", lambda path: make_clip(path, 1), frames=1),
    _readable("a picture of 1 x 1", "photo.png", _picture((1, 1)), frames=1, size=(1, 1)),
    _readable("a picture of 3 x 5000", "p.png", _picture((3, 5000)), frames=1, size=(3, 5000)),
    _readable("a picture of 5000 x 3", "p.png", _picture((5000, 3)), frames=1, size=(5000, 3)),
    _readable("a picture in 8K", "p.jpg", _picture((7680, 4320)), frames=1, size=(7680, 4320)),
    _readable(
        "a video of 1 x 1",
        "clip.mkv",
        _encoded(size=(1, 1), codec="ffv1", pixels="bgr0"),
        size=(1, 1),
    ),
    _readable(
        "a video of 3 x 5000",
        "clip.mkv",
        _encoded(size=(3, 5000), codec="ffv1", pixels="bgr0"),
        size=(3, 5000),
    ),
    _readable(
        "a video in 8K",
        "clip.mkv",
        lambda path: make_clip(path, 1, size=(7680, 4320), codec="mjpeg", pixels="yuvj420p"),
        frames=1,
        size=(7680, 4320),
    ),
    _readable(
        "odd sizes",
        "clip.mkv",
        _encoded(size=(127, 95), codec="ffv1", pixels="bgr0"),
        size=(127, 95),
    ),
    _readable("grayscale", "clip.mp4", _encoded(pixels="gray")),
    _readable("10 bits", "clip.mp4", _encoded(pixels="yuv420p10le")),
    _readable("transparency", "clip.mkv", _encoded(codec="ffv1", pixels="bgra")),
    _readable("HDR (HEVC, BT.2020, PQ)", "clip.mp4", _high_dynamic_range),
    _readable("interlaced", "clip.mpg", _interlaced),
    _readable(
        "the first time stamps negative, frames out of order (B-frames)",
        "clip.mp4",
        lambda path: make_clip(
            path,
            12,
            stamps=[-500 + 40 * n for n in range(12)],
            time_base=MILLISECONDS,
            edit_list=False,
        ),
        frames=12,
    ),
    _readable("time stamps that start over", "clip.ts", _joined, frames=72),
    _readable("time stamps that stand still", "clip.mp4", _standing_still),
    _readable("0 frames a second", "clip.avi", _without_rate),
    _readable("240 frames a second", "clip.mp4", _encoded(time_base=Fraction(1, 240))),
    _readable(
        "a phone turned while it recorded: pictures of another shape, which get bars",
        "clip.webm",
        lambda path: make_turning_clip(path, [(128, 96), (96, 128)]),
        frames=6,
    ),
    _readable("a phone held upright", "clip.mp4", _held_upright, size=(96, 128)),
    _readable("an animated GIF", "clip.gif", _encoded(codec="gif", pixels="rgb8")),
    _readable("WebM (VP9)", "clip.webm", _encoded(codec="libvpx-vp9")),
    _readable("HEVC", "clip.mp4", _encoded(codec="libx265")),
    _readable("AV1", "clip.mp4", _av1),
    _readable("a name in another script", "été 動画.mp4", _encoded()),
    _readable("a name that starts with -", "-clip.mp4", _encoded()),
)
