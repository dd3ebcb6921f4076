"""The pages as their readers meet them: in a browser, from a file."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from shutil import which

import cv2
import numpy as np
import pytest
from chromium import CONTRAST
from figures import STANDING, clip, lunge, pigeon
from lessons import low_squat
from recording import record
from waiting import until

from posecheck.history import History, HistoryEntry
from posecheck.outputs.report.comparison import Half, comparison_page
from posecheck.outputs.report.history_page import write_history_page
from posecheck.outputs.report.lesson_page import lesson_page
from posecheck.outputs.report.page import report_page
from posecheck.outputs.report.track import Limits
from posecheck.pose.pose import Side

FILM = "document.querySelector('video')"
SLIDER = "#timeline"


FILMS = "[...document.querySelectorAll('video')]"


DARK = 60
"""Under this is the strip of the film on which its words are, on a light page."""

A4_PX = 695
"""The width of A4 within the margins of the pages, at 96 pixels an inch."""

FILLS_ITS_CARD = "Math.abs(plot.clientWidth - plot.closest('.timeline').clientWidth) <= 1"


CUT_OFF = """() => [...document.querySelectorAll(".wide, figcaption, h3")]
    .filter((element) => element.scrollWidth > element.clientWidth)
    .map((element) => element.outerHTML.slice(0, 120))"""
"""The tables and names of which a part is to be scrolled to, or not to be seen at all."""


def page_called(name: str, compared: Path, results: Path) -> Path:
    return (results if name == "report.html" else compared) / name


def film_s(page) -> float:
    until(page, f"!{FILM}.seeking")
    return page.evaluate(f"{FILM}.currentTime")


def slider_s(page) -> float:
    return float(page.locator(SLIDER).get_attribute("aria-valuenow"))


def film_shot(page, *, controls: bool) -> np.ndarray:
    """The film as it is shown, with or without the browser's controls."""
    page.evaluate(f"{FILM}.controls = {str(controls).lower()}")
    png = np.frombuffer(page.locator("#film").screenshot(), np.uint8)
    return cv2.imdecode(png, cv2.IMREAD_COLOR).astype(int)


def click_at(page, chart: int, share: float) -> None:
    box = page.locator(".u-over").nth(chart)
    box.scroll_into_view_if_needed()
    size = box.bounding_box()
    box.click(position={"x": size["width"] * share, "y": size["height"] / 2})


def test_the_film_plays_and_the_cursor_moves_with_it(open_page, results):
    page, heard = open_page(results / "report.html")
    page.evaluate(f"{FILM}.play()")
    until(page, f"{FILM}.currentTime > 0.4")
    until(page, "Number(document.getElementById('timeline').getAttribute('aria-valuenow')) > 0.4")
    left = "parseFloat(document.querySelector('.marker').style.left)"
    before = page.evaluate(left)
    until(page, f"{left} > {before} + 20")
    assert heard.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_controls_of_a_paused_film_hide_none_of_its_words(open_page, results, width):
    """The film has the cue and the clock at its lower end, where browsers put their controls."""
    page, _ = open_page(results / "report.html", width=width)
    bare, worked = (film_shot(page, controls=controls) for controls in (False, True))
    rows, columns = (np.flatnonzero((bare < DARK).all(axis=2).any(axis=axis)) for axis in (1, 0))
    hidden = (np.abs(worked - bare) > DARK)[:, columns[0] : columns[-1]].any(axis=(1, 2))
    assert len(bare) / 2 < rows[-1] <= np.flatnonzero(hidden)[0]


@pytest.mark.parametrize("share", [0.25, 0.75])
def test_a_click_on_any_chart_shows_that_moment(open_page, results, share):
    page, _ = open_page(results / "report.html")
    end_s = json.loads(page.locator("#data").inner_text())["end"]
    for chart in (0, 3):
        click_at(page, chart, share)
        assert film_s(page) == pytest.approx(share * end_s, abs=0.05)
        assert slider_s(page) == pytest.approx(share * end_s, abs=0.05)


