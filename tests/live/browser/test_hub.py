"""Pages and what they may: one films, the newest counts, a second one is turned away."""

import json
import time

import pytest
from pages import PATIENCE_S, Page, jpeg, serving
from websockets.exceptions import ConnectionClosed

from posecheck.coach import Command
from posecheck.live.browser.hub import (
    CAMERA_TAKEN,
    FULL,
    IN_USE,
    MOST_SHARED,
    MOST_UNDER_WAY,
    REFUSED,
    REPLACED,
    TAKEN_OVER,
    Hub,
)


def until(reached) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < end_s
        time.sleep(0.005)


@pytest.fixture
def alone():
    hub = Hub(shared=False, films=True)
    with serving(hub) as server:
        yield hub, server.address


@pytest.fixture
def shared():
    hub = Hub(shared=True, films=True)
    with serving(hub) as server:
        yield hub, server.address


def close_code(page: Page) -> int:
    with pytest.raises(ConnectionClosed) as closed:
        page.receive()
    return closed.value.rcvd.code


def test_a_second_window_is_turned_away_with_the_reason(alone):
    _, address = alone
    with Page(address, "a") as first, Page(address, "b") as second:
        assert second.hear("refused", confirm=False)["words"] == IN_USE
        assert close_code(second) == REFUSED
        first.send("drawn")  # the first one is still there
        assert first.hear("role")["may_film"]


def test_where_it_is_shared_there_is_room_for_some(shared):
    _, address = shared
    pages = [Page(address, str(number)) for number in range(MOST_SHARED)]
    with Page(address, "late") as late:
        assert late.hear("refused", confirm=False)["words"] == FULL
    for page in pages:
        page.close()


def test_a_page_that_is_loaded_again_takes_its_own_place(alone):
    hub, address = alone
    with Page(address, "a") as before:
        before.hear("role")
        before.send("film", True)
        until(lambda: before.hear("role")["films"])
        with Page(address, "a") as after:
            assert after.hear("role")["may_film"]
            assert before.hear("refused", confirm=False)["words"] == TAKEN_OVER
            assert close_code(before) == REPLACED
            after.send("command", "toggle")
            assert hub.commands.get(timeout=PATIENCE_S) is Command.TOGGLE


def test_one_page_films_and_the_other_shows_what_it_sends(shared):
    hub, address = shared
    picture = jpeg()
    with Page(address, "phone") as phone, Page(address, "tv") as tv:
        phone.send("film", True)
        until(lambda: phone.hear("role")["films"])
        tv.send("film", True)
        taken = tv.hear("role")
        while taken["may_film"]:
            taken = tv.hear("role")
        assert taken["words"] == CAMERA_TAKEN
        tv.send_picture(jpeg(grey=10), 1.0)
        tv.hear("took")
        assert hub.pictures.newest()[0] == 0  # it does not film: its picture is not taken
        phone.send_picture(picture, 5.0)
        phone.hear("took")
        assert hub.pictures.newest()[1].jpeg == picture
        while not tv.pictures:
            tv.receive()
        assert tv.pictures == [picture]
        assert phone.pictures == []


def test_when_the_page_that_films_goes_another_may(shared):
    _, address = shared
    with Page(address, "tv") as tv:
        with Page(address, "phone") as phone:
            phone.send("film", True)
            until(lambda: tv.hear("role")["words"] == CAMERA_TAKEN)
        until(lambda: tv.hear("role")["may_film"])


def test_a_session_with_a_camera_of_its_own_lets_no_page_film():
    hub = Hub(shared=False, films=False)
    with serving(hub) as server, Page(server.address) as page:
        page.send("film", True)
        page.send_picture(jpeg(), 1.0)
        page.hear("took")
        assert page.hear("role") == {
            "kind": "role",
            "may_film": False,
            "films": False,
            "words": None,
        }
        assert hub.pictures.newest()[0] == 0
        assert hub.wants_pictures


def test_of_what_waits_only_the_newest_of_each_kind_is_sent(alone):
    hub, address = alone
    with Page(address) as page:
        page.hear("role")
        until(lambda: hub.away_s == 0.0)
        for number in range(100):
            hub.tell({"kind": "now", "number": number})
        hub.tell({"kind": "say", "words": "Hold"})
        numbers = []
        while 99 not in numbers:
            page.receive(confirm=False)
            numbers += [told["number"] for told in page.told if told["kind"] == "now"]
            page.told = [told for told in page.told if told["kind"] != "now"]
            page.send("drawn")
        page.hear("say")
    assert numbers == sorted(numbers)


def test_a_page_that_confirms_nothing_gets_no_more_than_it_can_take(alone):
    hub, address = alone
    with Page(address) as page:
        page.receive(confirm=False)
        for number in range(20):
            hub.tell({"kind": "now", "number": number})
            time.sleep(0.01)
        for _ in range(MOST_UNDER_WAY - 1):
            page.receive(confirm=False)
        with pytest.raises(TimeoutError):
            page.receive(0.2, confirm=False)
        page.send("drawn")
        page.told.clear()
        assert page.hear("now")["number"] == 19


def test_a_page_that_comes_later_gets_how_things_stand(alone):
    hub, address = alone
    with Page(address) as page:
        page.hear("role")
        hub.tell({"kind": "stage", "stage": "run", "choices": ["Bridge"]})
        hub.tell({"kind": "say", "words": "Hold"})
        page.hear("stage")
    until(lambda: hub.away_s > 0)
    with Page(address, "b") as later:
        assert later.hear("stage")["stage"] == "run"
        assert hub.away_s == 0.0
        assert [told for told in later.told if told["kind"] == "say"] == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 100_000,
        '{"kind": "command", "value": "format"}',
        '{"kind": "choose"}',
        '{"kind": ["film"], "value": {}}',
        '{"kind": "command", "value": [1]}',
    ],
)
def test_what_no_page_says_is_left_out_and_the_connection_stays(alone, words):
    hub, address = alone
    with Page(address) as page:
        page.socket.send(words)
        page.socket.send(b"junk")
        page.socket.send(json.dumps({"kind": "command", "value": "skip"}))
        assert hub.commands.get(timeout=PATIENCE_S) is Command.SKIP
    assert hub.commands.empty()
    assert hub.choices.empty()
    assert hub.pictures.newest()[0] == 0
