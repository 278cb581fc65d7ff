"""Talks a change of an order through: asks what is open, says what will happen, and a yes makes it happen.

The slot `change` carries the talk from turn to turn; it allows nothing. Whether the customer may change the
order is asked of the identity desk each time, and the order book asks again.
"""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import change_wordings as say
from actions.answers_heard import heard_in_answer, told_beside
from actions.change_turn import ChangeTurn, Saying
from actions.last_changes import keys_to_undo, noted, undo_button, undo_until, undone
from actions.mail.errors import MailNotSent
from actions.mail.mailer import Mail, Mailer
from actions.order_access import Opened, OrderAccess, message_id
from actions.order_steps import and_person, steps_after
from actions.order_talk import details as talk
from actions.order_talk.corrections import (
    corrected,
    detail_spoken_of,
    is_of_no_item,
    keeps_all_pieces,
    put_right_after_undoing,
    put_right_in_address,
)
from actions.order_talk.first_words import (
    complains_of_what_was_said,
    said_already,
)
from actions.order_talk.matter_meant import matter_meant
from actions.order_talk.matters import Matter
from actions.order_talk.missing import INSIDE, has_turned_up
from actions.order_talk.objections import objection_to
from actions.order_talk.spoken_before import same_address, turned_otherwise, undone_before
from actions.order_talk.terms_asked import terms_of
from actions.order_talk.wanted_again import asks_whether_undone, matter_undone
from actions.orders.changes import Change, tier_for
from actions.orders.errors import (
    ChangeHalfDone,
    ChangeRefused,
    ConfirmationNeeded,
    OrderChangedMeanwhile,
)
from actions.orders.order import OrderState
from actions.orders.order_book import Actor, OrderBook
from actions.orders.proof import Access, CustomerProof, Tier
from actions.orders.shop import Shop
from actions.orders.weighing import Refused, weigh
from actions.speaking_action import Events, talk_to_person
from actions.told import Told
from conversations.errors import OrderNotSeen, TooManyCodes
from conversations.identity import IdentityDesk


