"""When a part that ended is started again, and when there is no hope. No processes and no clock in here."""

from dataclasses import dataclass

HOPELESS_AFTER = 5
"""Starts in a row that never became ready."""


class Hopeless(Exception):
    """The part never became ready, `HOPELESS_AFTER` times running."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds. The wait doubles with every early end; a part that ran for `calm` seconds starts afresh."""

    first: float = 0.25
    longest: float = 10.0
    calm: float = 60.0


class Restarts:
    """Remembers the ends of one part."""

    def __init__(self, backoff: Backoff) -> None:
        self._backoff = backoff
        self._early_ends = 0
        self._failed_starts = 0

    def delay_after_end(self, *, was_ready: bool, ran_for: float) -> float:
        """Seconds until the next start. Raises `Hopeless`; a part that was ready is not."""
        self._failed_starts = 0 if was_ready else self._failed_starts + 1
        if self._failed_starts >= HOPELESS_AFTER:
            raise Hopeless
        is_calm = was_ready and ran_for >= self._backoff.calm
        self._early_ends = 1 if is_calm else self._early_ends + 1
        # No more doublings than are needed to pass the longest wait.
        return min(self._backoff.first * 2.0 ** min(self._early_ends - 1, 32), self._backoff.longest)
