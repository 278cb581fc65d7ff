"""A message taken apart where it says two matters: which of the cuts between its clauses part two wishes.

The earliest cut counts whose parts both lead somewhere, alone. A part that only might lead somewhere is asked
about after the other is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.addresses import is_mere_address
from actions.order_talk.close_wishes import EITHER
from actions.order_talk.items_named import says_what_stays
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS
from actions.order_talk.own_words import could_answer, is_question
from actions.order_talk.wanted import names_a_kind
from actions.orders.order_questions import countries_meant, countries_named
from bot.asked_at_a_plan import asked_at_a_plan, is_yes_held_back
from bot.clauses import (
    MOST_BORDERS,
    Cut,
    Form,
    Joint,
    asks_nothing_new,
    form_of,
    form_of_part,
    halves,
    is_correction_of_mind,
    is_purchase,
    is_put_right,
    points_back,
    unmarked_halves,
)
from bot.ear import Ear
from bot.hearing.asked_further import asked_of_what_was_told
from bot.hearing.closing_words import closing_intent
from bot.hearing.parses import (
    DETAILS,
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    text_of,
    with_intent,
)
from bot.hearing.person_wanted import could_want_person
from bot.hearing.plain_questions import asks_whether_done
from bot.letting_go import calls_off, denies
from bot.report_put_right import report_put_right
from bot.taken_back import beside_what_is_taken_back
from bot.two_matters import (
    Wish,
    are_two,
    are_two_orders,
    begins_another,
    fit,
    is_asked_after_anger,
    is_asked_beside_complaint,
    is_asked_of_praised,
    is_complaint,
    is_likely,
    is_of_page,
    is_same_of_another,
    is_same_talk,
    is_sure,
    is_told_beside,
    is_wish_after_anger,
    is_wish_after_small_talk,
    is_wish_instead,
    may_be_told_before_a_question,
    names_a_thing,
    names_one_more,
    parts_pieces,
    says_why,
    settles_the_other,
    stand_apart,
    tells_only_why,
)

_IN_OWN_WORDS = "change_detail"
_TOLD_WITH_DELIVERY = frozenset({"delivery-times", "delivery-cost"})
_OF_A_PARCEL = re.compile(r"\b(?:my|order\w*|parcels?|packages?)\b", re.IGNORECASE)
_ORDER_NUMBER = re.compile(r"(?<!\d)\d{5,8}(?!\d)")
_NUMBER_FIRST = re.compile(r"\W*(?:(?:my|the|order|number) )*#?\d{4,8}\b", re.IGNORECASE)
_FEWEST_WORDS = 3
_WORDS = {"entity": "change_detail", "value": "", "start": 0, "end": 0}
"""Stands for the customer's own words until they are heard where the dialogue stands."""


