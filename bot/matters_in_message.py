"""What a typed message is heard as: mostly one matter, sometimes two (`bot/two_matters.py`)."""

from __future__ import annotations

import re
from datetime import date

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.items_named import without_what_stays
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS
from actions.order_talk.naming import means_all_of, speaks_of_one
from actions.order_talk.own_words import is_question
from bot.agent import DeskbellAgent
from bot.clauses import clauses, end_of_purchase, is_correction_of_number
from bot.ear import WISHES, Ear
from bot.hearing import heard_in_context
from bot.hearing.for_team import expects_message
from bot.hearing.guesses import ABOUT_AN_ORDER, before_an_order
from bot.hearing.one_answer import one_answer
from bot.hearing.own_return import asked_of_own_return
from bot.hearing.parses import (
    DETAILS,
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    has_open_order,
    intent_of,
    text_of,
    value_of,
    with_intent,
)
from bot.hearing.person_wanted import could_want_person, person_wanted, settles_it
from bot.hearing.several_orders import both_of_them
from bot.hearing.shown_proof import ABOUT_A_CHANGE, Shown, shown_proof, without_what_was_wrong
from bot.parts_of_message import is_in_own_words, parts_of
from bot.second_thoughts import after_second_thoughts
from bot.two_matters import are_two

_WITHOUT_A_MATTER = frozenset({"acknowledge", "greet", "say_thanks"})
_MOST_CLAUSES = 8
_FEWEST_CLAUSES = 2
_EITHER_OR = re.compile(r"\bor\b", re.IGNORECASE)
""" "A refund or a person": there each is wished for."""


async def matters_in(
    agent: DeskbellAgent,
    text: str,
    today: date,
    tracker: DialogueStateTracker,
    *,
    is_vouched_for: bool = False,
) -> list[Parse]:
    """In the order in which they were said; the first as it is meant where the dialogue stands."""
    ear = Ear(agent, tracker, today, is_vouched_for=is_vouched_for)
    if expects_message(tracker):
        return [heard_in_context(await ear.hear(text), tracker, today)]
    if each := of_all_listed(await ear.hear(text), tracker):
        return each
    if (page := await _page_written_out(agent, ear, text, today, tracker)) is not None:
        return [page]
    words = text if is_in_own_words(tracker) else without_what_was_wrong(text)
    shown = shown_proof(words, tracker, is_vouched_for=is_vouched_for)
    words = words if shown is None else shown.words
    bought, words = await _purchase(ear, words, tracker)
    whole = await ear.hear(words)
    is_one = bool(one_answer(whole, tracker) or asked_of_own_return(whole, tracker))
    parts = [] if is_one else await parts_of(ear, words, tracker)
    whole = _with_purchase(bought, parts or [{**await ear.hear(words), "text": words if bought else text}])
    whole = [one for part in whole for one in both_of_them(part, tracker)]
    each = with_proof_first([one for part in whole for one in of_each_order(part, tracker)])
    thought = after_second_thoughts(each, text, tracker)
    is_done_anew = len(thought) > len(each) and intent_of(thought[0]) == Matter.UNDO
    first, *others = with_number_first(thought, tracker, is_vouched_for=is_vouched_for)
    if shown is not None:
        first, *others = [*_with_postcode(ear, first, shown, tracker), *others]
    is_heard = is_done_anew or (bool(parts) and not ear.is_in_talk)
    heard = first if is_heard else heard_in_context(first, tracker, today)
    if person := await _person_wanted(ear, text, [heard, *others], tracker):
        return [person]
    return [heard if is_vouched_for else before_an_order(heard, tracker), *others]


async def _page_written_out(
    agent: DeskbellAgent, ear: Ear, text: str, today: date, tracker: DialogueStateTracker
) -> Parse | None:
    """What stands in a help page word for word asks for that page, where no question is open.

    A wish about an order that is heard surely is done: pages have the words for these, too.
    """
    page = agent.pages.page_of(text, today)
    if page is None or tracker.active_loop_name is not None:
        return None
    heard = heard_in_context(await ear.hear(text), tracker, today)
    if intent_of(heard) in ABOUT_AN_ORDER and confidence_of(heard) >= SURE_ENOUGH:
        return None
    entry = {"entity": "faq_entry", "value": page.slug}
    return {**with_intent(heard, "ask_question"), "entities": [entry]}


async def _person_wanted(
    ear: Ear, text: str, heard: list[Parse], tracker: DialogueStateTracker
) -> Parse | None:
    """Unless one of the matters is that already, or somebody is on the way."""
    is_settled = tracker.get_slot("waits_for_person") or any(settles_it(one) for one in heard)
    said = [one for _, clause in clauses(text) for one in _EITHER_OR.split(clause) if one.strip()]
    if is_settled or len(said) < _FEWEST_CLAUSES or not could_want_person(text):
        return None
    each = [await ear.hear(clause) for clause in said[:_MOST_CLAUSES]]
    return person_wanted({**heard[0], "text": text}, each, is_in_own_words=is_in_own_words(tracker))


def of_all_listed(parsed: Parse, tracker: DialogueStateTracker) -> list[Parse]:
    """ "Both", where it was asked which of some orders is meant: the same wish of each of them."""
    listed, matter = tracker.get_slot("listed_orders") or (), tracker.get_slot("order_matter")
    is_asked = tracker.get_slot("requested_slot") == "order_number" and matter in set(Matter)
    if not is_asked or len(listed) < 2 or not means_all_of(text_of(parsed), len(listed)):
        return []
    each = [{"entity": "order_number", "value": one["number"], "start": 0, "end": 0} for one in listed]
    first, *others = [{**with_intent(parsed, matter), "entities": [one]} for one in each]
    return [with_intent(first, DETAILS), *others]


