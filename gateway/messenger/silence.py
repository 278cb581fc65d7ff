"""Whether the platform has stopped delivering while people write: after an hour of failures it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.clock import Clock
from conversations.messenger import MessengerInbox, Page
from gateway.journal_calls import JournalCalls

SILENT_AFTER = timedelta(minutes=30)

BUSY = 20
"""Events in the hour before the silence. A page with fewer is quiet for half an hour now and then."""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """`last` is when anything was last delivered; None: never yet. `minutes` have passed since."""

    last: datetime | None
    minutes: float
    are_silent: bool


class Silence:
    def __init__(self, inbox: MessengerInbox, calls: JournalCalls, clock: Clock) -> None:
        self._inbox = inbox
        self._calls = calls
        self._clock = clock

    async def look(self) -> Deliveries:
        """Raises `JournalUnavailable`, `Busy`."""
        now, pages = self._clock(), await self._calls.run(self._inbox.pages)
        last = max((page.heard_at for page in pages), default=None)
        minutes = 0.0 if last is None else (now - last).total_seconds() / 60
        return Deliveries(last, minutes, any(is_silent(page, now) for page in pages))


def is_silent(page: Page, now: datetime) -> bool:
    return page.lately >= BUSY and now - page.heard_at >= SILENT_AFTER
