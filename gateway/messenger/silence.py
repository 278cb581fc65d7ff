"""Whether the platform has stopped delivering while people write: after an hour of failures it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.clock import Clock
from conversations.messenger import MessengerInbox, Page
from gateway.journal_calls import JournalCalls
from gateway.messenger.our_page import OurPage

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
    def __init__(self, inbox: MessengerInbox, page: OurPage, calls: JournalCalls, clock: Clock) -> None:
        self._inbox = inbox
        self._page = page
        self._calls = calls
        self._clock = clock

    async def look(self) -> Deliveries:
        """Raises `JournalUnavailable`, `Busy`."""
        now, pages = self._clock(), await self._calls.run(self._inbox.pages)
        page = next((page for page in pages if page.page_id == self._page.id), None)
        if page is None:
            return Deliveries(None, 0.0, are_silent=False)
        return Deliveries(page.heard_at, (now - page.heard_at).total_seconds() / 60, is_silent(page, now))


def is_silent(page: Page, now: datetime) -> bool:
    return page.lately >= BUSY and now - page.heard_at >= SILENT_AFTER
