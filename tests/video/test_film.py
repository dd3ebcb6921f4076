import os
import resource
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import av
import numpy as np
import pytest
from clip_maker import make_clip, number_in, pattern
from score_process import wait_for

from posecheck.errors import InputError
from posecheck.video import open_clip
from posecheck.video.film import (
    DRAWN_BY,
    MADE_BY,
    RECORDED_BY,
    FilmWriter,
    comment_on,
    is_drawn_on,
    is_made_from,
    is_ours,
)
from posecheck.video.frame import fit_size


def write(path, times, size=(128, 96), fps=30.0):
    with FilmWriter(path, size, fps) as film:
        for number, time_s in enumerate(times):
            film.write(pattern(number, size), time_s)
    return path


def write_of(clip, path):
    with FilmWriter(path, (128, 96), 30, comment=comment_on(clip)) as film:
        film.write(pattern(0), 0.0)
    return path


@pytest.mark.parametrize(
    "name",
    ["a.mp4", "\u00dcbung 1.mov", "two\nlines.mp4", "not utf-8 \udcff.mp4", "x" * 251 + ".mp4"],
)
def test_a_film_knows_the_name_of_its_clip_but_not_its_folder(tmp_path, name):
    film = write_of(Path("at-home") / name, tmp_path / "film.mp4")
    assert is_ours(film)
    assert is_made_from(film, Path("elsewhere") / name)
    assert not is_made_from(film, Path("at-home") / f"{name}4")
    assert b"at-home" not in film.read_bytes()


def test_the_ways_to_write_an_accent_are_one_name_in_a_film(tmp_path):
    film = write_of(Path("u\u0308bung.mp4"), tmp_path / "film.mp4")
    assert is_made_from(film, Path("\u00fcbung.mp4"))


def test_nothing_invisible_of_a_name_is_in_a_film():
    comment = comment_on(Path("at-home/clip\x1b\udcff\n.mp4"))
    assert comment.startswith(f"{MADE_BY} from clip")
    assert comment.encode().decode().isprintable()


def test_a_film_that_names_no_clip_may_be_of_any(tmp_path):
    film = write(tmp_path / "film.mp4", [0.0])
    assert is_ours(film)
    assert is_made_from(film, Path("a.mp4"))


@pytest.mark.parametrize(
    ("name", "comment", "drawn_on"),
    [
        ("to coach.mp4", comment_on(Path("a.mp4")), True),
        ("a_annotated (1).mp4", comment_on(Path("a.mp4")), True),
        ("session.mp4", DRAWN_BY, True),
        ("a_annotated.mp4", MADE_BY, True),
        ("clean.mp4", RECORDED_BY, False),
        ("annotated.mp4", "by somebody else", False),
    ],
)
def test_a_film_knows_whether_it_is_drawn_on_by_whatever_name(tmp_path, name, comment, drawn_on):
    with FilmWriter(tmp_path / name, (128, 96), 30, comment=comment) as film:
        film.write(pattern(0), 0.0)
    assert is_drawn_on(tmp_path / name) is drawn_on


def test_a_film_of_others_is_made_from_none_of_our_clips(tmp_path):
    for film in (make_clip(tmp_path / "a.mp4", 3), tmp_path / "missing.mp4"):
        assert not is_ours(film)
        assert not is_made_from(film, film)


def read(path):
    with open_clip(path) as clip:
        return clip, list(clip)


def test_frames_and_times_come_back(tmp_path):
    times = [0.0, 0.033, 0.1, 0.5, 0.501, 2.0, 2.04]
    clip, frames = read(write(tmp_path / "film.mp4", times))
    assert [number_in(frame.image) for frame in frames] == list(range(7))
    assert [frame.time_s for frame in frames] == pytest.approx(times, abs=1e-5)
    assert clip.duration_s == pytest.approx(2.04 + 1 / 30, abs=1 / 30)
    assert (clip.truncated, clip.warning) == (False, None)


def test_a_picture_that_is_shown_for_hours_is_written_and_shown_as_long(tmp_path):
    _, frames = read(write(tmp_path / "film.mp4", [0.0, 0.1, 40_000.0, 40_000.1]))
    assert {number_in(frame.image) for frame in frames if 0.1 <= frame.time_s < 40_000} == {1}
    shown = {number_in(frame.image): frame.time_s for frame in reversed(frames)}
    assert [shown[n] for n in range(4)] == pytest.approx([0.0, 0.1, 40_000.0, 40_000.1], abs=1e-4)


