"""The page as its readers meet it: in a browser, at the sizes of their screens."""

import asyncio
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from browsing import SIZES, shows
from chromium import CONTRAST
from moments import RESULT, VIEWS
from pages import PATIENCE_S, jpeg
from sessions import GOOD, OUT
from waiting import until

from posecheck.coach import Command
from posecheck.live.browser.hub import IN_USE, Hub
from posecheck.live.browser.message import Seen, now_message, say_message, summary_message
from posecheck.live.browser.server import STATIC, Server
from posecheck.live.coaching import Snapshot
from posecheck.live.voice.engine import Beep, Utterance
from posecheck.stretches.stretch import all_built_in

LONG = "I can't see your shoulders. Move further away from the camera."
"""One of the longest messages."""

LONGEST_STEP = max((step for stretch in all_built_in() for step in stretch.how_to_enter), key=len)

STATES = {
    "place": replace(VIEWS["place"], message=LONG, title="Half-kneeling lunge"),
    "ready": VIEWS["ready"],
    "hold": replace(VIEWS["hold"], side_words="left leg in front"),
    "paused": replace(VIEWS["paused"], message=LONG),
    "out of position": replace(VIEWS["paused"], message=LONGEST_STEP),
    "rest": VIEWS["rest"],
}

OUTSIDE = """() => [...document.querySelectorAll('#panel > *, #keys button, #stage')]
    .filter((element) => element.getClientRects().length)
    .filter((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
    }).map((element) => element.id || element.textContent)"""
"""What of a session is not on the screen as a whole."""

CUT_OFF = """() => ['heading', 'clock', 'message'].map((id) => document.getElementById(id))
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => element.id)"""

NAMES = """() => [...document.querySelectorAll('button, select, input, img, video, canvas, svg')]
    .filter((element) => element.getClientRects().length && element.ariaHidden !== 'true')
    .filter((element) => !(element.innerText || element.ariaLabel || element.alt ||
        element.labels?.length || element.closest('[aria-hidden=true]')))
    .map((element) => element.outerHTML.slice(0, 100))"""
"""What a screen reader could not name."""

NO_CAMERA = """() => {
    const refused = new DOMException("", "NotAllowedError");
    navigator.mediaDevices.getUserMedia = () => Promise.reject(refused);
}"""

BESIDE = """() => {
    const stage = document.getElementById('stage').getBoundingClientRect();
    const number = document.createRange();
    number.selectNodeContents(document.getElementById('countdown'));
    const { left, right } = number.getBoundingClientRect();
    return left >= stage.left && right <= stage.left + stage.width / 3;
}"""
"""Whether the count-down is on the picture, and leaves its middle free."""

WORDS = "document.getElementById('words').textContent"
CLOCK_PX = "parseFloat(getComputedStyle(document.getElementById('number')).fontSize)"

AXE = os.environ.get("POSECHECK_AXE")
"""axe.min.js of the npm package axe-core, for its checks besides."""


def axe(page) -> list[str]:
    """What axe finds to be wrong; nothing where axe is not there."""
    if AXE is None:
        return []
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:100]}" for one in found["violations"]]


def assert_fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(NAMES) == []
    assert axe(page) == []


def assert_settings_fit(page) -> None:
    """All of the settings are on the screen, from their heading to the button that ends them."""
    page.click("#lobby [data-open=settings]")
    until(page, "document.getElementById('settings').open")
    assert page.evaluate(
        "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)"
        "(document.getElementById('settings').getBoundingClientRect())"
    )
    assert page.evaluate(
        "(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight)(settings)"
    )
    assert axe(page) == []
    page.click("#settings button")


@contextmanager
def of_bridge(
    *, films: bool = False, mirror: bool = True, **shared
) -> Iterator[tuple[Hub, Server]]:
    """A session of a bridge that waits for a page."""
    hub = Hub(shared=bool(shared), films=films)
    with Server(hub, {"mirror": mirror, "voice": True, "films": films}, **shared) as server:
        hub.tell({"kind": "stage", "stage": "choose", "choices": ["Bridge"]})
        yield hub, server


def start(page) -> None:
    until(page, "document.querySelector('#choices button')")
    page.click("#choices button")


