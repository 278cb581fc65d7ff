"""A worker that runs, and what it has written, for the tests of the worker."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.worker import Worker
from conversations.entries import Outcome, TurnEnd, Words
from conversations.journal import TurnResult

ECHOED = TurnEnd(Outcome.ANSWERED, "echoed")
SOON = 5  # seconds that a waiting test gives up after


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


@asynccontextmanager
async def working(desk, think, clock, **options):
    worker = Worker(desk.journal, desk.bell, think, name="w", now=clock, **options)
    running = asyncio.create_task(worker.run())
    try:
        yield worker
    finally:
        worker.stop()
        await asyncio.wait_for(running, SOON)


async def echo(turn):
    return TurnResult(ECHOED, (Words(f"You said: {turn.inbound.text}"),), snapshot="s")


def written(desk, conversation_id):
    return desk.journal.read_entries(conversation_id, after=0)


async def finished(desk, conversation_id, messages):
    """Waits until this many of the customer's messages are done, and returns all entries."""
    async with asyncio.timeout(SOON):
        while True:
            entries = written(desk, conversation_id)
            if sum(entry.turn is not None for entry in entries) >= messages:
                return entries
            await asyncio.sleep(0.005)
