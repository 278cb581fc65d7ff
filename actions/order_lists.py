"""The orders of a customer for whom the shop vouches, a few at a time, the newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import order_list_wordings as say
from actions.listed_orders import as_listed, choices_of, in_short, remembered
from actions.open_question import has_just_asked
from actions.order_access import OrderAccess
from actions.order_talk.fitting import (
    could_be_meant,
    fitting_first,
    fitting_instead,
    holding_instead,
    holds,
    holds_so_many,
    of_sum_instead,
    only_holding,
)
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import (
    is_place,
    named_order,
    names_newest,
    names_one_with,
    numbered_in,
    place_of,
    points_at_order_in_hand,
    several_named,
    speaks_of_one,
    speaks_of_the_other,
    speaks_of_the_other_order,
)
from actions.order_talk.ordered_when import (
    is_from,
    names_last_but_one,
    names_newest_order,
    names_when,
    with_order_of_then_unnamed,
)
from actions.order_talk.own_words import begins_a_correction, has_no_number
from actions.order_talk.state_named import all_in_state, in_state_named
from actions.orders.errors import OrderNotFound
from actions.orders.order import Order
from actions.orders.order_book import OrderBook, OrderPage
from actions.speaking_action import Button, Events, SpeakingAction, button, picked_entity, talk_to_person
from actions.told import Told

_LISTED = 3
_MOST_CHOICES = 4
_LISTED_ORDER = re.compile(r"\d+: .+, \d{1,2} \w+")
"""The label of a listed order."""

_MOST_INVOICES = 10
_LOOKED_THROUGH = 30
"""How many of the latest orders are looked through for the one that is meant."""


class OrderList:
    """What is shown to choose from, and remembered, so that "the second one" means something."""

    def __init__(self, order_book: OrderBook, access: OrderAccess, today: Callable[[], date]) -> None:
        self._order_book = order_book
        self._access = access
        self._today = today

    def page(self, tracker: Tracker, before: str | None = None) -> OrderPage | None:
        """None for a guest."""
        customer_id = self._access.customer_id(tracker)
        if customer_id is None:
            return None
        try:
            return self._order_book.recent_orders(customer_id, _LISTED, before)
        except OrderNotFound:
            return self._order_book.recent_orders(customer_id, _LISTED)

    def meant(self, matter: Matter | None, words: str, tracker: Tracker, page: OrderPage) -> str | None:
        """The number of the one order that is meant before any list: "my last order", "my jacket", or the
        only one that fits what is wanted."""
        everything, mentions = self.latest(tracker), Mentions.of(tracker.latest_message.get(MENTIONS))
        if (numbered := numbered_in(words, [one.number for one in everything])) is not None:
            return numbered
        if names_newest(words):
            return page.orders[0].number
        if (described := self._described(words, tracker)) is not None:
            among = _could_be_of(described, matter, words, mentions, page)
            return among[0].number if len(among) == 1 else None
        if names_when(words) or names_last_but_one(words):
            named = named_order(words, as_listed(everything), self._today(), mentions.days)
            return named.number if named else None
        if speaks_of_one(words) or is_place(words) or speaks_of_the_other_order(words):
            return None
        among = could_be_meant(matter, words, mentions, everything, len(page.orders))
        return among[0].number if len(among) == 1 else None

    def to_choose_from(
        self, matter: Matter | None, words: str, tracker: Tracker, page: OrderPage
    ) -> OrderPage:
        """The latest of the orders that can be meant; `page` where any can, or a place in a list is named."""
        everything, mentions = self.latest(tracker), Mentions.of(tracker.latest_message.get(MENTIONS))
        if described := self._described(words, tracker):
            return OrderPage(tuple(_could_be_of(described, matter, words, mentions, page)[:_LISTED]))
        if then := self._of_then(words, mentions, everything):
            return OrderPage(tuple(then[:_LISTED]))
        if speaks_of_one(words) or is_place(words) or speaks_of_the_other_order(words):
            return page
        among = could_be_meant(matter, words, mentions, everything, len(page.orders))
        return page if len(among) == len(everything) else OrderPage(tuple(among[:_LISTED]))

    def several_named(self, words: str, tracker: Tracker) -> OrderPage | None:
        """Those of the list from which the customer was just asked to choose that hold what they name."""
        if not (list(Told.of(tracker).times) or [""])[-1].startswith(_WHICH_OF):
            return None
        listed = {one["number"] for one in tracker.get_slot("listed_orders") or ()}
        shown = [one for one in self.latest(tracker) if one.number in listed]
        numbers = {one.number for one in several_named(words, as_listed(shown))}
        return OrderPage(tuple(one for one in shown if one.number in numbers)) if numbers else None

    def with_invoices(self, words: str, tracker: Tracker) -> Sequence[Order]:
        """The latest orders whose invoices are told together; none for a guest. Where the words say when they
        were placed, those of then, if there are any.
        """
        orders, mentions = self.latest(tracker), Mentions.of(tracker.latest_message.get(MENTIONS))
        return (self._placed_then(words, mentions, orders) or orders)[:_MOST_INVOICES]

    def other_than(self, in_hand: str, matter: Matter, words: str, tracker: Tracker) -> str | None:
        """The number of the customer's one order beside this one that can be meant."""
        others = [one for one in self.latest(tracker) if one.number != in_hand]
        mentions = Mentions.of(tracker.latest_message.get(MENTIONS))
        among = could_be_meant(matter, words, mentions, others, len(others))
        return among[0].number if len(among) == 1 else None

    def _of_then(self, words: str, named: Mentions, orders: Sequence[Order]) -> list[Order]:
        """Those that were placed when the words say; none where they say nothing of it."""
        return self._placed_then(words, named, orders) if names_when(words) else []

    def _placed_then(self, words: str, named: Mentions, orders: Sequence[Order]) -> list[Order]:
        return [one for one in orders if is_from(words, named.days, one.placed_at.date(), self._today())]

    def so_far(self, words: str, tracker: Tracker) -> Sequence[Order] | None:
        """All that are as far as the words ask; None where they ask for no such ones."""
        return all_in_state(words, self.latest(tracker))

    def other_with(self, mentions: Mentions, tracker: Tracker) -> str | None:
        """The number of the customer's one order that has what they name, the latest ones first."""
        latest = self.page(tracker)
        for orders in (latest.orders if latest else (), self.latest(tracker)):
            if (holding := only_holding(mentions.items, orders)) is not None:
                return holding.number
        return None

    def instead_of(self, in_view: Order, matter: Matter | None, words: str, tracker: Tracker) -> str | None:
        """The number of the customer's order that is meant where another one is in view: they name it by
        when they ordered it, or it is the only one that their question fits. What is asked further of
        what was told (`order_talk/asked_further.py`) is asked of the one in view."""
        if tracker.latest_message.get(FURTHER) or points_at_order_in_hand(words):
            return None
        orders, mentions = self.latest(tracker), Mentions.of(tracker.latest_message.get(MENTIONS))
        if names_newest_order(words) and orders:
            return orders[0].number
        if described := self._described(words, tracker):
            return described[0].number if len(described) == 1 else None
        if names_when(words) or names_last_but_one(words):
            among = fitting_first(matter, orders)
            named = (named_order(words, as_listed(some), self._today(), mentions.days) for some in among)
            return next((one.number for one in named if one), None)
        if matter in _OF_SUMS and (other := of_sum_instead(mentions.amounts, in_view, orders)):
            return other.number
        other = matter and (
            holding_instead(matter, words, mentions.items, in_view, orders)
            if mentions.items
            else fitting_instead(matter, words, in_view, orders)
        )
        return other.number if other else None

    def put_right(self, in_view: Order, words: str, mentions: Mentions, tracker: Tracker) -> str | None:
        """The number of another order that is meant in the middle of a change: "no, the second", "the one
        from 2 November", "no, the boots from October"; None where the one in view is."""
        is_put_right = begins_a_correction(words)
        if speaks_of_the_other(words) and len(in_view.items) == 1:
            return self._other_than(in_view, tracker)
        if is_put_right and is_place(words) and _has_just_picked(tracker):
            listed = tracker.get_slot("listed_orders") or []
            at = place_of(words, len(listed))
            other = None if at is None else listed[at]["number"]
        elif is_put_right or names_one_with(words) or with_order_of_then_unnamed(words) != words:
            other = self.instead_of(in_view, None, words, tracker)
            if other is None and not holds(in_view, mentions.items):
                other = self.other_with(mentions, tracker)
        else:
            return None
        return other if other != in_view.number else None

    def _other_than(self, in_view: Order, tracker: Tracker) -> str | None:
        """The other one of two that were listed, or that have what was named."""
        named = Mentions.of(tracker.get_slot("matter_mentions")).items
        listed = [one["number"] for one in tracker.get_slot("listed_orders") or ()]
        having = [one.number for one in self.latest(tracker) if holds(one, named)]
        for numbers in (listed, having):
            others = [number for number in numbers if number != in_view.number]
            if len(others) == 1 and in_view.number in numbers:
                return others[0]
        return None

    def called_another(self, in_view: Order, words: str, tracker: Tracker) -> str | None:
        """The number of the one order beside the one in view that holds what words say of it: "two packs"."""
        others = [one for one in self.latest(tracker) if one.number != in_view.number]
        meant = [one for one in others if holds_so_many(one, words)]
        return meant[0].number if len(meant) == 1 else None

    def several_meant(
        self, in_view: Order, matter: Matter | None, words: str, mentions: Mentions, tracker: Tracker
    ) -> bool:
        """Whether more than one other of the customer's orders is as far as they say or from then, or of the
        latest ones has what they name."""
        described = self._described(words, tracker) or ()
        if not described and self.instead_of(in_view, matter, words, tracker) is None:
            described = self._of_then(words, mentions, self.latest(tracker))
        if len(described) > 1 and in_view not in described:
            return True
        latest = () if holds(in_view, mentions.items) else self.page(tracker)
        having = [order for order in (latest.orders if latest else ()) if holds(order, mentions.items)]
        return bool(mentions.items) and len(having) > 1

    def _described(self, words: str, tracker: Tracker) -> list[Order] | None:
        """The orders that are as far as the words say; of several those from then, where they say when.

        Where none is both, those of either. None where nothing is said of how far it is, or it is said of
        what is in none of these.
        """
        orders, named = self.latest(tracker), Mentions.of(tracker.latest_message.get(MENTIONS))
        so_far = in_state_named(words, orders)
        if so_far is None or (named.items and not any(holds(one, named.items) for one in so_far)):
            return None
        if not names_when(words):
            return so_far
        then = self._of_then(words, named, orders)
        both = [one for one in so_far if one in then]
        return both or [one for one in orders if one in so_far or one in then]

    def latest(self, tracker: Tracker) -> Sequence[Order]:
        """As many as are looked through, the newest first; none for a guest."""
        customer_id = self._access.customer_id(tracker)
        if customer_id is None:
            return ()
        return self._order_book.recent_orders(customer_id, _LOOKED_THROUGH).orders