@pytest.mark.parametrize("size", SIZES)
def test_every_state_fits_the_screen_and_can_be_read(open_page, size):
    hub = Hub(shared=True, films=False)
    settings = {"mirror": True, "voice": True, "films": False}
    with Server(hub, settings, shared=True, network="127.0.0.2") as server:
        page, heard = open_page(server.address, size)
        hub.tell({"kind": "stage", "stage": "choose", "choices": ["Bridge", "Pigeon"]})
        until(page, "document.querySelectorAll('#choices button').length === 2")
        assert_fits(page)
        assert_settings_fit(page)
        page.keyboard.press("2")
        until(page, shows("session"))
        assert hub.choices.get(timeout=PATIENCE_S) == 1
        hub.show(jpeg(1280, 720))
        for name, view in STATES.items():
            seen = (GOOD if name in ("hold", "paused") else OUT).at(1.0)
            hub.tell(now_message(Snapshot(view, seen), Seen()))
            until(page, f"{WORDS} === {json.dumps(view.message)}")
            assert_fits(page)
            if name == "place":
                assert page.evaluate(INKED) > 100
            if name == "ready":
                assert page.evaluate(BESIDE)
            if name == "hold":
                assert page.evaluate(CLOCK_PX) >= 0.12 * min(SIZES[size])
        hub.tell(summary_message(RESULT, []))
        until(page, shows("summary"))
        assert_fits(page)
        assert "first time" in page.inner_text("#parts")
        assert "not begun" in page.inner_text("#parts")
    assert heard.complaints == []
    assert all(url.startswith(server.address) for url in heard.requests)


COVERED = """() => {
    const lost = document.getElementById('lost').getBoundingClientRect();
    return [...document.querySelectorAll('#panel > *, #keys button')]
        .filter((element) => element.getClientRects().length)
        .filter((element) => {
            const { left, top, right, bottom } = element.getBoundingClientRect();
            return left < lost.right && lost.left < right && top < lost.bottom && lost.top < bottom;
        }).map((element) => element.id || element.textContent);
}"""
"""What of the clock, the words and the buttons lies below the warning of a lost connection."""


@pytest.mark.parametrize("size", SIZES)
def test_the_warning_of_a_lost_connection_covers_only_the_picture(open_page, size):
    with of_bridge() as (hub, server):
        page, _ = open_page(server.address, size)
        start(page)
        hub.tell(now_message(Snapshot(STATES["hold"], GOOD.at(1.0)), Seen()))
        until(page, shows("clock"))
        page.evaluate("document.getElementById('lost').hidden = false")
        assert page.evaluate(COVERED) == []
        assert page.evaluate(CONTRAST) == []


def test_the_space_bar_is_for_the_session_after_a_button_was_clicked(open_page):
    with of_bridge() as (hub, server):
        page, _ = open_page(server.address)
        start(page)
        until(page, shows("session"))
        page.click("text=Next")
        page.keyboard.press(" ")
        page.click("#session [data-open=settings]")
        page.click("#settings button")
        page.keyboard.press(" ")
        page.focus("text=Again")
        page.keyboard.press(" ")
        asked = [hub.commands.get(timeout=PATIENCE_S) for _ in range(4)]
        assert asked == [Command.SKIP, Command.TOGGLE, Command.TOGGLE, Command.REPEAT]


def test_the_button_goes_on_only_where_the_person_paused(open_page):
    """The clock that a fault has stopped goes on by itself; the button then pauses, as ever."""
    with of_bridge() as (hub, server):
        page, _ = open_page(server.address)
        start(page)
        for by_person, words in ((False, "Pause"), (True, "Go on"), (False, "Pause")):
            view = replace(VIEWS["paused"], message=words, by_person=by_person)
            hub.tell(now_message(Snapshot(view), Seen()))
            until(page, f"{WORDS} === {json.dumps(words)}")
            assert page.inner_text("#toggle") == words


WRITTEN = """
window.written = [];
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (words, ...place) {
    window.written.push([words, parseFloat(this.font.match(/([0-9.]+)px/)[1])]);
    return write.call(this, words, ...place);
};
"""
"""Remembers what is written into pictures, and how large."""

VALUE = {"at": [0.5, 0.5], "grade": "good", "name": "hip height 172°", "limits": "165-240°"}


