"""What Rasa's NLU returns for a message, and how it is turned into what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.mentions import KINDS, MENTIONS
from bot.nlu.order_details import Detail
from bot.response_variations import TOLD_SLOT

Parse = dict[str, Any]
"""`{"text", "intent": {"name", "confidence"}, "entities": […]}`, as Rasa gives it."""

DETAILS = "give_order_details"
SURE_ENOUGH = 0.65
"""How sure the classifier must be before a guess may reach that far."""

SURE_OF_ANOTHER = 0.9
"""The same while a question about one matter is open, for words that name no other."""

UNHEARD = frozenset({"nlu_fallback", "say_something_unclear"})
LEAVES_THE_QUESTION = frozenset(
    {"ask_for_human", "ask_to_be_left_alone", "never_mind", "say_goodbye", "say_no", "start_over"}
)


def text_of(parsed: Mapping[str, Any]) -> str:
    return str(parsed.get("text") or "")


def intent_of(parsed: Mapping[str, Any]) -> str:
    return str(parsed["intent"].get("name") or "")


def confidence_of(parsed: Mapping[str, Any]) -> float:
    return float(parsed["intent"].get("confidence") or 0.0)


def with_mentions_apart(parsed: Parse) -> Parse:
    """Days, sums and items are no details of an order: who looks for those must not meet them."""
    details = [one for one in parsed["entities"] if one["entity"] not in KINDS]
    mentions = [one for one in parsed["entities"] if one["entity"] in KINDS]
    return {**parsed, "entities": details, MENTIONS: mentions}


def with_intent(parsed: Mapping[str, Any], name: str) -> Parse:
    intent = {"name": name, "confidence": 1.0}
    return {**parsed, "intent": intent, "intent_ranking": [intent]}


def with_detail(parsed: Mapping[str, Any], detail: Detail | None, intent: str = DETAILS) -> Parse | None:
    """The parse with one more detail; None when there is none."""
    if detail is None:
        return None
    entity = {"entity": detail.entity, "value": detail.value, "start": detail.start, "end": detail.end}
    kept = [other for other in parsed["entities"] if not _is_part_of(other, detail)]
    return {**with_intent(parsed, intent), "entities": [*kept, entity]}


def has(parsed: Mapping[str, Any], entity: str) -> bool:
    return value_of(parsed, entity) is not None


def value_of(parsed: Mapping[str, Any], entity: str) -> str | None:
    """The last one, which is what Rasa puts into the slot."""
    values = [str(found["value"]) for found in parsed["entities"] if found["entity"] == entity]
    return values[-1] if values else None


def words_beside_details(parsed: Mapping[str, Any]) -> str:
    text = text_of(parsed)
    for entity in sorted(parsed["entities"], key=lambda found: found["start"], reverse=True):
        text = f"{text[: entity['start']]} {text[entity['end'] :]}"
    return text


def has_open_order(tracker: DialogueStateTracker) -> bool:
    """Whether the order that is spoken of was proved to be the customer's."""
    number = tracker.get_slot("order_number")
    return number is not None and number in (tracker.get_slot("opened_orders") or ())


def topics(tracker: DialogueStateTracker) -> list[str]:
    """What actions told, the latest last (`actions/told.py`)."""
    return [topic for topic in tracker.get_slot(TOLD_SLOT) or {} if not topic.startswith("utter_")]


def latest_topic(tracker: DialogueStateTracker) -> str:
    """Empty where no action told anything."""
    return (topics(tracker) or [""])[-1]


def _is_part_of(other: Mapping[str, Any], detail: Detail) -> bool:
    """The same digits, taken for something else by who knew no question."""
    return other["entity"] == detail.entity or detail.start <= other.get("start", -1) < detail.end
