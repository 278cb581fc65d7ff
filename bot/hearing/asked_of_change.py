"""What is asked of a change, in the middle of it or right after: its cost, its days, its label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.choice_made import choice_in
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.further_facts import Further
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question, speaks_of_code
from actions.order_talk.spoken_before import done_lately, was_done
from actions.order_talk.terms_asked import Term, term_asked
from actions.order_talk.wanted_again import asks_whether_undone
from bot.hearing.changes import SENDS_BACK, names_another, open_change
from bot.hearing.parses import Parse, intent_of, text_of, topics, value_of, with_intent

_OF_WHAT_WAS_DONE = frozenset({Term.KEEP, Term.NEXT, Term.PLACE})
"""What is asked of a change right after it, whatever else these words would mean by themselves."""

_OF_A_REPORT = frozenset({Term.CHOICE, Term.MONEY, Term.OTHERWISE})
_LATELY = 3
"""Things told: a choice is still made after a question or two about the report."""

_HOW_LONG = re.compile(r"\bhow (?:long|fast|soon|quick\w*|many days)\b", re.IGNORECASE)
_OF_THE_PRINT = re.compile(r"\b(?:print(?:er|ers|ed|ing|out)?|qr|bar ?code)\b", re.IGNORECASE)
_IF_KEPT = re.compile(
    r"\b(?:if|should) i (?:(?:do not|don['’]?t|did not|didn['’]?t) (?:cancel|change)|keep|kept|leave|left)\b",
    re.IGNORECASE,
)
_WHEN_IT_COMES = re.compile(
    r"\b(?:when|what day|which day|how long)\b.*"
    r"\b(?:come|comes|arrive|arrives|ship|ships|get|leave|leaves|be here|delivered|reach)\b",
    re.IGNORECASE,
)
_LABEL_PAGE = "return-label"


_ONLY_WHERE_KNOWN = frozenset({Term.NEW_ONE, Term.STOCK, Term.KEEP, Term.CHOICE, Term.OTHERWISE})
"""Where nothing is known of them, these words ask for something else."""


def print_of_label(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "I can't print", while something is about to go back, or right after: what is done about its label."""
    change, done = open_change(tracker), _just_done(tracker)
    is_of_label = change is not None and change["matter"] in SENDS_BACK and change["asks"] == "is_confirmed"
    is_started = done is not None and done["matter"] in SENDS_BACK
    if not (is_of_label or is_started) or not _OF_THE_PRINT.search(text_of(parsed)):
        return None
    if is_started:
        return {**with_intent(parsed, Further.LABEL.matter), "entities": [], FURTHER: Further.LABEL.value}
    page = {"entity": "faq_entry", "value": _LABEL_PAGE}
    return {**with_intent(parsed, "ask_question"), "entities": [page]}


def whether_undone(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Is it too late to get that back?", right after something was done: until when can it be undone?"""
    is_done = tracker.get_slot("last_changes") and any(map(was_done, topics(tracker)[-_LATELY:]))
    if not is_done or tracker.active_loop_name or not asks_whether_undone(text_of(parsed)):
        return None
    return with_intent(parsed, Matter.UNDO)


def arrival_if_kept(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "When would it come if I keep it?", "when does the beanie come?", before the yes to a change: the day
    of the order as it is."""
    change, text = open_change(tracker), text_of(parsed)
    if change is None or not _WHEN_IT_COMES.search(text):
        return None
    is_named = Mentions.of(parsed.get(MENTIONS)).items and change["matter"] not in SENDS_BACK | REPORTS
    return with_intent(parsed, Matter.ARRIVAL) if is_named or _IF_KEPT.search(text) else None


def choice_after_report(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "I'd prefer a new one", "money back rather", after a report: it is put down with the order for who
    decides on it."""
    last = tracker.get_slot("spoken_of") or {}
    is_told = any(map(was_done, topics(tracker)[-_LATELY:])) and last.get("matter") in REPORTS
    if not is_told or tracker.active_loop_name or choice_in(text_of(parsed)) is None:
        return None
    is_of_order = value_of(parsed, "order_number") in {None, last["order"]}
    return {**with_intent(parsed, Matter.COMPLAINT), "entities": []} if is_of_order else None


def term_of_change(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "What does it cost?", in the middle of a change or right after it, is asked about that change."""
    change, done, text = open_change(tracker), _just_done(tracker), text_of(parsed)
    asked_of = change or done
    if asked_of is None or not is_question(text) or names_another(parsed, asked_of):
        return None
    if change is not None and change["asks"] == "one_time_code" and speaks_of_code(text):
        return None
    term = term_asked(text)
    if term is None and change is not None and intent_of(parsed) == Matter.REFUND_PLACE:
        term = Term.MONEY  # of what is yet to be started nothing else is known
    if term is Term.TIME and asked_of["matter"] == Matter.EXCHANGE and _HOW_LONG.search(text):
        of_exchange = f"{text.rstrip(' ?.!')} with the exchange?"  # in words that say of what it is asked
        return {**with_intent(parsed, Matter.ARRIVAL), "text": of_exchange, "entities": []}
    if done is not None and not (term in done["terms"] and _is_of_what_was_done(term, done)):
        return None
    if term is None or (term in _ONLY_WHERE_KNOWN and term.value not in asked_of["terms"]):
        return None
    return {**with_intent(parsed, "ask_question"), "entities": [], FURTHER: term.value}


def _is_of_what_was_done(term: Term | None, done: Mapping[str, Any]) -> bool:
    """ "How long?" is asked of the report; after a return it may be asked of the money."""
    if term in _OF_WHAT_WAS_DONE or (done["matter"] in REPORTS and term in _OF_A_REPORT):
        return True
    is_waited_for = done["matter"] in REPORTS | {Matter.EXCHANGE, Matter.REFUND, Matter.COMPLAINT}
    return term in {Term.TIME, Term.NEW_ONE} and is_waited_for


def _just_done(tracker: DialogueStateTracker) -> Mapping[str, Any] | None:
    """The change that was made last, if it is still what is talked about."""
    last = done_lately(topics(tracker), tracker.get_slot("spoken_of"))
    return None if tracker.active_loop_name else last
