"""What the bot does about orders: ask what is not known yet, tell the truth, do what was confirmed."""

from __future__ import annotations

import re
from contextlib import suppress

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.anger import say_sorry, take_down
from actions.change_turn import MATTER_OVER, NOTHING_OPEN, OF_A_MATTER
from actions.handoff.angry_words import is_angry
from actions.handoff_messages import keep_address
from actions.notice_actions import NoticesOf
from actions.notice_wishes import promise_or_refuse
from actions.order_access import NoOrderFits, Opened, OrderAccess, ProofNeeded
from actions.order_changes import OrderChanges
from actions.order_lists import OrderList
from actions.order_talk.facts_asked import asks_for_all_invoices
from actions.order_talk.fitting import holds
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.matter_meant import matter_meant, matter_of_waiting
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import (
    names_one_with,
    one_as_order,
    speaks_of_one,
    speaks_of_the_other_order,
)
from actions.order_talk.ordered_when import names_newest_order
from actions.order_talk.own_words import begins_a_correction, is_of_no_order, means_another_order
from actions.order_talk.spoken_before import THANKED_FOR_PRAISE
from actions.order_teller import OrderTeller
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.order import Order
from actions.orders.order_questions import invoices_of
from actions.problem_actions import told_of_problem
from actions.proof_actions import say_no_match
from actions.speaking_action import Events, SpeakingAction, picked_entity, talk_to_person
from actions.told import Told


class ActionNoteMatter(SpeakingAction):
    """Remembers what is wanted of an order. A question in the middle of a change is answered at once."""

    def __init__(self, access: OrderAccess, orders: OrderList, teller: OrderTeller) -> None:
        self._access = access
        self._orders = orders
        self._teller = teller

    def name(self) -> str:
        return "action_note_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        matter = Matter(tracker.latest_message["intent"]["name"])
        words = tracker.latest_message.get("text") or ""
        if matter is Matter.PRAISE and self._is_of_no_order(tracker):
            thanked = Told.of(tracker).tell(dispatcher, THANKED_FOR_PRAISE, _THANKED)
            return [*thanked, FollowupAction("action_listen")]
        if matter is Matter.COMPLAINT and is_of_no_order(words) and _is_number_asked(tracker):
            return [*take_down(dispatcher, tracker), *MATTER_OVER, ActiveLoop(None)]
        is_before_order = tracker.get_slot("order_number") is None
        is_of_all = asks_for_all_invoices(words, is_one_in_view=not is_before_order)
        if matter is Matter.INVOICE and is_of_all and (orders := self._orders.with_invoices(words, tracker)):
            dispatcher.utter_message(text=invoices_of(orders))
            return [FollowupAction("action_listen")]
        other = self._of_the_other_order(matter, words, tracker)
        change = tracker.get_slot("change") if not other else None
        if change is not None and matter.is_question and change["order"] == tracker.get_slot("order_number"):
            with suppress(NoOrderFits):  # what was shown has run out: it is asked for anew
                mentions = Mentions.of(tracker.latest_message.get(MENTIONS))
                order = self._asked_beside(change["order"], mentions, tracker)
                return self._teller.answer_matter(matter, order, dispatcher, tracker, words, mentions)
        is_upset = matter is Matter.COMPLAINT or is_angry(words)
        is_bare = is_upset and is_before_order
        told, named = told_of_problem(tracker)
        return [
            *(say_sorry(dispatcher, tracker) if is_bare else []),
            SlotSet("order_matter", matter.value),
            SlotSet("matter_words", one_as_order(told) if is_before_order else told),
            SlotSet("matter_mentions", named),
            SlotSet("matter_asked", tracker.latest_message.get(FURTHER)),
            SlotSet("wants_notice", None),
            *other,
            *NOTHING_OPEN,
        ]

    def _asked_beside(self, number: str, mentions: Mentions, tracker: Tracker) -> Order:
        """The order that is being changed, or the one other of the account that has what is named."""
        order = self._access.open(tracker, number).order
        is_of_another = bool(mentions.items) and not holds(order, mentions.items)
        other = self._orders.other_with(mentions, tracker) if is_of_another else None
        return self._access.open(tracker, other).order if other else order

    def _of_the_other_order(self, matter: Matter, words: str, tracker: Tracker) -> Events:
        """ "And cancel my other order": the one that can be meant beside the one in hand, or none."""
        in_hand = tracker.get_slot("order_number")
        is_named = picked_entity(tracker, "order_number") is not None
        if in_hand is None or is_named or not speaks_of_the_other_order(words):
            return []
        return [SlotSet("order_number", self._orders.other_than(in_hand, matter, words, tracker))]

    def _is_of_no_order(self, tracker: Tracker) -> bool:
        """Praise needs no order: one is only taken that is open already, or named."""
        number = tracker.get_slot("order_number")
        is_just_thanked = list(Told.of(tracker).times)[-1:] == [THANKED_FOR_PRAISE]
        if is_just_thanked and self._access.customer_id(tracker) and _names_an_order(tracker):
            return False
        is_open = number in (tracker.get_slot("opened_orders") or []) or self._access.customer_id(tracker)
        return number is None or not (is_open or picked_entity(tracker, "order_number"))