def test_a_drag_looks_closer_and_a_double_click_shows_all_again(open_page, results):
    page, _ = open_page(results / "report.html")
    page.evaluate(f"{FILM}.currentTime = 1")
    over = page.locator(".u-over").first
    # Below the film, which stays in view.
    over.evaluate("chart => chart.scrollIntoView({ block: 'end', behavior: 'instant' })")
    box = over.bounding_box()
    y = box["y"] + 20
    page.mouse.move(box["x"] + box["width"] * 0.5, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, y, steps=5)
    page.mouse.up()
    marker = page.locator(".marker").first
    marker.wait_for(state="hidden")  # one second is not in the part that is shown now
    assert film_s(page) == pytest.approx(1, abs=0.05)
    over.dblclick(position={"x": 5, "y": 20})
    marker.wait_for(state="visible")


def test_the_timeline_is_worked_by_keys_alone(open_page, results):
    page, _ = open_page(results / "report.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    half_frame_s = json.loads(page.locator("#data").inner_text())["half_frame"]
    page.locator(SLIDER).focus()
    for keys, moment in (("ArrowRight ArrowRight", 1.0), ("ArrowLeft", 0.5), ("PageUp", 5.5)):
        for key in keys.split():
            page.keyboard.press(key)
        assert slider_s(page) == pytest.approx(moment)
        assert film_s(page) == pytest.approx(moment + half_frame_s, abs=0.01)
    page.keyboard.press("Home")
    assert film_s(page) == pytest.approx(half_frame_s, abs=0.01)
    page.keyboard.press(" ")
    until(page, f"!{FILM}.paused && {FILM}.currentTime > 0.1")
    page.keyboard.press(" ")
    until(page, f"{FILM}.paused")


def test_pauses_and_pictures_lead_to_the_very_frame(open_page, results):
    page, _ = open_page(results / "report.html")
    for button in page.locator(".pauses .jump, .pictures .jump").all():
        page.evaluate(f"{FILM}.currentTime = 0")
        film_s(page)
        page.evaluate(
            f"window.shown = null; {FILM}.requestVideoFrameCallback"
            "((now, frame) => { window.shown = frame.mediaTime; })"
        )
        button.click()
        until(page, "window.shown !== null")
        at_s = float(button.get_attribute("data-at"))
        assert page.evaluate("window.shown") == pytest.approx(at_s, abs=0.002)
        assert slider_s(page) == pytest.approx(at_s, abs=0.01)


@pytest.mark.parametrize("name", ["report.html", "comparison.html", "index.html"])
def test_nothing_leaves_the_files(open_page, compared, results, name):
    page, heard = open_page(page_called(name, compared, results))
    assert {url.split(":")[0] for url in heard.requests} <= {"file", "data"}
    assert heard.complaints == []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        tries = (
            f"fetch('{address}').then(() => 'left', () => 'kept in')",
            "new Promise((done) => { const image = new Image(); "
            "image.onload = () => done('left'); image.onerror = () => done('kept in'); "
            f"image.src = '{address}a.png'; }})",
        )
        assert [page.evaluate(code) for code in tries] == ["kept in", "kept in"]
        with pytest.raises(TimeoutError):
            server.accept()


def test_an_embedded_film_plays_from_the_page_alone(open_page, embedded):
    page, heard = open_page(embedded)
    click_at(page, 1, 0.5)
    assert film_s(page) > 1
    assert heard.complaints == []


@pytest.mark.parametrize("name", ["one/report.html", "comparison.html"])
def test_a_report_on_a_picture_shows_it(open_page, pictures, name):
    page, heard = open_page(pictures / name)
    shown = page.locator("img.whole").all()
    assert len(shown) == (2 if name == "comparison.html" else 1)
    assert all(image.evaluate("(image) => image.naturalWidth") > 100 for image in shown)
    assert heard.complaints == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["report.html", "comparison.html", "index.html"])
