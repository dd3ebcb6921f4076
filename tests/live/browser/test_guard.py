"""Who is let in: only who has the whole address, from that page, on the host that is served."""

import pytest
from pages import Page, get, jpeg, origin_of, serving
from websockets.exceptions import InvalidStatus

from posecheck.live.browser.guard import SECRET_BYTES, Guard, new_secret
from posecheck.live.browser.hub import Hub


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        yield running


PATHS = ("", "main.js", "style.css", "settings", "code.svg", "report/report.html")


@pytest.mark.parametrize("path", PATHS)
def test_without_the_secret_nothing_is_served(server, path):
    answer = get(f"{origin_of(server.address)}/{path}")
    assert answer.status == 404
    assert "posecheck has printed" in answer.text


@pytest.mark.parametrize("wrong", ["x", "", "%00", "%C3%A9", "%FF", "..", "../main.js"])
def test_a_wrong_secret_is_turned_away(server, wrong):
    assert get(f"{origin_of(server.address)}/{wrong}/").status == 404


def test_a_secret_is_long_and_always_another():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert min(map(len, secrets)) >= SECRET_BYTES * 8 / 6


def test_with_the_secret_the_page_comes_with_a_strict_policy(server):
    answer = get(server.address)
    assert answer.status == 200
    assert "<main>" in answer.text
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    own = origin_of(server.address).replace("http", "ws")
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == f"'self' {own}"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_leads_to_this_machine_is_not_the_host(server, host):
    """DNS rebinding: the browser takes the page for one of `evil.example`."""
    assert get(server.address, Host=host).status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
def test_a_page_of_another_origin_gets_nothing(server, origin):
    assert get(server.address, "settings", Origin=origin).status == 403
    with pytest.raises(InvalidStatus) as refused:
        Page(server.address, origin=origin)
    assert refused.value.response.status_code == 403


def test_a_connection_without_an_origin_is_not_of_a_browser(server):
    with pytest.raises(InvalidStatus) as refused:
        Page(server.address, origin="")
    assert refused.value.response.status_code == 403


def test_a_connection_without_the_secret_is_refused(server):
    with pytest.raises(InvalidStatus):
        Page(f"{origin_of(server.address)}/wrong/")


def test_who_is_refused_is_not_heard():
    hub = Hub(shared=False, films=True)
    with serving(hub) as running:
        with pytest.raises(InvalidStatus):
            Page(running.address, origin="http://evil.example")
        with Page(running.address) as page:  # the only place is still free
            page.send("film", True)
            page.send_picture(jpeg(), 1.0)
            page.hear("took")
    assert hub.pictures.newest()[0] == 1


def test_the_ticket_leads_to_the_page_once():
    with serving() as running:
        first, second = get(running.ticket), get(running.ticket)
    assert first.status == 303
    assert origin_of(running.address) + first.headers["Location"] == running.address
    assert second.status == 404


def test_a_guard_without_a_ticket_has_none_to_take():
    async def app(scope, receive, send):
        raise AssertionError

    assert Guard(app, "secret", ["http://127.0.0.1:1"])._takes_ticket("") is False
