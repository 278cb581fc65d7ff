"""What a typed message means where it stands: after the bot's last words, inside an open question.

The NLU hears a sentence alone. Here a typed "yes", or a label typed out, becomes the choice that it names; a
lone number becomes the answer to the question for one; "tell me more" becomes what it is more of; and a guess
that would reach far is made no longer, unless words of its kind carry it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.collecting_channel import choice_of
from bot.nlu.clear_words import says_so, says_yes, speaks_of_an_order, wants_quiet
from bot.nlu.order_details import find_awaited_number, plain
from bot.nlu.plain_wishes import asks_for_more, plain_wish
from bot.nlu.plain_words import plain_words
from bot.response_variations import TOLD_SLOT

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

SURE_ENOUGH = 0.65
"""How sure the classifier must be before a guess may reach that far."""

_ORDER_DETAIL = re.compile(r"\b(?:number|nr|mails?|e-?mails?|address|confirmation|both|order|ordered)\b")
_A_QUESTION = re.compile(r"\?|^(?:where|what|which|how|why|who|when|is|do|does|can)\b")
_LONGEST_NAMING = 8


def heard_in_context(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """The parse of a typed message, as the dialogue should take it."""
    return (
        _named_choice(parsed, tracker)
        or _awaited_number(parsed, tracker)
        or _plain_wish(parsed)
        or _more_of_the_same(parsed, tracker)
        or _what_was_different(parsed, tracker)
        or _without_wild_guess(parsed)
        or _without_details(parsed, tracker)
        or dict(parsed)
    )


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
    number = find_awaited_number(plain(str(parsed.get("text", ""))))
    if number is None:
        return None
    entity = {"entity": number.entity, "value": number.value, "start": number.start, "end": number.end}
    return {**_with_intent(parsed, "give_order_details", 1.0), "entities": [entity]}


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


def _without_wild_guess(parsed: Mapping[str, Any]) -> dict[str, Any] | None:
    intent = parsed["intent"]
    name = intent.get("name") or ""
    text = str(parsed.get("text", ""))
    is_far = name in _FAR_REACHING or (name == "ask_order_status" and not speaks_of_an_order(text))
    is_wild = is_far and intent.get("confidence", 0.0) < SURE_ENOUGH
    if is_wild or not says_so(name, text):
        return _with_intent(parsed, "give_order_details" if parsed["entities"] else "nlu_fallback", 1.0)
    return None


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
