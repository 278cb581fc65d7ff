"""What a message takes back in one of its clauses: a cancelling that was never wanted, what was just done."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from itertools import islice

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from actions.order_talk.own_words import is_correction, is_question
from bot.clauses import MOST_BORDERS, clauses, halves
from bot.ear import Ear
from bot.hearing.choices import is_undo_offered
from bot.hearing.parses import SURE_OF_ANOTHER, UNHEARD, Parse, confidence_of, intent_of, with_intent
from bot.letting_go import forbids_cancelling
from bot.nlu.plain_words import plain_words

Parts = Callable[[Ear, str, DialogueStateTracker], Awaitable[list[Parse]]]
_OF_WHAT_WAS_DONE = re.compile(r"\b(?:did not|never|have not|had not)\b.*\bcancel")
""" "I never asked to cancel it": an order that is cancelled."""


async def beside_what_is_taken_back(
    ear: Ear, text: str, tracker: DialogueStateTracker, parts: Parts
) -> list[Parse]:
    """Empty where nothing is taken back; `parts` takes apart what is wished besides."""
    is_of_before = _OF_WHAT_WAS_DONE.search(plain_words(text)) is not None
    if forbids_cancelling(text) and is_of_before and tracker.active_loop_name is None:
        wish = Matter.UNDO if is_undo_offered(tracker) else Matter.COMPLAINT
        return [with_intent(await ear.part(text), wish)]
    if forbids_cancelling(text) and intent_of(await ear.part(text)) in {Matter.CANCEL, "say_no", Matter.UNDO}:
        return await _instead_of_cancelling(ear, text, tracker, parts)
    return await _undone_with_a_reason(ear, text, tracker)


async def _instead_of_cancelling(
    ear: Ear, text: str, tracker: DialogueStateTracker, parts: Parts
) -> list[Parse]:
    """ "I don't want to cancel! I want two hats in it": the hats; and nothing where that is all."""
    change = tracker.get_slot("change")
    is_open = tracker.active_loop_name is not None
    if is_open and (change or {}).get("matter") != Matter.CANCEL:
        return []
    whole = await ear.part(text)
    kept = {**with_intent(whole, "say_no" if is_open else "never_mind"), "entities": []}
    for cut in islice(halves(text), MOST_BORDERS):
        if not forbids_cancelling(cut.first) or forbids_cancelling(cut.second):
            continue
        wished = await parts(ear, cut.second, tracker) or [await ear.part(cut.second)]
        if intent_of(wished[0]) in set(Matter):
            return [kept, *wished] if is_open else wished
    return [kept]


async def _undone_with_a_reason(ear: Ear, text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """ "Ah, undo that, they fit my son": what is told beside it drowns the wish.

    "That was wrong, I meant 10030" is put right, and not only undone (`bot/second_thoughts.py`).
    """
    if not is_undo_offered(tracker) or is_question(text):
        return []
    whole = await ear.part(text)
    if intent_of(whole) not in UNHEARD | {Matter.UNDO} or confidence_of(whole) >= SURE_OF_ANOTHER:
        return []
    for _, clause in islice(clauses(text), MOST_BORDERS):
        heard = await ear.part(clause)
        if is_correction(clause):
            return []
        if intent_of(heard) == Matter.UNDO and confidence_of(heard) >= SURE_OF_ANOTHER:
            return [{**heard, "text": text}]
    return []
