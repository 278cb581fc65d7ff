"""What the trained model makes of a question, put together with what the search finds in the pages.

The search knows the pages as they are now. The model has seen many more ways to ask for some of them, and
sentences that are none of a shop's business.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.faq.errors import NoSuchEntry
from actions.faq.search import FaqSearch, Found, Match, leaning

FAQ_PAGES, ELSEWHERE = "faq_pages", "elsewhere"
"""The keys of a parsed message: `[{"slug", "confidence"}]`, and a number."""

_VERBATIM = 1.0
"""The score of a question that stands in a page word for word."""

_NEITHER = 0.1
"""Of what the model thinks, beside pages and other worlds: that it has never met such a question."""

_YIELDS = 0.5
"""How much the search gives way where the model is surer of another page."""

_SEARCH_KNOWS = 0.65
"""The search's part in the judgement whether any page answers: the model never saw what no page says."""

_MOST_MATCHES = 3


@dataclass(frozen=True, slots=True)
class Guesses:
    """From 0 to 1: how likely each page answers, by its slug, and how likely it is about another world."""

    pages: Mapping[str, float] = field(default_factory=dict)
    elsewhere: float = 0.0


def guesses_of(message: Mapping[str, Any]) -> Guesses:
    """From a message as Rasa's NLU parsed it. A choice was not parsed, and so there are none for it."""
    pages = {page["slug"]: float(page["confidence"]) for page in message.get(FAQ_PAGES) or ()}
    return Guesses(pages, float(message.get(ELSEWHERE) or 0.0))


def look_up(
    search: FaqSearch,
    question: str,
    guesses: Guesses,
    today: date | None = None,
    near: Collection[str] = (),
) -> Found:
    """As the search's own look-up, with the guesses.

    A page is missed only where both miss it; what is about another world is answered by none. Two that think
    of different pages share the likelihood. What the search thinks of the pages behind its best three counts
    as far as the model is unsure. Whether any page answers is mostly for the search to say, unless the model
    is sure by itself. What stands in a page word for word is answered by that page: the shop wrote it itself.
    A guess at a page that is gone, or whose time is over, counts for nothing. Those that are `near` what is
    talked about are likelier (`FaqSearch.look_up`). Chosen on the blind wishes and
    questions together, from some ways to weigh (docs/figures.md).
    """
    found, guessed = search.look_up(question, today, near), _there(search, guesses, today)
    is_verbatim = bool(found.matches) and found.matches[0].score >= _VERBATIM
    if is_verbatim or not (guessed or guesses.elsewhere):
        return found
    scores = {match.entry.slug: match.score for match in found.matches}
    whole = sum(guesses.pages.values()) + guesses.elsewhere + _NEITHER
    learned = leaning({slug: guesses.pages[slug] / whole for slug in guessed}, near)
    surest = max(learned.values(), default=0.0)
    for slug in scores:
        scores[slug] *= 1 - _YIELDS * (surest - learned.get(slug, 0.0))
    likely = {
        slug: (1 - (1 - scores.get(slug, 0.0)) * (1 - learned.get(slug, 0.0)))
        * (1 - guesses.elsewhere / whole)
        for slug in scores.keys() | guessed
    }
    others = max(0.0, found.known - sum(match.score for match in found.matches))
    others *= (1 - surest) * (1 - guesses.elsewhere / whole)
    together = max(1.0, sum(likely.values()))
    best = sorted(likely, key=lambda slug: (-likely[slug], slug))[:_MOST_MATCHES]
    matches = tuple(Match(search.entry(slug), likely[slug] / together) for slug in best)
    both = min(1.0, sum(likely.values()) + others)
    of_model = sum(guesses.pages[slug] for slug in guessed)
    return Found(matches, max(of_model, _SEARCH_KNOWS * found.known + (1 - _SEARCH_KNOWS) * both))


def _there(search: FaqSearch, guesses: Guesses, today: date | None) -> set[str]:
    """The guessed pages that may be given as an answer."""
    there = set()
    for slug in guesses.pages:
        try:
            entry = search.entry(slug)
        except NoSuchEntry:
            continue
        if today is None or entry.is_valid_on(today):
            there.add(slug)
    return there
