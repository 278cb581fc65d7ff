"""The bell of many machines: LISTEN and NOTIFY on PostgreSQL, each in a thread that reconnects."""

import contextlib
import os
import select
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

import psycopg2
import structlog

from conversations.bell import Topic

_CONNECT = {"connect_timeout": 3, "tcp_user_timeout": 5000, "application_name": "deskbell bell"}
_TRY_AGAIN_AFTER = 0.5
_HEARD_WITHIN = 5.0

_log = structlog.get_logger()


class PostgresBell:
    """`conninfo` is libpq's connection string or URL. Rings are sent by a thread, so that nobody waits."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._lock = Lock()
        self._ringer: _Ringer | None = None
        self._is_closed = False
        self._listeners: list[_Listener] = []

    def ring(self, topic: Topic, conversation_id: str) -> None:
        with self._lock:
            if self._is_closed:
                return
            if self._ringer is None:
                self._ringer = _Ringer(self._conninfo)
            self._ringer.rings.put((topic, conversation_id))

    def listen(self, topics: frozenset[Topic], on_ring: Callable[[Topic, str], None]) -> Callable[[], None]:
        """As the port says; returns when the database listens, or after five seconds while it is away."""
        listener = _Listener(self._conninfo, topics, on_ring)
        with self._lock:
            self._listeners.append(listener)
        listener.is_listening.wait(_HEARD_WITHIN)
        return listener.stop

    def close(self) -> None:
        with self._lock:
            listeners, self._listeners = self._listeners, []
            ringer, self._ringer, self._is_closed = self._ringer, None, True
        for listener in listeners:
            listener.stop()
        if ringer is not None:
            ringer.stop()


class _Ringer:
    """Sends rings in the order they came, many in one statement when they come fast."""

    def __init__(self, conninfo: str) -> None:
        self.rings: SimpleQueue[tuple[Topic, str] | None] = SimpleQueue()
        self._conninfo = conninfo
        self._connection: Any = None
        self._thread = Thread(target=self._run, name="bell", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Returns when what was rung before is sent, or when the database does not take it."""
        self.rings.put(None)
        self._thread.join(_HEARD_WITHIN)

    def _run(self) -> None:
        while (first := self.rings.get()) is not None:
            self._send({first: None, **dict.fromkeys(self._what_came_meanwhile())})
        self._hang_up()

    def _what_came_meanwhile(self) -> list[tuple[Topic, str]]:
        rings: list[tuple[Topic, str]] = []
        with contextlib.suppress(Empty):
            while len(rings) < 100:
                ring = self.rings.get_nowait()
                if ring is None:
                    self.rings.put(None)
                    break
                rings.append(ring)
        return rings

    def _send(self, rings: dict[tuple[Topic, str], None]) -> None:
        """Tries twice: the first try may only find out that the database was restarted."""
        for _ in range(2):
            try:
                self._connection = self._connection or _connect(self._conninfo)
                self._notify(rings)
                return
            except psycopg2.Error:
                self._hang_up()
        _log.warning("bell.rings_lost", rings=len(rings))

    def _notify(self, rings: dict[tuple[Topic, str], None]) -> None:
        calls = ", ".join(["pg_notify(%s, %s)"] * len(rings))
        values = [value for topic, about in rings for value in (_channel(topic), about)]
        with self._connection.cursor() as cursor:
            cursor.execute(f"SELECT {calls}", values)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Listener:
    def __init__(
        self, conninfo: str, topics: frozenset[Topic], on_ring: Callable[[Topic, str], None]
    ) -> None:
        self.is_listening = Event()
        self._conninfo = conninfo
        self._topics = {_channel(topic): topic for topic in topics}
        self._on_ring = on_ring
        self._is_stopped = Event()
        self._wake_read, self._wake_write = os.pipe()
        Thread(target=self._run, name="bell", daemon=True).start()

    def stop(self) -> None:
        if not self._is_stopped.is_set():
            self._is_stopped.set()
            os.close(self._wake_write)  # which wakes the thread up

    def _run(self) -> None:
        while not self._is_stopped.is_set():
            try:
                with contextlib.closing(_connect(self._conninfo)) as connection:
                    self._listen(connection)
            except psycopg2.Error:
                self._is_stopped.wait(_TRY_AGAIN_AFTER)
        os.close(self._wake_read)

    def _listen(self, connection: Any) -> None:
        with connection.cursor() as cursor:
            for channel in self._topics:
                cursor.execute(f"LISTEN {channel}")
        self.is_listening.set()
        while not self._is_stopped.is_set():
            select.select([connection, self._wake_read], [], [])
            connection.poll()
            while connection.notifies:
                self._pass_on(connection.notifies.pop(0))

    def _pass_on(self, notify: Any) -> None:
        try:
            self._on_ring(self._topics[notify.channel], notify.payload)
        except Exception:
            _log.exception("bell.listener_failed")


def _connect(conninfo: str) -> Any:
    connection = psycopg2.connect(conninfo, **_CONNECT)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")  # a hint need not survive a power cut
    return connection


def _channel(topic: Topic) -> str:
    return f"deskbell_{topic.value}"
