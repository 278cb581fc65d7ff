"""What a typed message means where it stands: after the bot's last words, inside an open question.

The NLU hears a sentence alone. Here a typed "yes", or a label typed out, becomes the choice that it names; a
lone number becomes the answer to the question for one; "tell me more" becomes what it is more of; and a guess
that would reach far is made no longer, unless words of its kind carry it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from actions.order_talk.naming import Listed, named_order
from bot.collecting_channel import choice_of
from bot.nlu.clear_words import says_so, says_yes, speaks_of_an_order, wants_quiet
from bot.nlu.order_details import Detail, find_awaited_number, find_code, find_postcode, plain
from bot.nlu.plain_wishes import A_NO, asks_for_more, plain_wish
from bot.nlu.plain_words import plain_words
from bot.response_variations import TOLD_SLOT

_DETAILS = "give_order_details"
_FEWEST_WORDS = 3  # "my order is" says no more than a number does

ANSWERS, YES = "answers", "yes"
"""A button `{"answers": "yes"}` is the one that a yes to the question above it means."""

_NO_MATCH = "no match"
"""What was told when number and proof did not fit (`actions/order_actions.py`)."""

_OPENED = ("order ", "promised ", "no promise ")
"""What is told only of an order whose proof fitted."""

_NOT_BY_A_YES = frozenset({"cancel_notices", "decline_human", "never_mind", "start_over"})
"""Choices that take something away. No question asks for them, so a yes does not mean them."""

_FAR_REACHING = frozenset(
    {"acknowledge", "ask_for_human", "ask_to_be_left_alone", "say_goodbye", "say_thanks", "start_over"}
)
"""Intents that change who has the floor, throw away what was said, or are answered with silence."""

_LEAVES_THE_QUESTION = frozenset(
    {"ask_for_human", "ask_to_be_left_alone", "never_mind", "say_goodbye", "say_no", "start_over"}
)
_SIDE_QUESTIONS = frozenset(
    {"ask_question", "ask_order_status", "ask_when_it_arrives", "ask_where_refund_is"}
)

SURE_ENOUGH = 0.65
"""How sure the classifier must be before a guess may reach that far."""

SURE_OF_AN_ORDER = 0.7
"""The same for a wish about an order in words that speak of none."""

_UNHEARD = frozenset({"nlu_fallback", "say_something_unclear"})

_HAS_IT_NOT = re.compile(
    r"(?:but |no |and )*(?:i|we) (?:still )?(?:do not|have not|did not|never|has not)"
    r" (?:have|had|got|get|received?|gotten) (?:it|them|mine|anything|that)(?: yet| here| though)*"
)

SURE_OF_ANOTHER = 0.9
"""The same while a question about one matter is open, for words that name no other."""

_NAMES_IT = re.compile(
    r"\b(?:orders?|parcels?|packages?|refund\w*|invoice|receipt|return\w*|cancel\w*|deliver\w*|exchange\w*|paid|late)\b",
    re.IGNORECASE,
)
_ABOUT_AN_ORDER = frozenset(Matter) | {"ask_about_delivery_options"}
_NO_QUESTIONS = frozenset({"complain", "praise"})

_ORDER_DETAIL = re.compile(r"\b(?:number|nr|mails?|e-?mails?|address|confirmation|both|order|ordered)\b")
_A_QUESTION = re.compile(r"\?|^(?:where|what|which|how|why|who|when|is|do|does|can)\b")
_LONGEST_NAMING = 8


def heard_in_context(parsed: Mapping[str, Any], tracker: DialogueStateTracker, today: date) -> dict[str, Any]:
    """The parse of a typed message, as the dialogue should take it."""
    heard = (
        _named_choice(parsed, tracker)
        or _awaited_number(parsed, tracker)
        or _order_of_the_list(parsed, tracker, today)
        or _awaited_postcode(parsed, tracker)
        or _awaited_code(parsed, tracker)
        or _plain_wish(parsed)
        or _awaited_words(parsed, tracker)
        or _no_at_a_yes_or_no(parsed, tracker)
        or _more_of_the_same(parsed, tracker)
        or _what_was_different(parsed, tracker)
        or _misses_it(parsed, tracker)
        or _without_wild_guess(parsed, tracker)
        or _without_details(parsed, tracker)
        or _bare_details(parsed)
        or dict(parsed)
    )
    # A form would take a number beside such a wish for its answer, and go on.
    return {**heard, "entities": []} if heard["intent"].get("name") in _LEAVES_THE_QUESTION else heard


def _bare_details(parsed: Mapping[str, Any]) -> dict[str, Any] | None:
    """ "10042x", "10042 pls": next to nothing beside the details."""
    is_unheard = parsed["intent"].get("name") in _UNHEARD and parsed["entities"]
    return _with_intent(parsed, _DETAILS, 1.0) if is_unheard and _rest(parsed) is None else None


def _named_choice(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """ "Yes" names the choice that the question was about, else the only one, unless a form asks its own."""
    buttons = _latest_buttons(tracker)
    text = str(parsed.get("text", ""))
    named = [button for button in buttons if _bare(button["title"]) == _bare(text)]
    if not named and says_yes(text):
        named = [button for button in buttons if button.get(ANSWERS) == YES]
        is_only = len(buttons) == 1 and tracker.active_loop_name is None
        if not named and is_only and choice_of(buttons[0]).meaning.intent not in _NOT_BY_A_YES:
            named = buttons
    if not named:
        return None
    meaning = choice_of(named[0]).meaning
    entities = [{"entity": name, "value": value} for name, value in meaning.entities.items()]
    return {**_with_intent(parsed, meaning.intent, 1.0), "entities": entities}


def _awaited_number(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    if tracker.get_slot("requested_slot") != "order_number" or parsed["entities"]:
        return None
    return _with_detail(parsed, find_awaited_number(plain(str(parsed.get("text", "")))))


def words_beside_details(parsed: Mapping[str, Any]) -> str | None:
    """What is left of a message that was taken for details only; None when that is next to nothing."""
    if parsed["intent"].get("name") != _DETAILS or not parsed["entities"]:
        return None
    return _rest(parsed)


def _rest(parsed: Mapping[str, Any]) -> str | None:
    text = str(parsed.get("text", ""))
    for entity in sorted(parsed["entities"], key=lambda found: found["start"], reverse=True):
        text = f"{text[: entity['start']]} {text[entity['end'] :]}"
    words = re.findall(r"[^\W\d_]{2,}", text)
    return " ".join(text.split()) if len(words) >= _FEWEST_WORDS else None


def is_a_wish(parsed: Mapping[str, Any]) -> bool:
    """Whether that is said clearly, and is more than details."""
    intent = parsed["intent"]
    is_sure = intent.get("confidence", 0.0) >= SURE_ENOUGH
    return is_sure and intent.get("name") not in {_DETAILS, "nlu_fallback", "acknowledge"}


def _order_of_the_list(
    parsed: Mapping[str, Any], tracker: DialogueStateTracker, today: date
) -> dict[str, Any] | None:
    """ "The second one", "the blue shoes": of the orders that were just shown."""
    listed = tracker.get_slot("listed_orders")
    if not listed or _has(parsed, "order_number") or not _chooses(parsed, tracker):
        return None
    orders = [
        Listed(one["number"], date.fromisoformat(one["placed_on"]), tuple(one["items"])) for one in listed
    ]
    text = str(parsed.get("text", ""))
    meant = named_order(text, orders, today)
    return _with_detail(parsed, meant and Detail("order_number", meant.number, 0, len(text)))


def _chooses(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    is_asked = tracker.get_slot("requested_slot") == "order_number"
    return is_asked or parsed["intent"].get("name") == "choose_from_list"


def _awaited_postcode(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """The e-mail is asked for; the postcode proves an order as well."""
    if tracker.get_slot("requested_slot") != "email" or _has(parsed, "email"):
        return None
    return _with_detail(parsed, find_postcode(plain(str(parsed.get("text", "")))))


def _awaited_code(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """Digits in answer to the question for a code are never the number of an order."""
    asked = tracker.get_slot("requested_slot")
    if asked not in {"one_time_code", "is_confirmed"}:
        return None
    text = plain(str(parsed.get("text", "")))
    if asked == "one_time_code" and (code := find_code(text)):
        return _with_detail(parsed, code)
    if not _has(parsed, "order_number") or re.search(r"\border", text, re.IGNORECASE):
        return None
    is_mistyped = asked == "one_time_code" or not re.search(r"[^\W\d_]{2,}", text)
    return {**_with_intent(parsed, "nlu_fallback", 1.0), "entities": []} if is_mistyped else None


def _awaited_words(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """The question was for the customer's own words: an address, a reason, what is broken."""
    if tracker.get_slot("requested_slot") != "change_detail":
        return None
    intent, text = parsed["intent"], str(parsed.get("text", ""))
    is_sure = intent.get("confidence", 0.0) >= SURE_ENOUGH
    if (is_sure and intent.get("name") in _LEAVES_THE_QUESTION) or _is_side_question(intent, text):
        return None
    words = Detail("change_detail", text, 0, len(text))
    return _with_detail({**parsed, "entities": []}, words)