def test_it_fits_a_phone_and_can_be_read(open_page, compared, results, name, dark):
    page, _ = open_page(page_called(name, compared, results), width=390, height=844, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(CONTRAST) == []


def test_left_against_right_fits_a_phone(open_page, tmp_path):
    """The difference is in the last column; a verdict that is none is the widest word."""
    turns = clip(pigeon(), 4.0) + clip(STANDING, 1.0, start_s=4.0)
    turns += clip(pigeon(front=Side.RIGHT), 4.0, yaw_deg=-90.0, start_s=5.0)
    path = tmp_path / "page.html"
    path.write_text(report_page(record(turns), (), None, {}), encoding="utf-8")
    page, _ = open_page(path, width=390, height=844)
    sides = page.locator("section[aria-labelledby=sides-title]")
    assert {"Difference", "cannot judge"} <= set(re.split(r"\s*[\n\t]\s*", sides.inner_text()))
    assert page.evaluate(CUT_OFF) == []


def test_what_was_learned_fits_a_phone(open_page, tmp_path):
    path = tmp_path / "low_squat.html"
    lesson = low_squat()
    written = lesson_page(lesson, [], np.zeros((480, 640, 3), np.uint8), Path("low_squat.toml"))
    path.write_text(written, encoding="utf-8")
    page, heard = open_page(path, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(CUT_OFF) == []
    assert heard.complaints == []


@pytest.mark.parametrize("width", [800, 1280])
def test_the_table_of_checks_has_room_for_what_each_is_for(open_page, results, width):
    page, _ = open_page(results / "report.html", width=width, height=900)
    table = page.locator("table.checks")
    assert "rounded by about" in table.inner_text()
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.wide'))")
    first = table.locator("tbody th").first
    assert first.bounding_box()["width"] >= table.bounding_box()["width"] / 5


@pytest.mark.parametrize("name", ["report.html", "comparison.html"])
def test_it_is_built_for_those_who_do_not_see_it(open_page, compared, results, name):
    page, _ = open_page(page_called(name, compared, results))
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map((h) => +h.tagName[1])")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert (
        page.evaluate("[...document.images].filter((image) => image.alt.length < 10).length") == 0
    )
    charts = page.locator(".chart")
    words = [charts.nth(i).get_attribute("aria-label") for i in range(charts.count())]
    assert len(words) > 3
    assert all("target" in one for one in words)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("th:not([scope])").count() == 0
    unnamed = "[...document.querySelectorAll('button')].filter((b) => !b.innerText.trim()).length"
    assert page.evaluate(unnamed) == 0


@pytest.mark.skipif(not which("pdftotext"), reason="needs Debian's package poppler-utils")
def test_it_prints_on_a4_with_everything_on_the_paper(open_page, results, tmp_path):
    page, _ = open_page(results / "report.html")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_PX, "height": 900})
    until(page, f"[...document.querySelectorAll('.uplot')].every((plot) => {FILLS_ITS_CARD})")
    assert not page.locator("video").is_visible()
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    tool = {"capture_output": True, "text": True, "check": True}
    info = subprocess.run(["pdfinfo", tmp_path / "report.pdf"], **tool).stdout
    assert "(A4)" in info
    text = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], **tool).stdout
    for words in ("Work on first", "The checks", "Key moments", "How this was made", "physician"):
        assert words.casefold() in text.casefold()


def test_two_clips_run_from_the_start_of_their_holds(open_page, compared):
    page, _ = open_page(compared / "comparison.html")
    starts = json.loads(page.locator("#data").inner_text())["starts"]
    page.locator(SLIDER).focus()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    times = page.evaluate(f"{FILMS}.map((film) => film.currentTime)")
    moment = slider_s(page)
    halves = json.loads(page.locator("#data").inner_text())["half_frames"]
    expected = [moment + start + half for start, half in zip(starts, halves, strict=True)]
    assert times == pytest.approx(expected, abs=0.01)
    page.get_by_role("button", name="Play both").click()
    until(page, f"{FILMS}.every((film) => film.currentTime > {moment} + 0.5)")
    page.get_by_role("button", name="Pause").click()
    until(page, f"{FILMS}.every((film) => film.paused)")


def heads(page) -> dict[str, str]:
    """The targets of the charts by their titles, as they are shown."""
    shown = page.evaluate(
        "[...document.querySelectorAll('.chart-head')].map((head) => [head.querySelector('b'),"
        " head.lastChild].map((part) => part.textContent))"
    )
    return dict(shown)


def test_charts_with_other_limits_stand_apart_each_with_its_own(open_page, tmp_path):
    early = Half(record(clip(lunge(), 1.5)), None)
    late = Half(record(clip(STANDING, 4.0) + clip(lunge(), 4.0, start_s=4.0)), None)
    file = tmp_path / "comparison.html"
    file.write_text(comparison_page(early, late, {}), encoding="utf-8")
    page, heard = open_page(file)
    shown = heads(page)
    assert shown["Flat back, B"] == "target −2.8 to 2.8%"
    assert re.fullmatch(r"target −5.6 to 0% \(.*average person.*\)", shown["Flat back, A"])
    assert shown["Front knee"] == "target 77 to 102°"
    assert heard.complaints == []


