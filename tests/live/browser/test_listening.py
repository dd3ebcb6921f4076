"""Whoever opens connections without end costs the session no more than a few files."""

import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from pages import PATIENCE_S, Page, serving

from posecheck.live.browser.hub import Hub
from posecheck.live.browser.listening import MOST_CONNECTIONS, Listening

NETWORK = "127.0.0.2"


def test_what_comes_while_there_are_enough_is_closed_and_the_next_is_taken_again():
    with ExitStack() as stack:
        listening = stack.enter_context(Listening.at("127.0.0.1"))

        def take() -> socket.socket:
            stack.enter_context(socket.create_connection(("127.0.0.1", listening.port)))
            return stack.enter_context(listening.accept()[0])

        taken = [take() for _ in range(MOST_CONNECTIONS)]
        with pytest.raises(ConnectionAbortedError):
            take()
        taken[0].close()
        take()


def test_a_flood_of_connections_is_turned_away_and_the_session_goes_on():
    with (
        serving(Hub(shared=True, films=False), shared=True, network=NETWORK) as server,
        Page(server.address) as page,
        ExitStack() as stack,
    ):
        where = (NETWORK, urlsplit(server.share.address).port)
        flood = [
            stack.enter_context(socket.create_connection(where, PATIENCE_S))
            for _ in range(2 * MOST_CONNECTIONS)
        ]
        assert all(late.recv(1) == b"" for late in flood[MOST_CONNECTIONS:])
        server._hub.tell({"kind": "stage"})
        page.hear("stage")
