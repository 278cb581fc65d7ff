"""`/webhooks/facebook/webhook`: the platform verifies the address once, and delivers events from then on.

The path is that of Rasa's own connector, so that a callback URL made for it keeps working. Every event is
stored before the `200`; what they mean is found out later (`intake`).
"""

import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.clock import Clock
from conversations.keyed_digests import erased_event_digests
from conversations.messenger import MessengerInbox
from conversations.messenger_events import Event, events_in
from gateway.answers import error_answer
from gateway.errors import Malformed
from gateway.journal_calls import JournalCalls
from gateway.messenger.credentials import Credentials
from gateway.messenger.delivery_bodies import DeliveryBodies
from gateway.messenger.our_page import OurPage
from gateway.messenger.signing import seal_of
from gateway.request_body import reading_its_own_body
from gateway.settings import Settings

PATH = "/webhooks/facebook/webhook"
MOST_NESTED = 32
_NO_STORE = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_LONGEST_CHALLENGE = 200


class MessengerWebhook:
    def __init__(
        self,
        credentials: Credentials,
        inbox: MessengerInbox,
        calls: JournalCalls,
        page: OurPage,
        wake: Callable[[], None],
        settings: Settings,
        clock: Clock,
    ) -> None:
        """`wake` is called when there is something to take."""
        self._credentials = credentials
        self._inbox = inbox
        self._calls = calls
        self._page = page
        self._wake = wake
        self._bodies = DeliveryBodies(credentials.app_secret, settings.body_seconds)
        self._erased_digests = erased_event_digests(settings.secret)
        self._clock = clock

    def add_to(self, app: Sanic[Any, Any]) -> None:
        app.add_route(self.verify, PATH, methods=["GET"], name="messenger_verify")
        app.add_route(reading_its_own_body(self.deliver), PATH, methods=["POST"], name="messenger_deliver")

    async def verify(self, request: Request) -> HTTPResponse:
        """The challenge, for whoever knows our `verify` text; else 403."""
        token = request.args.get("hub.verify_token", "")
        challenge = request.args.get("hub.challenge", "")
        known = hmac.compare_digest(token.encode("utf-8", "replace"), self._credentials.verify.encode())
        is_asked = request.args.get("hub.mode") == "subscribe" and challenge.isascii()
        if not known or not is_asked or not 0 < len(challenge) <= _LONGEST_CHALLENGE:
            return _forbidden()
        return HTTPResponse(challenge, headers=_NO_STORE, content_type="text/plain; charset=utf-8")

    async def deliver(self, request: Request) -> HTTPResponse:
        """403 for what the platform has not signed, and nothing else is looked at then."""
        async with self._bodies.signed(request) as body:
            if body is None:
                return _forbidden()
            await self._take(body)
        return HTTPResponse("EVENT_RECEIVED", headers=_NO_STORE, content_type="text/plain; charset=utf-8")

    async def accept(self, body: bytes, signature: str | None) -> bool:
        """As `deliver`, for the demo's deliveries: False for what the platform has not signed."""
        is_signed = seal_of(body, self._credentials.app_secret).matches(signature)
        if is_signed:
            await self._take(body)
        return is_signed

    async def _take(self, body: bytes) -> None:
        """When it returns, every event of our page is stored; of each page while ours is not known.

        Raises `JournalUnavailable`, `Busy`, `Malformed`.
        """
        await self._calls.run(self._keep, body)
        self._wake()

    def _keep(self, body: bytes) -> None:
        delivery = _parse(body)
        if delivery.get("object") == "page":
            events = [event for event in events_in(delivery, self._clock()) if self._may_be_ours(event)]
            self._inbox.keep(events, self._erased_digests)

    def _may_be_ours(self, event: Event) -> bool:
        return self._page.id in (None, event.page_id)


def _parse(body: bytes) -> Mapping[str, Any]:
    """Signed, and yet nobody's JSON object: `Malformed`."""
    try:
        delivery = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Malformed("The body is not JSON that can be read.") from None
    if not isinstance(delivery, dict) or _is_too_deep(delivery, MOST_NESTED):
        raise Malformed("The body is not a flat JSON object.")
    return delivery


def _is_too_deep(value: Any, most: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_is_too_deep(item, most - 1) for item in inner)


def _forbidden() -> HTTPResponse:
    return error_answer(403, "not_signed", "This is for the platform alone.")
