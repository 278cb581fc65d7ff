"""Tells about an order that is open already, and what fits next: never what was told or done just before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.last_changes import still_undone, undo_button, undo_until
from actions.order_facts import OrderFacts
from actions.order_steps import not_done_yet, steps_as_buttons
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.further_facts import OF_ONE_PARCEL, Further
from actions.order_talk.haste import asks_for_compensation, finds_it_too_long
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import NOTHING_NAMED, Mentions
from actions.order_talk.named_in_question import NamedInQuestion
from actions.orders import order_questions
from actions.orders.next_steps import NextStep
from actions.orders.order import Order
from actions.orders.order_status import status_of
from actions.orders.shop import Shop
from actions.speaking_action import Button, Events
from actions.told import Told

_ANSWERS: dict[Matter, Callable[[Order, date, tzinfo], order_questions.Answer]] = {
    Matter.PARCELS: order_questions.each_parcel,
    Matter.LATENESS: order_questions.why_late,
    Matter.INVOICE: order_questions.invoice,
    Matter.CHARGE: order_questions.charge,
    Matter.FAILED_PAYMENT: order_questions.payment_failed,
    Matter.DOUBLE_CHARGE: order_questions.charged_twice,
    Matter.ADDRESS_NOW: order_questions.where_it_goes,
    Matter.CONTENTS: order_questions.what_is_in_it,
}
_PARCEL = re.compile(r"\bParcel (\d)\b")


class OrderTeller:
    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._zone = shop.zone

    def _today(self) -> date:
        return self._shop.now().astimezone(self._zone).date()

    def answer_matter(
        self,
        matter: Matter,
        order: Order,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        words: str,
        mentions: Mentions = NOTHING_NAMED,
    ) -> Events:
        """`words` asked for it, and named what is in `mentions`: one parcel of several may be meant."""
        before = _parcel_told_last(Told.of(tracker), order)
        asked = NamedInQuestion(matter, order, words, mentions, self._today(), self._zone, before)
        events = self._answer(matter, order, dispatcher, tracker, asked)
        listed, parcels = tracker.get_slot("listed_orders"), len(order.parcels)
        if parcels < 2 or not listed:
            return events
        # What was listed last are its parcels now: "the second" is one of them, and "the third" an order.
        return [SlotSet("listed_orders", [{**one, "parcels_told": parcels} for one in listed]), *events]

    def steps(self, order: Order, tracker: Tracker) -> list[Button]:
        """What fits the order now and was not told yet."""
        told = Told.of(tracker)
        said = [step for step in NextStep if step.faq_slug and told.was_told(f"faq {step.faq_slug}")]
        steps = status_of(order, self._today(), said, self._zone).next_steps
        return self._with_undo(steps_as_buttons(_still_fitting(steps, order, told)), order, tracker)

    def _with_undo(self, steps: list[Button], order: Order, tracker: Tracker) -> list[Button]:
        is_open = undo_until(tracker, order.number, self._shop) is not None
        return [undo_button(order), *steps] if is_open else steps

    def _answer(
        self,
        matter: Matter,
        order: Order,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        asked: NamedInQuestion,
    ) -> Events:
        told, lead = Told.of(tracker), asked.lead()
        parcel = asked.parcel()
        if (further := self._further(matter, order, asked, tracker)) is not None:
            answer, lead = further, ""
        elif (fact := self._fact(matter, order, asked)) is not None:
            answer = fact
        elif parcel is not None and matter is Matter.CONTENTS:
            answer = order_questions.what_is_in_parcel(order, parcel, self._today(), self._zone)
        elif parcel is not None:
            answer = order_questions.one_parcel(order, parcel, self._today(), self._zone, self._shop.terms)
            matter = Matter.PARCELS
        elif matter is Matter.LATENESS and asks_for_compensation(asked.words, is_of_delay=True):
            answer = order_questions.worth_of_delay(order, self._today(), self._zone)
        elif matter is Matter.LATENESS and finds_it_too_long(asked.words):
            answer = order_questions.takes_too_long(order, self._today(), self._zone)
        elif matter is Matter.ARRIVAL:
            answer = order_questions.arrival(order, self._today(), self._zone, self._shop.terms)
        elif matter is Matter.REFUND_PLACE:
            answer = order_questions.where_is_refund(order, self._today(), self._zone, self._shop.terms)
        elif matter in _ANSWERS:
            answer = _ANSWERS[matter](order, self._today(), self._zone)
        else:
            return self._tell_status(order, dispatcher, tracker, lead)
        if answer.wordings[0] == status_of(order, self._today(), (), self._zone).wordings[0]:
            return self._tell_status(order, dispatcher, tracker, lead)  # the same answer, told once
        topic = f"{matter} {order.number}: {answer.wordings[0]}"
        steps = steps_as_buttons(_still_fitting(answer.next_steps, order, told))
        said = _led(lead, answer.wordings)
        return told.tell(dispatcher, f"{topic}{lead}", said, self._with_undo(steps, order, tracker))

    def _fact(self, matter: Matter, order: Order, asked: NamedInQuestion) -> order_questions.Answer | None:
        if asked.mentions.items and not asked.items:
            return None  # of an item that is not in it, which is said first
        facts = OrderFacts(order, self._shop.terms, self._today(), self._zone)
        return facts.answer(matter, asked.words, asked.items)

    def _further(
        self, matter: Matter, order: Order, asked: NamedInQuestion, tracker: Tracker
    ) -> order_questions.Answer | None:
        """What is asked of the answer before."""
        heard = tracker.latest_message.get(FURTHER) or tracker.get_slot("matter_asked")
        if heard not in set(Further) or Further(heard).matter is not matter:
            return None
        place = asked.parcel() if Further(heard) in OF_ONE_PARCEL else None
        if place is not None:
            order = replace(order, parcels=(order.parcels[place],))
        facts = OrderFacts(order, self._shop.terms, self._today(), self._zone)
        return facts.further(Further(heard), asked.items)

    def _tell_status(
        self, order: Order, dispatcher: CollectingDispatcher, tracker: Tracker, lead: str = ""
    ) -> Events:
        wordings = status_of(order, self._today(), (), self._zone).wordings
        topic = f"order {order.number}: {wordings[0]}"
        undo = still_undone(order, tracker, self._shop)
        said = _led(lead, [f"{wording}{undo}" for wording in wordings])
        return Told.of(tracker).tell(dispatcher, f"{topic}{lead}", said, self.steps(order, tracker))


def _parcel_told_last(told: Told, order: Order) -> int | None:
    """The place from 0 of the one parcel of this order that was told last."""
    latest = (list(told.times) or [""])[-1]
    numbers = set(_PARCEL.findall(latest)) if f" {order.number}: " in latest else set()
    return int(numbers.pop()) - 1 if len(numbers) == 1 else None


def _led(lead: str, wordings: Sequence[str]) -> list[str]:
    """The last wording is the facts in brief, without it."""
    first, again, brief = wordings
    return [f"{lead} {first}", f"{lead} {again}", brief] if lead else list(wordings)


def _still_fitting(steps: Sequence[NextStep], order: Order, told: Told) -> list[NextStep]:
    """Without what was reported, and without what the two answers before were about."""
    latest = list(told.times)[-2:]
    over = {step for step in NextStep if _was_told(step, order, latest)}
    return [step for step in not_done_yet(steps, order) if step not in over]


def _was_told(step: NextStep, order: Order, topics: Sequence[str]) -> bool:
    wish = f"order {order.number}: " if step is NextStep.TRACK_ORDER else f"{step.intent} {order.number}: "
    return any(topic.startswith(wish) for topic in topics)