def test_a_picture_that_is_shown_for_years_is_shown_for_a_day(tmp_path):
    times_s = [0.0, 0.1, 3e9, 3e9 + 0.1]
    _, frames = read(write(tmp_path / "film.mp4", times_s, fps=1e-9))
    assert len(frames) < 30
    shown = {number_in(frame.image): frame.time_s for frame in reversed(frames)}
    expected = [0.0, 0.1, 0.1 + 86_400, 0.1 + 86_400 + 0.1]
    assert [shown[n] for n in range(4)] == pytest.approx(expected, abs=1e-4)


def test_a_steady_film_keeps_its_rate(tmp_path):
    clip, frames = read(
        write(tmp_path / "film.mp4", [number / 25 for number in range(100)], fps=25)
    )
    assert len(frames) == 100
    assert clip.fps == pytest.approx(25)
    assert clip.duration_s == pytest.approx(4)


def test_a_film_that_starts_late_starts_at_zero(tmp_path):
    _, frames = read(write(tmp_path / "film.mp4", [7.5, 7.6]))
    assert [frame.time_s for frame in frames] == pytest.approx([0, 0.1], abs=1e-5)


def test_times_that_do_not_increase_are_moved_just_behind(tmp_path):
    _, frames = read(write(tmp_path / "film.mp4", [0.0, 1.0, 1.0, 0.5, 2.0]))
    assert [frame.time_s for frame in frames] == pytest.approx([0, 1, 1, 1, 2], abs=1e-4)
    assert (np.diff([frame.time_s for frame in frames]) > 0).all()


def test_browsers_can_play_it(tmp_path):
    path = write(tmp_path / "film.mp4", [0.0, 0.1])
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        context = stream.codec_context
        assert context.colorspace == context.color_primaries == context.color_trc == 1


def test_colours_do_not_shift(tmp_path):
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (200, 150, 120)]
    image = np.repeat(np.array(colours, np.uint8)[None], 64, axis=0).repeat(32, axis=1)
    with FilmWriter(tmp_path / "film.mp4", (192, 64), 30) as film:
        film.write(image, 0)
    _, (frame,) = read(tmp_path / "film.mp4")
    shown = frame.image[32, 16::32].astype(int)
    assert np.abs(shown - colours).max() <= 6


@pytest.mark.parametrize("size", [(127, 95), (1, 1), (641, 360)])
def test_odd_sizes_are_made_even(tmp_path, size):
    clip, frames = read(write(tmp_path / "film.mp4", [0.0, 0.1], size=size))
    assert len(frames) == 2
    assert all(length % 2 == 0 for length in clip.size)
    assert np.abs(np.subtract(clip.size, size)).max() <= 1


def test_images_are_scaled_to_the_film(tmp_path):
    with FilmWriter(tmp_path / "film.mp4", fit_size((640, 480), 120), 30) as film:
        film.write(pattern(77, (640, 480)), 0)
    clip, (frame,) = read(tmp_path / "film.mp4")
    assert clip.size == (160, 120)
    assert number_in(frame.image) == 77


def test_an_image_may_be_changed_once_written(tmp_path):
    image = pattern(0)
    with FilmWriter(tmp_path / "film.mp4", (128, 96), 30) as film:
        for number in range(40):
            image[:] = pattern(number)
            film.write(image, number / 30)
    _, frames = read(tmp_path / "film.mp4")
    assert [number_in(frame.image) for frame in frames] == list(range(40))


def test_views_that_are_not_contiguous_are_written_rightly(tmp_path):
    with FilmWriter(tmp_path / "film.mp4", (128, 96), 30) as film:
        film.write(np.ascontiguousarray(pattern(9)[:, ::-1])[:, ::-1], 0)
    assert number_in(read(tmp_path / "film.mp4")[1][0].image) == 9


def fail_half_way(path):
    with FilmWriter(path, (128, 96), 30) as film:
        film.write(pattern(0), 0)
        raise RuntimeError("half way")


def test_an_exception_leaves_nothing_behind(tmp_path):
    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way(tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="ends a test that hangs by an alarm")
