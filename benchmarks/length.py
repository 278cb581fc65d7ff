"""What the 500th message of a conversation costs beside the 5th.

Long and fresh conversations take turns, message by message, so that both see the same machine. What is timed
is asked for the first time in both; what came before is said over and over, mostly to hear nothing new.
"""

import asyncio
from statistics import median

from aiohttp import ClientSession

from benchmarks.customer import Customer, arrive
from benchmarks.lines import script
from benchmarks.rows import Row, at_most, to_compare
from benchmarks.subject import Subject

_TIMED = 10
_EARLY = 5


async def measure(subject: Subject) -> list[Row]:
    size, http = subject.size, subject.http
    old = await asyncio.gather(*(_talk(http, size.long_conversation - 1) for _ in range(size.conversations)))
    young = await asyncio.gather(*(_talk(http, _EARLY - 1) for _ in range(size.conversations)))
    early, late = await _take_turns(young, old)
    for customer in (*young, *old):
        await customer.leave()
    what = f"message {size.long_conversation} of a conversation"
    return [
        at_most(f"{what}, times message {_EARLY} (medians)", late / early, 1.2),
        to_compare(f"{what}", 1000 * late, "ms"),
    ]


async def _talk(http: ClientSession, messages: int) -> Customer:
    customer = await arrive(http)
    before = script(customer.number)[:-_TIMED]
    for number in range(messages):
        await customer.answer_to(await customer.send(before[number % len(before)]))
    return customer


async def _take_turns(young: list[Customer], old: list[Customer]) -> tuple[float, float]:
    """The medians of both, in seconds."""
    early: list[float] = []
    late: list[float] = []
    for place in range(-_TIMED, 0):
        for newcomer, regular in zip(young, old, strict=True):
            early.append(await newcomer.ask(script(newcomer.number)[place]))
            late.append(await regular.ask(script(regular.number)[place]))
    return median(early), median(late)
