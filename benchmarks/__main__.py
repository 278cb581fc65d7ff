"""`make bench`: measures Deskbell as it really runs, from a process of its own, and prints one table."""

import argparse
import asyncio
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import uvloop
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from benchmarks import (
    answers,
    away,
    crowd,
    cues,
    echo,
    faq,
    inbox,
    length,
    memory,
    messenger,
    page,
    start_up,
    streams,
)
from benchmarks.errors import BenchmarkError
from benchmarks.rows import Row, not_measured, table
from benchmarks.subject import QUICK, SETTINGS, WHOLE, Size, Subject, start, warm_up
from launcher.log_tail import last_lines
from tests.running_deskbell import PARTS, ROOT, RunningDeskbell

# In the order in which they run: memory after the load, and before a worker is killed.
BENCHMARKS: dict[str, Callable[[Subject], Awaitable[list[Row]]]] = {
    "start": start_up.measure,
    "echo": echo.measure,
    "answers": answers.measure,
    "length": length.measure,
    "crowd": crowd.measure,
    "cues": cues.measure,
    "page": page.measure,
    "streams": streams.measure,
    "faq": faq.measure,
    "inbox": inbox.measure,
    "memory": memory.measure,
    "messenger": messenger.measure,
    "away": away.measure,
}
LONGEST_SECONDS = 240
"""What is not measured by then is not measured."""


def main() -> int:
    """0 also when a target is missed; 1 when something could not be measured."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the parts are stopped on the way out
    head = _head()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        rows = runner.run(_run(options.names or list(BENCHMARKS), QUICK if options.quick else WHOLE))
    print(head, table(rows), sep="\n\n")
    return 1 if _is_incomplete(rows) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"some of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="small and rough, to try a change")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}. There is: {', '.join(BENCHMARKS)}")
    return options


def _head() -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, one worker, SQLite with synchronous=FULL; "
        f"load of the machine before the run: {os.getloadavg()[0]:.1f}"
    )


async def _run(names: list[str], size: Size) -> list[Row]:
    """The parts keep their files where `make run` keeps its own: the same disk is measured."""
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as folder:
        deskbell = RunningDeskbell(Path(folder), **SETTINGS)
        try:
            _say("starting")
            seconds = await asyncio.to_thread(start, deskbell)
            until = asyncio.get_running_loop().time() + LONGEST_SECONDS
            async with _connections(deskbell.url) as http:
                subject = Subject(deskbell, http, size, seconds)
                chosen = [name for name in BENCHMARKS if name in names]
                rows = [row for name in chosen for row in await _measure(name, subject, until)]
            if _is_incomplete(rows):
                _show_logs(deskbell)
            return rows
        finally:
            deskbell.stop()


def _connections(url: str) -> ClientSession:
    """As many connections as there are customers, each with a stream and a message under way."""
    return ClientSession(
        url,
        connector=TCPConnector(limit=0),
        timeout=ClientTimeout(total=None, sock_connect=10),
        raise_for_status=True,
    )


async def _measure(name: str, subject: Subject, until: float) -> list[Row]:
    _say(name)
    try:
        async with asyncio.timeout_at(until):
            await warm_up(subject.http)
            return await BENCHMARKS[name](subject)
    except TimeoutError:
        return [not_measured(name, f"the time of {LONGEST_SECONDS} s was up")]
    except (BenchmarkError, ClientError) as error:
        return [not_measured(name, str(error))]


def _is_incomplete(rows: list[Row]) -> bool:
    return any(row.measured.startswith("not measured") for row in rows)


def _show_logs(deskbell: RunningDeskbell) -> None:
    """What the parts had to say, since their files go away with them."""
    for part in PARTS:
        print(f"--- {part}", *last_lines(deskbell.log(part)), sep="\n", file=sys.stderr)


def _say(what: str) -> None:
    print(f"bench: {what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