class OrderChanges:
    """One step of the talk for each message; every step ends in a question, a refusal or something done."""

    def __init__(
        self, order_book: OrderBook, access: OrderAccess, identity: IdentityDesk, mailer: Mailer, shop: Shop
    ) -> None:
        self._order_book = order_book
        self._access = access
        self._identity = identity
        self._mailer = mailer
        self._shop = shop

    def go_on(
        self, matter: Matter, opened: Opened, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Events:
        """From where the talk stands: `opened` is the order as it is now."""
        meant = matter_meant(matter, opened.order, tracker.get_slot("change_detail") or "")
        turn = ChangeTurn(meant, opened, tracker)
        events = [SlotSet("order_matter", meant.value), *self._step(turn)]
        if turn.did is not None:
            dispatcher.utter_message(json_message={"did": turn.did})
        if turn.said is None and (undoing := turn.words_that_undid) is not None:
            turn.said = Saying("undone by", [text.format(words=undoing) for text in say.UNDONE_BY])
        if turn.said is None:
            return events  # the form asks the question that the talk has come to
        said = turn.said
        told = Told.of(tracker).tell(
            dispatcher, said.topic, said.wordings, and_person(said.choices), said.again
        )
        return [*events, *told]

    def _step(self, turn: ChangeTurn) -> Events:
        words = turn.tracker.get_slot("change_detail")
        match turn.asked:
            case "change_detail" if words:
                return self._hear_detail(turn, words)
            case "is_confirmed" | "one_time_code" if words:
                return self._hear_correction(turn, words)
            case "change_detail" | "is_confirmed" | "one_time_code" if turn.is_declined:
                return _leave(turn)
            case "one_time_code" if turn.is_agreed:
                return self._send_code(turn)
            case "one_time_code":
                return self._hear_code(turn)
            case "is_confirmed":
                return self._act(turn)
            case _:
                return self._take_in(turn, self._said_already(turn))

    def _said_already(self, turn: ChangeTurn) -> talk.Details:
        said = dict(said_already(turn.matter, turn.order, turn.said_so_far))
        if not turn.tracker.get_slot("set_aside"):
            said = {
                **turned_otherwise(turn.matter, turn.order.number, turn.tracker.get_slot("spoken_of")),
                **said,
            }
        if turn.choice is not None:
            return {"note": f"Wants {turn.choice}: {turn.words}"[: talk.LONGEST_NOTE]}
        last = turn.tracker.get_slot("spoken_of")
        number, is_left = turn.order.number, turn.is_left_for_person
        if undone := undone_before(turn.matter, number, last, turn.words, is_left_for_person=is_left):
            words = turn.words_for_undone
            again = put_right_after_undoing(turn.matter, turn.order, undone, words) if words else None
            return again or ({**said, **undone} if turn.is_wanted_again else {**undone, **said})
        if turn.matter is Matter.ADDRESS and "address" not in said:
            last = turn.tracker.get_slot("spoken_of")
            there = same_address(turn.words, last)
            return there or put_right_in_address(turn.order, turn.words, last) or said
        is_of_before = complains_of_what_was_said(turn.words) or turn.is_of_two_charges
        if turn.matter is Matter.COMPLAINT and is_of_before and turn.told_before:
            return {**said, "note": f"{turn.told_before}; {turn.words}"[: talk.LONGEST_NOTE]}
        for detail in (talk.Detail.REASON, talk.Detail.NOTE):
            if detail in talk.needed(turn.matter, said) and detail not in said:
                said = {**said, **turn.same_as_before(detail, turn.words)}
        if turn.matter is Matter.REFUND and "note" not in said and turn.was_reported_before:
            said = {**said, "note": turn.words[: talk.LONGEST_NOTE]}
        if "wanted" not in said and turn.wanted_item is not None:
            said = {**said, "wanted": turn.wanted_item}
        if "items" not in said and talk.needs_items(turn.matter):
            there = talk.choice_of_items(turn.matter, turn.order)
            spoken_of = turn.items_spoken_of
            meant = {line: count for line, count in spoken_of.items() if int(line) in there}
            if turn.comes_back_otherwise:  # "swap them instead", of what is in a return: to be told so
                meant = meant or dict(spoken_of)
            return {**said, "items": meant} if meant else said
        is_unnamed = turn.matter is Matter.MISSING and not said.keys() & {"items", "parcel"}
        if is_unnamed and turn.items_spoken_of:
            return {**said, "items": dict(turn.items_spoken_of), INSIDE: True}
        return said

    def _hear_detail(self, turn: ChangeTurn, words: str) -> Events:
        question = talk.next_question(turn.matter, turn.order, turn.details)
        is_more = turn.matter is Matter.ITEMS and talk.adds_something(words)
        if is_more:
            turn.words = words
        if question is None or is_more:
            return self._ask_on(turn)
        heard = heard_in_answer(turn, question, words)
        if heard is None and (aside := told_beside(turn.matter, question, turn.details, words)):
            turn.details |= aside
            return turn.ask_again(say.NOTED)
        if heard is None:
            return turn.ask_again(say.so_far(turn.said_in_pieces) or say.UNCLEAR)
        return self._take_in(turn, heard)

    def _hear_correction(self, turn: ChangeTurn, words: str) -> Events:
        """ "No, number 14": what is put right is weighed and asked about anew; a mere no leaves everything.

        What is told beside a yes is for who reads the report.
        """
        if turn.is_agreed:
            notes = filter(None, (turn.details.get("note"), words))
            turn.details["note"] = "; ".join(notes)[: talk.LONGEST_NOTE]
            return self._act(turn)
        heard = corrected(turn.matter, turn.order, turn.details, words)
        if heard is not None and turn.adds_to_a_yes(heard, words):
            turn.details |= heard
            return self._act(turn)
        if heard is not None:
            return self._take_in(turn, heard)
        if (wrong := detail_spoken_of(turn.matter, turn.details, words)) is not None:
            turn.details.pop(wrong.value, None)
            if talk.next_question(turn.matter, turn.order, turn.details) is not None:
                return self._ask_on(turn)
        asks_items = talk.Detail.ITEMS in talk.needed(turn.matter, turn.details)
        if asks_items and is_of_no_item(turn.order, words):
            return turn.ask_again(say.all_there_is(turn.order))
        if turn.is_declined or keeps_all_pieces(turn.matter, turn.order, turn.details, words):
            return _leave(turn)
        if turn.asked == "is_confirmed" and turn.names_what_is_meant(words):
            return self._ask_on(turn)
        return turn.ask_again(say.NO_CODE if turn.asked == "one_time_code" else say.NO_YES)

    def _take_in(self, turn: ChangeTurn, heard: talk.Details) -> Events:
        """What can't be taken of it is said, and asked for again."""
        is_more = turn.matter is Matter.ITEMS and talk.adds_something(turn.words)
        named = () if is_more else turn.items_named
        objection = objection_to(turn.matter, turn.order, {**turn.details, **heard}, named)
        news = {name for name, value in heard.items() if turn.details.get(name) != value}
        if objection is not None and turn.asked is not None and news == {objection.detail.value}:
            return turn.ask_again(objection.wordings)
        turn.details |= heard
        if objection is None:
            events = self._ask_on(turn)
            if news == {"note"} and turn.asked == "is_confirmed" and turn.said is None:
                turn.said = Saying("noted", say.NOTED)
            return events
        turn.details.pop(objection.detail.value, None)
        turn.details[talk.DOUBTED] = objection.detail.value
        events = self._ask_on(turn)
        if turn.said is not None and objection.detail is talk.Detail.ITEMS:
            return turn.tell_done(objection.wordings[0], objection.wordings, steps_after(turn.order))
        turn.said = turn.said or Saying(f"unclear {objection.wordings[0]}", objection.wordings)
        return events

    def _ask_on(self, turn: ChangeTurn) -> Events:
        """Refused before it is asked for; asked for before it is promised; promised before it is done."""
        if turn.matter is Matter.UNDO:
            return self._undo(turn)
        change = talk.change_of(turn.matter, turn.order, turn.details, turn.words)
        weighed = weigh(turn.order, change, self._shop.terms, self._shop.now(), self._shop.zone)
        if isinstance(weighed, Refused):
            return self._refuse(turn, weighed)
        turn.terms = terms_of(weighed)
        question = talk.next_question(turn.matter, turn.order, turn.details)
        if question is not None:
            return turn.ask_detail(question)
        is_called_so = turn.is_called_complaint or turn.choice is not None
        if turn.matter is Matter.PRAISE or (turn.matter is Matter.COMPLAINT and is_called_so):
            return self._carry_out(turn, change)
        return turn.ask_to_confirm(weighed, needs_code=self._needs_code(turn, change))

    def _refuse(self, turn: ChangeTurn, refused: Refused) -> Events:
        """What can't be done with an order that was cancelled a moment ago can be had by undoing that."""
        number = turn.order.number
        until = undo_until(turn.tracker, number, self._shop)
        if until is not None and turn.comes_back_otherwise:
            wordings = [f"{why} {say.UNDO_FIRST.format(until=until)}" for why in refused.wordings]
            return turn.tell_done(f"refused {wordings[0]}", wordings, [undo_button(turn.order)])
        if until is None or turn.order.state is not OrderState.CANCELLED:
            return turn.tell_refused(refused)
        wordings = [wording.format(number=number, until=until) for wording in say.CANCELLED_JUST_NOW]
        steps = [undo_button(turn.order), *steps_after(turn.order)]
        return turn.tell_done("cancelled just now", wordings, steps)

    def _act(self, turn: ChangeTurn) -> Events:
        if turn.matter is Matter.UNDO:
            return self._send_code(turn) if turn.asked == "is_confirmed" else self._undo(turn)
        change = talk.change_of(turn.matter, turn.order, turn.details, turn.words)
        if self._needs_code(turn, change):
            if turn.has_code_under_way:
                return turn.ask_for_code("same code", say.SAME_CODE)
            return self._send_code(turn)
        return self._carry_out(turn, change)

    def _needs_code(self, turn: ChangeTurn, change: Change) -> bool:
        return tier_for(change.kind) is Tier.CONFIRMED and self._allowed(turn) is None

    def _allowed(self, turn: ChangeTurn) -> Access | None:
        return self._access.may_change(turn.tracker, turn.opened)

    def _send_code(self, turn: ChangeTurn) -> Events:
        message = message_id(turn.tracker)
        try:
            code = self._identity.issue_code(message, turn.order.number)
            mail = Mail(
                turn.order.email, say.SUBJECT, say.LETTER.format(digits=code.digits, number=turn.order.number)
            )
            self._mailer.send(mail, f"{message}:{turn.order.number}")
            turn.did = say.DID_MAIL.format(number=turn.order.number)
        except TooManyCodes:
            return turn.tell_done("too many codes", say.TOO_MANY_CODES, [talk_to_person()])
        except MailNotSent:
            return turn.tell_done("no mail", say.NO_MAIL, [talk_to_person()])
        except OrderNotSeen:  # what was shown has run out meanwhile
            return turn.tell_done("ran out", say.RAN_OUT, [talk_to_person()])
        if turn.was_asked_for_code:
            return turn.ask_for_code(f"new code {code.expires_at}", say.NEW_CODE_SENT)
        return turn.ask_for_code("code sent", say.CODE_SENT)

    def _hear_code(self, turn: ChangeTurn) -> Events:
        digits = turn.tracker.get_slot("one_time_code") or ""
        tried = self._identity.try_code(message_id(turn.tracker), turn.order.number, digits)
        if tried.is_right:
            return self._act(turn)
        if tried.tries_left:
            left = "one try is" if tried.tries_left == 1 else f"{tried.tries_left} tries are"
            return turn.ask_for_code(f"wrong code {left}", say.WRONG_CODE.format(left=left))
        return turn.ask_for_new_code()

    def _carry_out(self, turn: ChangeTurn, change: Change) -> Events:
        access = self._allowed(turn) or turn.opened.access
        key = f"{message_id(turn.tracker)}/{turn.order.number}/{turn.matter.value}"
        try:
            receipt = self._order_book.change(
                turn.order.number, access, change, key=key, version=turn.version
            )
        except ConfirmationNeeded:
            return self._send_code(turn)
        except OrderChangedMeanwhile:
            turn.see_again(self._access.open(turn.tracker, turn.order.number))
            return self._ask_on(turn)
        except ChangeRefused as error:
            return turn.tell_refused(error.refused)
        except ChangeHalfDone as error:
            turn.did = f"{error.done} {error.not_done}"
            wordings = (f"{turn.did} {say.HALF}",)
            return turn.tell_done("half done", wordings, [talk_to_person()])
        if (choice := turn.choice) is not None:
            return [
                *noted(turn.tracker, receipt, turn.matter, goes_with_last=True),
                *turn.tell_choice(choice),
            ]
        return [*noted(turn.tracker, receipt, turn.matter), *turn.tell_receipt(receipt)]

    def _done_elsewhere(self, turn: ChangeTurn) -> list[str]:
        """The latest change that the customer made signed in, in whatever chat: a new one proves as much.

        A guest undoes it where it was done; who has just undone something is not led on to what was before.
        """
        access = turn.opened.access
        if not isinstance(access, CustomerProof) or turn.has_just_undone:
            return []
        trail = self._order_book.trail(turn.order.number, access)
        undone_keys = {entry.undoes for entry in trail}
        theirs = (one for one in reversed(trail) if one.actor is Actor.SIGNED_IN and one.undoes is None)
        return [one.key for one in theirs if one.key not in undone_keys][:1]

    def _undo(self, turn: ChangeTurn) -> Events:
        """Allowed to whom the change was: where it took a code, a guest who let that go gets a new one."""
        number, words = turn.order.number, turn.words
        until = undo_until(turn.tracker, number, self._shop)
        if until is not None and asks_whether_undone(words):
            wordings = [one.format(until=until) for one in say.MAY_BE_UNDONE]
            return turn.tell_done(
                "may be undone", wordings, [undo_button(turn.order), *steps_after(turn.order)]
            )
        keys = keys_to_undo(turn.tracker, number, matter_undone(words)) or self._done_elsewhere(turn)
        if not keys:
            return turn.tell_done(
                "nothing to undo", say.nothing_to_undo(turn.order, self._shop), steps_after(turn.order)
            )
        access = self._allowed(turn) or turn.opened.access
        try:
            key = f"{message_id(turn.tracker)}/{number}/undo"
            for at, later in enumerate(keys[:-1]):
                self._order_book.undo(number, access, later, key=f"{key}/{at}")
            receipt = self._order_book.undo(number, access, keys[-1], key=key)
        except ConfirmationNeeded:
            return self._send_code(turn)
        except ChangeRefused as error:
            return turn.tell_refused(error.refused)
        is_found = has_turned_up(turn.tracker.latest_message.get("text") or "")
        told = turn.tell_receipt(receipt, say.GLAD if is_found else "")
        return [*undone(turn.tracker, keys), *told]


def _leave(turn: ChangeTurn) -> Events:
    if turn.tracker.get_slot("set_aside"):  # what waits comes right after, so nothing is asked
        return turn.tell_done("left, and more comes", say.LEFT_FOR_NOW, steps_after(turn.order))
    return turn.tell_done("left as it is", say.LEFT, steps_after(turn.order), say.LEFT_OFTEN)