def of_each_order(parsed: Parse, tracker: DialogueStateTracker) -> list[Parse]:
    """ "Where are 10030, 10011 and 10042": the same wish of each. A proof goes with the first.

    "Cancel 10057 but keep 10042" is no wish about the second.
    """
    parsed = _of_no_order_that_stays(parsed)
    named = [one for one in parsed["entities"] if one["entity"] == "order_number"]
    numbers = dict.fromkeys(one["value"] for one in named)
    is_in_a_change = tracker.get_slot("requested_slot") in ABOUT_A_CHANGE
    is_asked = intent_of(parsed) in {"ask_question", *UNHEARD}
    if len(numbers) < 2 or is_in_a_change or is_asked or is_correction_of_number(parsed["text"], named):
        return [parsed]
    rest = [one for one in parsed["entities"] if one["entity"] != "order_number"]
    each = [next(one for one in named if one["value"] == number) for number in numbers]
    return [{**parsed, "entities": [one, *(rest if one is each[0] else [])]} for one in each]


def _of_no_order_that_stays(parsed: Parse) -> Parse:
    wished = without_what_stays(parsed["text"])
    numbers = [one for one in parsed["entities"] if one["entity"] == "order_number" and "end" in one]
    stay = [one for one in numbers if not wished[one["start"] : one["end"]].strip()]
    if len(stay) == len(numbers):
        return parsed
    return {**parsed, "entities": [one for one in parsed["entities"] if one not in stay]}


def _with_postcode(ear: Ear, first: Parse, shown: Shown, tracker: DialogueStateTracker) -> list[Parse]:
    """What is said beside nothing else is the answer to a question for it, and beside another matter, too."""
    code = shown.postcode
    entity = {"entity": code.entity, "value": code.value, "start": code.start, "end": code.end}
    numbers = [one for one in first["entities"] if not code.start <= one.get("start", -1) < code.end]
    first = {**first, "entities": [*numbers, entity]}
    is_alone = re.search(r"[^\W\d_]{2,}", shown.words) is None
    if is_alone or intent_of(first) in _WITHOUT_A_MATTER:
        return [with_intent(first, DETAILS)]
    rest = {**first, "text": shown.words.strip(" ,;.-"), "entities": numbers}
    is_of_another = intent_of(rest) not in {tracker.get_slot("order_matter"), Matter.STATUS}
    is_asked_for = tracker.get_slot("requested_slot") == "email"
    answer = {**with_intent(first, DETAILS), "entities": [entity]}
    if is_asked_for and is_of_another and are_two(ear.wish(answer), ear.wish(rest), is_answering=True):
        return [answer, rest]
    return [first]


def with_proof_first(parts: list[Parse]) -> list[Parse]:
    """ "Cancel 10052, me@example.com, and send the invoice": what proves it goes with the first matter."""
    first, *others = parts
    proofs = [one for other in others for one in other["entities"] if one["entity"] == "email"]
    if not proofs or has(first, "email"):
        return parts
    without = [
        {**other, "entities": [one for one in other["entities"] if one not in proofs]} for other in others
    ]
    return [{**first, "entities": [*first["entities"], proofs[0]]}, *without]


def with_number_first(
    parts: list[Parse], tracker: DialogueStateTracker, *, is_vouched_for: bool = False
) -> list[Parse]:
    """ "The boot has a crack, and where is the invoice? 10033": the one number that is named is the
    order of all of it, where none is talked about yet.

    Whom the shop knows may ask a question about another order's items first: these tell which.
    """
    first, *others = parts
    is_asked = intent_of(first) in set(Matter) and Matter(intent_of(first)).is_question
    if is_vouched_for and is_asked and first.get(MENTIONS):
        return parts
    numbers = {value_of(one, "order_number") for one in others if has(one, "order_number")}
    is_talked_about = has_open_order(tracker) or tracker.active_loop_name is not None
    is_of_order = intent_of(first) in WISHES and not has(first, "order_number")
    if len(numbers) != 1 or is_talked_about or not is_of_order or speaks_of_one(first["text"]):
        return parts
    named = next(one for other in others for one in other["entities"] if one["entity"] == "order_number")
    return [{**first, "entities": [*first["entities"], named]}, *others]


async def _purchase(ear: Ear, text: str, tracker: DialogueStateTracker) -> tuple[Parse | None, str]:
    """ "I ordered boots (10058). Please take them off": what was bought, and the wish behind spaces."""
    at = 0 if tracker.get_slot("requested_slot") in ABOUT_A_CHANGE else end_of_purchase(text)
    wish = await ear.hear(text[at:]) if at else None
    if wish is not None and intent_of(wish) not in WISHES:
        wish = await ear.part(text[at:])
    if wish is None or intent_of(wish) not in WISHES:
        return None, text
    if confidence_of(wish) < SURE_ENOUGH and not is_question(text[at:]):
        return None, text
    return await ear.hear(text[:at]), " " * at + text[at:]


def _with_purchase(bought: Parse | None, parts: list[Parse]) -> list[Parse]:
    """The number that stands with what was bought is the wish's; and so are the items, if it names none."""
    if bought is None:
        return parts
    first, *others = parts
    details = first["entities"] if has(first, "order_number") else [*bought["entities"], *first["entities"]]
    return [{**first, "entities": details, MENTIONS: first[MENTIONS] or bought[MENTIONS]}, *others]
