"""The answer to a question for one fact of an order (`order_talk/facts_asked.py`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from actions.order_talk.facts_asked import Fact, asks_for_price, asks_whether_too_late, fact_asked
from actions.order_talk.matters import Matter
from actions.orders.order import Item, Order
from actions.orders.order_questions import Answer, packing, reckoned, sums
from actions.orders.order_questions.waiting import takes_too_long
from actions.orders.terms import OrderTerms

_FOR_ANOTHER = re.compile(r"(?:and |what about )?for (?:the|my|each)\b", re.IGNORECASE)
"""Asks the price of another item: "and for the dry bags?"."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What may be told of an order on the day `today`, in the calendar of `zone`, by the shop's terms."""

    order: Order
    terms: OrderTerms
    today: date
    zone: tzinfo

    def answer(self, matter: Matter, words: str, items: Sequence[Item]) -> Answer | None:
        """Answers the fact that `words` ask for of these items; None where they ask for none that it has."""
        fact = self._fact(matter, words, items)
        if fact is None or fact.matter is not matter:
            return None
        order, today, zone = self.order, self.today, self.zone
        match fact:
            case Fact.CARRIER:
                return packing.carried_by(order, today, zone)
            case Fact.TOGETHER:
                return packing.together(order, items, today, zone)
            case Fact.COUNT:
                return packing.how_many(order, items)
            case Fact.TO_PAY:
                return sums.left_to_pay(order, today, zone)
            case Fact.TOTAL:
                return sums.total_of(order, today, zone)
            case Fact.PRICE:
                return sums.price_of(order, items, today, zone)
            case Fact.NEW_ONE:
                return reckoned.new_one_arrives(order, self.terms, today, zone)
            case Fact.WHEN_PAID:
                return reckoned.arrives_when_paid(order, self.terms, today, zone)
            case Fact.FASTER:
                return takes_too_long(order, today, zone)
            case Fact.ELSEWHERE:
                return reckoned.may_go_elsewhere(order, today, zone)

    def _fact(self, matter: Matter, words: str, items: Sequence[Item]) -> Fact | None:
        fact = fact_asked(words)
        is_price = asks_for_price(words) or _FOR_ANOTHER.match(words) is not None
        if fact is None and matter is Matter.CHARGE and items and is_price:
            return Fact.PRICE
        if fact is None and matter is Matter.PARCELS and asks_whether_too_late(words):
            return Fact.ELSEWHERE
        return fact
