"""What the gateway does by itself: beating, looking for what no bell rang for, saying that the bot
is away."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from conversations.errors import JournalUnavailable
from conversations.heartbeats import BEAT_EVERY, Heartbeats, Part
from conversations.journal import Journal
from gateway.errors import Busy
from gateway.hand_over_post import LOOK_EVERY_SECONDS, HandOverPost
from gateway.journal_calls import JournalCalls
from gateway.stream_hub import StreamHub

NAME = f"{socket.gethostname()}-{os.getpid()}"
TELL_EVERY_SECONDS = 1
DELAYED_AFTER = timedelta(seconds=4)
DELAYED = (
    "We can't answer right now. Your message is kept and will be answered. You can also ask for a person."
)

log = structlog.get_logger(__name__)


class Background:
    """Starts with `start`, ends with `stop`. The database may come and go meanwhile.

    `can_write` is False from when its own beat could not be written until one can be again.
    """

    def __init__(
        self,
        journal: Journal,
        heartbeats: Heartbeats,
        calls: JournalCalls,
        hub: StreamHub,
        look_seconds: float,
        post: HandOverPost | None = None,
    ) -> None:
        """`post` brings hand-overs to another desk, if there is one."""
        self._journal = journal
        self._heartbeats = heartbeats
        self._calls = calls
        self._hub = hub
        self._look_seconds = look_seconds
        self._post = post
        self._tasks: list[asyncio.Task[None]] = []
        self.can_write = True

    def start(self) -> None:
        acts: list[tuple[str, Callable[[], Awaitable[None]], float]] = [
            ("beat", self._beat, BEAT_EVERY.total_seconds()),
            ("look", self._hub.look, self._look_seconds),
            ("tell_delayed", self._tell_delayed, TELL_EVERY_SECONDS),
        ]
        if self._post is not None:
            acts.append(("hand_over", self._hand_over, LOOK_EVERY_SECONDS))
        self._tasks = [asyncio.create_task(_repeat(*act)) for act in acts]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _beat(self) -> None:
        try:
            await self._calls.run(self._heartbeats.beat, Part.GATEWAY, NAME)
        except (JournalUnavailable, Busy):
            self.can_write = False
            raise
        self.can_write = True

    async def _hand_over(self) -> None:
        # In a thread of its own: a mail server that is slow keeps nobody from the journal.
        if self._post is not None:
            await asyncio.to_thread(self._post.deliver)

    async def _tell_delayed(self) -> None:
        # Every gateway tries; the journal writes it once for each message.
        told = await self._calls.run(self._journal.tell_delayed, DELAYED_AFTER, DELAYED)
        if told:
            log.warning("bot.away", conversations=len(told))


async def _repeat(name: str, act: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Calls `act` for ever, `seconds` apart, whatever it raises. The log says when it fails."""
    is_failing = False
    while True:
        try:
            await act()
            if is_failing:
                log.info("background.works_again", act=name)
            is_failing = False
        except Exception as exc:
            if not is_failing:
                log.warning("background.fails", act=name, type=type(exc).__name__)
            is_failing = True
        await asyncio.sleep(seconds)
