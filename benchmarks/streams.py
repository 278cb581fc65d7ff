"""How late the latest event comes while 200 streams are open and five messages a second come in."""

import asyncio
from datetime import datetime

from aiohttp import ClientResponse

from benchmarks.chat import Event, open_chat, read_events
from benchmarks.lines import GREETINGS
from benchmarks.rows import Row, at_most, every_one
from benchmarks.subject import Subject

_CONVERSATIONS = 100
_STREAMS_OF_EACH = 2
"""Two tabs of the shop."""

_MESSAGES_A_SECOND = 5
_EVENTS_OF_A_MESSAGE = 2 * _STREAMS_OF_EACH
"""What the customer said and what the bot answered, in both tabs."""

_LONGEST_WAIT = 10


async def measure(subject: Subject) -> list[Row]:
    chats = [await open_chat(subject.http) for _ in range(_CONVERSATIONS)]
    streams = [await chat.open_stream() for chat in chats for _ in range(_STREAMS_OF_EACH)]
    delays: list[float] = []
    reading = [asyncio.create_task(_note_delays(stream, delays)) for stream in streams]
    messages = subject.size.streams * _MESSAGES_A_SECOND
    for number in range(messages):
        sending = asyncio.create_task(chats[number % _CONVERSATIONS].send(GREETINGS[0].text))
        await asyncio.sleep(1 / _MESSAGES_A_SECOND)
        await sending
    await _wait_for(delays, messages * _EVENTS_OF_A_MESSAGE)
    for task, stream in zip(reading, streams, strict=True):
        task.cancel()
        stream.close()
    what = f"{len(streams)} open streams, {_MESSAGES_A_SECOND} messages/s for {subject.size.streams} s"
    return [
        every_one(f"{what}: events arrived", len(delays), messages * _EVENTS_OF_A_MESSAGE),
        at_most(f"{what}: the latest event", 1000 * max(delays), 1000, "ms"),
    ]


async def _note_delays(stream: ClientResponse, delays: list[float]) -> None:
    async for event in read_events(stream.content.iter_any()):
        if event.kind == "message":
            delays.append(_delay(event))


def _delay(event: Event) -> float:
    """Seconds from the journal's own time of the entry, which it takes before the commit."""
    return event.arrived - datetime.fromisoformat(event.data["at"]).timestamp()


async def _wait_for(delays: list[float], count: int) -> None:
    """Returns when they are all there, or when they are so late that it is no use."""
    for _ in range(10 * _LONGEST_WAIT):
        if len(delays) >= count:
            return
        await asyncio.sleep(0.1)