class ActionTakeUpMatter(SpeakingAction):
    """Opens the order and does what is wanted of it. A wrong proof and an unknown order sound the same."""

    def __init__(
        self,
        access: OrderAccess,
        orders: OrderList,
        teller: OrderTeller,
        changes: OrderChanges,
        notices_of: NoticesOf,
    ) -> None:
        self._access = access
        self._orders = orders
        self._teller = teller
        self._changes = changes
        self._notices_of = notices_of

    def name(self) -> str:
        return "action_take_up_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        number = tracker.get_slot("order_number") or ""
        try:
            opened = self._access.open(tracker, number)
        except ProofNeeded:
            return _ask_for_its_own_proof(dispatcher)
        except NoOrderFits as refusal:
            if self._has_run_out(refusal, tracker, number):
                return _ask_for_proof_again(number, tracker)
            refused = say_no_match(refusal.attempt, dispatcher, tracker)
            return [*NOTHING_OPEN, *refused, *keep_address(dispatcher, tracker)]
        if (put_right := self._put_right(opened, tracker)) is not None:
            return put_right
        if (other := self._other_meant(opened, tracker)) is not None:
            number, opened = other, self._access.open(tracker, other)
        if _denies_order(opened.order, tracker):
            dispatcher.utter_message(text=_NOT_THEIRS.format(number=number), buttons=[talk_to_person()])
            return [*_proved(number, tracker), *MATTER_OVER, FollowupAction("action_ask_for_person")]
        events = [*_proved(number, tracker), SlotSet("order_number", number), SlotSet("wants_notice", None)]
        wish = tracker.get_slot("wants_notice")
        if wish:
            return events + promise_or_refuse(
                wish, opened, dispatcher, tracker, self._teller, self._notices_of
            )
        matter = Matter(tracker.get_slot("order_matter") or Matter.STATUS.value)
        is_new = tracker.get_slot("change") is None
        if is_new:
            matter = matter_of_waiting(matter, opened.order, _asked_in_words(matter, tracker)[0])
        if matter.is_question:
            words, mentions = _asked_in_words(matter, tracker)
            told = self._teller.answer_matter(matter, opened.order, dispatcher, tracker, words, mentions)
            over = [*(SlotSet(slot, None) for slot in OF_A_MATTER), *NOTHING_OPEN]
            return [*events, *over, *told]
        if is_new:
            named = Mentions.of(tracker.get_slot("matter_mentions")).items
            words = tracker.get_slot("matter_words") or ""
            if tracker.get_slot("listed_orders"):  # "cancel the second one" names no item then
                words = one_as_order(words)
            matter = matter_meant(matter, opened.order, words, named)
            events.append(SlotSet("order_matter", matter.value))
        return events + self._changes.go_on(matter, opened, dispatcher, tracker)

    def _put_right(self, opened: Opened, tracker: Tracker) -> Events | None:
        """ "No, I mean the boots from October", in the middle of a change: the same of that order. What
        several other orders have, and this one has not, is asked about."""
        words, mentions = _said_now(tracker)
        is_numbered = picked_entity(tracker, "order_number") is not None
        if tracker.get_slot("change") is not None and means_another_order(words) and not is_numbered:
            other = self._orders.called_another(opened.order, words, tracker)
            return [*_without_change(other), FollowupAction("order_status_form")]
        if tracker.get_slot("change") is not None:
            other = self._orders.put_right(opened.order, words, mentions, tracker)
            if other is not None:
                return [*_without_change(other), FollowupAction("order_status_form")]
            if not begins_a_correction(words):
                return None
        elif self._is_settled(tracker) or not _names_wish_or_order(tracker):
            return None
        if not self._orders.several_meant(opened.order, _wished(tracker), words, mentions, tracker):
            return None
        return [*_without_change(None), FollowupAction("order_status_form")]

    def _is_settled(self, tracker: Tracker) -> bool:
        """Whether a number was said, or a change is open."""
        return picked_entity(tracker, "order_number") is not None or tracker.get_slot("change") is not None

    def _other_meant(self, opened: Opened, tracker: Tracker) -> str | None:
        """ "And the beanie order?", "the one from October": another order of the account than the one in
        view."""
        if self._is_settled(tracker) or not _names_wish_or_order(tracker):
            return None
        words, mentions = _said_now(tracker)
        if other := self._orders.instead_of(opened.order, _wished(tracker), words, tracker):
            return other
        if not mentions.items or holds(opened.order, mentions.items):
            return None
        return self._orders.other_with(mentions, tracker)

    def _has_run_out(self, refusal: NoOrderFits, tracker: Tracker, number: str) -> bool:
        """Nothing was shown, as the order was open before; that has an end."""
        return refusal.attempt == 0 and number in (tracker.get_slot("opened_orders") or [])


