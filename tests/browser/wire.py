"""A wire between a browser and the gateway that can be cut, which ends open streams as a lost network does.

Playwright's own `set_offline` only lets new requests fail: a stream that is open stays open.
"""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Wire:
    """Passes on whatever is said at `url`, byte by byte, while it is not cut."""

    def __init__(self, gateway: str) -> None:
        far = urlsplit(gateway)
        self._far_end = (far.hostname, far.port)
        self._near_end = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._is_cut = False
        self._lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self._near_end.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Ends every connection at once, and each new one as soon as it is made."""
        with self._lock:
            self._is_cut = True
            for end in self._open:
                _end(end)

    def mend(self) -> None:
        with self._lock:
            self._is_cut = False

    def close(self) -> None:
        self.cut()
        _end(self._near_end)
        self._near_end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._near_end.accept()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        with self._lock:
            if self._is_cut:
                return near.close()
            far = socket.create_connection(self._far_end)
            self._open |= {near, far}
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()
        return None

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65536):
                other.sendall(piece)
        _end(other)
        with self._lock:
            self._open.discard(one)
        one.close()


def _end(end: socket.socket) -> None:
    """Wakes whoever reads from it; closing alone would not."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
