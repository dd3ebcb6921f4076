"""A session on a page, from the choice to the summary, with a page that speaks to a real server."""

import json
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from live_frames import Frames, plain
from pages import PATIENCE_S, Page, get, jpeg, origin_of
from sessions import LUNGE, Session, holding

from posecheck.coach import BreathTurned, Coach, Command, Count
from posecheck.errors import VideoError
from posecheck.live.browser import display as display_module
from posecheck.live.browser import server as server_module
from posecheck.live.browser.display import PageDisplay, open_in_browser
from posecheck.live.inference import Inference
from posecheck.pose.model import find_model
from posecheck.stretches.routine import find_routine
from posecheck.video.camera import Capture


@contextmanager
def opened(*, films: bool = True, shared: bool = False, breathing: bool = False):
    """A display, and the address that it opened a browser with."""
    tickets: list[str] = []
    display = PageDisplay(
        films=films,
        shared=shared,
        breathing=breathing,
        settings={"mirror": True, "voice": True},
        open_browser=tickets.append,
    )
    with display:
        leads_to = get(tickets[0]).headers["Location"]
        yield display, origin_of(tickets[0]) + leads_to


def test_sharing_is_said_with_its_address_fingerprint_and_code(monkeypatch, capsys):
    monkeypatch.setattr(server_module, "ELSEWHERE", ("127.0.0.5", 9))
    with opened(shared=True) as (_, address):
        share = json.loads(get(address, "settings").text)["share"]
        said = capsys.readouterr().err
    assert share["address"].startswith("https://127.0.0.1:")
    assert f"scan the code, or open {share['address']}\n" in said
    assert f"SHA-256 is {share['fingerprint']}\n" in said
    assert "▀" in said


def in_background(call):
    """Start something that waits for the page; calling the result waits for its end."""
    results = []
    thread = threading.Thread(target=lambda: results.append(call()), daemon=True)
    thread.start()

    def result():
        thread.join(PATIENCE_S)
        return results[0]

    return result


def test_the_address_is_said_and_the_browser_gets_a_ticket_to_it(capsys):
    with opened() as (_, address):
        said = capsys.readouterr().err
        assert f"posecheck: the session is on this page: {address}\n" == said
        assert get(address, "settings").text.count('"films":true') == 1


def test_a_choice_is_made_on_the_page():
    with opened() as (display, address), Page(address) as page:
        chosen = in_background(lambda: display.choose(["Bridge", "Pigeon"]))
        stage = page.hear("stage")
        assert (stage["stage"], stage["choices"]) == ("choose", ["Bridge", "Pigeon"])
        page.send("choose", 7)
        page.send("choose", 1)
        assert chosen() == 1
        assert page.hear("stage")["choices"] == ["Pigeon"]


def test_who_quits_before_anything_is_chosen_has_chosen_nothing():
    with opened() as (display, address), Page(address) as page:
        chosen = in_background(lambda: display.choose(["Bridge"]))
        page.send("command", "quit")
        assert chosen() is None


def test_the_camera_is_that_of_the_page_that_films():
    with opened() as (display, address), Page(address) as page:
        camera = in_background(display.open_camera)
        page.send("film", True)
        page.send_picture(jpeg(80, 60), 100.0)
        assert camera().size == (80, 60)


def coach() -> Coach:
    return Coach(find_routine("bridge"), safety_note=False)


def test_results_and_pictures_come_to_the_page_until_the_session_is_over():
    source = Frames([plain(index) for index in range(4)])
    capture = Capture(source)
    with opened(films=False) as (display, address), Page(address) as page:
        inference = Inference(capture, find_model(), coach(), display.tell)
        with inference, capture, display.following(capture, inference):
            now = page.hear("now")
            assert now["heading"] == "Bridge"
            assert now["stamp"] is None
            while not page.pictures:
                page.receive()
            while now["phase"] != "done":
                now = page.hear("now")
        display.finish(inference.snapshots.newest()[1].result, [])
        assert page.hear("summary")["parts"][0]["before"] == "not begun"


RESULT = holding(2.0).coach.result


def make_report(folder: Path) -> Path:
    folder.mkdir()
    report = folder / "report.html"
    report.write_text("<p>done</p>", encoding="utf-8")
    return report


def test_the_report_is_linked_once_it_is_made_and_gone_when_the_page_is_closed(monkeypatch):
    monkeypatch.setattr(display_module, "RELOAD_S", 0.2)
    made: list[Path] = []

    def make(folder: Path) -> Path:
        made.append(make_report(folder))
        return made[0]

    with opened() as (display, address):
        with Page(address) as page:
            page.hear("role")
            finished = in_background(lambda: display.finish(RESULT, [], make))
            summary = page.hear("summary")
            while summary["report"] is None:
                assert summary["awaits_report"]
                summary = page.hear("summary")
            assert get(address, summary["report"]).text == "<p>done</p>"
            assert made[0].exists()
        assert finished() is None
        assert not made[0].exists()