class ActionAskForNumber(SpeakingAction):
    """Asks which order is meant. Whom the shop vouches for chooses from their latest, or has named one."""

    def __init__(self, orders: OrderList) -> None:
        self._orders = orders

    def name(self) -> str:
        return "action_ask_order_status_form_order_number"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        page = self._orders.page(tracker)
        words = tracker.latest_message.get("text") or ""
        if page is None or not page.orders:
            if has_just_asked("order_number", tracker):
                return []
            told = Told.of(tracker)
            is_asked_again = any(topic.startswith("which number") for topic in told.times)
            if has_no_number(words) or (is_asked_again and _shows_proof_alone(tracker)):
                return told.tell(dispatcher, "no number at hand", say.NO_NUMBER, [talk_to_person()])
            if page is None and (names_when(words) or names_last_but_one(words)):
                return self._ask(dispatcher, tracker, "which number by day", say.BY_ITS_NUMBER, ())
            return self._ask(dispatcher, tracker, "which number", say.WHICH_NUMBER, _of_none(tracker))
        if tracker.latest_message["intent"].get("name") == "list_orders":
            return []  # the list ends with that question
        several = self._orders.several_named(words, tracker)
        named = Mentions.of(tracker.get_slot("matter_mentions")).items
        words = " ".join((words, *named))
        meant = None if several else self._orders.meant(_matter(tracker), words, tracker, page)
        if meant is not None:
            return [*remembered(page), SlotSet("order_number", meant), FollowupAction("order_status_form")]
        some = several or self._orders.to_choose_from(_matter(tracker), words, tracker, page)
        topic, wordings = (
            ("which of yours", say.WHICH_OF_YOURS) if some is page else ("which of these", say.WHICH_OF_THESE)
        )
        choices = [*choices_of(some, is_all=some is page), *_of_none(tracker)][:_MOST_CHOICES]
        asked = self._ask(dispatcher, tracker, topic, wordings, choices)
        return [*remembered(some), *asked]

    def _ask(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        topic: str,
        wordings: Sequence[str],
        choices: Sequence[Button],
    ) -> Events:
        """Who was asked twice, and asks something else, is not asked again behind each answer to that."""
        told, intent = Told.of(tracker), tracker.latest_message["intent"].get("name")
        is_answered = (list(told.times) or [""])[-1].startswith(_ANSWERS) and intent not in _ABOUT_THE_ORDER
        if told.times.get(topic, 0) >= _ASKED_ENOUGH and is_answered:
            return [SlotSet("requested_slot", None), FollowupAction("action_listen")]
        return told.tell(dispatcher, topic, wordings, choices)


