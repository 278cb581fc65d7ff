"""What a typed message is heard as: mostly one matter, sometimes two (`bot/two_matters.py`)."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice, permutations

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.learned_guesses import guesses_of
from actions.order_talk.addresses import is_mere_address
from actions.order_talk.close_wishes import EITHER
from actions.order_talk.items_named import says_what_stays, without_what_stays
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions, named_before
from actions.order_talk.naming import speaks_of_age, speaks_of_one
from actions.order_talk.own_words import could_answer, is_question
from actions.order_talk.wanted import IN_EXCHANGE
from bot.agent import DeskbellAgent
from bot.hearing import heard_in_context
from bot.hearing.choices import is_undo_offered
from bot.hearing.details import with_order_unnamed
from bot.hearing.for_team import expects_message
from bot.hearing.guesses import ABOUT_AN_ORDER, before_an_order, called_back, merely_asked, of_ones_own
from bot.hearing.parses import (
    DETAILS,
    SURE_ENOUGH,
    SURE_OF_ANOTHER,
    Parse,
    confidence_of,
    has,
    has_open_order,
    intent_of,
    text_of,
    value_of,
    with_intent,
    with_mentions_apart,
)
from bot.hearing.person_wanted import could_want_person, person_wanted, settles_it
from bot.hearing.plain_questions import asks_whether_done
from bot.hearing.shown_proof import ABOUT_A_CHANGE, Shown, shown_proof, without_what_was_wrong
from bot.letting_go import calls_off, denies
from bot.two_matters import (
    Wish,
    are_two,
    clauses,
    end_of_purchase,
    halves,
    is_correction_of_mind,
    is_correction_of_number,
    is_put_right,
    is_same_of_another,
    is_same_talk,
    is_second_likely,
    is_wish_after_small_talk,
    is_wish_instead,
    names_a_thing,
    says_why,
)

_IN_OWN_WORDS = "change_detail"
_MOST_BORDERS = 8
"""Where a message may be cut; each costs a look at both of its sides."""

_FEWEST_CLAUSES = 2

_YES_BUT = re.compile(r"^\W*(?:(?:yes|yeah|ok|okay|sure|well|fine|no|hm+)\W+)*but\W+", re.IGNORECASE)
_WORDS = {"entity": "change_detail", "value": "", "start": 0, "end": 0}
"""Stands for the customer's own words until they are heard where the dialogue stands."""

_WISHES = frozenset(Matter) | {"ask_to_be_told", "cancel_notices", "ask_for_another_order"}


async def matters_in(
    agent: DeskbellAgent,
    text: str,
    today: date,
    tracker: DialogueStateTracker,
    *,
    is_vouched_for: bool = False,
) -> list[Parse]:
    """In the order in which they were said; the first as it is meant where the dialogue stands."""
    ear = _Ear(agent, tracker)
    if expects_message(tracker):
        return [heard_in_context(await ear.hear(text), tracker, today)]
    if (page := await _page_written_out(agent, ear, text, today, tracker)) is not None:
        return [page]
    words = text if _is_in_own_words(tracker) else without_what_was_wrong(text)
    shown = shown_proof(words, tracker, is_vouched_for=is_vouched_for)
    words = words if shown is None else shown.words
    bought, words = await _purchase(ear, words, tracker)
    parts = await _put_right(ear, words, tracker) or await _parts(ear, words, tracker)
    whole = _with_purchase(bought, parts or [{**await ear.hear(words), "text": words if bought else text}])
    each = with_proof_first([one for part in whole for one in of_each_order(part, tracker)])
    first, *others = with_number_first(each, tracker)
    if shown is not None:
        first, *others = [*_with_postcode(first, shown, tracker), *others]
    heard = heard_in_context(first, tracker, today)
    if person := await _person_wanted(ear, text, [heard, *others], tracker):
        return [person]
    return [heard if is_vouched_for else before_an_order(heard, tracker), *others]


async def _page_written_out(
    agent: DeskbellAgent, ear: _Ear, text: str, today: date, tracker: DialogueStateTracker
) -> Parse | None:
    """What stands in a help page word for word asks for that page, where no question is open.

    A wish about an order that is heard surely is done: pages have the words for these, too.
    """
    page = agent.page_lines.page_of(text, today)
    if page is None or tracker.active_loop_name is not None:
        return None
    heard = heard_in_context(await ear.hear(text), tracker, today)
    if intent_of(heard) in ABOUT_AN_ORDER and confidence_of(heard) >= SURE_ENOUGH:
        return None
    entry = {"entity": "faq_entry", "value": page.slug}
    return {**with_intent(heard, "ask_question"), "entities": [entry]}