def test_ctrl_c_while_a_picture_is_handed_over_does_not_leave_it_waiting(tmp_path, handlers):
    """A queue interrupted between waking its reader and forgetting it wakes nobody any more."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
    signal.alarm(60)
    with pytest.raises(KeyboardInterrupt):
        write_interrupted(tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def handlers():
    """Puts back what is done about signals."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGALRM)}
    yield
    signal.alarm(0)
    for number, handler in before.items():
        signal.signal(number, handler)


def write_interrupted(path: Path) -> None:
    with FilmWriter(path, (128, 96), 30.0) as film:
        waiting = film._encoder._queue.not_empty
        wait_for(lambda: waiting._waiters, "the thread that writes the film")
        waiting.notify = lambda: interrupted_notify(waiting)
        film.write(pattern(1), 0.0)


def interrupted_notify(condition) -> None:
    """What the standard library does, with Ctrl-C at the worst moment."""
    waiter = condition._waiters[0]
    del condition.notify
    waiter.release()
    signal.raise_signal(signal.SIGINT)
    condition._waiters.remove(waiter)


def test_an_exception_keeps_the_older_film(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"older")
    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way(path)
    assert path.read_bytes() == b"older"


def test_no_film_is_there_before_the_end(tmp_path):
    path = tmp_path / "film.mp4"
    with FilmWriter(path, (128, 96), 30) as film:
        film.write(pattern(0), 0)
        assert not path.exists()
    assert [file.name for file in tmp_path.iterdir()] == ["film.mp4"]


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_a_film_is_as_private_as_the_one_that_it_replaces_from_the_start(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"older")
    path.chmod(0o600)
    with FilmWriter(path, (128, 96), 30) as film:
        (unfinished,) = tmp_path.glob(".posecheck-*.mp4")
        assert unfinished.stat().st_mode & 0o777 == 0o600
        film.write(pattern(0), 0.0)
    assert path.stat().st_size > len(b"older")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_film_without_frames_is_not_written(tmp_path):
    with FilmWriter(tmp_path / "film.mp4", (128, 96), 30):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["gone/film.mp4", "film.avi", "folder.mp4"])
def test_a_place_where_no_film_can_be_is_named_in_one_line(tmp_path, name):
    (tmp_path / "folder.mp4").mkdir()
    with (
        pytest.raises(InputError, match=name) as error,
        FilmWriter(tmp_path / name, (128, 96), 30),
    ):
        pass
    assert "\n" not in str(error.value)


def write_noise(path):
    noise = np.random.default_rng(0).integers(0, 255, (480, 640, 3), np.uint8)
    with FilmWriter(path, (640, 480), 30) as film:
        for number in range(60):
            film.write(np.roll(noise, 7 * number, axis=1), number / 30)


def test_a_disk_that_is_full_raises_and_leaves_nothing(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        with pytest.raises(InputError, match="cannot be written"):
            write_noise(tmp_path / "film.mp4")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_disk_that_is_full_only_at_the_end_raises_too(tmp_path):
    film = FilmWriter(tmp_path / "film.mp4", (128, 96), 30)
    film._unfinished.symlink_to("/dev/full")
    film._claim = nullcontext()  # or it would be deleted as the leftover of another run
    with pytest.raises(InputError, match="cannot be written"), film:
        film.write(pattern(0), 0)


def test_memory_stays_bounded_however_fast_the_frames_come(tmp_path):
    code = """
import resource, sys
import numpy as np
from contextlib import nullcontext
from pathlib import Path
from posecheck.video import FilmWriter
image = np.random.default_rng(0).integers(0, 255, (720, 1280, 3), np.uint8)
def peak_mb(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
with FilmWriter(Path(sys.argv[1]), (1280, 720), 30) as film:
    for number in range(150):
        if number == 70: before = peak_mb()
        film.write(image, number / 30)
print(peak_mb() - before)
"""
    command = [sys.executable, "-c", code, str(tmp_path / "film.mp4")]
    grown_mb = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    # The 80 later images take 221 MB.
    assert grown_mb < 60


def test_importing_the_package_imports_neither_av_nor_cv2():
    code = "import sys, posecheck.video; print('av' in sys.modules, 'cv2' in sys.modules)"
    command = [sys.executable, "-c", code]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert shown.split() == ["False", "False"]