@pytest.mark.parametrize(("size", "has_room"), [("laptop", True), ("phone", False)])
def test_values_can_be_read_on_a_small_picture_too(open_page, size, has_room):
    with of_bridge() as (hub, server):
        page, _ = open_page(server.address, size, before=WRITTEN)
        start(page)
        hub.show(jpeg(1280, 720))
        until(page, "document.getElementById('picture').width === 1280")
        figure = {"plain": [], "bones": [], "arcs": [], "marks": [], "values": [VALUE]}
        hub.tell(now_message(Snapshot(STATES["hold"]), Seen()) | {"figure": figure})
        until(page, "window.written.some(([words]) => words.startsWith('hip height'))")
        written = dict(page.evaluate("window.written"))
        assert written["hip height 172°"] >= 12
        assert (" / 165-240°" in written) == has_room


BOXES = """
window.boxes = [];
const fill = CanvasRenderingContext2D.prototype.fillRect;
CanvasRenderingContext2D.prototype.fillRect = function (...box) {
    window.boxes.push(box.map((length) => length / devicePixelRatio));
    return fill.call(this, ...box);
};
"""
"""Remembers where the boxes behind the values are, in CSS pixels of the overlay."""

BEHIND_THE_RING = """() => {
    const ring = document.getElementById('ring').getBoundingClientRect();
    const { left, top } = document.getElementById('overlay').getBoundingClientRect();
    return window.boxes.filter(([x, y, width, height]) =>
        left + x < ring.right && left + x + width > ring.left
            && top + y < ring.bottom && top + y + height > ring.top);
}"""


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_no_value_is_hidden_behind_the_breathing_ring(open_page, size):
    values = [VALUE | {"at": at} for at in ([0.1, 0.9], [0.98, 0.9], [0.9, 0.8])]
    figure = {"plain": [], "bones": [], "arcs": [], "marks": [], "values": values}
    with of_bridge(mirror=False) as (hub, server):
        page, _ = open_page(server.address, size, before=BOXES)
        start(page)
        hub.show(jpeg(1280, 720))
        until(page, "document.getElementById('picture').width === 1280")
        hub.tell(now_message(Snapshot(STATES["hold"]), Seen()) | {"figure": figure})
        until(page, "window.boxes.length > 0")
        assert page.evaluate("ring.getBoundingClientRect().width > 0")
        assert page.evaluate(BEHIND_THE_RING) == []


INKED = """() => {
    const overlay = document.getElementById('overlay');
    const { data } = overlay.getContext('2d').getImageData(0, 0, overlay.width, overlay.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
}"""
"""How many pixels the overlay covers."""


def test_a_second_window_says_why_it_may_not_take_part(open_page):
    with of_bridge(films=True) as (_, server):
        first, _ = open_page(server.address)
        until(first, shows("lobby"))
        second, _ = open_page(server.address, "phone")
        until(second, shows("over"))
        assert second.inner_text("#over-words") == IN_USE
        assert_fits(second)
        first.reload()
        until(first, shows("lobby"))


def test_without_a_voice_of_the_device_tones_are_played(open_page):
    with of_bridge(mirror=False) as (hub, server):
        page, heard = open_page(server.address)
        until(page, "document.querySelector('#choices button')")
        page.evaluate(
            "() => { window.tones = []; const start = OscillatorNode.prototype.start;"
            " OscillatorNode.prototype.start = function (at) {"
            " window.tones.push(this.frequency.value); return start.call(this, at); }; }"
        )
        page.click("#choices button")
        until(page, shows("session"))
        for _ in range(100):  # the browser takes a moment to let the page be heard
            hub.tell(say_message(Utterance("Two", Beep.TICK)))
            page.wait_for_timeout(50)
            if page.evaluate("window.tones.length"):
                break
        assert page.evaluate("window.tones[0]") == Beep.TICK.value[0][0]
    assert heard.complaints == []


VOICES = """
const voice = (name, lang, localService) => ({ name, lang, localService });
const voices = [
    voice("afar", "en-US", false), voice("Anna", "de-DE", true), voice("Daniel", "en-GB", true),
];
window.spoken = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak: (utterance) => utterance.text && window.spoken.push(utterance),
    cancel: () => {},
} });
"""
"""Voices as a device has them, which no machine for tests does; they speak until told to end."""


