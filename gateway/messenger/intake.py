"""Carries stored events into the journal, as soon as none that is earlier can be expected any more."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from conversations.clock import Clock
from conversations.errors import JournalUnavailable
from conversations.messenger import KEPT, MessengerInbox, Taken
from gateway.errors import Busy
from gateway.journal_calls import JournalCalls
from gateway.messenger.our_page import OurPage

LOOK_EVERY_SECONDS = 2.0
"""How often it looks for what another gateway stored and did not take."""

_AT_ONCE = 2
_FORGETS_EVERY = timedelta(hours=1)
_SOONEST_SECONDS = 0.02

log = structlog.get_logger(__name__)


class Intake:
    """`run` goes on until it is cancelled; `wake` may be called on the event loop."""

    def __init__(
        self,
        inbox: MessengerInbox,
        page: OurPage,
        calls: JournalCalls,
        on_taken: Callable[[Taken], None],
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._page = page
        self._calls = calls
        self._on_taken = on_taken
        self._clock = clock
        self._began = clock()
        self._forgot_at = self._began
        self._woken = asyncio.Event()

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        is_failing = False
        while True:
            self._woken.clear()
            wait = LOOK_EVERY_SECONDS
            try:
                wait = await self._take_what_is_settled()
                is_failing = False
            except (JournalUnavailable, Busy) as exc:
                if not is_failing:
                    log.warning("messenger.intake_waits", problem=type(exc).__name__)
                is_failing = True
            except Exception as exc:
                log.error("messenger.intake_broke", type=type(exc).__name__)
            await self._forget()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._woken.wait()
                    await asyncio.sleep(_SOONEST_SECONDS)

    async def _forget(self) -> None:
        """What is long done, once an hour."""
        now, page_id = self._clock(), self._page.id
        if page_id is not None and now - self._forgot_at > _FORGETS_EVERY:
            with suppress(JournalUnavailable, Busy):
                await self._calls.run(self._inbox.forget, page_id, now - KEPT)
                self._forgot_at = now

    async def _take_what_is_settled(self) -> float:
        """How many seconds from now to look again."""
        while (page_id := self._page.id) is not None:
            ready, next_at = await self._calls.run(self._inbox.settled, page_id, self._began)
            if not ready:
                return self._seconds_until(next_at)
            for start in range(0, len(ready), _AT_ONCE):
                batch = ready[start : start + _AT_ONCE]
                taken = await asyncio.gather(
                    *(self._calls.run(self._inbox.take, page_id, person_id) for person_id in batch)
                )
                for one in taken:
                    self._on_taken(one)
        return LOOK_EVERY_SECONDS

    def _seconds_until(self, at: datetime | None) -> float:
        if at is None:
            return LOOK_EVERY_SECONDS
        seconds = (at - self._clock()).total_seconds()
        return min(max(seconds, _SOONEST_SECONDS), LOOK_EVERY_SECONDS)
