"""Whether the gateway lives, and whether a customer would get an answer now."""

import asyncio
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.errors import JournalUnavailable
from conversations.heartbeats import Heartbeats, Part
from conversations.journal import Journal
from gateway.answers import error_answer, json_answer
from gateway.errors import Busy
from gateway.journal_calls import JournalCalls
from gateway.metrics import Metrics

_NEEDED = (Part.BOT, Part.ACTIONS)


class Health:
    def __init__(
        self, journal: Journal, heartbeats: Heartbeats, calls: JournalCalls, metrics: Metrics
    ) -> None:
        self._journal = journal
        self._heartbeats = heartbeats
        self._calls = calls
        self._metrics = metrics

    def add_to(self, app: Sanic[Any, Any]) -> None:
        methods = ["GET", "HEAD"]
        app.add_route(self.live, "/health/live", methods=methods, name="live")
        app.add_route(self.ready, "/health/ready", methods=methods, name="ready")
        app.add_route(self.metrics, "/metrics", methods=methods, name="metrics")

    async def live(self, request: Request) -> HTTPResponse:
        return json_answer({"status": "live"})

    async def ready(self, request: Request) -> HTTPResponse:
        missing = await self.missing()
        if not missing:
            return json_answer({"status": "ready"})
        message = f"Not there: {', '.join(missing)}. Messages are kept and answered later."
        return error_answer(503, "not_ready", message, {"retry-after": "2"}, missing=missing)

    async def metrics(self, request: Request) -> HTTPResponse:
        headers = {"cache-control": "no-store"}
        text = self._metrics.as_text()
        return HTTPResponse(text, headers=headers, content_type="text/plain; version=0.0.4; charset=utf-8")

    async def missing(self) -> list[str]:
        """The parts without which no message is answered, by name."""
        try:
            is_available, alive = await asyncio.gather(
                self._calls.run(self._journal.is_available), self._calls.run(self._heartbeats.alive)
            )
        except (JournalUnavailable, Busy):
            return ["database"]
        seen = {heartbeat.part for heartbeat in alive}
        absent = [part.value for part in _NEEDED if part not in seen]
        return absent if is_available else ["database", *absent]
