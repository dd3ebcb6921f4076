"""Every kind of clip that phones and cameras make, from the file to its table and its film."""

import csv
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from clip_maker import scribble, turn_as_phones_do
from places import QUICK

from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.outputs.export.frames_csv import FramesCsv
from posecheck.outputs.overlay import Overlay
from posecheck.outputs.plan import film
from posecheck.pose.model import find_model
from posecheck.video import Image, open_clip

SAMPLE = QUICK / "lunge_side.mp4"
STRETCHES = choose_stretches("half_kneeling_lunge")
BEEP_HZ, RATE_HZ = 1000.0, 44100


def sample_images(count: int, size: tuple[int, int] | None = None) -> Iterator[Image]:
    """The first pictures of the sample, in another size."""
    with open_clip(SAMPLE) as clip:
        for frame, _ in zip(clip, range(count), strict=False):
            yield frame.image if size is None else cv2.resize(frame.image, size)


def make(
    path: Path,
    images: Sequence[Image],
    times_s: Sequence[float],
    *,
    beep_s: float | None = None,
    gop: int = 12,
) -> Path:
    """A film of pictures at given times; with a beep of a fifth of a second, if wanted."""
    height, width = images[0].shape[:2]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = width, height, "yuv420p", gop
        stream.codec_context.time_base = Fraction(1, 90_000)
        sound = container.add_stream(sound_codec(path), rate=RATE_HZ, layout="mono")
        for image, time_s in zip(images, times_s, strict=True):
            picture = av.VideoFrame.from_ndarray(image, format="rgb24")
            picture.pts, picture.time_base = round(time_s * 90_000), Fraction(1, 90_000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
        if beep_s is not None:
            add_beep(container, sound, beep_s, times_s[-1] + 0.5)
    return path


def sound_codec(path: Path) -> str:
    return "pcm_s16le" if path.suffix == ".mov" else "aac"


def add_beep(container, stream, beep_s: float, seconds: float) -> None:
    times_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    heard = (times_s >= beep_s) & (times_s < beep_s + 0.2)
    samples = (0.5 * heard * np.sin(2 * np.pi * BEEP_HZ * times_s)).astype(np.float32)
    for start in range(0, len(samples) - 1024, 1024):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + 1024], "fltp", "mono")
        frame.sample_rate, frame.pts = RATE_HZ, start
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def heard_at_s(path: Path) -> tuple[float, float]:
    """When the sound of a film becomes loud, and when it ends."""
    loud_s, end_s = [], 0.0
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            start_s = float(frame.pts * frame.time_base)
            samples = np.abs(frame.to_ndarray().astype(np.float64)).max(axis=0)
            loud_s += list(start_s + np.flatnonzero(samples > 0.1) / frame.sample_rate)
            end_s = start_s + frame.samples / frame.sample_rate
    return loud_s[0], end_s


def analysed(clip: Path, folder: Path):
    """The result, the times in the table and the pictures of the annotated film."""
    outputs = [lambda _: FramesCsv(folder / "frames.csv", STRETCHES), film(folder / "film.mp4")]
    analysis = analyze_clip(clip, find_model(), STRETCHES, outputs=outputs)
    with (folder / "frames.csv").open(newline="") as table:
        times_s = [float(row["time_s"]) for row in csv.DictReader(table)]
    with open_clip(folder / "film.mp4") as annotated:
        frames = list(annotated)
    return analysis, times_s, frames


def assert_times(times_s, frames, wanted) -> None:
    assert times_s == pytest.approx(wanted, abs=1e-3)
    assert [frame.time_s for frame in frames] == pytest.approx(wanted, abs=1e-3)


def likeness(one: Image, other: Image) -> float:
    """How alike two pictures are in their grey shapes, -1 to 1."""
    small = [cv2.resize(cv2.cvtColor(i, cv2.COLOR_RGB2GRAY), (64, 64)) for i in (one, other)]
    return float(np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1])


