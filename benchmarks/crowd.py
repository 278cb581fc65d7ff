"""How many messages a second are answered while many customers talk; who has asked everything leaves."""

import asyncio
from time import perf_counter

from aiohttp import ClientSession

from benchmarks.customer import arrive
from benchmarks.lines import script
from benchmarks.proc import processor_seconds
from benchmarks.rows import Row, at_least, to_compare
from benchmarks.subject import Subject
from benchmarks.timings import percentile
from tests.running_deskbell import PARTS, RunningDeskbell

_CONVERSATIONS = 32


async def measure(subject: Subject) -> list[Row]:
    seconds, before = subject.size.crowd, _processor_seconds(subject.deskbell)
    answered = await asyncio.gather(*(_talk(subject.http, seconds) for _ in range(_CONVERSATIONS)))
    used = _processor_seconds(subject.deskbell)
    times = [time for times in answered for time in times]
    what = f"{_CONVERSATIONS} conversations at once"
    return [
        at_least(f"{what}, for {seconds} s", len(times) / seconds, 80, "messages/s"),
        to_compare(f"{what}, p50", percentile(times, 50), "ms"),
        to_compare(f"{what}, p95", percentile(times, 95), "ms"),
        *(
            to_compare(
                f"processor time of {part} for a message",
                1000 * (used[part] - before[part]) / len(times),
                "ms",
            )
            for part in PARTS
        ),
    ]


def _processor_seconds(deskbell: RunningDeskbell) -> dict[str, float]:
    return {part: processor_seconds(deskbell.pid(part)) for part in PARTS}


async def _talk(http: ClientSession, seconds: float) -> list[float]:
    """The times of what was answered in so many seconds; what comes later does not count."""
    times: list[float] = []
    until = perf_counter() + seconds
    while True:
        customer = await arrive(http)
        for line in script(customer.number):
            time = await customer.ask(line)
            if perf_counter() > until:
                return times
            times.append(time)
        await customer.leave()
