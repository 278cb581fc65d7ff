"""A plain Sanic server that sends JSON back: what HTTP, Python and the load itself cost on this machine."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

from aiohttp import ClientSession

from benchmarks.rows import Row, to_compare
from benchmarks.subject import Subject
from benchmarks.timings import percentile
from conversations.process import PARENT
from tests.running_deskbell import ROOT

_AT_ONCE = 32
_BODY = {"id": "0123456789abcdef", "text": "hello"}


async def measure(subject: Subject) -> list[Row]:
    seconds = subject.size.echo
    async with _echo_server() as http:
        await _requests(http, seconds=0.5)
        alone = await _requests(http, seconds)
        crowd = await asyncio.gather(*(_requests(http, seconds) for _ in range(_AT_ONCE)))
    total = sum(map(len, crowd))
    return [
        to_compare("plain Sanic echo, one at a time, p50", percentile(alone, 50), "ms"),
        to_compare("plain Sanic echo, one at a time, p95", percentile(alone, 95), "ms"),
        to_compare(f"plain Sanic echo, {_AT_ONCE} at once", total / seconds, "requests/s"),
    ]


async def _requests(http: ClientSession, seconds: float) -> list[float]:
    """The time of each of the requests that one client makes, one after the other, in so many seconds."""
    times: list[float] = []
    until = perf_counter() + seconds
    while (began := perf_counter()) < until:
        async with http.post("/", json=_BODY) as response:
            await response.json()
        times.append(perf_counter() - began)
    return times


@asynccontextmanager
async def _echo_server() -> AsyncIterator[ClientSession]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.echo_server", str(listening.fileno())),
            cwd=ROOT,
            env={**os.environ, PARENT: str(os.getpid())},
            pass_fds=[listening.fileno()],
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            async with ClientSession(f"http://127.0.0.1:{listening.getsockname()[1]}") as http:
                yield http
        finally:
            process.terminate()
            await process.wait()
