"""`/webhooks/widget/messages`: the customer writes, and reads without a stream."""

from collections.abc import Mapping
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.entries import Entry
from conversations.journal import Journal, Receipt
from conversations.stream_items import message_item, turn_item
from gateway.answers import json_answer
from gateway.conversation_doors import Doors
from gateway.input_checks import Message, check_after, check_message
from gateway.journal_calls import JournalCalls
from gateway.json_bodies import parse_object
from gateway.metrics import Metrics
from gateway.request_body import read_json_body, reading_its_own_body

_PATH = "/webhooks/widget/messages"


class WidgetMessages:
    def __init__(
        self, journal: Journal, calls: JournalCalls, doors: Doors, metrics: Metrics, body_seconds: float
    ) -> None:
        self._journal = journal
        self._calls = calls
        self._doors = doors
        self._metrics = metrics
        self._body_seconds = body_seconds

    def add_to(self, app: Sanic[Any, Any]) -> None:
        app.add_route(reading_its_own_body(self.send), _PATH, methods=["POST"], name="send_message")
        app.add_route(self.read, _PATH, methods=["GET"], name="read_messages")

    async def send(self, request: Request) -> HTTPResponse:
        token = self._doors.token_of(request)
        self._doors.admit_message(token)
        message = check_message(parse_object(await read_json_body(request, self._body_seconds)))
        address = self._doors.digest_of_address(request)
        receipt = await self._calls.run(self._append, token.conversation_id, message, address)
        if receipt.is_new:
            self._metrics.count_message()
        return json_answer({"seq": receipt.seq}, 202 if receipt.is_new else 200)

    async def read(self, request: Request) -> HTTPResponse:
        token = self._doors.token_of(request)
        after = check_after(request.args.get("after"))
        entries = await self._calls.run(self._journal.read_entries, token.conversation_id, after)
        return json_answer({"entries": [_as_json(entry) for entry in entries]})

    def _append(self, conversation_id: str, message: Message, address: str) -> Receipt:
        """Durable when it returns: the answer to the client leaves after the commit."""
        self._doors.waiting.check(conversation_id)
        receipt = self._journal.append_inbound(
            conversation_id,
            message.client_id,
            text=message.text,
            choice_id=message.choice_id,
            page=message.page,
            address=address,
        )
        if receipt.is_new:
            self._doors.waiting.count(conversation_id, receipt.seq)
        return receipt


def _as_json(entry: Entry) -> Mapping[str, Any]:
    """The entry as the stream shows it; a customer's carries how its turn ended, once it has."""
    data = message_item(entry).data
    if entry.turn is None:
        return data
    return {**data, "turn": turn_item(entry.seq, entry.seq, entry.turn).data}