def target_share(page, chart: int, across: float) -> float:
    """The share of a chart's height that is the target, at this share of its width."""
    canvas = page.locator(".chart canvas").nth(chart)
    return canvas.evaluate(
        """(canvas, across) => {
            const data = canvas.getContext("2d").getImageData(
                Math.round(canvas.width * across), 0, 1, canvas.height).data;
            const style = getComputedStyle(document.documentElement);
            const box = document.createElement("canvas").getContext("2d");
            box.fillStyle = style.getPropertyValue("--good-soft");
            box.fillRect(0, 0, 1, 1);
            const [r, g, b] = box.getImageData(0, 0, 1, 1).data;
            let same = 0;
            for (let i = 0; i < data.length; i += 4)
                same += data[i] === r && data[i + 1] === g && data[i + 2] === b;
            return same / canvas.height;
        }""",
        across,
    )


def test_limits_are_drawn_for_the_time_in_which_they_hold(open_page, tmp_path):
    recorded = record(clip(lunge(), 4.0))
    knee = recorded.tracks["front_knee"]
    wider = Limits(knee.limits.band.widened(10.0), "seen from there: limits widened by 10 deg")
    knee.known_limits.append(wider)
    half = len(knee.applied) // 2
    knee.applied[half:] = bytes([2]) * (len(knee.applied) - half)
    file = tmp_path / "report.html"
    file.write_text(report_page(recorded, (), None, {}), encoding="utf-8")
    page, _ = open_page(file)
    assert heads(page)["Front knee"] == "target 77 to 102°, for a while 67 to 112°"
    number = [*heads(page)].index("Front knee")
    narrow, wide = (target_share(page, number, across) for across in (0.3, 0.8))
    assert 0 < 1.3 * narrow < wide


def sessions(count: int) -> Iterator[HistoryEntry]:
    start = datetime(2026, 3, 1, 8, 30)
    for number in range(count):
        for side in Side:
            yield HistoryEntry(
                at=start + timedelta(days=2 * number),
                stretch="half_kneeling_lunge",
                side=side,
                hold_s=10.0 + number,
                asked_s=30.0,
                score=None if number == 0 else 50.0 + number,
                information={"hip_extension": 150.0 + number},
            )


@pytest.mark.parametrize("count", [0, 1, 12])
def test_progress_shows_each_quantity_over_the_sessions(open_page, tmp_path, count):
    path = tmp_path / "progress.html"
    write_history_page(path, list(sessions(count)))
    page, heard = open_page(path, width=390)
    titles = [text.strip() for text in page.locator(".chart-head b").all_inner_texts()]
    assert titles == (["Held well", "Score", "Hip extension"] if count > 1 else titles)
    assert len(titles) == {0: 0, 1: 0, 12: 3}[count]
    assert page.locator("tbody tr").count() == 2 * count
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.evaluate("document.querySelectorAll('details').forEach((list) => list.open = true)")
    assert page.evaluate(CUT_OFF) == []
    assert heard.complaints == []


def test_the_history_command_writes_the_page(tmp_path):
    environment = {**os.environ, "POSECHECK_DATA": str(tmp_path)}
    with History(tmp_path / "history.sqlite") as history:
        history.add(list(sessions(3)))
    command = [sys.executable, "-m", "posecheck", "history", "--html", "progress.html"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    assert "Half-kneeling lunge" in (tmp_path / "progress.html").read_text(encoding="utf-8")


def test_a_name_cannot_break_the_page(open_page, recorded_lunge, tmp_path):
    name = "<script><img src=x onerror=alert(1)> & \"ä'.mp4"
    part = recorded_lunge.result.clip.model_copy(update={"path": name})
    renamed = recorded_lunge.result.model_copy(update={"clip": part})
    recorded = replace(recorded_lunge, result=renamed)
    path = Path(tmp_path / "page.html")
    path.write_text(report_page(recorded, (), None, {"<b>": name}), encoding="utf-8")
    page, heard = open_page(path)
    assert name in page.locator(".kind").inner_text()
    assert page.locator("img[src=x]").count() == 0
    assert heard.complaints == []
