"""What a customer takes back or puts right in the same breath, or right after it was done. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.addresses import address_in
from actions.order_talk.choice_made import choice_in
from actions.order_talk.items_named import count_of, says_how_many_stay, says_what_stays
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import (
    begins_a_correction,
    could_answer,
    is_question,
    means_another_order,
)
from actions.order_talk.wanted import names_a_kind, wanted_in
from bot.hearing.changes import SENDS_BACK
from bot.hearing.choices import is_undo_offered
from bot.hearing.guesses import is_sure_of_another
from bot.hearing.parses import (
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    text_of,
    value_of,
    with_intent,
)
from bot.hearing.told_before import ASKS_TO_BE_TOLD, asked_last, of_the_last_change
from bot.hearing.wanted_again import gone_on_with, wanted_once
from bot.letting_go import keeps_after_all

_DONE_ANEW = frozenset({Matter.ITEMS, Matter.RETURN, Matter.EXCHANGE})
"""An address is changed once more as it is; these are undone first."""

_IN_ITS_PLACE = re.compile(r"\b(?:meant?|instead|rather|wrong|not|better|still change)\b", re.IGNORECASE)
_TAKES_OUT = re.compile(r"\b(?:take|leave|remove|get|pull)\b.*\b(?:out|off|back)\b|\bremove\b", re.IGNORECASE)
_I_KEEP = "I keep "
_NOT_ANY_MORE = re.compile(
    r"\bchanged? (?:my|our) mind (?:about|on) "
    r"(?!(?:it|this|that|them|(?:the|my|this|that) (?:return|exchange))\b)"
    r"(?P<kept>[^,.;]+)",
    re.IGNORECASE,
)
_MAKE_IT = re.compile(r"\bmake (?:it|that|them)\b", re.IGNORECASE)
_MEANT = re.compile(r"\bmeant?\b", re.IGNORECASE)
_FEWER = re.compile(r"\b(?:only|just|enough|plenty|will do|would do)\b", re.IGNORECASE)
_SWAPS = re.compile(r"\b(?:swap\w*|exchang\w*)\b", re.IGNORECASE)
_GETS = re.compile(r"\b(?:get|have|need|want|prefer|take|like)\b", re.IGNORECASE)
_GOES_BACK = re.compile(r"\b(?:back|return\w*|meant?)\b", re.IGNORECASE)
_FOR_MONEY = re.compile(r"\b(?:money|refund\w*|return (?:it|them|that))\b", re.IGNORECASE)
_UNDOES = re.compile(
    r"\W*(?:(?:please|no|wait|actually|sorry|can you|could you)\W+)*undo (?:that|it|this)\b", re.IGNORECASE
)
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
_BESIDE_IT = re.compile(r"\b(?:also|too|as well|both|add|another|more)\b", re.IGNORECASE)


def after_second_thoughts(parts: list[Parse], text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """The matters of a message, without those that its later words take back.

    In the middle of a change its words are for that change (`bot/hearing/changes.py`).
    """
    if tracker.active_loop_name is not None:
        return parts
    if (gone_on := gone_on_with({**parts[0], "text": text}, tracker)) is not None:
        return [gone_on]
    parts = wanted_once(parts, tracker)
    if keeps_after_all(text):
        return _without_cancelling(parts)
    if (moved := _moved_to_another_order(parts, text, tracker)) is not None:
        return moved
    if len(parts) > 1 and any(intent_of(one) == Matter.UNDO for one in parts):
        return _undone_once(parts, tracker)
    return _done_anew(parts, text, tracker)


def _without_cancelling(parts: list[Parse]) -> list[Parse]:
    """ "I don't need it. Actually no, keep it, but send it to …": the later half counts."""
    left = [one for one in parts if intent_of(one) != Matter.CANCEL]
    if not left:
        return [with_intent(parts[0], "never_mind")]
    first, *others = left
    number = next((value_of(one, "order_number") for one in parts if has(one, "order_number")), None)
    return [first if number is None or has(first, "order_number") else _of_order(number, first), *others]


def _of_order(number: str, said: Parse) -> Parse:
    named = {"entity": "order_number", "value": number, "start": 0, "end": 0}
    return {**said, "entities": [*said["entities"], named]}


def _undone_once(parts: list[Parse], tracker: DialogueStateTracker) -> list[Parse]:
    """ "Wrong street, undo that": who calls wrong what was done and undoes it wishes one thing, the first."""
    done = tracker.get_slot("spoken_of") or {}
    undo = next(one for one in parts if intent_of(one) == Matter.UNDO)
    others = [one for one in parts if intent_of(one) != Matter.UNDO]
    return [undo, *(one for one in others if intent_of(one) != done.get("matter") or _names_more(one))]


def _moved_to_another_order(
    parts: list[Parse], text: str, tracker: DialogueStateTracker
) -> list[Parse] | None:
    """ "Wrong order, I meant 40800", right after something was done: undone, and begun with that one."""
    done = tracker.get_slot("spoken_of") or {}
    is_just_done = tracker.active_loop_name is None and is_undo_offered(tracker)
    is_moved = means_another_order(text) or _is_put_right(parts, text, tracker)
    if not is_just_done or not is_moved or done.get("matter") not in set(Matter) or _only_asks(parts):
        return None
    undo = {**with_intent(parts[0], Matter.UNDO), "entities": []}
    number = next((value_of(one, "order_number") for one in parts if has(one, "order_number")), None)
    if number in {None, done["order"]}:
        return [undo]
    words = done.get("note") or f"order {number}"
    again = {**with_intent(parts[0], done["matter"]), "text": words, "entities": []}
    return [undo, _of_order(str(number), again)]


def _only_asks(parts: list[Parse]) -> bool:
    """ "And when is my other order coming?" takes nothing back."""
    asked = [intent_of(one) for one in parts if is_question(text_of(one))]
    return len(asked) == len(parts) and all(one in set(Matter) and Matter(one).is_question for one in asked)


def _is_put_right(parts: list[Parse], text: str, tracker: DialogueStateTracker) -> bool:
    """ "Oh no, I wanted to cancel 40800", "no, I meant 40800": the same of another order instead.

    "I mean the refund of 40800" is no other complaint; after a question a number is put right in that.
    """
    done = tracker.get_slot("spoken_of") or {}
    numbers = {value_of(one, "order_number") for one in parts} - {None, done.get("order")}
    wishes = {intent_of(one) for one in parts} & {*Matter, ASKS_TO_BE_TOLD} - {Matter.UNDO}
    is_same = len(parts) == 1 and wishes == {done.get("matter")}
    is_of_last = not wishes and _MEANT.search(text) is not None and not _has_asked_since(tracker)
    is_begun = len(numbers) == 1 and (begins_a_correction(text) or _MEANT.search(text) is not None)
    return is_begun and (is_same or is_of_last) and not _BESIDE_IT.search(text)


def _has_asked_since(tracker: DialogueStateTracker) -> bool:
    """Whether something that changes no order was wanted after what was done."""
    asked = asked_last(tracker)
    return asked == ASKS_TO_BE_TOLD or (asked in set(Matter) and Matter(asked).is_question)


def _done_anew(parts: list[Parse], text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """ "Sorry, I meant 44", right after an exchange for 43 was started: it is undone, and begun with that."""
    done = tracker.get_slot("spoken_of") or {}
    if not is_undo_offered(tracker) or done.get("matter") not in _DONE_ANEW | REPORTS:
        return parts
    if len(parts) > 1 and any(_is_other_wish(one, done) for one in parts):
        return parts
    said = parts[0] if len(parts) == 1 else {**parts[0], "text": text}
    if done["matter"] in REPORTS and choice_in(text) is not None:
        return parts
    said = _as_kept(said, done)
    text = text_of(said)
    undo = {**with_intent(said, Matter.UNDO), "entities": []}
    if _keeps_all(said, done):
        return [of_the_last_change(undo, tracker)]
    is_undone = _UNDOES.match(text) is not None and intent_of(said) not in {Matter.UNDO, *UNHEARD}
    names_more = _names_more(said) or _is_otherwise(done, text)
    if not is_undone and not (names_more and _is_in_its_place(said, done)):
        return parts
    if is_undone and intent_of(said) not in {done["matter"], Matter.REFUND, *_DONE_ANEW}:
        return [of_the_last_change(undo, tracker), *parts]
    return [of_the_last_change(undo, tracker), {**with_intent(said, _anew_as(done, text)), "entities": []}]


def _is_other_wish(said: Parse, done: Mapping[str, Any]) -> bool:
    is_other = intent_of(said) in set(Matter) - {Matter.UNDO, done["matter"]} - _DONE_ANEW
    return is_other and confidence_of(said) >= SURE_ENOUGH


def _anew_as(done: Mapping[str, Any], text: str) -> Matter:
    """ "I'd rather swap them", "can I get M instead?", after a return was started: the other way of sending
    something back."""
    is_of_another = _GETS.search(text) and not _GOES_BACK.search(text) and wanted_in(text) is not None
    if done["matter"] == Matter.RETURN and (_SWAPS.search(text) or is_of_another):
        return Matter.EXCHANGE
    is_for_money = done["matter"] == Matter.EXCHANGE and _FOR_MONEY.search(text)
    return Matter.RETURN if is_for_money else Matter(done["matter"])


def _is_otherwise(done: Mapping[str, Any], text: str) -> bool:
    """ "My money instead", after an exchange was started; "can I have my money?" asks about it first."""
    return _anew_as(done, text) != done["matter"] and not is_question(text)


def _names_more(said: Parse) -> bool:
    """An address, an item, a size or a number of pieces."""
    text = text_of(said)
    is_named = Mentions.of(said.get(MENTIONS)).items or names_a_kind(text) or _counts(text)
    return bool(is_named) or "address" in address_in(text)


def _counts(text: str) -> bool:
    return count_of(text) is not None or _BOTH.search(text) is not None


def _is_in_its_place(said: Parse, done: Mapping[str, Any]) -> bool:
    """Whether it takes the place of what was done, and is no wish beside it."""
    text, heard = text_of(said), intent_of(said)
    is_instead = _IN_ITS_PLACE.search(text) is not None
    is_asked = is_question(text) and not could_answer({"detail": "wanted"}, text)
    is_fewer = _FEWER.search(text) is not None
    is_begun = is_instead or is_fewer or begins_a_correction(text) or _keeps_a_part(said, done)
    is_of_items = heard == Matter.ITEMS or _MAKE_IT.search(text) is not None
    if is_of_items and done["matter"] in SENDS_BACK and _counts(text):
        return True  # the items of what comes back: those of the order can't be changed any more
    if is_asked or _BESIDE_IT.search(text) or not is_begun:
        return False
    if is_instead and _is_otherwise(done, text):
        return True
    is_part = _keeps_a_part(said, done) or (count_of(text) is not None and _FEWER.search(text) is not None)
    if is_part or heard == Matter.UNDO:
        return is_part or is_instead
    others = set(Matter) - (_DONE_ANEW if done["matter"] in _DONE_ANEW else {done["matter"]})
    if heard in others and is_sure_of_another(said):
        return False
    is_wish = heard == done["matter"] and confidence_of(said) >= SURE_ENOUGH
    return is_instead or not is_wish


def _keeps_a_part(said: Parse, done: Mapping[str, Any]) -> bool:
    """ "I'd like to keep the daypack after all", where other things come back as well; one piece of two."""
    return (_are_several(done) and _keeps_an_item(said)) or _keeps_some_pieces(said, done)


def _keeps_some_pieces(said: Parse, done: Mapping[str, Any]) -> bool:
    pieces = sum((done.get("items") or {}).values())
    return done["matter"] in SENDS_BACK and pieces != 1 and says_how_many_stay(text_of(said))


def _keeps_all(said: Parse, done: Mapping[str, Any]) -> bool:
    """ "Take the daypack out of that return again", where nothing else comes back."""
    return done["matter"] in SENDS_BACK and _keeps_an_item(said) and not _keeps_a_part(said, done)


def _as_kept(said: Parse, done: Mapping[str, Any]) -> Parse:
    """ "Take the beanie out again", "I changed my mind about one pair", of what comes back: that is kept.

    The order itself is past changing.
    """
    text, items = text_of(said), Mentions.of(said.get(MENTIONS)).items
    is_taken_out = intent_of(said) == Matter.ITEMS and _TAKES_OUT.search(text) is not None
    regretted = _NOT_ANY_MORE.search(text)
    if done["matter"] not in SENDS_BACK or not (regretted or (is_taken_out and items)):
        return said
    kept = regretted["kept"] if regretted else f"the {items[0]}"
    named = [{"entity": "item", "value": one, "start": 0, "end": 0} for one in items]
    return {**said, "text": f"{_I_KEEP}{kept}", MENTIONS: named}


def _are_several(done: Mapping[str, Any]) -> bool:
    return len(done.get("items") or {}) > 1 or (not done.get("items") and done.get("lines", 1) > 1)


def _keeps_an_item(said: Parse) -> bool:
    return bool(Mentions.of(said.get(MENTIONS)).items) and says_what_stays(text_of(said))