def test_a_page_that_is_loaded_again_still_has_the_report(monkeypatch):
    monkeypatch.setattr(display_module, "RELOAD_S", 2.0)
    with opened() as (display, address):
        with Page(address) as page:
            page.hear("role")
            finished = in_background(lambda: display.finish(RESULT, [], make_report))
            while page.hear("summary")["report"] is None:
                pass
        time.sleep(0.5)
        with Page(address) as page:
            report = page.hear("summary")["report"]
            assert get(address, report).text == "<p>done</p>"
        assert finished() is None


def test_no_report_is_made_where_the_page_was_closed_long_ago(monkeypatch):
    monkeypatch.setattr(display_module, "RELOAD_S", 0.0)
    with opened() as (display, address):
        with Page(address) as page:
            page.hear("role")
        while not display._hub.away_s:
            time.sleep(0.05)
        display.finish(RESULT, [], lambda folder: pytest.fail("a report for nobody"))


def finishes_without_report(make_report) -> None:
    """A session whose page waits for a report that cannot be made, and hears so."""
    with opened() as (display, address), Page(address) as page:
        page.hear("role")
        display.finish(RESULT, [], make_report)
        while (summary := page.hear("summary"))["awaits_report"]:
            pass
        assert summary["report"] is None


def test_a_recording_that_cannot_be_judged_costs_the_report_alone(capsys):
    def make_report(folder: Path) -> Path:
        raise VideoError("out.mp4: not a video.")

    finishes_without_report(make_report)
    assert "no report of what was recorded: out.mp4: not a video." in capsys.readouterr().err


@pytest.fixture
def without_temporary_folder(tmp_path, monkeypatch) -> None:
    """As on a machine on which nothing can be written."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))


def test_without_a_temporary_folder_a_session_ends_as_any_other(without_temporary_folder, capsys):
    with opened() as (display, address), Page(address) as page:
        page.hear("role")
        display.finish(RESULT, [])
        assert not page.hear("summary")["awaits_report"]
    assert "no report" not in capsys.readouterr().err


def test_without_one_there_is_no_report_which_one_line_says(without_temporary_folder, capsys):
    finishes_without_report(make_report)
    assert "no report of what was recorded: No such file or directory" in capsys.readouterr().err


def test_what_happens_is_said_on_the_page_and_the_breath_only_where_asked_for():
    for breathing in (False, True):
        with opened(breathing=breathing) as (display, address), Page(address) as page:
            page.hear("role")
            display.tell([BreathTurned(1.0, "Breathe in")])
            display.tell([Count(2.0, "Two", number=2), BreathTurned(2.0, "Breathe out")])
            assert page.hear("say")["words"] == "Two"
            breaths = [told["words"] for told in page.told if told["kind"] == "breathe"]
            assert breaths == (["Breathe in"] if breathing else [])


def test_the_session_of_another_source_waits_while_no_page_is_there():
    with opened(films=False) as (display, address):
        session = holding(2.0)
        display.show(None, session.coach.view, None)
        with Page(address) as page:
            page.hear("role")
            assert display.commands() == []
        assert _asked(display) == [Command.PAUSE]
        assert display.commands() == []
        with Page(address):
            assert _asked(display) == [Command.RESUME]


def test_who_paused_stays_paused_when_the_page_comes_back():
    with opened(films=False) as (display, address):
        session = Session.of(LUNGE)
        session.ask(Command.PAUSE)
        display.show(None, session.coach.view, None)
        with Page(address) as page:
            page.hear("role")
        _wait_for_absence(display)
        assert display.commands() == []
        with Page(address) as page:
            page.hear("role")
            assert display.commands() == []


def test_a_page_that_stays_away_ends_the_session(monkeypatch):
    monkeypatch.setattr(display_module, "GRACE_S", 0.05)
    with opened() as (display, address):
        assert display.commands() == []  # nobody was there yet
        with Page(address) as page:
            page.hear("role")
            assert display.commands() == []
        assert _asked(display) == [Command.QUIT]


def _asked(display: PageDisplay) -> list[Command]:
    end_s = time.monotonic() + PATIENCE_S
    while not (commands := display.commands()):
        assert time.monotonic() < end_s
        time.sleep(0.005)
    return commands


def _wait_for_absence(display: PageDisplay) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not display._hub.away_s:
        assert time.monotonic() < end_s
        time.sleep(0.005)


@pytest.mark.parametrize(("screen", "opens"), [("DISPLAY", True), (None, False)])
def test_without_a_screen_no_browser_is_opened_in_the_terminal(monkeypatch, screen, opens):
    addresses: list[str] = []
    monkeypatch.setattr(display_module.sys, "platform", "linux")
    monkeypatch.setattr(display_module.webbrowser, "open", addresses.append)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    if screen:
        monkeypatch.setenv(screen, ":0")
    open_in_browser("http://127.0.0.1:1/x")
    assert addresses == ["http://127.0.0.1:1/x"] * opens
