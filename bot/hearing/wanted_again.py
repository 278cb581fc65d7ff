"""What is said after a change was undone or left at its question: it is wanted after all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import reason_told
from actions.order_talk.wanted import names_a_kind
from actions.order_talk.wanted_again import is_wanted_after_all, undone_lately, was_never_to_be_undone
from bot.clauses import clauses, unmarked_halves
from bot.hearing.for_team import expects_message
from bot.hearing.parses import (
    DETAILS,
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    latest_topic,
    text_of,
    with_intent,
)
from bot.hearing.person_wanted import could_want_person
from bot.letting_go import keeps_the_order, lets_go
from bot.nlu.plain_words import plain_words
from bot.two_matters import Wish, says_why

_LEFT = "left as it is"
_GOES_ON = re.compile(
    r"\b(?:go on|carry on|continue|proceed|keep going|go ahead|finish|resume|go back to|back to)\b"
    r"|\b(?:i|we|let us|let me)\b.*\b(?:do|finish|manage|sort) (?:it|that|this) "
    r"(?:here|myself|ourselves|with you|now)\b"
)
_NEEDS_NOBODY = re.compile(
    r"^(?:(?:ok|okay|oh|hm+|well|and|so|but|sorry|wait) )*(?:no|nah|actually|forget|never ?mind|leave)\b"
)
_LONGEST = 8
_HEARD_AS = UNHEARD | {
    "ask_question",
    "ask_about_other_things",
    "choose_from_list",
    "report_problem",
    "say_yes",
    "say_no",
    DETAILS,
    Matter.COMPLAINT,
    Matter.UNDO,
    Matter.STATUS,
}


def wanted_again(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Report it after all", "why was it taken back? I did not ask for that": it is begun anew, with what
    was known of it."""
    before, is_undone = _before(tracker)
    if before is None or tracker.active_loop_name or has(parsed, "order_number"):
        return None
    matter = str(before["matter"])
    is_sure = intent_of(parsed) not in _HEARD_AS | {matter} and confidence_of(parsed) >= SURE_OF_ANOTHER
    text = text_of(parsed)
    is_meant = is_undone and was_never_to_be_undone(text)
    if is_meant or (is_wanted_after_all(text) and not is_sure):
        return with_intent(parsed, matter)
    return None


def gone_on_with(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Let's go on with the return", "only the beanie", after a person was asked for in the middle of it.

    "No, I do it here" needs nobody any more.
    """
    if tracker.active_loop_name or not tracker.get_slot("waits_for_person") or expects_message(tracker):
        return None
    left, text = left_for_a_person(tracker), text_of(parsed)
    if left is None or left["change"]["order"] != tracker.get_slot("order_number"):
        return None
    words = plain_words(text)
    if _GOES_ON.search(words) and not is_question(text):
        meant = "decline_human" if _NEEDS_NOBODY.search(words) else left["change"]["matter"]
        return {**with_intent(parsed, meant), "entities": []}
    wish = Wish(intent_of(parsed), confidence_of(parsed), None)
    is_unsure = intent_of(parsed) in _HEARD_AS or confidence_of(parsed) < SURE_OF_ANOTHER
    is_unsure = is_unsure or says_why(Matter(left["change"]["matter"]), wish, text)
    is_answer = is_unsure and _answers(parsed, left["change"])
    return with_intent(parsed, left["change"]["matter"]) if is_answer else None


def _answers(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Whether it is what the change had asked for: an item, a reason, a size."""
    text = text_of(parsed)
    if change["asks"] != "change_detail" or is_question(text) or len(text.split()) > _LONGEST:
        return False
    match change.get("detail"):
        case "items":
            return bool(Mentions.of(parsed.get(MENTIONS)).items)
        case "reason":
            return reason_told(text) is not None
        case "wanted":
            return names_a_kind(text)
    return False


def left_for_a_person(tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """The change that was open when a person was asked for, and the words that it was wished in."""
    change: Mapping[str, Any] | None = None
    words, is_for_person = None, False
    for event in tracker.events:
        if isinstance(event, UserUttered):
            is_for_person = event.intent_name == "ask_for_human" and not _gives_up(event.text or "")
        elif isinstance(event, SlotSet) and event.key == "matter_words":
            words = event.value or words
        elif isinstance(event, SlotSet) and event.key == "change":
            is_left = change is not None and event.value is None and is_for_person
            change = change if is_left else event.value
    return {"change": change, "words": words} if change else None


def _gives_up(text: str) -> bool:
    """ "Leave it, I want a person": nobody is to go on with it."""
    said = chain((clause for _, clause in clauses(text)), (cut.first for cut in unmarked_halves(text)))
    return any(lets_go(one) or (keeps_the_order(one) and not could_want_person(one)) for one in said)


def wanted_once(parts: Sequence[Parse], tracker: DialogueStateTracker) -> list[Parse]:
    """Several sentences of it wish it once."""
    meant = [wanted_again(part, tracker) for part in parts]
    first = next((at for at, one in enumerate(meant) if one is not None), None)
    if first is None:
        return list(parts)
    kept = (one or part for part, one in zip(parts, meant, strict=True))
    return [one for at, one in enumerate(kept) if meant[at] is None or at == first]


def _before(tracker: DialogueStateTracker) -> tuple[Mapping[str, Any] | None, bool]:
    """The change that was undone last, or left just now; and whether it was undone."""
    last = tracker.get_slot("spoken_of")
    if (last or {}).get("order") != tracker.get_slot("order_number"):
        return None, False
    if (undone := undone_lately(last)) is not None:
        return undone, True
    is_left = last is not None and latest_topic(tracker).endswith(_LEFT)
    return (last, False) if is_left else (None, False)
