"""`POST /webhooks/widget/cues`: a page saw a sign of need. The answer is an offer of help, or silence.

Nothing else comes of it: no conversation, no contact, no words. What the page says of an order is passed on
and never looked up, so that no answer can depend on whether the order exists.
"""

from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.cue_ledger import CueLedger, Offer, WhoSawIt
from conversations.cues import Cue, Cues
from gateway.answers import empty_answer, json_answer
from gateway.conversation_doors import Doors
from gateway.customer_tokens import CustomerTokens
from gateway.errors import Unusable
from gateway.input_checks import CueSeen, check_cue
from gateway.journal_calls import JournalCalls
from gateway.json_bodies import parse_object
from gateway.metrics import Metrics
from gateway.request_body import read_json_body, reading_its_own_body


class WidgetCues:
    def __init__(
        self,
        cues: Cues,
        ledger: CueLedger,
        calls: JournalCalls,
        doors: Doors,
        customer_tokens: CustomerTokens,
        metrics: Metrics,
        body_seconds: float,
    ) -> None:
        self._cues = cues
        self._ledger = ledger
        self._calls = calls
        self._doors = doors
        self._customer_tokens = customer_tokens
        self._metrics = metrics
        self._body_seconds = body_seconds

    def add_to(self, app: Sanic[Any, Any]) -> None:
        see = reading_its_own_body(self.see)
        app.add_route(see, "/webhooks/widget/cues", methods=["POST"], name="cues")

    async def see(self, request: Request) -> HTTPResponse:
        self._doors.admit_cue(request)
        token = self._doors.token_if_any(request)
        seen = check_cue(parse_object(await read_json_body(request, self._body_seconds)))
        self._doors.admit_visitor(seen.visitor)
        cue = self._find(seen.name)
        offer = None
        if cue is not None:
            conversation_id = token.conversation_id if token else None
            offer = await self._calls.run(self._consider, cue, seen, conversation_id)
        self._metrics.count_cue(is_offered=offer is not None)
        return (
            empty_answer() if offer is None else json_answer({"offer": {"id": offer.id, "text": offer.text}})
        )

    def _find(self, name: str) -> Cue | None:
        """None for a cue that the shop has switched off: pages that still send it hear nothing."""
        if name not in self._cues.by_name:
            raise Unusable("There is no such `cue`.")
        return self._cues.find(name)

    def _consider(self, cue: Cue, seen: CueSeen, conversation_id: str | None) -> Offer | None:
        """None is silence. Why, the ledger has counted; the page is not told."""
        customer_id = None
        if seen.customer_token is not None:
            # A bad one is refused, not taken for none: a "no" of the customer's would not be found.
            customer_id = self._customer_tokens.customer_id(seen.customer_token)
        who = WhoSawIt(seen.visitor, customer_id, conversation_id)
        answer = self._ledger.consider(cue.to_offer(seen.page), who)
        return answer if isinstance(answer, Offer) else None
