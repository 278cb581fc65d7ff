"""Tells what customers asked to be told, once it has happened: looked at every minute, by any one worker.

The only way in which the bot speaks later. It looks at orders that somebody asked about, at nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo

import structlog

from actions.orders.errors import OrderBookUnavailable, OrderNotFound
from actions.orders.order import Order
from actions.orders.order_book import OrderBook
from actions.orders.order_events import has_shipped, refund_is_paid
from actions.orders.order_status import status_of
from actions.orders.proof import CustomerProof, EmailProof
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words
from conversations.notices import Notice, NoticeBook, NoticeKind

LOOK_EVERY_SECONDS = 60
_PAGE = 200

_HAS_COME_TRUE: dict[NoticeKind, Callable[[Order], bool]] = {
    NoticeKind.ORDER_SHIPPED: has_shipped,
    NoticeKind.REFUND_PAID: refund_is_paid,
}
_NEXT = (
    ChoiceToOffer("Look up another order", ChoiceMeaning("ask_for_another_order")),
    ChoiceToOffer("Talk to a person", ChoiceMeaning("ask_for_human")),
)

log = structlog.get_logger()


class NoticeWatch:
    """`look` blocks: it asks the order book about each order that somebody waits for."""

    def __init__(
        self, notices: NoticeBook, order_book: OrderBook, today: Callable[[], date], zone: tzinfo
    ) -> None:
        self._notices = notices
        self._order_book = order_book
        self._today = today
        self._zone = zone

    def look(self) -> int:
        """Tells what has come true and returns how many were told. What is away is looked at next time."""
        told, after = 0, None
        while page := self._notices.waiting(_PAGE, after):
            told += sum(self._tell(notice) for notice in page)
            after = page[-1].id
        return told

    def _tell(self, notice: Notice) -> bool:
        try:
            order = self._order_book.find(notice.order_number, _proof(notice))
        except OrderNotFound:
            return False  # the shop no longer has it, or it is no longer theirs
        except OrderBookUnavailable:
            log.warning("orders.unavailable", notice=notice.id)
            return False
        if not _HAS_COME_TRUE[notice.kind](order):
            return False
        return self._notices.tell(notice.id, self._words(order)) is not None

    def _words(self, order: Order) -> Words:
        status = status_of(order, self._today(), zone=self._zone)
        return Words(f"You asked me to tell you. {status.wordings[0]}", _NEXT)


def _proof(notice: Notice) -> EmailProof | CustomerProof:
    if notice.proof_email is None:
        return CustomerProof(notice.customer_id or "")
    return EmailProof(notice.proof_email)