def test_a_voice_of_the_device_says_the_newest_once_the_last_is_said(open_page):
    with of_bridge(mirror=False) as (hub, server):
        page, heard = open_page(server.address, before=VOICES)
        start(page)
        until(page, shows("session"))
        for words in ("Get ready", "Three", "Two"):
            hub.tell(say_message(Utterance(words, Beep.TICK)))
            view = replace(STATES["hold"], message=f"after {words}")
            hub.tell(now_message(Snapshot(view), Seen()))
            until(page, f"{WORDS} === {json.dumps(view.message)}")
        page.evaluate("window.spoken[0].onend()")
        until(page, "window.spoken.length === 2")
        spoken = page.evaluate("window.spoken.map(({ text, voice }) => [text, voice.name])")
        assert spoken == [["Get ready", "Daniel"], ["Two", "Daniel"]]
    assert heard.complaints == []


def test_a_phone_films_and_the_laptop_shows_it(open_page):
    with of_bridge(films=True, shared=True, network="127.0.0.2") as (hub, server):
        laptop, _ = open_page(server.address)
        until(laptop, shows("roles"))
        laptop.check("input[value=screen]")
        start(laptop)
        until(laptop, "document.getElementById('lobby-title').textContent.startsWith('Waiting')")
        assert laptop.is_visible("#code")
        hub.tell({"kind": "stage", "stage": "run", "choices": ["Bridge"]})
        phone, heard = open_page(server.share.address, "phone")
        until(phone, shows("roles"))
        phone.check("input[value=camera]")
        start(phone)
        until(laptop, "document.getElementById('picture').width > 300")
        width, _ = PIL.Image.open(BytesIO(hub.pictures.newest()[1].jpeg)).size
        assert laptop.evaluate("document.getElementById('picture').width") == width
        hub.tell(now_message(Snapshot(STATES["place"], OUT.at(1.0)), Seen()))
        until(laptop, shows("session"))
        assert phone.evaluate("document.getElementById('film').videoWidth") == width
        late, _ = open_page(server.address)
        until(late, shows("taken"))
        assert not late.is_visible("#roles")
    assert heard.complaints == []


def test_who_may_not_use_the_camera_is_told_what_to_do(open_page):
    with of_bridge(films=True) as (hub, server):
        page, _ = open_page(server.address)
        page.evaluate(NO_CAMERA)
        start(page)
        until(page, shows("trouble"))
        assert "Let this page use the camera" in page.inner_text("#trouble")
        assert hub.choices.empty()
        assert_fits(page)


def test_a_lost_connection_is_taken_up_again_and_the_camera_with_it(open_page):
    with of_bridge(films=True) as (hub, server):
        page, _ = open_page(server.address)
        start(page)
        page_closes = "document.getElementById('lost').hidden"
        until(page, page_closes)
        (connected,) = hub._pages.values()
        asyncio.run_coroutine_threadsafe(connected.socket.close(1011), hub._loop)
        until(page, shows("lost"))
        until(page, page_closes)
        number, _ = hub.pictures.newest()
        assert hub.pictures.newer_than(number, PATIENCE_S)
        assert hub.pictures.newest()[1].page != connected.number
    until(page, shows("over"))  # posecheck has ended


def test_a_network_that_fails_without_a_word_is_noticed(open_page):
    """Nothing is closed then: the page would show the last words for as long as it lasts."""
    with of_bridge() as (_, server):
        page, _ = open_page(server.address)
        until(page, "document.getElementById('lost').hidden")
        page.context.set_offline(True)
        until(page, shows("lost"))
        page.context.set_offline(False)
        until(page, "document.getElementById('lost').hidden")


def test_a_connection_that_is_lost_while_the_report_is_made_still_brings_it(open_page):
    with of_bridge() as (hub, server):
        page, _ = open_page(server.address)
        hub.tell(summary_message(RESULT, [], awaits_report=True))
        until(page, shows("waiting"))
        (connected,) = hub._pages.values()
        asyncio.run_coroutine_threadsafe(connected.socket.close(1011), hub._loop).result()
        hub.tell(summary_message(RESULT, [], "report.html"))
        until(page, shows("report"))
        assert not page.evaluate(shows("waiting"))
    page.wait_for_timeout(1000)
    assert page.evaluate(shows("summary"))  # posecheck has ended, and its summary stays


@pytest.mark.parametrize("file", sorted(STATIC.iterdir()), ids=lambda file: file.name)
def test_nothing_on_the_page_comes_from_elsewhere(file):
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)\S+", text) == []
    assert "innerHTML" not in text
    assert file.suffix in (".svg", ".html") or max(map(len, text.splitlines())) <= 110