async def _person_wanted(
    ear: _Ear, text: str, heard: list[Parse], tracker: DialogueStateTracker
) -> Parse | None:
    """Unless one of the matters is that already, or somebody is on the way."""
    is_settled = tracker.get_slot("waits_for_person") or any(settles_it(one) for one in heard)
    said = [clause for _, clause in clauses(text) if clause.strip()]
    if is_settled or len(said) < _FEWEST_CLAUSES or not could_want_person(text):
        return None
    each = [await ear.hear(clause) for clause in said[:_MOST_BORDERS]]
    return person_wanted({**heard[0], "text": text}, each, is_in_own_words=_is_in_own_words(tracker))


def of_each_order(parsed: Parse, tracker: DialogueStateTracker) -> list[Parse]:
    """ "Where are 10030, 10011 and 10042": the same wish of each. A proof goes with the first.

    "Cancel 10057 but keep 10042" is no wish about the second.
    """
    parsed = _of_no_order_that_stays(parsed)
    named = [one for one in parsed["entities"] if one["entity"] == "order_number"]
    numbers = dict.fromkeys(one["value"] for one in named)
    is_in_a_change = tracker.get_slot("requested_slot") in ABOUT_A_CHANGE
    if len(numbers) < 2 or is_in_a_change or is_correction_of_number(parsed["text"], named):
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


def _with_postcode(first: Parse, shown: Shown, tracker: DialogueStateTracker) -> list[Parse]:
    """What is said beside nothing else is the answer to a question for it, and beside another matter, too."""
    code = shown.postcode
    entity = {"entity": code.entity, "value": code.value, "start": code.start, "end": code.end}
    numbers = [one for one in first["entities"] if not code.start <= one.get("start", -1) < code.end]
    first = {**first, "entities": [*numbers, entity]}
    if not re.search(r"[^\W\d_]{2,}", shown.words):
        return [with_intent(first, DETAILS)]
    rest = {**first, "text": shown.words.strip(" ,;.-"), "entities": numbers}
    is_of_another = intent_of(rest) not in {tracker.get_slot("order_matter"), Matter.STATUS}
    is_asked_for = tracker.get_slot("requested_slot") == "email"
    answer = {**with_intent(first, DETAILS), "entities": [entity]}
    if is_asked_for and is_of_another and are_two(_wish(answer), _wish(rest), is_answering=True):
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


def with_number_first(parts: list[Parse], tracker: DialogueStateTracker) -> list[Parse]:
    """ "The boot has a crack, and where is the invoice? 10033": the one number that is named is the
    order of all of it, where none is talked about yet."""
    first, *others = parts
    numbers = {value_of(one, "order_number") for one in others if has(one, "order_number")}
    is_talked_about = has_open_order(tracker) or tracker.active_loop_name is not None
    is_of_order = intent_of(first) in _WISHES and not has(first, "order_number")
    if len(numbers) != 1 or is_talked_about or not is_of_order or speaks_of_one(first["text"]):
        return parts
    named = next(one for other in others for one in other["entities"] if one["entity"] == "order_number")
    return [{**first, "entities": [*first["entities"], named]}, *others]


def _is_in_own_words(tracker: DialogueStateTracker) -> bool:
    return bool(tracker.get_slot("requested_slot") == _IN_OWN_WORDS)


def _is_answer_and_question(left: str, right: str, tracker: DialogueStateTracker) -> bool:
    """Two questions answer nothing, and are answered together."""
    is_asked = is_question(left) and not could_answer(tracker.get_slot("change") or {}, left)
    return is_question(right) and not is_asked


def _is_nothing_open(tracker: DialogueStateTracker) -> bool:
    """Whether no change is there that a no could be meant for."""
    waits = any("change" in one for one in tracker.get_slot("set_aside") or ())
    return not waits and tracker.get_slot("requested_slot") in {"email", "order_number"}


async def _purchase(ear: _Ear, text: str, tracker: DialogueStateTracker) -> tuple[Parse | None, str]:
    """ "I ordered boots (10058). Please take them off": what was bought, and the wish behind spaces."""
    at = 0 if tracker.get_slot("requested_slot") in ABOUT_A_CHANGE else end_of_purchase(text)
    wish = await ear.hear(text[at:]) if at else None
    if wish is None or intent_of(wish) not in _WISHES:
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