async def parts_of(ear: Ear, text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """Two or more parts, or one that stands for the whole; empty when the message is one matter as it is."""
    return (
        await report_put_right(ear, text, tracker)
        or await asked_at_a_plan(ear, text, tracker, _parts)
        or await beside_what_is_taken_back(ear, text, tracker, _parts)
        or await _wish_after_anger(ear, text, tracker)
        or await _parts(ear, text, tracker)
        or await _asked_behind_a_remark(ear, text, tracker)
    )


def is_in_own_words(tracker: DialogueStateTracker) -> bool:
    return bool(tracker.get_slot("requested_slot") == _IN_OWN_WORDS)


async def _wish_after_anger(ear: Ear, text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """Swearing is heard as the wish under it, where the message says more than that; so is "nobody answers",
    which wishes for nobody.
    """
    whole = ear.wish(await ear.part(text))
    is_of_nobody = whole.intent == "ask_for_human" and not could_want_person(text)
    if tracker.active_loop_name is not None or not (is_complaint(whole) or is_of_nobody):
        return []
    for cut in islice(halves(text), MOST_BORDERS):
        first, second = await ear.part(cut.first), await ear.part(cut.second)
        before, after = ear.wish(first), ear.wish(second)
        if is_wish_after_anger(cut, before, after) or (is_of_nobody and is_asked_after_anger(cut, after)):
            return await _parts(ear, cut.second, tracker) or [second]
    return []


async def _asked_behind_a_remark(ear: Ear, text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """ "You said that before. What if it is lost?": asked of what was told; what is only said drowns it."""
    whole = await ear.part(text)
    if tracker.active_loop_name is not None or confidence_of(whole) >= SURE_ENOUGH or whole["entities"]:
        return []
    for cut in islice(halves(text), MOST_BORDERS):
        if cut.joint in {Joint.END, Joint.AND} and _is_remark(await ear.part(cut.first)):
            asked = asked_of_what_was_told(await ear.part(cut.second), tracker)
            return [asked] if asked is not None else []
    return []


def _is_remark(part: Parse) -> bool:
    """Whether it asks nothing, and wishes nothing to be done."""
    is_wish = intent_of(part) in set(Matter) and not Matter(intent_of(part)).is_question
    is_sure = is_wish and confidence_of(part) >= SURE_ENOUGH
    return not is_question(text_of(part)) and not is_sure


async def _parts(
    ear: Ear, text: str, tracker: DialogueStateTracker, borders: int = MOST_BORDERS
) -> list[Parse]:
    """Empty when the message is one matter, or answers in the customer's own words."""
    is_answering = tracker.active_loop_name is not None
    likely: list[Parse] = []
    for at, cut in enumerate(islice(_cuts(text, is_answering=is_answering), borders), start=1):
        if ear.has_heard_enough():
            break
        if pieces := await _of_pieces(ear, cut, tracker):
            return pieces
        if _stays_whole(cut, tracker):
            continue
        if not is_answering and (wishes := await _behind_a_purchase(ear, cut, tracker)):
            return wishes
        first = await ear.part(cut.first)
        if rest := await _behind_what_is_dropped(ear, cut, first, tracker):
            return rest
        if not (begins_another(ear.wish(first)) or denies(cut.first) or is_in_own_words(tracker)):
            continue
        rest = await _parts(ear, cut.second, tracker, borders - at) or [await ear.part(cut.second)]
        first, rest[0] = ear.side_by_side(first, rest[0])
        before, after = ear.wishes(first, rest[0])
        if _is_told_with_delivery(first, rest[0], after):
            return [first, *rest[1:]]
        if tells_only_why(before, after, cut.second):
            continue
        if not is_answering and is_told_beside(cut, before, after):
            return [{**await ear.part(text), "intent": first["intent"]}, *rest[1:]]
        if not is_answering and settles_the_other(before, after, cut.second):
            settled = await ear.part(text if len(rest) == 1 else _until(text, rest[0]))
            return [{**settled, "intent": first["intent"]}, *rest[1:]]
        if not is_answering and is_asked_beside_complaint(cut, before, after):
            return [first, *rest]
        if not is_answering and ear.is_in_talk and closing_intent(cut.first) and is_of_page(after):
            return rest  # "great, thanks. Can he leave it next door?": asked of what was told
        if not is_answering and is_asked_of_praised(cut, before, after):
            return [first, {**with_intent(rest[0], "ask_question"), "text": text}, *rest[1:]]
        is_more = is_answering and _says_more_of_it(cut.second, after, tracker)
        if is_more or names_one_more(before, after, text_of(rest[0])):
            continue
        is_instead = is_wish_instead(cut.first, before, after) and _is_nothing_open(tracker)
        if is_instead or is_wish_after_small_talk(before, after):
            return rest
        if is_in_own_words(tracker) and _is_answer_and_question(cut, tracker):
            first = {**with_intent(first, "give_order_details"), "entities": [_WORDS]}
            before = ear.wish(first)
        is_same = is_same_of_another(before, after) or _goes_on_with_number(cut, before, after)
        if is_same and not says_what_stays(cut.second):
            return [first, {**rest[0], "intent": first["intent"]}, *rest[1:]]
        is_fit = is_answering or fit(cut, before, after)
        if is_fit and are_two(before, after, is_answering=is_answering, cut=cut):
            if is_answering:
                return [first, *rest]
            return [_led(first, before), _led(rest[0], after), *rest[1:]]
        if is_answering or likely:
            continue
        if may_be_told_before_a_question(cut, before, after):
            likely = [_led(first, before), _led(rest[0], after), *rest[1:]]
        else:
            is_lost = intent_of(await ear.part(text)) in UNHEARD
            likely = _one_asked_about(ear, cut, first, rest, is_lost=is_lost)
    return likely


def _until(text: str, part: Parse) -> str:
    """The text up to the end of the part; all of it where the part does not stand in it as it is."""
    _, found, behind = text.partition(text_of(part))
    return text.removesuffix(behind) if found else text


async def _behind_a_purchase(ear: Ear, cut: Cut, tracker: DialogueStateTracker) -> list[Parse]:
    """ "I ordered a hat for my mum, and now she moves, can you send it there?": of what was bought."""
    if not is_purchase(cut.first):
        return []
    first, *others = await _parts(ear, cut.second, tracker) or [await ear.part(cut.second)]
    bought = await ear.hear(cut.first)
    is_wish = is_sure(ear.wish(first))
    return [{**first, MENTIONS: first.get(MENTIONS) or bought.get(MENTIONS)}, *others] if is_wish else []


async def _behind_what_is_dropped(
    ear: Ear, cut: Cut, first: Parse, tracker: DialogueStateTracker
) -> list[Parse]:
    """ "Never mind. How do returns work?": what is open is left, and what is asked behind it is answered."""
    is_dropped = intent_of(first) in {"never_mind", "decline_human"} and confidence_of(first) >= SURE_ENOUGH
    if not is_dropped or cut.joint is Joint.NONE:
        return []
    rest = await _parts(ear, cut.second, tracker) or [await ear.part(cut.second)]
    is_wish = intent_of(first) == "never_mind" and is_sure(ear.wish(rest[0]))
    if not (is_question(cut.second) or is_wish):
        return []
    is_open = tracker.active_loop_name is not None or tracker.get_slot("waits_for_person")
    return [first, *rest] if is_open else rest


async def _of_pieces(ear: Ear, cut: Cut, tracker: DialogueStateTracker) -> list[Parse]:
    """What is wanted for one piece of an item is its exchange, and no detail of the other's return."""
    if not parts_pieces(cut.first, cut.second):
        return []
    first, second = await ear.part(cut.first), await ear.part(cut.second)
    are_both_wished = {intent_of(first), intent_of(second)} == {Matter.RETURN, Matter.EXCHANGE}
    if are_both_wished and tracker.active_loop_name is None:
        return [first, second]
    if intent_of(second) != Matter.RETURN or not names_a_kind(cut.first):
        return []
    if is_in_own_words(tracker):
        return [{**with_intent(first, DETAILS), "entities": [_WORDS]}, second]
    return [with_intent(first, Matter.EXCHANGE), second]


def _cuts(text: str, *, is_answering: bool) -> Iterator[Cut]:
    """Where signs or words part the clauses; and after these, in a first message, where none do."""
    if is_answering:
        return halves(text)
    asked = (cut for cut in halves(text) if not asks_nothing_new(cut.second))
    return chain(asked, unmarked_halves(text))


def _stays_whole(cut: Cut, tracker: DialogueStateTracker) -> bool:
    return (
        is_put_right(cut.first, cut.second)
        or is_yes_held_back(cut, tracker)
        or is_correction_of_mind(cut)
        or asks_whether_done(cut.second)
        or calls_off(tracker.get_slot("change"), cut.second)
        or is_mere_address(cut.second)
        or (is_in_own_words(tracker) and not _speaks_of_others(cut, tracker))
    )


def _speaks_of_others(cut: Cut, tracker: DialogueStateTracker) -> bool:
    """Whether a message in answer to an open question asks, or wishes, something besides."""
    numbers = [set(_ORDER_NUMBER.findall(part)) for part in (cut.first, cut.second)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return True
    change = tracker.get_slot("change") or {}
    are_asked = all(is_question(part) and not could_answer(change, part) for part in (cut.first, cut.second))
    return are_asked or _is_answer_and_question(cut, tracker)


def _is_answer_and_question(cut: Cut, tracker: DialogueStateTracker) -> bool:
    """Two questions answer nothing, and are answered together."""
    is_asked = is_question(cut.first) and not could_answer(tracker.get_slot("change") or {}, cut.first)
    return is_question(cut.second) and not is_asked


def _is_told_with_delivery(first: Parse, second: Parse, after: Wish) -> bool:
    """ "Do you ship to Ireland, and how long does it take?": the ways to a country have their times."""
    if intent_of(first) != "ask_about_delivery_options" or not countries_meant(text_of(first)):
        return False
    is_of_order = has(second, "order_number") or _OF_A_PARCEL.search(text_of(second))
    return after.page in _TOLD_WITH_DELIVERY or (after.intent == Matter.ARRIVAL and not is_of_order)


def _says_more_of_it(words: str, wish: Wish, tracker: DialogueStateTracker) -> bool:
    """Of the matter that is open, and no other."""
    is_said = says_why(tracker.get_slot("order_matter"), wish, words) or names_a_thing(wish, words)
    return is_said or is_same_talk(tracker.get_slot("change"), wish)


def _is_nothing_open(tracker: DialogueStateTracker) -> bool:
    """Whether no change is there that a no could be meant for."""
    waits = any("change" in one for one in tracker.get_slot("set_aside") or ())
    return not waits and tracker.get_slot("requested_slot") in {"email", "order_number"}


def _goes_on_with_number(cut: Cut, before: Wish, after: Wish) -> bool:
    """ "Where are 10042 and 10057, I need both": what stands behind the second number is no wish."""
    is_next = cut.joint is Joint.AND and _NUMBER_FIRST.match(cut.second) is not None
    is_wish = before.intent in set(Matter) and is_sure(before)
    return is_next and is_wish and are_two_orders(before, after) and not is_sure(after)


def _one_asked_about(ear: Ear, cut: Cut, first: Parse, rest: list[Parse], *, is_lost: bool) -> list[Parse]:
    """One is answered, and after it the other is asked about, of which less is sure.

    In the order of the message where a help page answers that one, too. `is_lost`: the message as a whole
    leads nowhere; then what is not known at all is told to be so. "…, for free?" of what is talked about is
    no question of its own.
    """
    before, after = ear.wishes(first, rest[0])
    if is_sure(before) == is_sure(after) or not stand_apart(before, after, cut):
        return []
    doubted = cut.second if is_sure(before) else cut.first
    if ear.is_in_talk and (points_back(doubted) or len(doubted.split()) < _FEWEST_WORDS):
        return []
    are_orders = are_two_orders(before, after) and DETAILS not in {before.intent, after.intent}
    if not are_orders and (len(rest) > 1 or not _is_question_in_doubt(cut, before, after, is_lost=is_lost)):
        return []
    if is_sure(before):
        return [_led(first, before), *rest[1:], _to_be_asked(rest[0])]
    asked = _to_be_asked(first)
    if ear.wish(asked).page is not None:
        return [asked, _led(rest[0], after), *rest[1:]]
    return [_led(rest[0], after), *rest[1:], asked]


def _is_question_in_doubt(cut: Cut, before: Wish, after: Wish, *, is_lost: bool) -> bool:
    """Whether the one that is less sure asks what is likely, and the other asks or wishes."""
    is_loose = cut.joint in {Joint.COMMA, Joint.NONE}
    form = form_of if is_loose else form_of_part
    forms = form(cut.first), form(cut.second)
    if points_back(cut.second) and (is_loose or is_of_page(before) == is_of_page(after)):
        return False
    doubted, asked = (after, forms[1]) if is_sure(before) else (before, forms[0])
    fitting = {Form.ASKS} if is_loose else {Form.ASKS, Form.WISHES}
    if is_lost and doubted.intent in UNHEARD and not is_loose:
        return {*forms} <= fitting
    return asked is Form.ASKS and is_likely(doubted) and {*forms} <= fitting


def _led(part: Parse, wish: Wish) -> Parse:
    """With the page that surely answers, also where the NLU did not understand.

    What delivery costs is told of all countries then: which is meant can't be asked amid other answers.
    """
    is_of_one = has(part, "order_number") or countries_named(text_of(part))
    if wish.page is None or has(part, "faq_entry") or is_of_one:
        return part
    page = {"entity": "faq_entry", "value": wish.page, "start": 0, "end": 0}
    return {
        **part,
        "intent": {**part["intent"], "name": "ask_question"},
        "entities": [*part["entities"], page],
    }


def _to_be_asked(part: Parse) -> Parse:
    """What is doubted waits until no other question is open: it is asked which page or wish is meant."""
    if intent_of(part) in UNHEARD | {"ask_question"}:
        return with_intent(part, "nlu_fallback")
    return {**with_intent(part, "nlu_fallback"), EITHER: [intent_of(part)]}
