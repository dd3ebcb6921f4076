"""What is served, and where: this machine alone, unless it is shared."""

import socket
from urllib.parse import urlsplit

import pytest
from pages import Page, get, jpeg, opening, origin_of, serving

from posecheck.errors import InputError
from posecheck.live.browser import server as server_module
from posecheck.live.browser.hub import Hub
from posecheck.live.browser.server import REPORT_ADDRESS, STATIC, own_address

NETWORK = "127.0.0.2"
"""Stands for the address on the local network: another one than that of this machine alone."""


@pytest.fixture(scope="module")
def shared():
    with serving(Hub(shared=True, films=True), shared=True, network=NETWORK) as running:
        yield running


def test_without_sharing_no_other_interface_answers():
    with serving() as server:
        assert server.share is None
        port = urlsplit(server.address).port
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((NETWORK, port), timeout=2)


def test_every_file_of_the_page_is_served_with_its_type(shared):
    types = {
        ".html": "text/html",
        ".js": "text/javascript",
        ".css": "text/css",
        ".svg": "image/svg",
    }
    for file in STATIC.iterdir():
        answer = get(shared.address, file.name)
        assert answer.status == 200
        assert answer.text == file.read_text(encoding="utf-8")
        assert answer.headers["Content-Type"].startswith(types[file.suffix])


def test_a_connection_holds_no_message_back(shared):
    with Page(shared.address, "a") as here, Page(shared.share.address, "b") as there:
        for page in (here, there):
            page.hear("role")
        for server in shared._servers:
            connections = [*server.server_state.connections]
            assert connections
            for connection in connections:
                taken = connection.transport.get_extra_info("socket")
                assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("path", ["../guard.py", "..%2fguard.py", "%2e%2e/guard.py", "missing.js"])
def test_nothing_else_is_served(shared, path):
    assert get(shared.address, path).status == 404


def test_a_shared_page_is_reached_over_tls_and_tells_its_fingerprint(shared):
    settings = get(shared.share.address, "settings")
    assert settings.status == 200
    assert shared.share.fingerprint in settings.text
    with Page(shared.share.address) as page:
        page.send("film", True)
        page.send_picture(jpeg(), 1.0)
        page.hear("took")


def test_on_the_local_network_nothing_goes_without_tls_or_without_the_secret(shared):
    plain = shared.share.address.replace("https", "http", 1)
    with pytest.raises(OSError):
        get(plain)
    parts = urlsplit(shared.share.address)
    assert get(f"https://{parts.netloc}/").status == 404
    assert opening(shared.share.address, origin_of(shared.share.address)).status == 101
    assert opening(shared.share.address, f"https://{parts.hostname}").status == 403


def test_one_address_is_no_way_into_the_other(shared):
    """A page of the local network cannot pose as one of this machine."""
    local = urlsplit(shared.address).netloc
    assert get(shared.share.address, Host=local).status == 403
    assert get(shared.share.address, Origin=shared.address.rsplit("/", 2)[0]).status == 403


def test_the_code_leads_to_the_shared_address(shared):
    svg = get(shared.address, "code.svg")
    assert svg.headers["Content-Type"].startswith("image/svg+xml")
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg.text
    with serving() as server:
        assert get(server.address, "code.svg").status == 404


def test_a_report_is_served_apart_from_the_session_and_only_while_there_is_one(tmp_path):
    page = tmp_path / "report.html"
    page.write_text("<p>done</p>", encoding="utf-8")
    with serving() as server:
        assert get(server.address, REPORT_ADDRESS).status == 404
        server.report = page
        answer = get(server.address, REPORT_ADDRESS)
        assert answer.text == "<p>done</p>"
        assert "sandbox allow-scripts" in answer.headers["Content-Security-Policy"]
        assert "'self'" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_own_address_is_asked_of_the_machine_alone(monkeypatch):
    monkeypatch.setattr(server_module, "ELSEWHERE", ("127.0.0.5", 9))
    assert own_address().startswith("127.")
    monkeypatch.setattr(server_module, "ELSEWHERE", ("255.255.255.255", 9))
    with pytest.raises(InputError, match="on no network"):
        own_address()


def test_after_its_end_nobody_listens():
    with serving() as server:
        parts = urlsplit(server.address)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((parts.hostname, parts.port), timeout=2)
