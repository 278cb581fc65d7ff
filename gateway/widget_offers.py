"""`POST /webhooks/widget/offers/<id>`: how an offer of help ended. Only accepting opens a conversation."""

from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.cue_ledger import CueLedger
from conversations.errors import OfferSpent, UnknownOffer
from conversations.initiative import OfferOutcome
from gateway.answers import empty_answer, json_answer
from gateway.conversation_doors import Doors
from gateway.field_checks import is_id
from gateway.guest_tokens import GuestTokens
from gateway.input_checks import check_outcome
from gateway.journal_calls import JournalCalls
from gateway.json_bodies import parse_object
from gateway.metrics import Metrics
from gateway.request_body import read_json_body, reading_its_own_body
from gateway.widget_sessions import CHANNEL

_PATH = "/webhooks/widget/offers/<offer_id:str>"


class WidgetOffers:
    def __init__(
        self,
        ledger: CueLedger,
        calls: JournalCalls,
        doors: Doors,
        guest_tokens: GuestTokens,
        metrics: Metrics,
        body_seconds: float,
    ) -> None:
        self._ledger = ledger
        self._calls = calls
        self._doors = doors
        self._guest_tokens = guest_tokens
        self._metrics = metrics
        self._body_seconds = body_seconds

    def add_to(self, app: Sanic[Any, Any]) -> None:
        app.add_route(reading_its_own_body(self.end), _PATH, methods=["POST"], name="offer")

    async def end(self, request: Request, offer_id: str) -> HTTPResponse:
        outcome = check_outcome(parse_object(await read_json_body(request, self._body_seconds)))
        if not is_id(offer_id):
            raise UnknownOffer("No offer has such an id.")
        if outcome is OfferOutcome.ACCEPTED:
            return await self._accept(request, offer_id)
        await self._calls.run(self._ledger.end, offer_id, outcome)
        self._metrics.count_offer(outcome)
        return empty_answer()

    async def _accept(self, request: Request, offer_id: str) -> HTTPResponse:
        """Who knows the id was made the offer: nothing else could prove it, because nothing else is kept.

        Whoever repeats it soon gets the same conversation: the first answer may never have arrived.
        """
        self._doors.admit_session(request)
        try:
            conversation = await self._calls.run(self._ledger.accept, offer_id, CHANNEL)
            self._metrics.count_offer(OfferOutcome.ACCEPTED)
        except OfferSpent:
            conversation = await self._calls.run(self._ledger.accepted, offer_id)
        token = self._guest_tokens.make(conversation.id)
        return json_answer({"token": token, "conversation": conversation.id})