def test_an_upright_phone_clip_makes_an_upright_film(tmp_path):
    images = list(sample_images(16))
    lying = [np.ascontiguousarray(np.rot90(image)) for image in images]
    times_s = [number / 15 for number in range(16)]
    clip = make(tmp_path / "phone.mp4", lying, times_s, beep_s=0.5)
    turn_as_phones_do(clip, (0, 1, -1, 0))
    analysis, written_s, frames = analysed(clip, tmp_path)
    assert analysis.result.clip.size == (640, 480)
    assert analysis.result.stretch.id == "half_kneeling_lunge"
    assert_times(written_s, frames, times_s)
    assert frames[8].size == Overlay((640, 480)).size_with_strip
    turned = [np.ascontiguousarray(np.rot90(images[8], turns)) for turns in range(4)]
    alike = [likeness(frames[8].image[:480], image) for image in turned]
    assert np.argmax(alike) == 0
    assert heard_at_s(tmp_path / "film.mp4")[0] == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(
    ("size", "shown"), [((3840, 2160), (1280, 720)), ((1080, 1920), (720, 1280))], ids=str
)
def test_a_large_clip_makes_a_film_of_720p(tmp_path, size, shown):
    times_s = [0.0, 0.1, 0.2]
    clip = make(tmp_path / "large.mp4", list(sample_images(3, size)), times_s)
    analysis, written_s, frames = analysed(clip, tmp_path)
    assert analysis.result.clip.size == size
    assert_times(written_s, frames, times_s)
    assert {frame.size for frame in frames} == {Overlay(shown).size_with_strip}


def test_a_film_is_as_large_as_the_clip_if_wanted(tmp_path):
    clip = make(tmp_path / "large.mp4", list(sample_images(1, (1920, 1080))), [0.0])
    outputs = [film(tmp_path / "film.mp4", full_size=True)]
    analyze_clip(clip, find_model(), STRETCHES, outputs=outputs)
    with open_clip(tmp_path / "film.mp4") as annotated:
        assert annotated.size == Overlay((1920, 1080)).size_with_strip


def test_a_variable_rate_keeps_every_time_and_the_sound(tmp_path):
    steps_s = np.random.default_rng(3).choice([0.017, 0.033, 0.12, 0.25], 19)
    times_s = [0.0, *(float(time_s) for time_s in np.cumsum(steps_s))]
    clip = make(tmp_path / "vfr.mp4", list(sample_images(20)), times_s, beep_s=1.1)
    _, written_s, frames = analysed(clip, tmp_path)
    assert_times(written_s, frames, times_s)
    assert heard_at_s(tmp_path / "film.mp4")[0] == pytest.approx(1.1, abs=0.03)


@pytest.mark.parametrize("kind", ["mp4", "mov"])
def test_sound_stays_where_it_was_also_when_the_picture_starts_late(tmp_path, kind):
    times_s = [0.4 + number / 10 for number in range(10)]
    clip = make(tmp_path / f"sound.{kind}", list(sample_images(10)), times_s, beep_s=0.9)
    _, written_s, frames = analysed(clip, tmp_path)
    assert_times(written_s, frames, [time_s - 0.4 for time_s in times_s])
    beep_s, end_s = heard_at_s(tmp_path / "film.mp4")
    assert beep_s == pytest.approx(0.5, abs=0.03)
    assert end_s == pytest.approx(1.0, abs=0.1)


def test_a_clip_at_60_frames_a_second_keeps_them_all(tmp_path):
    images = [image for image in sample_images(12) for _ in range(2)]
    times_s = [number / 60 for number in range(24)]
    analysis, written_s, frames = analysed(make(tmp_path / "fast.mp4", images, times_s), tmp_path)
    assert analysis.result.clip.fps == pytest.approx(60, abs=0.5)
    assert_times(written_s, frames, times_s)


def test_a_clip_whose_second_half_is_corrupt_makes_a_film_of_the_first(tmp_path):
    times_s = [number / 15 for number in range(48)]
    clip = make(tmp_path / "corrupt.mp4", list(sample_images(48)), times_s, gop=6)
    analysis, written_s, frames = analysed(scribble(clip, 0.5, 1.0), tmp_path)
    assert analysis.warning
    assert analysis.result.clip.truncated
    assert 6 <= len(written_s) < 40
    assert_times(written_s, frames, times_s[: len(written_s)])
