"""`POST /webhooks/widget/feedback`: the customer's thumb on an answer. Nobody asks for it."""

from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.journal import Journal
from gateway.answers import empty_answer
from gateway.conversation_doors import Doors
from gateway.input_checks import check_feedback
from gateway.journal_calls import JournalCalls
from gateway.json_bodies import parse_object
from gateway.request_body import read_json_body, reading_its_own_body


class WidgetFeedback:
    def __init__(self, journal: Journal, calls: JournalCalls, doors: Doors, body_seconds: float) -> None:
        self._journal = journal
        self._calls = calls
        self._doors = doors
        self._body_seconds = body_seconds

    def add_to(self, app: Sanic[Any, Any]) -> None:
        rate = reading_its_own_body(self.rate)
        app.add_route(rate, "/webhooks/widget/feedback", methods=["POST"], name="feedback")

    async def rate(self, request: Request) -> HTTPResponse:
        token = self._doors.token_of(request)
        self._doors.admit_feedback(token)
        rating = check_feedback(parse_object(await read_json_body(request, self._body_seconds)))
        # Asked within the token's own conversation: the entries of another one are not there for it.
        await self._calls.run(
            self._journal.rate_entry, token.conversation_id, rating.seq, helpful=rating.is_helpful
        )
        return empty_answer()
