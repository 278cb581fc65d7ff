"""`GET /inbox/api/events`: what is new in all conversations, from where the page stopped reading."""

import time
from typing import Any

from sanic import Sanic
from sanic.request import Request

from conversations.accounts import Session
from conversations.desk import Team
from gateway.errors import NotSignedIn
from gateway.event_frames import KEEP_ALIVE, OPENING
from gateway.event_sending import HEADERS, send, sending
from gateway.inbox_doors import InboxDoors
from gateway.inbox_feed import INBOX, RESET
from gateway.input_checks import check_after
from gateway.journal_calls import JournalCalls
from gateway.stream_hub import StreamHub
from gateway.subscription import Subscription


class InboxEvents:
    def __init__(
        self, team: Team, calls: JournalCalls, doors: InboxDoors, hub: StreamHub, keep_alive_seconds: float
    ) -> None:
        self._log = team.log
        self._calls = calls
        self._doors = doors
        self._hub = hub
        self._keep_alive_seconds = keep_alive_seconds

    def add_to(self, app: Sanic[Any, Any]) -> None:
        stream = self._doors.reading(self.stream)
        app.add_route(stream, "/inbox/api/events", methods=["GET"], name="inbox_events")

    async def stream(self, request: Request, session: Session) -> None:
        after = check_after(request.headers.get("last-event-id") or request.args.get("after"))
        oldest, latest = await self._calls.run(self._log.bounds)
        is_readable = oldest <= after <= latest
        subscription = self._hub.subscribe(INBOX, min(after, latest))
        with sending(request):
            try:
                response = await request.respond(content_type="text/event-stream", headers=HEADERS)
                await send(response, OPENING if is_readable else OPENING + RESET)
                if is_readable:
                    await self._stream(request, response, subscription)
                await response.send(end_stream=True)
            finally:
                self._hub.unsubscribe(subscription)

    async def _stream(self, request: Request, response: Any, subscription: Subscription) -> None:
        checked = time.monotonic()
        while (frames := await subscription.take(self._keep_alive_seconds)) is not None:
            self._hub.caught_up(subscription)
            if time.monotonic() - checked >= self._keep_alive_seconds:
                checked = time.monotonic()
                try:
                    await self._doors.session_of(request)
                except NotSignedIn:
                    break
            await send(response, frames or KEEP_ALIVE)