class ActionListOrders(SpeakingAction):
    """Shows the customer's orders, and older ones when these are asked for."""

    def __init__(self, orders: OrderList) -> None:
        self._orders = orders

    def name(self) -> str:
        return "action_list_orders"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told, before = Told.of(tracker), picked_entity(tracker, "older_than")
        page = self._orders.page(tracker, before)
        if page is None:
            return told.tell(dispatcher, "no list for guests", say.NOT_SIGNED_IN, [talk_to_person()])
        if not page.orders:
            return told.tell(dispatcher, "no orders", say.NO_ORDERS, [talk_to_person()])
        so_far = self._orders.so_far(tracker.latest_message.get("text") or "", tracker)
        if so_far is not None:
            return self._tell_so_far(so_far, dispatcher, told)
        shown = "; ".join(in_short(order) for order in page.orders)
        texts = say.OLDER_ORDERS if before else say.YOUR_ORDERS
        wordings = [text.format(orders=shown) for text in texts]
        said = told.tell(dispatcher, f"your orders: {shown}", wordings, choices_of(page))
        return [*remembered(page), *said]

    def _tell_so_far(self, orders: Sequence[Order], dispatcher: CollectingDispatcher, told: Told) -> Events:
        """Only those that are as far as was asked."""
        if not orders:
            return told.tell(dispatcher, "your orders: none so far", say.NONE_SO_FAR, [talk_to_person()])
        page = OrderPage(tuple(orders[:_LISTED]))
        shown = "; ".join(in_short(order) for order in orders)
        texts = say.ORDERS_SO_FAR if len(orders) > 1 else say.ORDER_SO_FAR
        wordings = [text.format(orders=shown) for text in texts]
        said = told.tell(dispatcher, f"your orders so far: {shown}", wordings, choices_of(page))
        return [*remembered(page), *said]


