"""The answer to a question for one fact of an order (`order_talk/facts_asked.py`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from actions.order_talk.facts_asked import (
    Fact,
    asks_for_price,
    asks_whether_too_late,
    fact_asked,
    finds_no_track,
)
from actions.order_talk.further_facts import Further
from actions.order_talk.matters import Matter
from actions.orders.order import Item, Order
from actions.orders.order_questions import (
    Answer,
    at_the_door,
    changing,
    further,
    handing_over,
    nobody_in,
    owed,
    packing,
    paid_back,
    reckoned,
    sending_back,
    sent_anew,
    sums,
    to_pay,
    untracked,
    with_team,
)
from actions.orders.order_questions.waiting import takes_too_long
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

_OF_DELIVERY = frozenset({Matter.STATUS, Matter.PARCELS, Matter.ARRIVAL})
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
        if fact is None and matter in _OF_DELIVERY and finds_no_track(words):
            return untracked.shows_nothing(self.order, self.today, self.zone)
        is_of_delivery = fact is Fact.ELSEWHERE and matter in _OF_DELIVERY
        if fact is None or (fact.matter is not matter and not is_of_delivery):
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
            case Fact.HOUR:
                return None  # a sentence before the day says so (`order_talk/named_in_question.py`)
            case Fact.TOTAL | Fact.DELIVERY_PAID:
                return sums.total_of(order, today, zone)
            case Fact.PRICE:
                return sums.price_of(order, items, today, zone)
            case Fact.NEW_ONE:
                return reckoned.new_one_arrives(order, self.terms, today, zone)
            case Fact.WHEN_PAID:
                return reckoned.arrives_when_paid(order, self.terms, today, zone)
            case Fact.FASTER:
                return takes_too_long(order, today, zone)
            case Fact.LESS_BACK:
                return sums.how_much_came_back(order, today, zone)
            case Fact.CANCEL_COST:
                return changing.cost_of_cancelling(Telling(order, today, zone), self.terms)
            case Fact.ELSEWHERE:
                return nobody_in.elsewhere(Telling(order, today, zone), self.terms)

    def further(self, asked: Further, items: Sequence[Item] = ()) -> Answer | None:
        """Answers what is asked further of what was told; None where this order has no such fact."""
        order, today, zone = self.order, self.today, self.zone
        telling = Telling(order, today, zone)
        match asked:
            case Further.ALL_BACK:
                return further.all_back(order, self.terms, today, zone)
            case Further.ON_TIME:
                return further.on_time(order, self.terms, today, zone)
            case Further.TOGETHER:
                return packing.together(order, items or order.items, today, zone)
            case Further.NEW_ONE:
                return reckoned.new_one_arrives(order, self.terms, today, zone)
            case Further.REFUSE if 0 < len(items) < len(order.items):
                return further.whole_or_part(telling, self.terms)
            case Further.PART_BACK:
                return sending_back.money_of_part(telling, items)
            case _ if asked in _BY_TERMS:
                return _BY_TERMS[asked](telling, self.terms)
            case _:
                return _FURTHER[asked](order, today, zone)

    def _fact(self, matter: Matter, words: str, items: Sequence[Item]) -> Fact | None:
        fact = fact_asked(words)
        is_price = asks_for_price(words) or _FOR_ANOTHER.match(words) is not None
        if fact is None and matter is Matter.CHARGE and items and is_price:
            return Fact.PRICE
        if fact is None and matter is Matter.PARCELS and asks_whether_too_late(words):
            return Fact.ELSEWHERE
        return fact


_FURTHER: dict[Further, Callable[[Order, date, tzinfo], Answer | None]] = {
    Further.ASIDE: further.set_aside,
    Further.WHICH_CHARGE: further.which_was_charged,
    Further.TAKEN: further.whether_taken,
    Further.PAY_UNTIL: further.pay_until,
    Further.DELIVERY_ONCE: further.delivery_once,
    Further.SUM: sums.total_of,
    Further.PART_HERE: further.part_here,
    Further.NOT_SENT: further.not_sent,
    Further.SURE: further.how_sure,
    Further.CARRIER: packing.carried_by,
    Further.FASTER: takes_too_long,
    Further.TO_PAY: sums.left_to_pay,
}
_BY_TERMS: dict[Further, Callable[[Telling, OrderTerms], Answer | None]] = {
    Further.ARRIVED: to_pay.has_arrived,
    Further.PAY_BY_WHEN: to_pay.pay_by_when,
    Further.PAY_LATER: to_pay.pay_later,
    Further.HOW_PAID: to_pay.how_paid,
    Further.MAIL_TO_PAY: to_pay.mail_to_pay,
    Further.RETURN_MONEY: sending_back.money_of_return,
    Further.NO_MONEY: sending_back.if_no_money,
    Further.RETURN_UNTIL: sending_back.return_until,
    Further.HAND_IN: sending_back.hand_in_until,
    Further.LABEL: sending_back.label,
    Further.WHERE_TO_BRING: sending_back.where_to_bring,
    Further.POSTAGE: sending_back.postage,
    Further.RETURN_HERE: sending_back.return_here,
    Further.OLD_ONE: sending_back.old_one,
    Further.CHANGE_UNTIL: changing.change_until,
    Further.CONFIRMED: changing.confirmed,
    Further.HELD_BACK: sent_anew.sent_together,
    Further.SEND_AGAIN: sent_anew.send_again,
    Further.SEND_LATER: sent_anew.send_later,
    Further.ORDER_AGAIN: sent_anew.order_again,
    Further.SIGNATURE: handing_over.signature,
    Further.CALLS_FIRST: handing_over.calls_first,
    Further.WHO_TOOK_IT: handing_over.who_took_it,
    Further.NOBODY_HOME: nobody_in.nobody_home,
    Further.ANOTHER_DAY: nobody_in.another_day,
    Further.COLLECTED: nobody_in.collected,
    Further.TAKEN_IN: nobody_in.taken_in,
    Further.ON_THE_PAGE: nobody_in.on_the_page,
    Further.KEPT_AFTER_ALL: sending_back.kept_after_all,
    Further.TOLD_WHEN_PAID: paid_back.told_when_paid,
    Further.WHY_DELIVERY: further.why_delivery_costs,
    Further.HOUR: at_the_door.hour,
    Further.REFUSE: at_the_door.refuse,
    Further.WHOLE_OR_PART: further.whole_or_part,
    Further.COMES_ANYWAY: at_the_door.comes_anyway,
    Further.COMES_NOT: at_the_door.comes_not,
    Further.HOW_HEARD: at_the_door.how_heard,
    Further.POSSIBLE: at_the_door.possible_now,
    Further.BACK_TO: paid_back.goes_back_to,
    Further.BACK_ELSEWHERE: paid_back.not_elsewhere,
    Further.CREDIT_NOTE: paid_back.credit_note,
    Further.FOR_LESS: with_team.keep_for_less,
    Further.REPORT_MONEY: with_team.money,
    Further.REPORT_NEWS: with_team.news,
    Further.OTHER_WAY: owed.other_way,
    Further.TRANSFER_TO: owed.where_to_transfer,
    Further.OVERPAID: owed.overpaid,
    Further.STILL_TO_PAY: owed.still_to_pay,
    Further.PAY_KEPT: owed.what_is_kept,
    Further.CHARGED_WHEN: owed.charged_when,
    Further.VAT: owed.vat,
    Further.PRICES_INSIDE: owed.no_prices_inside,
}
