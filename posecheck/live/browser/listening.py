"""The sockets at which pages arrive: so many at a time, and no more."""

import socket

MOST_CONNECTIONS = 64
"""At a time: four pages have 28 at the most, and many systems let a process open 256 files."""


class Listening(socket.socket):
    """A listening socket that closes what comes while there are enough connections.

    Whoever reaches the port can open connections, without any secret. Each takes one of the files
    that a process may have open, and a session without any left can keep neither film nor history.
    """

    @classmethod
    def at(cls, address: str) -> "Listening":
        """Listen at any free port of an address of this machine.

        Its connections send every message at once. Else a message waits until the other side has
        acknowledged the one before, for 40 ms or more.
        """
        listening = cls(fileno=socket.create_server((address, 0)).detach())
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    def __init__(self, *, fileno: int) -> None:
        super().__init__(fileno=fileno)
        self._connections: list[socket.socket] = []

    def accept(self) -> tuple[socket.socket, object]:
        """Take the next connection.

        Raises:
            ConnectionAbortedError: If there are enough already; the event loop then goes on.
        """
        connection, address = super().accept()
        self._connections = [taken for taken in self._connections if taken.fileno() >= 0]
        if len(self._connections) >= MOST_CONNECTIONS:
            connection.close()
            raise ConnectionAbortedError
        self._connections.append(connection)
        return connection, address

    @property
    def port(self) -> int:
        """The number of the port."""
        number: int = self.getsockname()[1]
        return number
