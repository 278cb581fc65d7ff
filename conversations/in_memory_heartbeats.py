"""Heartbeats inside one process: the fake of the port."""

from collections.abc import Sequence
from datetime import timedelta
from threading import Lock

from conversations.clock import Clock, utc_now
from conversations.heartbeats import BEAT_EVERY, FORGOTTEN_AFTER, Heartbeat, Part


class InMemoryHeartbeats:
    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._lock = Lock()
        self._beats: dict[tuple[Part, str], Heartbeat] = {}

    def beat(self, part: Part, name: str, detail: str = "") -> None:
        now = self._clock()
        with self._lock:
            if (part, name) not in self._beats:
                self._beats = {who: b for who, b in self._beats.items() if b.at >= now - FORGOTTEN_AFTER}
            self._beats[part, name] = Heartbeat(part, name, detail, now)

    def stop(self, part: Part, name: str) -> None:
        with self._lock:
            self._beats.pop((part, name), None)

    def alive(self, within: timedelta = 3 * BEAT_EVERY) -> Sequence[Heartbeat]:
        since = self._clock() - within
        with self._lock:
            return [beat for beat in self._beats.values() if beat.at >= since]
