"""Token buckets in memory: how often an address or a conversation may do something."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from gateway.errors import TooMany


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_second` on average."""

    burst: int
    per_second: float


MESSAGES_OF_A_CONVERSATION = Rate(burst=20, per_second=1)
SESSIONS_OF_AN_ADDRESS = Rate(burst=30, per_second=0.5)
FEEDBACK_OF_A_CONVERSATION = Rate(burst=20, per_second=1)
CUES_OF_A_VISITOR = Rate(burst=20, per_second=0.2)
"""A cue comes after something failed several times: nobody has many of them."""

CUES_OF_AN_ADDRESS = Rate(burst=120, per_second=5)
"""Who makes up visitors makes up offers, too: this is what an address can fill the ledger with."""

REQUESTS_OF_AN_ADDRESS = Rate(burst=240, per_second=40)
"""Generous: many customers may share one address."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RateLimit:
    """Remembers at most `most_remembered` keys; the one unused for longest is forgotten, and starts anew."""

    def __init__(
        self, rate: Rate, clock: Callable[[], float] = time.monotonic, most_remembered: int = 20_000
    ) -> None:
        self._rate = rate
        self._clock = clock
        self._most_remembered = most_remembered
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def spend(self, key: str) -> None:
        """Takes one token. Raises `TooMany`, saying when the next one is there."""
        bucket = self._refilled(key)
        if bucket.left < 1:
            raise TooMany("That was too fast. Wait a moment.", (1 - bucket.left) / self._rate.per_second)
        bucket.left -= 1

    def __len__(self) -> int:
        return len(self._buckets)

    def _refilled(self, key: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._rate.burst, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._most_remembered:
            self._buckets.popitem(last=False)
        bucket.left = min(self._rate.burst, bucket.left + (now - bucket.at) * self._rate.per_second)
        bucket.at = now
        return bucket


class NoLimit(RateLimit):
    """For load tests (`DESKBELL_RATE_LIMIT=off`)."""

    def __init__(self) -> None:
        super().__init__(Rate(burst=1, per_second=1))

    def spend(self, key: str) -> None:
        pass
