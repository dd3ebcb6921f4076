"""Sessions in a browser as real processes, from the camera of the page to their end."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from browsing import FAKE_CAMERA, Heard, listen, shows
from places import CLIPS, ROOT
from score_process import wait_for
from waiting import until

from posecheck.history import History, HistoryEntry
from posecheck.live.browser.source import encoded
from posecheck.stretches.stretch import built_in
from posecheck.video import open_clip


def motion_jpeg(clip: Path, film: Path) -> Path:
    """What Chromium takes for its camera: 30 pictures a second, over and over."""
    with open_clip(clip) as frames, film.open("wb") as file:
        for frame in frames:
            file.write(encoded(frame.image, most_height=720, quality=92) * round(30 / frames.fps))
    return film


SESSIONS = {
    "bridge": ("bridge_30s_side_woman.mp4", "Bridge"),
    "butterfly": ("butterfly_30s_front_man.mp4", "Butterfly"),
    "half_kneeling_lunge": ("lunge_left_then_right_30s_side_man.mp4", "Half-kneeling lunge"),
    "pigeon": ("pigeon_left_good_side_woman.mp4", "Pigeon"),
    "seated_hip": ("seated_hip_30s_side_woman.mp4", "Seated hip stretch"),
}
"""A clip and the title of each stretch."""


@contextmanager
def live_in_browser(
    folder: Path, stretch: str, *arguments: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A session with its history in a folder, and the address of its page."""
    with History(folder / "history.sqlite") as history:
        history.safety_note_due(date.today())  # said already, so that it need not be waited for
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"POSECHECK_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "posecheck", "live", stretch, "--browser", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as posecheck:
        try:
            yield posecheck, re.search(r"http\S+", posecheck.stderr.readline())[0]
        finally:
            posecheck.kill()


def kept(folder: Path) -> list[HistoryEntry]:
    """What is in the history of such a session."""
    with History(folder / "history.sqlite") as history:
        return history.entries()


@pytest.mark.parametrize("stretch", SESSIONS)
def test_a_whole_session_runs_from_the_camera_of_the_page_to_its_summary(
    launch_chromium, tmp_path, stretch
):
    clip, title = SESSIONS[stretch]
    camera = motion_jpeg(CLIPS / clip, tmp_path / "camera.mjpeg")
    sides = ["--side", "left"] if built_in(stretch).has_front_leg else []
    browser = launch_chromium(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera}")
    with live_in_browser(tmp_path, stretch, "--hold", "2", *sides) as (posecheck, address):
        page, heard = browser.new_page(), Heard()
        listen(page, heard)
        page.goto(address)
        page.click("#choices button")
        films = "document.getElementById('film').videoWidth > 0"
        until(page, f"{shows('clock')} && {films}", 60)
        until(page, shows("summary"), 60)
        out, err = posecheck.communicate(timeout=60)
        assert (posecheck.returncode, err) == (0, "")
        assert f"{title}: complete" in out
        assert page.inner_text("#summary-title") == f"{title}: complete"
        assert "2 of 2 s" in page.inner_text("#parts")
        assert heard.complaints == []
        assert all(url.startswith(address) for url in heard.requests)
        browser.close()
    (held,) = kept(tmp_path)
    assert held.stretch == stretch
    assert held.hold_s >= 2.0


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=lambda end: end.name)
def test_however_a_session_ends_history_and_films_are_there(open_page, tmp_path, end):
    films = [tmp_path / "shown.mp4", tmp_path / "clean.mp4"]
    records = ("--record", str(films[0]), "--record-clean", str(films[1]))
    source = str(CLIPS / "bridge_30s_side_woman.mp4")
    with live_in_browser(tmp_path, "bridge", "--source", source, *records) as (posecheck, address):
        page, _ = open_page(address)
        page.click("#choices button")
        wait_for(lambda: kept(tmp_path), "the session in the history")
        posecheck.send_signal(end)
        out, err = posecheck.communicate(timeout=60)
        if end is signal.SIGKILL:
            assert posecheck.returncode == -end
            until(page, shows("lost"))
        else:
            assert (posecheck.returncode, err) == (130, "posecheck: stopped\n")
            assert "Bridge: not complete" in out
            assert page.inner_text("#summary-title") == "Bridge: not complete"
    (held,) = kept(tmp_path)
    assert 0 < held.hold_s < held.asked_s
    for film in films:
        with open_clip(film) as clip:
            assert list(clip)[-1].time_s > held.hold_s
