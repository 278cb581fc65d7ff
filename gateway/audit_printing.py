"""Lets `audit_printer` print the audit, one at a time, and keeps what it printed for a minute."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import structlog

from conversations.process import PARENT
from gateway.errors import Busy

log = structlog.get_logger(__name__)

_ROOT = Path(__file__).parent.parent
_FRESH_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """The page as HTML, its figures as CSV, and its charts as SVG by name."""

    page: str
    csv: str
    charts: Mapping[str, str]


class AuditPrinting:
    def __init__(
        self, database_url: str, *, most_seconds: float = 45, clock: Callable[[], float] = monotonic
    ) -> None:
        self._database_url = database_url
        self._most_seconds = most_seconds
        self._clock = clock
        self._latest: Printed | None = None
        self._printed_at = 0.0
        self._under_way: asyncio.Task[Printed] | None = None

    async def latest(self) -> Printed:
        """At most a minute old. Who asks while it is printed waits for that one. Raises `Busy`."""
        if self._latest is not None and self._clock() - self._printed_at < _FRESH_SECONDS:
            return self._latest
        if self._under_way is None:
            self._under_way = asyncio.create_task(self._renew())
            self._under_way.add_done_callback(_look_at_error)
        return await asyncio.shield(self._under_way)  # whoever goes away does not stop it for the others

    async def _renew(self) -> Printed:
        try:
            self._latest = await self._print()
            self._printed_at = self._clock()
            return self._latest
        finally:
            self._under_way = None

    async def _print(self) -> Printed:
        printer = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gateway.audit_printer"),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            env=self._environment(),
        )
        try:
            async with asyncio.timeout(self._most_seconds):
                out, _ = await printer.communicate()
        except TimeoutError:
            raise Busy("The audit takes too long. `make audit` has no limit.", 60) from None
        finally:
            with suppress(ProcessLookupError):
                printer.kill()
        if printer.returncode != 0:
            log.warning("audit.failed", exit_code=printer.returncode)
            raise Busy("The audit cannot be made now. `make audit` says why.")
        return Printed(**json.loads(out))

    def _environment(self) -> dict[str, str]:
        ours = {"DATABASE_URL": self._database_url, PARENT: str(os.getpid()), "PYTHONPATH": str(_ROOT)}
        return {**os.environ, **ours}


def _look_at_error(printing: "asyncio.Task[Printed]") -> None:
    """Nobody may be waiting any more; asyncio would call that an unread error."""
    if not printing.cancelled():
        printing.exception()
