"""What the 500th message of a conversation costs beside the 5th.

Long and fresh conversations take turns, message by message, so that both see the same machine.
"""

import asyncio
from statistics import median

from aiohttp import ClientSession

from benchmarks.customer import Customer, arrive
from benchmarks.lines import Line, mixed
from benchmarks.rows import Row, at_most, to_compare
from benchmarks.subject import Subject

_WINDOW = 10
"""How many messages are timed, from the one in question on."""

_EARLY = 5


async def measure(subject: Subject) -> list[Row]:
    size, http = subject.size, subject.http
    old = await asyncio.gather(*(_talk(http, size.long_conversation - 1) for _ in range(size.conversations)))
    young = await asyncio.gather(*(_talk(http, _EARLY - 1) for _ in range(size.conversations)))
    early, late = await _take_turns(young, old, mixed()[:_WINDOW])
    for customer in (*young, *old):
        await customer.leave()
    what = f"message {size.long_conversation} of a conversation"
    return [
        at_most(f"{what}, times message {_EARLY} (medians)", late / early, 1.2),
        to_compare(f"{what}", 1000 * late, "ms"),
    ]


async def _talk(http: ClientSession, messages: int) -> Customer:
    customer, lines = await arrive(http), mixed()
    for number in range(messages):
        await customer.ask(lines[number % len(lines)])
    return customer


async def _take_turns(
    young: list[Customer], old: list[Customer], lines: tuple[Line, ...]
) -> tuple[float, float]:
    """The medians of both, in seconds."""
    early: list[float] = []
    late: list[float] = []
    for line in lines:
        for newcomer, regular in zip(young, old, strict=True):
            early.append(await newcomer.ask(line))
            late.append(await regular.ask(line))
    return median(early), median(late)
