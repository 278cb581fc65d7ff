"""`POST /webhooks/widget/session`: the customer opens a conversation, or comes back to it."""

from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.journal import Conversation, Journal
from gateway.answers import json_answer
from gateway.conversation_doors import Doors
from gateway.customer_tokens import CustomerTokens
from gateway.guest_tokens import GuestTokens
from gateway.input_checks import check_session
from gateway.journal_calls import JournalCalls
from gateway.json_bodies import parse_object
from gateway.request_body import read_json_body, reading_its_own_body

CHANNEL = "widget"


class WidgetSessions:
    def __init__(
        self,
        journal: Journal,
        calls: JournalCalls,
        doors: Doors,
        guest_tokens: GuestTokens,
        customer_tokens: CustomerTokens,
        body_seconds: float,
    ) -> None:
        self._journal = journal
        self._calls = calls
        self._doors = doors
        self._guest_tokens = guest_tokens
        self._customer_tokens = customer_tokens
        self._body_seconds = body_seconds

    def add_to(self, app: Sanic[Any, Any]) -> None:
        open_session = reading_its_own_body(self.open)
        app.add_route(open_session, "/webhooks/widget/session", methods=["POST"], name="session")

    async def open(self, request: Request) -> HTTPResponse:
        self._doors.admit_session(request)
        fields = parse_object(await read_json_body(request, self._body_seconds))
        conversation = await self._calls.run(self._open, check_session(fields))
        token = self._guest_tokens.make(conversation.id)
        return json_answer({"token": token, "conversation": conversation.id}, 201)

    def _open(self, customer_token: str | None) -> Conversation:
        if customer_token is None:
            return self._journal.open_conversation(CHANNEL)
        customer_id = self._customer_tokens.customer_id(customer_token)
        return self._journal.return_to_conversation(CHANNEL, customer_id)
