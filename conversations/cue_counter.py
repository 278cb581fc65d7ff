"""How often cues were met with silence, counted without knowing whose they were.

Silence must cost nothing, so the counts are kept in memory and written down together, a second later.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from threading import Lock, Timer
from typing import NamedTuple

from conversations.errors import JournalUnavailable


class Silence(NamedTuple):
    day: date
    cue: str
    reason: str


class CueCounter:
    """Hands what it counted to `write_down` within `seconds`, in a thread of its own, and at `close`."""

    def __init__(self, write_down: Callable[[Mapping[Silence, int]], None], seconds: float = 1.0) -> None:
        self._write_down = write_down
        self._seconds = seconds
        self._lock = Lock()
        self._counts: Counter[Silence] = Counter()
        self._timer: Timer | None = None

    def count(self, silence: Silence) -> None:
        with self._lock:
            self._counts[silence] += 1
            if self._timer is None:
                self._timer = Timer(self._seconds, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """What cannot be written down now is written down with what is counted next."""
        with self._lock:
            counted, self._counts, self._timer = self._counts, Counter(), None
        if not counted:
            return
        try:
            self._write_down(counted)
        except JournalUnavailable:
            with self._lock:
                self._counts.update(counted)

    def close(self) -> None:
        with self._lock:
            timer = self._timer
        if timer is not None:
            timer.cancel()
        self.flush()
