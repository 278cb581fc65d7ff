"""A bell inside one process: the fake of the port, and enough for a test with a gateway and a worker."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread

import structlog

from conversations.bell import Topic

Ring = tuple[Topic, str]

_log = structlog.get_logger()


class InMemoryBell:
    """Each listener has a thread and a queue of its own, so that a slow one holds nobody up."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: dict[int, tuple[frozenset[Topic], SimpleQueue[Ring | None]]] = {}
        self._next_listener = 0

    def ring(self, topic: Topic, conversation_id: str) -> None:
        with self._lock:
            listeners = list(self._listeners.values())
        for topics, rings in listeners:
            if topic in topics:
                rings.put((topic, conversation_id))

    def listen(self, topics: frozenset[Topic], on_ring: Callable[[Topic, str], None]) -> Callable[[], None]:
        rings: SimpleQueue[Ring | None] = SimpleQueue()
        with self._lock:
            listener = self._next_listener
            self._next_listener += 1
            self._listeners[listener] = (topics, rings)
        Thread(target=_pass_on, args=(rings, on_ring), name="bell", daemon=True).start()
        return lambda: self._stop(listener)

    def close(self) -> None:
        for listener in list(self._listeners):
            self._stop(listener)

    def _stop(self, listener: int) -> None:
        with self._lock:
            removed = self._listeners.pop(listener, None)
        if removed is not None:
            removed[1].put(None)


def _pass_on(rings: "SimpleQueue[Ring | None]", on_ring: Callable[[Topic, str], None]) -> None:
    while (ring := rings.get()) is not None:
        try:
            on_ring(*ring)
        except Exception:
            _log.exception("bell.listener_failed")
