"""The bell of one machine: a Unix datagram socket for each listener, in a directory beside the database.

A socket's file name says what it listens for, so whoever rings only looks into the directory.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread

import structlog

from conversations.bell import Topic

LONGEST_PATH = 100
"""A Unix socket's path has at most 104 (macOS) or 108 (Linux) bytes."""

_PATIENCE = 0.02
"""Seconds to wait for a listener whose queue is full (ten datagrams by default on Linux).

One that does not make room in that time is not waited for again until it does.
"""

_log = structlog.get_logger()


def bells_beside(database_file: Path) -> Path:
    """The directory for the sockets: beside the database, or a short one when that path is too long."""
    beside = database_file.absolute().parent / "bells"
    longest = beside / _socket_name(frozenset(Topic))
    if len(os.fsencode(longest)) <= LONGEST_PATH:
        return beside
    digest = hashlib.sha256(os.fsencode(beside)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"deskbell-{os.getuid()}-{digest}"


class LocalBell:
    """Rings every listener on this machine that uses the same directory, this process included."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = Lock()
        self._listeners: list[_Listener] = []
        self._out_of_patience: set[str] = set()

    def ring(self, topic: Topic, conversation_id: str) -> None:
        message = f"{topic.value} {conversation_id}".encode(errors="replace")
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            for path in _sockets_for(topic, self._directory):
                self._send(sender, message, path)

    def _send(self, sender: socket.socket, message: bytes, path: str) -> None:
        sender.settimeout(0 if path in self._out_of_patience else _PATIENCE)
        try:
            sender.connect(path)  # only a connected socket can wait until there is room
            sender.send(message)
            self._out_of_patience.discard(path)
        except (TimeoutError, BlockingIOError):
            self._out_of_patience.add(path)
        except OSError as exc:
            self._out_of_patience.discard(path)
            if exc.errno == errno.ECONNREFUSED:  # its process is gone
                Path(path).unlink(missing_ok=True)

    def listen(self, topics: frozenset[Topic], on_ring: Callable[[Topic, str], None]) -> Callable[[], None]:
        try:
            listener = _Listener(self._directory / _socket_name(topics), on_ring)
        except OSError as exc:
            # Nothing is wrong but slower: whoever listens also looks by itself.
            _log.warning("bell.out_of_order", directory=str(self._directory), error=exc.strerror)
            return lambda: None
        with self._lock:
            self._listeners.append(listener)
        return listener.stop

    def close(self) -> None:
        with self._lock:
            listeners, self._listeners = self._listeners, []
        for listener in listeners:
            listener.stop()


class _Listener:
    def __init__(self, path: Path, on_ring: Callable[[Topic, str], None]) -> None:
        self._path = path
        self._on_ring = on_ring
        self._is_stopped = Event()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        Thread(target=self._run, name="bell", daemon=True).start()

    def stop(self) -> None:
        self._is_stopped.set()
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as waker:
            waker.setblocking(False)
            waker.sendto(b"", str(self._path))
        self._path.unlink(missing_ok=True)

    def _run(self) -> None:
        with self._socket:
            while True:
                message = self._socket.recv(1024)
                if self._is_stopped.is_set():
                    return
                self._pass_on(message)

    def _pass_on(self, message: bytes) -> None:
        topic, _, conversation_id = message.decode(errors="replace").partition(" ")
        try:
            self._on_ring(Topic(topic), conversation_id)
        except Exception:
            _log.exception("bell.listener_failed")


def _socket_name(topics: frozenset[Topic]) -> str:
    return f"{'+'.join(sorted(topics))}.{secrets.token_hex(4)}"


def _sockets_for(topic: Topic, directory: Path) -> list[str]:
    with os.scandir(directory) as files:
        return [file.path for file in files if topic.value in file.name.partition(".")[0].split("+")]
