"""How long the parts take to start, all of them at once as the launcher starts them."""

import asyncio
from time import perf_counter

from aiohttp import ClientConnectionError, ClientSession

from benchmarks.rows import Row, at_most, to_compare
from benchmarks.subject import Subject
from tests.running_deskbell import PARTS, RunningDeskbell


async def measure(subject: Subject) -> list[Row]:
    deskbell = subject.deskbell
    await asyncio.to_thread(deskbell.stop)
    began = perf_counter()
    for part in PARTS:
        deskbell.start_part(part)
    live, bot = await asyncio.gather(_live(subject.http), _ready(deskbell, "bot"))
    await asyncio.to_thread(deskbell.wait_until_ready)
    return [
        at_most("gateway answers after its start", live - began, 2, "s"),
        at_most("bot worker ready after its start", bot - began, 12, "s"),
        to_compare("database made and filled, all parts started and ready", subject.start, "s"),
    ]


async def _live(http: ClientSession) -> float:
    while True:
        try:
            async with http.get("/health/live"):
                return perf_counter()
        except ClientConnectionError:
            await asyncio.sleep(0.01)


async def _ready(deskbell: RunningDeskbell, part: str) -> float:
    await asyncio.to_thread(deskbell.wait_for, part)
    return perf_counter()
