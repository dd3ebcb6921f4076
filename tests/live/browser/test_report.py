"""The report of a recorded session: one page, about its stretches, with the film inside."""

import pytest
from clip_maker import make_clip
from places import QUICK

from posecheck.errors import PosecheckError
from posecheck.live.browser.report import make_report
from posecheck.pose.model import find_model
from posecheck.stretches.stretch import built_in
from posecheck.video import FilmWriter, open_clip

FRAMES = 24


def test_the_report_is_one_page_about_the_stretches_of_the_session(tmp_path):
    recording = tmp_path / "clean.mp4"
    with open_clip(QUICK / "bridge_side.mp4") as clip, FilmWriter(recording, clip.size, 15) as film:
        for frame in list(clip)[-FRAMES:]:
            film.write(frame.image, frame.time_s)
    page = make_report(recording, find_model(), [built_in("bridge")], tmp_path / "results")
    text = page.read_text(encoding="utf-8")
    assert "data:video/mp4;base64," in text
    assert "Bridge" in text


def test_what_cannot_be_judged_is_an_error_of_posecheck(tmp_path):
    recording = tmp_path / "clean.mp4"
    recording.write_bytes(make_clip(tmp_path / "whole.mp4", 2).read_bytes()[:40])
    with pytest.raises(PosecheckError):
        make_report(recording, find_model(), [built_in("bridge")], tmp_path / "results")
