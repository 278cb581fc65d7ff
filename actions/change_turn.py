"""One message in the talk about a change: what is known by now, and the ways in which the message can end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from actions import change_wordings as say
from actions.asked_words import shortened
from actions.last_changes import UNDO, undo_button
from actions.order_access import Opened
from actions.order_steps import not_done_yet, steps_after, steps_as_buttons
from actions.order_talk import details as talk
from actions.order_talk.choice_made import Choice, choice_in
from actions.order_talk.first_words import calls_it_complaint, points_back
from actions.order_talk.items_named import count_of, is_called, pieces_named, says_both
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, item_after, named_before
from actions.order_talk.naming import is_place, one_as_order, speaks_of_the_other
from actions.order_talk.own_words import begins_with_yes, is_question, means_another_order
from actions.order_talk.spoken_before import (
    items_of_both,
    items_undone_for,
    same_as_before,
    with_before,
)
from actions.order_talk.terms_asked import terms_after
from actions.order_talk.wanted import IN_EXCHANGE, wish_itself
from actions.order_talk.wanted_again import (
    beside_wanting_again,
    is_wanted_after_all,
    undone_lately,
    was_never_to_be_undone,
)
from actions.orders.order_book import Receipt
from actions.orders.weighing import Possible, Refused
from actions.speaking_action import Button, Events, button, talk_to_person
from actions.told import Told

_MOST_HINTS, _BOTH = 3, 2
_FEWEST_OF_A_STORY, _MESSAGES_OF_A_STORY = 4, 2
_LONGEST_PIECES = 200
_LISTED_ORDER = re.compile(r"\d+: .+, \d{1,2} \w+")
"""The label of a listed order: it names what is in it, and wishes nothing of that."""

_ASKED = ("change_detail", "is_confirmed", "one_time_code")

OF_A_MATTER = ("order_matter", "matter_words", "matter_mentions", "matter_asked")

NOTHING_OPEN: Events = [SlotSet("change", None)]
"""Also when nothing was: then it changes nothing."""

_FORM = "order_status_form"

MATTER_OVER: Events = [
    *NOTHING_OPEN,
    *(SlotSet(slot, None) for slot in (*OF_A_MATTER, *_ASKED)),
]


@dataclass(frozen=True, slots=True)
class Saying:
    """What this message is answered with, in wordings that follow each other when it comes up again."""

    topic: str
    wordings: Sequence[str]
    choices: Sequence[Button] = ()
    again: str = ""


class ChangeTurn:
    """The talk as it stands in this message: what is known, and the ways in which a message can end.

    `did` is what was done by then outside the talk, for who takes over before the customer has read it.
    """

    def __init__(self, matter: Matter, opened: Opened, tracker: Tracker) -> None:
        change = tracker.get_slot("change") or {}
        self.matter = matter
        self.opened = opened
        self.order = order = opened.order
        self.said: Saying | None = None
        self.did: str | None = None
        self.tracker = tracker
        is_same = change.get("order") == order.number and change.get("matter") == matter.value
        self._change: dict[str, Any] = dict(change) if is_same else {}
        self.asked: str | None = self._change.get("asks")
        self.details: dict[str, Any] = dict(self._change.get("details", {}))
        self.words: str = tracker.get_slot("matter_words") or ""
        self.version: int = self._change.get("version", order.version)
        self.terms: dict[str, str] = dict(self._change.get("terms", {}))

    @property
    def said_so_far(self) -> list[str]:
        """The messages since the matter came up that may hold details of it; a snapshot keeps the latest."""
        said = [event for event in self.tracker.events if event.get("event") == "user"]
        brought = (at + 1 for at, event in enumerate(said) if self._brought_up(str(event.get("text") or "")))
        since = said[next(brought, 0) :]
        texts = [str(event.get("text") or "") for event in since if _gives_details(event, self.matter)]
        details = [text for text in texts if not _LISTED_ORDER.fullmatch(text)]
        return list(dict.fromkeys([self.words, *details]))

    @property
    def told_before(self) -> str:
        """What the customer told in sentences right before the words of this matter."""
        said = [str(one.get("text") or "") for one in self.tracker.events if one.get("event") == "user"]
        at = next((at for at, text in enumerate(said) if self._brought_up(text)), len(said))
        told = [
            text for text in said[:at] if len(text.split()) >= _FEWEST_OF_A_STORY and not is_question(text)
        ]
        return "; ".join(told[-_MESSAGES_OF_A_STORY:])

    def _brought_up(self, text: str) -> bool:
        """Whether the matter came up with that message: "the second one" is noted as an order there."""
        return self.words in (text, one_as_order(text))

    @property
    def items_spoken_of(self) -> Mapping[str, int]:
        """Those of the change of this order that was talked about last, or of the last two."""
        last = self.tracker.get_slot("spoken_of") or {}
        if both := items_of_both(self.words, self.order.number, last):
            return both
        if undone := items_undone_for(self.matter, last, self.tracker.events):
            return undone
        is_instead = self.comes_back_otherwise and last.get("is_open") and last["matter"] != self.matter
        points_there = last.get("order") == self.order.number and points_back(self.words)
        return last["items"] if points_there or is_instead else {}

    @property
    def was_reported_before(self) -> bool:
        """Whether what is wrong with this order was reported right before."""
        last = self.tracker.get_slot("spoken_of") or {}
        return last.get("order") == self.order.number and last.get("matter") in REPORTS

    @property
    def choice(self) -> Choice | None:
        """What the customer would rather have for what was reported right before."""
        is_said = self.matter is Matter.COMPLAINT and self.was_reported_before and self.asked is None
        return choice_in(self.words) if is_said else None

    @property
    def comes_back_otherwise(self) -> bool:
        """Whether another return or exchange of this order was talked about right before."""
        last = self.tracker.get_slot("spoken_of") or {}
        is_of_order = last.get("order") == self.order.number
        return is_of_order and {self.matter, last.get("matter")} <= {Matter.RETURN, Matter.EXCHANGE}

    @property
    def is_of_two_charges(self) -> bool:
        """Whether the last answer was that money may have been taken twice."""
        return (list(Told.of(self.tracker).times) or [""])[-1].startswith(Matter.DOUBLE_CHARGE)

    def same_as_before(self, detail: talk.Detail, words: str) -> Mapping[str, Any]:
        """What "same reason" stands for."""
        return same_as_before(detail, words, self.order.number, self.tracker.get_slot("spoken_of"))

    @property
    def items_named(self) -> list[str]:
        """Those that the message speaks of which brings a detail, without what shall come in their place."""
        if self.asked is None:
            return named_before(self.tracker.get_slot("matter_mentions"), self.words, IN_EXCHANGE)
        latest = self.tracker.latest_message
        return named_before(latest.get(MENTIONS), latest.get("text") or "", IN_EXCHANGE)

    @property
    def wanted_item(self) -> str | None:
        """ "For a sling bag": an item that shall come in the place of another, and was not ordered."""
        if self.matter is not Matter.EXCHANGE:
            return None
        wanted = item_after(self.tracker.get_slot("matter_mentions"), self.words, IN_EXCHANGE)
        return None if wanted and is_called(wanted, self.order.items) else wanted

    @property
    def is_wanted_again(self) -> bool:
        """Whether what was undone or left is asked for once more, whatever else is said."""
        return is_wanted_after_all(self.words) or was_never_to_be_undone(self.words)

    @property
    def has_just_undone(self) -> bool:
        last = self.tracker.get_slot("spoken_of") or {}
        return (last.get("matter"), last.get("order")) == (Matter.UNDO, self.order.number)

    @property
    def is_left_for_person(self) -> bool:
        return self.asked is None and bool(self.tracker.get_slot("waits_for_person"))

    @property
    def words_for_undone(self) -> str:
        """What the words say of it beside that it is wanted after all."""
        return beside_wanting_again(self.words) if self.is_wanted_again else self.words

    @property
    def words_that_undid(self) -> str | None:
        """Told to who never meant it to be undone."""
        is_begun = self.asked is None and was_never_to_be_undone(self.words)
        if not is_begun or undone_lately(self.tracker.get_slot("spoken_of")) is None:
            return None
        said = (one for one in reversed(self.tracker.events) if one.get("event") == "user")
        undoing = (one for one in said if _intent_of(one) == Matter.UNDO)
        return shortened(str(next(undoing, {}).get("text") or UNDO))

    @property
    def is_called_complaint(self) -> bool:
        """Whether the customer wants to complain, or was asked what about; angry words alone want nothing."""
        return calls_it_complaint(self.words) or self.asked == "change_detail"

    @property
    def was_asked_for_code(self) -> bool:
        return bool(self._change.get("has_code"))

    @property
    def has_code_under_way(self) -> bool:
        """A code was mailed, and may still be typed."""
        return bool(self._change.get("is_code_open"))

    @property
    def is_declined(self) -> bool:
        return self.tracker.get_slot("is_confirmed") is False

    @property
    def is_agreed(self) -> bool:
        return self.tracker.get_slot("is_confirmed") is True

    def names_what_is_meant(self, words: str) -> bool:
        """ "The messenger bag", "just one pair", where that is what is about to be reported or sent back."""
        meant = self.details.get("items") or {}
        named = pieces_named(words, self.order.items)
        is_counted = len(meant) == 1 and count_of(words) in meant.values()
        is_counted = is_counted or (says_both(words) and sum(meant.values()) == _BOTH)
        wanted = f" {self.details.get('wanted', '')}"
        is_counted = is_counted or (wanted.strip() and wanted.endswith(f" {wish_itself(words)}"))
        return bool(is_counted) or (bool(named) and named.keys() <= meant.keys())

    def adds_to_a_yes(self, heard: Mapping[str, Any], words: str) -> bool:
        """ "Yes, and I want the right one": the yes, and more for the team to read."""
        news = {name for name, value in heard.items() if self.details.get(name) != value}
        return self.asked == "is_confirmed" and news == {"note"} and begins_with_yes(words)

    def with_words_before(self, words: str) -> str:
        """What was said in pieces, put together: the street first, then the place."""
        together = ", ".join(filter(None, (self._change.get("so_far"), words)))[-_LONGEST_PIECES:]
        self._change["so_far"] = together if any(sign.isdigit() for sign in words) else None
        return together

    @property
    def said_in_pieces(self) -> str | None:
        """What there is of an answer that comes in pieces."""
        return self._change.get("so_far")

    def see_again(self, opened: Opened) -> None:
        """The order changed since it was weighed."""
        self.opened, self.order, self.version = opened, opened.order, opened.order.version

    def ask_detail(self, question: talk.Question) -> Events:
        choices = [
            button(label, "give_order_details", change_detail=value) for label, value in question.choices
        ]
        self._change["detail"] = question.detail.value
        return self.ask("change_detail", f"{self.matter} {question.detail}", question.wordings, choices)

    def ask_to_confirm(self, possible: Possible, *, needs_code: bool) -> Events:
        """A code that comes after the yes is announced before it."""
        yes, no = say.YES_NO[self.matter]
        told = talk.told_with_report(self.matter, self.details, self.words)
        code = say.with_report(told) if self.matter in REPORTS else ""
        code += f" {say.CODE_COMES}" if needs_code else ""
        wordings = (
            f"{possible.sentence}{code} {say.SHALL_I[0]}",
            f"To be sure: {possible.sentence}{code} {say.SHALL_I[1]}",
            f"{possible.sentence}{code} {say.SHALL_I[2]}",
        )
        do = say.BRIEFLY[self.matter].format(number=self.order.number)
        brief = [wording.format(do=do) for wording in say.SHALL_I_THEN]
        choices = [button(yes, "say_yes"), button(no, "say_no")]
        return self.ask("is_confirmed", possible.sentence, wordings, choices, brief)

    def ask_for_code(self, topic: str, first: str) -> Events:
        """`first` is what has just happened; asked again, only the question is left."""
        wordings = [wording.format(number=self.order.number) for wording in (first, *say.WHICH_CODE)]
        self._change["is_code_open"] = True
        return self.ask("one_time_code", topic, wordings, [say.NEW_CODE[0]])

    def ask_for_new_code(self) -> Events:
        self._change["is_code_open"] = False
        return self.ask("is_confirmed", "dead code", say.DEAD_CODE, say.NEW_CODE)

    def ask_again(self, hints: Sequence[str]) -> Events:
        """Says what was not understood; the form then asks its question in other words."""
        self._change["hints"] = self._change.get("hints", 0) + 1
        if self._change["hints"] > _MOST_HINTS:
            return self.tell_done("not understood", say.GIVEN_UP, [talk_to_person()])
        self.said = Saying(f"unclear {hints[0]}", hints)
        return self._open(self._change)

    def ask(
        self,
        slot: str,
        topic: str,
        wordings: Sequence[str],
        choices: Sequence[Button],
        brief: Sequence[str] = (),
    ) -> Events:
        """`brief`: the wordings that are enough while the question was asked just before."""
        about = f"About order {self.order.number}: "
        question = {
            "topic": self._topic(topic, wordings),
            "wordings": [*wordings, *(about + wording for wording in wordings)],
            "choices": list(choices),
            "brief": list(brief),
        }
        return self._open(
            {
                **self._change,
                "matter": self.matter.value,
                "order": self.order.number,
                "lines": len(self.order.items),
                "version": self.version,
                "details": self.details,
                "terms": self.terms,
                "asks": slot,
                "has_code": self.was_asked_for_code or slot == "one_time_code",
                "question": question,
                "asked_in": None,
            }
        )

    def tell_refused(self, refused: Refused) -> Events:
        return self.tell_done(
            f"refused {refused.wordings[0]}",
            refused.wordings,
            steps_as_buttons(not_done_yet(refused.instead, self.order)),
        )

    def tell_done(
        self, topic: str, wordings: Sequence[str], choices: Sequence[Button], again: str = ""
    ) -> Events:
        """The matter ends here, with ways on."""
        self.said = Saying(self._topic(topic, wordings), wordings, choices, again)
        return [*MATTER_OVER, self._spoken_of()]

    def tell_receipt(self, receipt: Receipt, kind_word: str = "") -> Events:
        self.did = receipt.done
        self.terms |= terms_after(receipt.done)
        undo = [undo_button(self.order)] if receipt.undo_until else []
        steps = [*undo, *steps_after(self.order)]
        wordings = [f"{kind_word}{prefix}{receipt.done}" for prefix in say.DONE_AGAIN]
        return self.tell_done(f"done {receipt.done}", wordings, steps, say.DONE_OFTEN)

    def tell_choice(self, choice: Choice) -> Events:
        """It stands with the report, which stays what was talked about last."""
        reported = (self.tracker.get_slot("spoken_of") or {})["matter"]
        what = say.CHOSEN_NEW[reported] if choice is Choice.NEW_ONE else say.CHOSEN[choice]
        wordings = [wording.format(what=what, number=self.order.number) for wording in say.CHOICE_NOTED]
        self.did = wordings[0]
        self.said = Saying(f"done choice {self.order.number} {choice}", wordings, steps_after(self.order))
        return list(MATTER_OVER)

    def _spoken_of(self, *, is_open: bool = False) -> dict[str, Any]:
        spoken_of = {
            "matter": self.matter.value,
            "order": self.order.number,
            "terms": self.terms,
            "is_open": is_open,
            "lines": len(self.order.items),
            "items": pieces_named(self.words, self.order.items),
        }
        last, is_same_talk = self.tracker.get_slot("spoken_of"), bool(self._change)
        kept = with_before(spoken_of, self.details, last, is_same_talk=is_same_talk)
        slot: dict[str, Any] = SlotSet("spoken_of", kept)
        return slot

    def _topic(self, topic: str, wordings: Sequence[str]) -> str:
        """Of this order only where the words are: the same words about another one would be said twice."""
        return f"{self.order.number} {topic}" if self.order.number in wordings[0] else topic

    def _open(self, change: Mapping[str, Any]) -> Events:
        """The form asks next, for what is not known yet. No rule can see that, so the action names it."""
        return [
            SlotSet("change", dict(change)),
            self._spoken_of(is_open=True),
            *(SlotSet(slot, None) for slot in _ASKED),
            FollowupAction(_FORM),
        ]


def _gives_details(event: Mapping[str, Any], matter: Matter) -> bool:
    """ "It's the order with two packs", "no, the second" say which order is meant, and nothing of what is
    wished."""
    intent, text = _intent_of(event), str(event.get("text") or "")
    is_of_order = means_another_order(text) or is_place(text) or speaks_of_the_other(text)
    return intent == matter.value or (intent == "give_order_details" and not is_of_order)


def _intent_of(event: Mapping[str, Any]) -> object:
    return (event.get("parse_data") or {}).get("intent", {}).get("name")
