"""The orders that a support agent may see in a conversation: only what its customer has proved, and each look
is written down before anything is shown.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from actions.orders.asked_of_team import AskedOfTeam, asked_of_team
from actions.orders.changes import AskForRefund, CancelOrder, Change, ChangeAddress, StartReturn
from actions.orders.errors import OrderBookUnavailable, OrderNotFound
from actions.orders.next_steps import NextStep
from actions.orders.order import Order, ReturnReason
from actions.orders.order_book import OrderBook
from actions.orders.order_status import status_of
from actions.orders.proof import Access, CustomerProof, Pass, Tier
from actions.orders.shop import Shop
from actions.orders.weighing import Possible, weigh
from conversations.desk import Desk
from conversations.support_floor import SupportAgent
from gateway.errors import Busy
from gateway.inbox_shapes import Json, iso

_MOST_OF_A_CUSTOMER = 5
_LABELS = {
    "cancel_order": NextStep.CANCEL_ORDER.label,
    "change_address": NextStep.CHANGE_ADDRESS.label,
    "start_return": NextStep.START_RETURN.label,
    "ask_for_refund": "Ask for a refund",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """An order that the conversation has proved, with what the team was asked to do with it."""

    order: Order
    asked: Sequence[AskedOfTeam]
    proof: str
    until: datetime | None


class InboxOrders:
    """`look` blocks: it asks the order book."""

    def __init__(self, desk: Desk, order_book: OrderBook, shop: Shop) -> None:
        self._desk = desk
        self._order_book = order_book
        self._shop = shop

    def look(self, conversation_id: str, agent: SupportAgent) -> Sequence[Json]:
        """Raises `UnknownConversation`, `JournalUnavailable`, and `Busy` when the order book is away."""
        try:
            found = list(self._found(conversation_id))
        except OrderBookUnavailable:
            raise Busy("The shop's orders cannot be reached now. Try again in a moment.") from None
        for seen in found:
            self._desk.team.floor.note_look(conversation_id, agent, seen.order.number)
        return [self._json(seen) for seen in found]

    def _found(self, conversation_id: str) -> Iterator[_Seen]:
        conversation = self._desk.journal.conversation(conversation_id)
        if conversation.customer_id is not None:
            page = self._order_book.recent_orders(conversation.customer_id, _MOST_OF_A_CUSTOMER)
            theirs = CustomerProof(conversation.customer_id)
            yield from (self._seen(order, theirs, "signed_in", None) for order in page.orders)
        for held in self._desk.team.queue.proofs(conversation_id):
            access: Access = Pass(held.order_number, Tier.SEEN)
            with suppress(OrderNotFound):
                order = self._order_book.find(held.order_number, access)
                if not _is_of(order, conversation.customer_id):
                    yield self._seen(order, access, held.tier.value, held.expires_at)

    def _seen(self, order: Order, access: Access, proof: str, until: datetime | None) -> _Seen:
        trail = self._order_book.trail(order.number, access) if order.left_to_team else ()
        return _Seen(order, asked_of_team(order, trail), proof, until)

    def _json(self, seen: _Seen) -> Json:
        order, until, zone = seen.order, seen.until, self._shop.zone
        status = status_of(order, self._shop.now().astimezone(zone).date(), zone=zone)
        return {
            "number": order.number,
            "state": status.standing.value,
            "placed_at": iso(order.placed_at),
            "told": status.wordings[0],
            "items": [_item_json(item) for item in order.items],
            "total": order.total,
            "currency": order.currency,
            "parcels": [_parcel_json(parcel) for parcel in order.parcels],
            "may": [self._may(order, change) for change in _changes(order)],
            "asked_of_team": [{"what": asked.words, "at": iso(asked.at)} for asked in seen.asked],
            "proof": seen.proof,
            "until": None if until is None else iso(until),
        }

    def _may(self, order: Order, change: Change) -> Json:
        shop, kind = self._shop, change.kind.value
        weighed = weigh(order, change, shop.terms, shop.now(), shop.zone)
        is_possible = isinstance(weighed, Possible)
        because = weighed.sentence if isinstance(weighed, Possible) else weighed.wordings[0]
        if is_possible and isinstance(change, ChangeAddress):
            because = "It can still be sent to another address. This costs nothing."
        return {"what": kind, "label": _LABELS[kind], "is_possible": is_possible, "because": because}


def _is_of(order: Order, customer_id: str | None) -> bool:
    """Shown among the customer's own already."""
    return customer_id is not None and order.customer_id == customer_id


def _changes(order: Order) -> Iterator[Change]:
    yield CancelOrder()
    if order.address is not None:
        yield ChangeAddress(replace(order.address, street="elsewhere"))  # the same one would be no change
    yield StartReturn({}, ReturnReason.NOT_LIKED)
    yield AskForRefund("")


def _item_json(item: Any) -> Json:
    return {
        "name": item.name,
        "colour": item.colour,
        "size": item.size,
        "quantity": item.quantity,
        "price": item.price,
    }


def _parcel_json(parcel: Any) -> Json:
    expected_on = parcel.expected_on
    return {
        "state": parcel.state.value,
        "carrier": parcel.carrier,
        "tracking_link": parcel.tracking_link,
        "expected_on": None if expected_on is None else expected_on.isoformat(),
    }