_WHICH_OF = ("which of yours", "which of these")
_OF_SUMS = frozenset({Matter.CHARGE, Matter.DOUBLE_CHARGE, Matter.REFUND_PLACE, Matter.INVOICE})
_ASKED_ENOUGH = 2
_ANSWERS = ("faq ", "asked: ", "delivery ")
"""What was told, by its topic, when a question beside the order was answered."""

_ABOUT_THE_ORDER = frozenset(Matter) | {
    "ask_for_another_order",
    "ask_to_be_told",
    "choose_from_list",
    "give_order_details",
}


def _has_just_picked(tracker: Tracker) -> bool:
    """Whether the message before chose an order of the list by its place."""
    said = [one.get("text") or "" for one in tracker.events if one.get("event") == "user"]
    return len(said) > 1 and (is_place(said[-2]) or _LISTED_ORDER.fullmatch(said[-2]) is not None)


def _matter(tracker: Tracker) -> Matter | None:
    """What is wanted of the order that is looked for."""
    intent, noted = tracker.latest_message["intent"].get("name"), tracker.get_slot("order_matter")
    if intent in set(Matter):
        return Matter(intent)
    return Matter(noted) if noted else None


def _shows_proof_alone(tracker: Tracker) -> bool:
    """An e-mail address or a postcode, given where the number was asked for."""
    is_answer = tracker.latest_message["intent"].get("name") == "give_order_details"
    return is_answer and any(picked_entity(tracker, slot) for slot in ("email", "postcode"))


def _could_be_of(
    described: Sequence[Order], matter: Matter | None, words: str, mentions: Mentions, page: OrderPage
) -> Sequence[Order]:
    latest = sum(one in page.orders for one in described)
    return could_be_meant(matter, words, mentions, described, latest)


def _of_none(tracker: Tracker) -> list[Button]:
    """A complaint needs no order."""
    is_complaint = _matter(tracker) is Matter.COMPLAINT
    return [button("No particular order", Matter.COMPLAINT), talk_to_person()] if is_complaint else []
