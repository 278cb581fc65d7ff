"""A question behind the answer to "shall I?": behind a yes, or behind more of what is to be reported."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from itertools import islice
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.first_words import adds_to_report
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.matters import REPORTS
from actions.order_talk.own_words import is_correction, is_question
from actions.order_talk.terms_asked import TOLD_WHEN_DONE, Term
from bot.clauses import MOST_BORDERS, Cut, Joint, halves
from bot.ear import Ear
from bot.hearing.asked_of_change import term_of_change
from bot.hearing.changes import open_change
from bot.hearing.parses import Parse, with_intent
from bot.hearing.yes_or_no import agrees_fully

Parts = Callable[[Ear, str, DialogueStateTracker], Awaitable[list[Parse]]]
_HOLDS_BACK = re.compile(r"^\W*(?:or|but|unless|if|though|wait|hold)\b|\b(?:instead|rather)\b", re.IGNORECASE)


async def asked_at_a_plan(ear: Ear, text: str, tracker: DialogueStateTracker, parts: Parts) -> list[Parse]:
    """The answer and the question; empty where no yes is waited for, or nothing is asked behind one.

    `parts` takes apart what stands behind a yes.
    """
    change = open_change(tracker)
    if change is None or change["asks"] != "is_confirmed":
        return []
    for cut in islice(halves(text), MOST_BORDERS):
        if not is_question(cut.second) or is_correction(cut.second):
            continue
        is_yes = agrees_fully(cut.first, change, is_sentence=cut.joint is Joint.END)
        if is_yes and not is_yes_held_back(cut, tracker):
            return await _behind_a_yes(ear, cut, tracker, parts)
        if _tells_more(cut.first, change):
            asked = term_of_change(await ear.part(cut.second), tracker)
            return [] if asked is None else [await ear.part(cut.first), asked]
    return []


def is_yes_held_back(cut: Cut, tracker: DialogueStateTracker) -> bool:
    """ "Yes, or can you change the address instead?" agrees to nothing yet."""
    change = open_change(tracker)
    if change is None or not _HOLDS_BACK.search(cut.second):
        return False
    return agrees_fully(cut.first, change, is_sentence=True)


async def _behind_a_yes(ear: Ear, cut: Cut, tracker: DialogueStateTracker, parts: Parts) -> list[Parse]:
    """ "Yes, go ahead. Will I get a new one?": that is agreed to, and done before the answer.

    What the words say that tell of the doing is no question any more; what it costs is told first.
    """
    asked = term_of_change(await ear.part(cut.second), tracker)
    term = None if asked is None else asked.get(FURTHER)
    if term == Term.COST:
        return []
    agreed = {**with_intent(await ear.part(cut.first), "say_yes"), "entities": []}
    if term in TOLD_WHEN_DONE:
        return [agreed]
    return [agreed, *(await parts(ear, cut.second, tracker) or [await ear.part(cut.second)])]


def _tells_more(words: str, change: Mapping[str, Any]) -> bool:
    """ "It's the strap, it tore", of what is about to be reported."""
    return change["matter"] in REPORTS and not is_question(words) and adds_to_report(words)
