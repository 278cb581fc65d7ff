"""Opens an order for a conversation: by whom the shop vouches for, by what was shown before, or by a proof.

What was shown is remembered by the identity desk, never in a slot. Each proof that does not fit is counted
there, and sounds the same whether the number, the proof or the patience was at fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from rasa_sdk import Tracker

from actions.orders import identifiers
from actions.orders.errors import OrderNotFound
from actions.orders.order import Order
from actions.orders.order_book import OrderBook
from actions.orders.proof import Access, CustomerProof, EmailProof, Pass, PostcodeProof, Tier
from conversations import capabilities
from conversations.identity import IdentityDesk

CustomerOf = Callable[[str], str | None]
"""The customer id that the shop vouched for in this conversation, or None for a guest."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An order that may be told about, and what opened it."""

    order: Order
    access: Access


class NoOrderFits(Exception):
    """`attempt` counts the failed proofs of this conversation from 1; 0 when nothing was shown at all."""

    def __init__(self, attempt: int) -> None:
        super().__init__("No order fits.")
        self.attempt = attempt


class ProofNeeded(NoOrderFits):
    """Nothing was shown for this order, and what proved the one before does not fit it."""


class OrderAccess:
    def __init__(self, order_book: OrderBook, identity: IdentityDesk, customer_of: CustomerOf) -> None:
        self._order_book = order_book
        self._identity = identity
        self._customer_of = customer_of

    def open(self, tracker: Tracker, order_number: str) -> Opened:
        """Raises NoOrderFits; OrderBookUnavailable and JournalUnavailable when something is away."""
        if (held := self.still_open(tracker, order_number)) is not None:
            return held
        if (proof := _shown(tracker)) is not None:
            return self._prove(message_id(tracker), order_number, proof)
        if (earlier := self._shown_before(tracker)) is None:
            raise NoOrderFits(0)
        try:
            return self._prove(message_id(tracker), order_number, earlier)
        except NoOrderFits as refusal:
            raise ProofNeeded(refusal.attempt) from None

    def still_open(self, tracker: Tracker, order_number: str) -> Opened | None:
        """The order, if it needs no proof any more; nothing is tried and nothing counted."""
        for access in self._held(tracker.sender_id, order_number):
            with suppress(OrderNotFound):
                return Opened(self._order_book.find(order_number, access), access)
        return None

    def may_change(self, tracker: Tracker, opened: Opened) -> Access | None:
        """What opens this order for changes; None: a one-time code is needed first."""
        if not isinstance(opened.access, Pass):
            return opened.access
        number = opened.order.number
        held = self._identity.pass_for(tracker.sender_id, number, capabilities.Tier.CONFIRMED)
        return None if held is None else Pass(number, Tier.CONFIRMED)

    def customer_id(self, tracker: Tracker) -> str | None:
        return self._customer_of(tracker.sender_id)

    def _held(self, conversation_id: str, order_number: str) -> Iterator[Access]:
        customer_id = self._customer_of(conversation_id)
        if customer_id is not None:
            yield CustomerProof(customer_id)
        if self._identity.pass_for(conversation_id, order_number, capabilities.Tier.SEEN) is not None:
            yield Pass(order_number, Tier.SEEN)

    def _shown_before(self, tracker: Tracker) -> EmailProof | None:
        """A guest's e-mail address, while what it opened is open still; never a postcode
        (docs/decisions/0008-one-address-for-several-orders.md)."""
        email = (tracker.get_slot("earlier_proof") or {}).get("email")
        is_guest = self._customer_of(tracker.sender_id) is None
        if not email or not is_guest or not self._identity.capabilities_of(tracker.sender_id):
            return None
        return EmailProof(identifiers.email(email))

    def _prove(self, message: str, order_number: str, proof: EmailProof | PostcodeProof) -> Opened:
        shown = _in_words(proof)
        attempt = self._identity.begin_attempt(message, order_number, shown)
        try:
            order = self._order_book.find(order_number, proof)  # also when locked: the same work
        except OrderNotFound:
            raise NoOrderFits(attempt.number) from None
        if not attempt.may_try:
            raise NoOrderFits(attempt.number)
        self._identity.accept_attempt(message, order_number, shown)
        return Opened(order, Pass(order_number, Tier.SEEN))


def message_id(tracker: Tracker) -> str:
    """Of the customer's message that this turn answers: what a turn does outside of it is unique by it."""
    said = (event for event in reversed(tracker.events) if event.get("event") == "user")
    return str(next(said)["message_id"])


def _shown(tracker: Tracker) -> EmailProof | PostcodeProof | None:
    if email := tracker.get_slot("email"):
        return EmailProof(identifiers.email(email))
    if postcode := tracker.get_slot("postcode"):
        return PostcodeProof(identifiers.postcode(postcode))
    return None


def _in_words(proof: EmailProof | PostcodeProof) -> str:
    return f"email:{proof.email}" if isinstance(proof, EmailProof) else f"postcode:{proof.postcode}"