class ActionForgetOrder(SpeakingAction):
    """Makes room for another order, or for another proof.

    The e-mail stays unless it is spoken of: the next order may well be of the same customer.
    """

    def name(self) -> str:
        return "action_forget_order"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        said_now = {event["entity"] for event in tracker.latest_message.get("entities", [])}
        spoken_of = _spoken_of(tracker.latest_message.get("text") or "")
        forgotten = [SlotSet(slot, None) for slot in spoken_of if slot not in said_now]
        return [*forgotten, SlotSet("order_matter", None), *NOTHING_OPEN]


class ActionForgetMatter(SpeakingAction):
    """The customer leaves the matter: nothing of it waits any more, and no wish of it comes back later.

    An order that is open stays in hand; one that was only named is forgotten.
    """

    is_quick = True

    def name(self) -> str:
        return "action_forget_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        is_dropped = tracker.latest_message["intent"].get("name") == "never_mind"
        is_open = tracker.get_slot("order_number") in (tracker.get_slot("opened_orders") or [])
        forgotten = [SlotSet("order_number", None)] if is_dropped and not is_open else []
        return [*forgotten, SlotSet("wants_notice", None), *MATTER_OVER]


_THANKED = (
    "Thank you, that is good to hear. Your words stand here, where our team can read them.",
    "Thank you once more. I am glad, and our team can read that as well.",
)
_NOT_THEIRS = "If you did not buy what is in order {number}, somebody from our team has to look into it."
_NEVER_BOUGHT = re.compile(
    r"\bi (?:did not|didn['’]?t|have not|haven['’]?t|never)(?: \w+)? "
    r"(?:order|bought|buy|ordered|purchased?)\b",
    re.IGNORECASE,
)
_OPENED = 20
"""How many orders of a conversation are remembered as open. Whether they are is asked of the
desk each time."""


