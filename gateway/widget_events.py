"""`GET /webhooks/widget/events`: the stream of one conversation, from where the client stopped reading."""

import time
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.journal import Journal
from gateway.conversation_doors import Doors
from gateway.event_frames import KEEP_ALIVE, OPENING
from gateway.event_sending import HEADERS, send, sending
from gateway.guest_tokens import GuestToken
from gateway.input_checks import check_after
from gateway.journal_calls import JournalCalls
from gateway.stream_hub import StreamHub
from gateway.subscription import Subscription


class WidgetEvents:
    def __init__(
        self, journal: Journal, calls: JournalCalls, doors: Doors, hub: StreamHub, keep_alive_seconds: float
    ) -> None:
        self._journal = journal
        self._calls = calls
        self._doors = doors
        self._hub = hub
        self._keep_alive_seconds = keep_alive_seconds

    def add_to(self, app: Sanic[Any, Any]) -> None:
        app.add_route(self.stream, "/webhooks/widget/events", methods=["GET"], name="events")

    async def stream(self, request: Request) -> None:
        token = self._doors.token_of(request)
        after = check_after(request.headers.get("last-event-id") or request.args.get("after"))
        conversation = await self._calls.run(self._journal.conversation, token.conversation_id)
        # A place beyond the end comes from before a restore: it stands for the end.
        subscription = self._hub.subscribe(conversation.id, min(after, conversation.last_seq))
        with sending(request):
            try:
                response = await request.respond(content_type="text/event-stream", headers=HEADERS)
                await self._stream(response, subscription, token)
            finally:
                self._hub.unsubscribe(subscription)

    async def _stream(self, response: HTTPResponse, subscription: Subscription, token: GuestToken) -> None:
        await send(response, OPENING)
        while (seconds := token.expires_at - time.time()) > 0:
            frames = await subscription.take(min(seconds, self._keep_alive_seconds))
            if frames is None:
                break
            self._hub.caught_up(subscription)
            await send(response, frames or KEEP_ALIVE)
        await response.send(end_stream=True)
