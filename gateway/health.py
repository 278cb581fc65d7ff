"""Whether the gateway lives, and whether a customer would get an answer now."""

import asyncio
from contextlib import suppress
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.errors import DatabaseFileLost, JournalUnavailable
from conversations.heartbeats import Heartbeats, Part
from conversations.journal import Journal
from gateway.answers import error_answer, json_answer
from gateway.background import Background
from gateway.errors import Busy
from gateway.journal_calls import JournalCalls
from gateway.messenger.channel import MessengerChannel
from gateway.metrics import Metrics

_NEEDED = (Part.BOT, Part.ACTIONS)
_NO_DATABASE = (
    "Not there: database. It is away, locked, read-only, or its disk is full. No message is taken until then."
)


class Health:
    def __init__(
        self,
        journal: Journal,
        heartbeats: Heartbeats,
        calls: JournalCalls,
        metrics: Metrics,
        background: Background,
        messenger: MessengerChannel | None = None,
    ) -> None:
        self._journal = journal
        self._heartbeats = heartbeats
        self._calls = calls
        self._metrics = metrics
        self._background = background
        self._messenger = messenger

    def add_to(self, app: Sanic[Any, Any]) -> None:
        methods = ["GET", "HEAD"]
        app.add_route(self.live, "/health/live", methods=methods, name="live")
        app.add_route(self.ready, "/health/ready", methods=methods, name="ready")
        app.add_route(self.metrics, "/metrics", methods=methods, name="metrics")

    async def live(self, request: Request) -> HTTPResponse:
        return json_answer({"status": "live"})

    async def ready(self, request: Request) -> HTTPResponse:
        try:
            absent = await self._absent()
        except DatabaseFileLost as lost:
            return _not_ready(["database"], f"Not there: database. {lost}")
        except (JournalUnavailable, Busy):
            return _not_ready(["database"], _NO_DATABASE)
        if absent:
            message = f"Not there: {', '.join(absent)}. Messages are kept and answered later."
            return _not_ready(absent, message)
        if self._messenger is None:
            return json_answer({"status": "ready"})
        return json_answer({"status": "ready", "messenger": await self._messenger.health()})

    async def metrics(self, request: Request) -> HTTPResponse:
        headers = {"cache-control": "no-store"}
        if self._messenger is not None:
            with suppress(JournalUnavailable, Busy):  # Then the figures of before stand.
                self._metrics.note_messenger(await self._messenger.silence.look())
        text = self._metrics.as_text()
        return HTTPResponse(text, headers=headers, content_type="text/plain; version=0.0.4; charset=utf-8")

    async def _absent(self) -> list[str]:
        """The parts without which no message is answered, by name.

        Raises `JournalUnavailable`, `Busy`: a database that takes no writes knows of no part that it lives.
        """
        is_available, alive = await asyncio.gather(
            self._calls.run(self._journal.is_available), self._calls.run(self._heartbeats.alive)
        )
        if not (is_available and self._background.can_write):
            raise JournalUnavailable("The database takes no writes now.")
        seen = {heartbeat.part for heartbeat in alive}
        return [part.value for part in _NEEDED if part not in seen]


def _not_ready(missing: list[str], message: str) -> HTTPResponse:
    return error_answer(503, "not_ready", message, {"retry-after": "2"}, missing=missing)
