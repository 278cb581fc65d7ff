"""The lines of the help pages as they are now: who writes one out asks for its page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from actions.faq.entry import FaqEntry
from actions.faq.live_shelf import LiveShelf
from actions.faq.normal_words import spelled_alike


class PageLines:
    """Over the pages of a directory. Threads may share it."""

    def __init__(self, directory: Path) -> None:
        self._shelf = LiveShelf(directory)
        self._pages: dict[str, FaqEntry] = {}
        self.look()

    def look(self) -> None:
        """Reads the directory if it was changed, as the actions and the gateway do."""
        if self._shelf.renew():
            self._pages = _by_line(self._shelf.latest)

    def page_of(self, text: str, today: date) -> FaqEntry | None:
        """The page that has this text as its title or as a way to ask, however it is spelled."""
        page = self._pages.get(spelled_alike(text))
        return page if page is not None and page.is_valid_on(today) else None


def _by_line(pages: Iterable[FaqEntry]) -> dict[str, FaqEntry]:
    """A line without a word is none."""
    lines = {spelled_alike(line): page for page in pages for line in (page.title, *page.ask)}
    return {line: page for line, page in lines.items() if line}
