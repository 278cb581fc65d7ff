"""What the day, the sum or the item that a question names means for the order that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo

from actions.order_talk.days_meant import day_meant, looks_back, wishes_day
from actions.order_talk.haste import finds_it_too_long
from actions.order_talk.items_named import items_called
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import Mentions
from actions.order_talk.naming import parcel_meant
from actions.orders.order import Item, Order, OrderState
from actions.orders.order_questions import named

_OF_DAYS = frozenset({Matter.PARCELS, Matter.ARRIVAL, Matter.STATUS, Matter.LATENESS})
_OF_ONE_PARCEL = (_OF_DAYS - {Matter.LATENESS}) | {Matter.CONTENTS}
_OF_ITEMS = _OF_DAYS | {Matter.INVOICE, Matter.CHARGE}
_HOUR = re.compile(
    r"\b(?:what|which) (?:time|hour)\b|\bo['’]?clock\b|\b(?:morning|afternoon|noon|evening)\b", re.IGNORECASE
)
_BY_MAIL = re.compile(
    r"\bsend (?:it|the)\b|\b(?:e-?mail|mail) (?:it|me|us|the)\b|\b(?:by|per|via) e-?mail\b", re.IGNORECASE
)
_ON_ITS_WAY = re.compile(r"\b(?:on (?:its|it['’]s|the) way|coming|underway)\b", re.IGNORECASE)
_CANCELLED = re.compile(r"\bcancell?(?:ed|ation)\b", re.IGNORECASE)
_OF_ANOTHER_DAY = re.compile(
    r"\b(?:ordered|bought|placed|purchased|billed|charged|paid|since)\b", re.IGNORECASE
)
_SO_LATE = re.compile(r"\b(?:late|overdue)\b", re.IGNORECASE)
"""Three days late names how long, and no day that was promised."""

_OF_SUMS: dict[Matter, Callable[[Order, str, date, tzinfo], str]] = {
    Matter.CHARGE: named.of_sum,
    Matter.DOUBLE_CHARGE: named.of_sum,
    Matter.REFUND_PLACE: named.of_refund,
}


@dataclass(frozen=True, slots=True)
class NamedInQuestion:
    """A question in the customer's words, asked on the day `today`, with what they name."""

    matter: Matter
    order: Order
    words: str
    mentions: Mentions
    today: date
    zone: tzinfo
    told_last: int | None = None
    """The place of the parcel that the answer before was about, if it was about one."""

    def parcel(self) -> int | None:
        """The place from 0 of the parcel that is meant, of several; None for all of them."""
        if self.matter not in _OF_ONE_PARCEL or len(self.order.parcels) < 2:
            return None
        by_items = named.parcel_of_items(self.order, self.items) if self.items else None
        by_place = parcel_meant(self.words, len(self.order.parcels), self.told_last)
        if by_items is not None or by_place is not None:
            return by_items if by_items is not None else by_place
        if self.matter is Matter.CONTENTS and _ON_ITS_WAY.search(self.words):
            return named.parcel_on_its_way(self.order)
        if self.items:
            return None
        day = self._day
        return named.parcel_of_day(self.order, day, self.zone) if day else None

    def lead(self) -> str:
        """A sentence to say first; "" when nothing that was named needs one."""
        about_sum = _OF_SUMS.get(self.matter)
        if about_sum and self.mentions.amounts:
            return about_sum(self.order, self.mentions.amounts[0], self.today, self.zone)
        if self.matter is Matter.INVOICE and self.order.invoice and _BY_MAIL.search(self.words):
            return "I can't send it by e-mail from here."
        if self.matter is Matter.STATUS and _CANCELLED.search(self.words) and not self._is_cancelled:
            return f"Order {self.order.number} is not cancelled."
        if self.matter in _OF_ITEMS and self.mentions.items and not self.items:
            return named.without_item(self.order, self.mentions.items[0], self.today, self.zone)
        if self.matter not in _OF_DAYS:
            return ""
        if _HOUR.search(self.words):
            return named.of_hour(self.order)
        day = self._day
        is_too_late = day is not None and day < self.today and finds_it_too_long(self.words)
        if day is None or is_too_late:  # "I needed it on Friday": no day that was promised
            return ""
        about_day = named.of_wished_day if wishes_day(self.words) else named.of_day
        return about_day(self.order, day, self.today, self.zone)

    @property
    def items(self) -> list[Item]:
        """The items of the order that are named, by the shop's names or in words of the customer's own."""
        called = [item for name in self.mentions.items for item in items_called(name, self.order.items)]
        return called or items_called(self.words, self.order.items)

    @property
    def _is_cancelled(self) -> bool:
        return self.order.state in {OrderState.CANCELLED, OrderState.REFUNDED}

    @property
    def _day(self) -> date | None:
        """Of several days the last: "not Friday, Saturday"; none that is not of the delivery."""
        said = self.mentions.days[-1:]
        if _OF_ANOTHER_DAY.search(self.words) or (
            said and _SO_LATE.search(self.words) and said[0][0] in "+-"
        ):
            return None
        return day_meant(said[0], self.today, is_over=looks_back(self.words)) if said else None