def _is_side_question(intent: Mapping[str, Any], text: str) -> bool:
    return intent.get("name") in _SIDE_QUESTIONS and text.rstrip().endswith("?")


def _no_at_a_yes_or_no(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """ "Don't cancel it" in answer to "Shall I cancel it?": a no changes nothing, a yes has to be said."""
    text = str(parsed.get("text", ""))
    if tracker.get_slot("requested_slot") != "is_confirmed" or text.rstrip().endswith("?"):
        return None
    is_left = parsed["intent"].get("name") in _LEAVES_THE_QUESTION
    if is_left or re.search(A_NO, plain_words(text)) is None:
        return None
    return {**_with_intent(parsed, "say_no", 1.0), "entities": []}


def _with_detail(parsed: Mapping[str, Any], detail: Detail | None) -> dict[str, Any] | None:
    if detail is None:
        return None
    entity = {"entity": detail.entity, "value": detail.value, "start": detail.start, "end": detail.end}
    kept = [other for other in parsed["entities"] if not _is_part_of(other, detail)]
    return {**_with_intent(parsed, _DETAILS, 1.0), "entities": [*kept, entity]}


def _is_part_of(other: Mapping[str, Any], detail: Detail) -> bool:
    """The same digits, taken for something else by who knew no question."""
    return other["entity"] == detail.entity or detail.start <= other.get("start", -1) < detail.end


def _has(parsed: Mapping[str, Any], entity: str) -> bool:
    return any(found["entity"] == entity for found in parsed["entities"])


def _plain_wish(parsed: Mapping[str, Any]) -> dict[str, Any] | None:
    text = str(parsed.get("text", ""))
    wish = plain_wish(text) or ("ask_to_be_left_alone" if wants_quiet(text) else None)
    return _with_intent(parsed, wish, 1.0) if wish else None


def _more_of_the_same(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """The answer told last is asked for again, and so comes in other words."""
    topic = (_topics(tracker) or [""])[-1]
    if tracker.active_loop_name or not asks_for_more(str(parsed.get("text", ""))):
        return None
    if topic.startswith("faq "):
        entry = {"entity": "faq_entry", "value": topic.removeprefix("faq ")}
        return {**_with_intent(parsed, "ask_question", 1.0), "entities": [entry]}
    return _with_intent(parsed, "ask_order_status", 1.0) if topic.startswith(_OPENED) else None


def _what_was_different(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """ "The number", "the e-mail": the answer to which of them was wrong. It is asked for anew."""
    words = plain_words(str(parsed.get("text", "")))
    if not had_no_match(tracker) or parsed["entities"]:
        return None
    if len(words.split()) > _LONGEST_NAMING or _A_QUESTION.search(words) or not _ORDER_DETAIL.search(words):
        return None
    return _with_intent(parsed, "ask_for_another_order", 1.0)


def _misses_it(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """ "I don't have it", of the order that was just told."""
    is_told = (_topics(tracker) or [""])[-1].startswith(_OPENED)
    words = plain_words(str(parsed.get("text", ""))).rstrip(".! ")
    if not is_told or tracker.active_loop_name or not _HAS_IT_NOT.fullmatch(words):
        return None
    return _with_intent(parsed, Matter.MISSING.value, 1.0)


def _without_wild_guess(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    intent = parsed["intent"]
    name = intent.get("name") or ""
    text = str(parsed.get("text", ""))
    if name == "say_no" and tracker.get_slot("requested_slot") == "is_confirmed":
        return None  # "keep it": whatever is taken for a no changes nothing
    is_other_matter = name in _ABOUT_AN_ORDER and bool(tracker.get_slot("requested_slot"))
    if is_other_matter and intent.get("confidence", 0.0) < SURE_OF_ANOTHER and not _NAMES_IT.search(text):
        return _with_intent(parsed, "nlu_fallback", 1.0)  # "what's that for?" is about the open question
    if name in _UNHEARD | {"choose_from_list"} and says_so("say_no", text):
        return _with_intent(parsed, "say_no", 1.0)
    if is_wild(name, intent.get("confidence", 0.0), text) or not says_so(name, text):
        return _with_intent(parsed, "give_order_details" if parsed["entities"] else "nlu_fallback", 1.0)
    return None


def is_wild(intent: str, confidence: float, text: str) -> bool:
    """Whether a guess reaches further than it is sure; a wish about an order is surer where it names one."""
    if intent in _FAR_REACHING:
        return confidence < SURE_ENOUGH
    if intent == "choose_from_list":
        return True  # what can be chosen from was looked at before
    if intent in _NO_QUESTIONS and text.rstrip().endswith("?"):
        return True
    is_about_order = intent in _ABOUT_AN_ORDER and not speaks_of_an_order(text)
    return is_about_order and confidence < SURE_OF_AN_ORDER


def _without_details(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """Outside of a form, details that the text does not even speak of are a wild guess, too."""
    is_guess = parsed["intent"].get("name") == "give_order_details" and not parsed["entities"]
    if (
        not is_guess
        or tracker.active_loop_name
        or _ORDER_DETAIL.search(plain_words(str(parsed.get("text", ""))))
    ):
        return None
    return _with_intent(parsed, "nlu_fallback", 1.0)


def _with_intent(parsed: Mapping[str, Any], name: str, confidence: float) -> dict[str, Any]:
    intent = {"name": name, "confidence": confidence}
    return {**parsed, "intent": intent, "intent_ranking": [intent]}


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?.! ")


def had_no_match(tracker: DialogueStateTracker) -> bool:
    """Whether number and proof did not fit, and no order was opened since."""
    looked_up = [topic for topic in _topics(tracker) if topic.startswith((_NO_MATCH, *_OPENED))]
    return bool(looked_up) and looked_up[-1].startswith(_NO_MATCH)


def _topics(tracker: DialogueStateTracker) -> list[str]:
    """What actions told, the latest last (`actions/told.py`)."""
    return [topic for topic in tracker.get_slot(TOLD_SLOT) or {} if not topic.startswith("utter_")]


def _latest_buttons(tracker: DialogueStateTracker) -> list[dict[str, str]]:
    """The choices of the last turn."""
    buttons: list[dict[str, str]] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            buttons += event.data.get("buttons") or []
    return buttons