def _names_wish_or_order(tracker: Tracker) -> bool:
    return tracker.latest_message["intent"].get("name") in {*Matter, "choose_from_list"}


def _names_an_order(tracker: Tracker) -> bool:
    words = tracker.latest_message.get("text") or ""
    return names_one_with(words) or speaks_of_one(words) or names_newest_order(words)


def _wished(tracker: Tracker) -> Matter | None:
    intent = tracker.latest_message["intent"].get("name")
    return Matter(intent) if intent in set(Matter) else None


def _is_number_asked(tracker: Tracker) -> bool:
    return tracker.get_slot("order_matter") is not None and tracker.get_slot("order_number") is None


def _said_now(tracker: Tracker) -> tuple[str, Mentions]:
    message = tracker.latest_message
    return message.get("text") or "", Mentions.of(message.get(MENTIONS))


def _without_change(number: str | None) -> Events:
    """What is wanted stays; the order that it is wanted of is this one, or asked for."""
    dropped = [SlotSet(slot, None) for slot in ("change_detail", "is_confirmed", "one_time_code")]
    return [*NOTHING_OPEN, *dropped, SlotSet("order_number", number)]


def _denies_order(order: Order, tracker: Tracker) -> bool:
    """ "I never bought boots", of a parcel that is not there yet, and so can't hold the wrong thing."""
    is_away = order.state in BEFORE_SHIPPING | UNDERWAY
    is_said_now = tracker.latest_message["intent"].get("name") in {Matter.WRONG, Matter.COMPLAINT}
    said = tracker.latest_message.get("text") or ""
    return is_away and is_said_now and _NEVER_BOUGHT.search(said) is not None


def _asked_in_words(matter: Matter, tracker: Tracker) -> tuple[str, Mentions]:
    """The customer's question and what it names; an answer to one of ours asks nothing."""
    is_asked_now = tracker.latest_message["intent"].get("name") in {matter.value, "choose_from_list"}
    if is_asked_now and (asked_now := tracker.latest_message.get("text")):
        number = picked_entity(tracker, "order_number")
        if number is not None and number not in asked_now:  # chosen by its place, which is no parcel's
            asked_now = one_as_order(asked_now)
        return asked_now, Mentions.of(tracker.latest_message.get(MENTIONS))
    return tracker.get_slot("matter_words") or "", Mentions.of(tracker.get_slot("matter_mentions"))


def _proved(number: str, tracker: Tracker) -> Events:
    """The order is open, and its proof is one of before: for what that is good, see `OrderAccess`."""
    opened = [*(tracker.get_slot("opened_orders") or []), number]
    shown = {slot: tracker.get_slot(slot) for slot in ("email", "postcode") if tracker.get_slot(slot)}
    spent = [SlotSet("earlier_proof", dict([*shown.items()][:1])), *(SlotSet(slot, None) for slot in shown)]
    return [SlotSet("opened_orders", list(dict.fromkeys(opened))[-_OPENED:]), *(spent if shown else [])]


def _ask_for_its_own_proof(dispatcher: CollectingDispatcher) -> Events:
    """The address of the order before was tried: no word and no time tells why it opens nothing."""
    dispatcher.utter_message(json_message={"requests": "same_time"})
    return [*NOTHING_OPEN, SlotSet("earlier_proof", None), FollowupAction("order_status_form")]


def _ask_for_proof_again(number: str, tracker: Tracker) -> Events:
    others = [other for other in tracker.get_slot("opened_orders") or [] if other != number]
    return [*NOTHING_OPEN, SlotSet("opened_orders", others), FollowupAction("order_status_form")]


def _spoken_of(text: str) -> list[str]:
    """ "The e-mail", "the number", "both"; every other way to speak of another order is about its number."""
    has_email = re.search(r"mail|address|\bboth\b", text, re.IGNORECASE) is not None
    has_number = re.search(r"number|order(?!ed)|\bboth\b", text, re.IGNORECASE) is not None
    return ["order_number"] * (has_number or not has_email) + ["email", "postcode"] * has_email
