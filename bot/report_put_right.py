"""A report that turns out to be of another kind, by what is denied: "it is not damaged, it is wrong"."""

from __future__ import annotations

from itertools import islice, permutations

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import REPORTS
from bot.clauses import MOST_BORDERS, halves
from bot.ear import Ear
from bot.hearing.parses import SURE_ENOUGH, Parse, confidence_of, intent_of, with_intent
from bot.letting_go import denies


async def report_put_right(ear: Ear, text: str, tracker: DialogueStateTracker) -> list[Parse]:
    """ "It's not damaged, it's the wrong one": what it is not drowns what it is.

    Inside a report only, and where another report is left.
    """
    change = tracker.get_slot("change") or {}
    if change.get("matter") not in REPORTS:
        return []
    for cut in islice(halves(text), MOST_BORDERS):
        for denied, said in permutations((cut.first, cut.second)):
            if not denies(denied):
                continue
            heard = await ear.hear(said)
            if intent_of(heard) in REPORTS - {change["matter"]} and confidence_of(heard) >= SURE_ENOUGH:
                return [{**with_intent(heard, intent_of(heard)), "text": text}]
    return []