async def _put_right(ear: _Ear, text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """ "It's not damaged, it's the wrong one": what it is not drowns what it is.

    Inside a report only, and where another report is left.
    """
    change = tracker.get_slot("change") or {}
    if change.get("matter") not in REPORTS:
        return []
    for cut in islice(halves(text), _MOST_BORDERS):
        for denied, said in permutations(cut):
            if not denies(denied):
                continue
            heard = await ear.hear(said)
            if intent_of(heard) in REPORTS - {change["matter"]} and confidence_of(heard) >= SURE_ENOUGH:
                return [{**with_intent(heard, intent_of(heard)), "text": text}]
    return []


async def _parts(
    ear: _Ear, text: str, tracker: DialogueStateTracker, borders: int = _MOST_BORDERS
) -> list[Parse]:
    """Empty when the message is one matter, or answers in the customer's own words."""
    is_in_own_words = _is_in_own_words(tracker)
    is_answering = tracker.active_loop_name is not None
    likely: list[Parse] = []
    for at, (left, right) in enumerate(islice(halves(text), borders), start=1):
        if (
            is_put_right(left, right)
            or is_correction_of_mind(right)
            or asks_whether_done(right)
            or calls_off(tracker.get_slot("change"), right)
            or is_mere_address(right)
            or (is_in_own_words and not _is_answer_and_question(left, right, tracker))
        ):
            continue
        first, second = await ear.hear(left), await ear.hear(right)
        matter, wish = tracker.get_slot("order_matter"), _wish(second)
        if is_answering and (says_why(matter, wish, right) or names_a_thing(wish, right)):
            continue
        if is_answering and is_same_talk(tracker.get_slot("change"), wish):
            continue
        is_instead = is_wish_instead(left, _wish(first), _wish(second)) and _is_nothing_open(tracker)
        if is_instead or is_wish_after_small_talk(_wish(first), _wish(second)):
            return await _parts(ear, right, tracker, borders - at) or [second]
        if is_in_own_words:
            first = {
                **first,
                "intent": {"name": "give_order_details", "confidence": 1.0},
                "entities": [_WORDS],
            }
        if is_same_of_another(_wish(first), _wish(second)) and not says_what_stays(right):
            return [first, {**second, "intent": first["intent"]}]
        if are_two(_wish(first), _wish(second), is_answering=is_answering):
            more = await _parts(ear, right, tracker, borders - at)
            return [first, *(more or [second])]
        are_asked = not (likely or is_answering) and is_question(left) and is_question(right)
        if are_asked and is_second_likely(_wish(first), _wish(second)):
            likely = [first, _to_be_asked(second)]
    return likely


def _to_be_asked(second: Parse) -> Parse:
    """A question is searched for in the pages; whether another wish is meant is asked first."""
    if intent_of(second) == "ask_question":
        return second
    return {**with_intent(second, "nlu_fallback"), EITHER: [intent_of(second)]}


class _Ear:
    """Hears the parts of one message; Rasa is asked about the same words only once."""

    def __init__(self, agent: DeskbellAgent, tracker: DialogueStateTracker) -> None:
        self._agent = agent
        self._tracker = tracker
        self._parses: dict[str, Parse] = {}

    async def hear(self, text: str) -> Parse:
        """ "Yes, but where is it now?" asks where it is, and says no yes."""
        is_answering = self._tracker.active_loop_name is not None
        is_in_talk = is_answering or is_undo_offered(self._tracker)
        words = _YES_BUT.sub(_gap, text) if is_answering and is_question(text) else text
        heard = merely_asked(await self._understood(words), is_in_talk=is_in_talk)
        return {**(heard if is_answering else called_back(heard)), "text": text}

    async def _understood(self, text: str) -> Parse:
        """A number drowns the wish beside it, so it is heard with "my order" in its place, too."""
        heard = await self._parsed(text)
        is_one_of_several = bool(self._tracker.get_slot("listed_orders")) or speaks_of_age(text)
        plainer = with_order_unnamed(heard, is_listed=is_one_of_several)
        if plainer is None:
            return heard
        wish = await self._parsed(plainer)
        sure = SURE_ENOUGH if self._tracker.active_loop_name is None else SURE_OF_ANOTHER
        is_wish = intent_of(wish) in _WISHES and confidence_of(wish) >= sure
        if not is_wish or (intent_of(heard) in _WISHES and confidence_of(heard) >= confidence_of(wish)):
            return heard
        return {**heard, "intent": wish["intent"]}

    async def _parsed(self, text: str) -> Parse:
        if text not in self._parses:
            message = UserMessage(text=text, sender_id=self._tracker.sender_id)
            parsed = of_ones_own(await self._agent.processor.parse_message(message, self._tracker))
            self._parses[text] = with_mentions_apart(_with_places_of(text, parsed))
        return self._parses[text]


def _gap(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _with_places_of(text: str, parsed: Parse) -> Parse:
    """Rasa strips a text (`channel.py:63`), and counts places from there."""
    before = len(text) - len(text.lstrip())
    entities = [
        {**one, "start": one["start"] + before, "end": one["end"] + before} for one in parsed["entities"]
    ]
    return {**parsed, "entities": entities}


def _wish(parsed: Parse) -> Wish:
    number, pages = value_of(parsed, "order_number"), guesses_of(parsed).pages
    items = Mentions.of(parsed.get(MENTIONS)).items
    if intent_of(parsed) == Matter.EXCHANGE:  # what goes back, and not what shall come for it
        items = tuple(named_before(parsed.get(MENTIONS), text_of(parsed), IN_EXCHANGE))
    page = max(pages, key=pages.__getitem__, default=None) if intent_of(parsed) == "ask_question" else None
    return Wish(
        intent_of(parsed),
        confidence_of(parsed),
        number,
        bool(parsed["entities"]),
        page,
        pages[page] if page is not None else 0.0,
        frozenset(() if says_what_stays(text_of(parsed)) else items),
    )
