"""The help pages as the worker knows them: what a message says of them decides what it is taken for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from actions.faq.best_sentence import is_answered, leads_elsewhere
from actions.faq.entry import FaqEntry
from actions.faq.follow_up import Part
from actions.faq.learned_guesses import guesses_of, look_up
from actions.faq.live_search import LiveSearch
from actions.faq.normal_words import spelled_alike
from actions.faq.search import Found
from actions.order_talk.help_pages import HELP_PAGES


class Pages:
    """Over the pages of a directory. Threads may share it. Raises VectorsUnavailable."""

    def __init__(self, directory: Path) -> None:
        self._search = LiveSearch(directory)
        self._by_line = _by_line(self._search.latest.shelf)

    def look(self) -> None:
        """Reads the directory if it was changed, as the actions and the gateway do."""
        if self._search.renew():
            self._by_line = _by_line(self._search.latest.shelf)

    def page_of(self, text: str, today: date) -> FaqEntry | None:
        """The page that has this text as its title or as a way to ask, however it is spelled."""
        page = self._by_line.get(spelled_alike(text))
        return page if page is not None and page.is_valid_on(today) else None

    def found(self, parsed: Mapping[str, Any], today: date, in_talk: str | None = None) -> Found:
        """What the actions would find for a message as the NLU parsed it, with the matter, or the page by its
        slug, that is `in_talk`; some 1 ms.
        """
        search, text = self._search.latest, str(parsed.get("text") or "")
        near = {page.slug for page in search.shelf.around(*_slugs_of(in_talk))} if in_talk else set()
        return look_up(search, text, guesses_of(parsed), today, near)

    def part_that_answers(self, parsed: Mapping[str, Any], told: str, today: date) -> Part | None:
        """The sentence of the page that was `told`, or of one that it leads on to, which answers a message
        that leans on it; some ms. None where the message leads elsewhere.
        """
        search, text = self._search.latest, str(parsed.get("text") or "")
        pages = search.shelf.valid_on(today).around(told)
        if not pages:
            return None
        found = look_up(search, text, guesses_of(parsed), today, {page.slug for page in pages})
        sureness = found.matches[0].score if found.matches else 0.0
        if leads_elsewhere(text, pages[0], found.answer, sureness):
            return None
        fit = search.best_fit(text, pages)
        if fit is None:
            return None
        is_part = is_answered(fit, text, found.answer, sureness)
        return Part(fit.entry, fit.sentence) if is_part else None

    def tells_of(self, page: FaqEntry, in_talk: str) -> bool:
        """Whether it is the page, or the matter's help page, or one that this leads on to."""
        return page in self._search.latest.shelf.around(*_slugs_of(in_talk))


def _slugs_of(in_talk: str) -> tuple[str, ...]:
    return HELP_PAGES.get(in_talk, (in_talk,))


def _by_line(pages: Iterable[FaqEntry]) -> dict[str, FaqEntry]:
    """A line without a word is none."""
    lines = {spelled_alike(line): page for page in pages for line in (page.title, *page.ask)}
    return {line: page for line, page in lines.items() if line}
