"""Signs of need that are met with silence: visitors who said no once, and meet the same trouble again."""

import asyncio
import secrets
from time import perf_counter

from aiohttp import ClientSession

from benchmarks.errors import UnexpectedAnswer
from benchmarks.rows import Row, at_least, to_compare
from benchmarks.subject import Subject
from benchmarks.timings import percentile, time_rows

_CUES = "/webhooks/widget/cues"
_AT_ONCE = 16
_VISITORS = 100


async def measure(subject: Subject) -> list[Row]:
    http, seconds = subject.http, subject.size.cues
    visitors = [await _declined(http) for _ in range(_VISITORS)]
    alone = await _cues(http, visitors, seconds)
    began = perf_counter()
    crowd = await asyncio.gather(*(_cues(http, visitors, seconds) for _ in range(_AT_ONCE)))
    took = perf_counter() - began
    total = sum(map(len, crowd))
    times = [time for times in crowd for time in times]
    return [
        *time_rows("cue to silence, one at a time", alone, p50=2),
        at_least(f"cue to silence, {_AT_ONCE} at once", total / took, 1000, "cues/s"),
        to_compare(f"cue to silence, {_AT_ONCE} at once, p50", percentile(times, 50), "ms"),
    ]


async def _declined(http: ClientSession) -> str:
    """A visitor who was offered help, and does not want it."""
    visitor = secrets.token_urlsafe(16)
    async with http.post(_CUES, json=_seen(visitor)) as response:
        offer = (await response.json())["offer"]
    async with http.post(f"/webhooks/widget/offers/{offer['id']}", json={"outcome": "declined"}):
        return visitor


async def _cues(http: ClientSession, visitors: list[str], seconds: float) -> list[float]:
    """The time of each of the cues that one client sends, one after the other. Raises `UnexpectedAnswer`."""
    times: list[float] = []
    until = perf_counter() + seconds
    while (began := perf_counter()) < until:
        async with http.post(_CUES, json=_seen(visitors[len(times) % len(visitors)])) as response:
            if response.status != 204:
                raise UnexpectedAnswer(f"A visitor who said no was answered with {response.status}.")
        times.append(perf_counter() - began)
    return times


def _seen(visitor: str) -> dict[str, object]:
    return {"visitor": visitor, "cue": "payment_failed", "page": {"order_number": "10056"}}
