"""What a typed message means where it stands: after the bot's last words, inside an open question.

The NLU hears a sentence alone. Here a typed "yes", or a label typed out, becomes the choice that it names; a
lone number becomes the answer to the question for one; and a guess that would reach far is no longer made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.collecting_channel import choice_of
from bot.nlu.order_details import find_awaited_number, plain

_YES = "say_yes"
_FAR_REACHING = frozenset(
    {"acknowledge", "ask_for_human", "ask_to_be_left_alone", "say_goodbye", "say_thanks", "start_over"}
)
"""Intents that change who has the floor, throw away what was said, or are answered with silence."""

SURE_ENOUGH = 0.65
"""How sure the classifier must be before a guess may reach that far."""


def heard_in_context(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """The parse of a typed message, as the dialogue should take it."""
    return (
        _named_choice(parsed, tracker)
        or _awaited_number(parsed, tracker)
        or _without_wild_guess(parsed)
        or dict(parsed)
    )


def _named_choice(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """ "Yes" names a choice only where there is exactly one."""
    buttons = _latest_buttons(tracker)
    text = _bare(str(parsed.get("text", "")))
    named = [button for button in buttons if _bare(button["title"]) == text]
    if not named and parsed["intent"].get("name") == _YES and len(buttons) == 1:
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


def _without_wild_guess(parsed: Mapping[str, Any]) -> dict[str, Any] | None:
    intent = parsed["intent"]
    if intent.get("name") in _FAR_REACHING and intent.get("confidence", 0.0) < SURE_ENOUGH:
        return _with_intent(parsed, "give_order_details" if parsed["entities"] else "nlu_fallback", 1.0)
    return None


def _with_intent(parsed: Mapping[str, Any], name: str, confidence: float) -> dict[str, Any]:
    intent = {"name": name, "confidence": confidence}
    return {**parsed, "intent": intent, "intent_ranking": [intent]}


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?.! ")


def _latest_buttons(tracker: DialogueStateTracker) -> list[dict[str, str]]:
    """The choices of the last turn."""
    buttons: list[dict[str, str]] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            buttons += event.data.get("buttons") or []
    return buttons
