"""Whether the platform has stopped delivering while people write: after an hour of failures it does."""

from datetime import datetime, timedelta

from conversations.clock import Clock
from conversations.messenger import MessengerInbox, Page
from gateway.journal_calls import JournalCalls

SILENT_AFTER = timedelta(minutes=30)

BUSY = 20
"""Events in the hour before the silence. A page with fewer is quiet for half an hour now and then."""


class Silence:
    def __init__(self, inbox: MessengerInbox, calls: JournalCalls, clock: Clock) -> None:
        self._inbox = inbox
        self._calls = calls
        self._clock = clock

    async def pages(self) -> list[Page]:
        """Those that have fallen silent. Raises `JournalUnavailable`, `Busy`."""
        now = self._clock()
        return [page for page in await self._calls.run(self._inbox.pages) if is_silent(page, now)]

    async def last_delivery(self) -> datetime | None:
        """When anything was last delivered. Raises `JournalUnavailable`, `Busy`."""
        pages = await self._calls.run(self._inbox.pages)
        return max((page.heard_at for page in pages), default=None)


def is_silent(page: Page, now: datetime) -> bool:
    return page.lately >= BUSY and now - page.heard_at >= SILENT_AFTER
