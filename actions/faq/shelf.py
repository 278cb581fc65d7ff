"""All entries of a directory, checked against each other. Which one answers a question is for `search`."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from actions.faq.entry import STEPS, FaqEntry
from actions.faq.errors import FaqMistake, NoSuchEntry
from actions.faq.front_matter import Page, read_page

_FIELDS = frozenset({"title", "ask", "tags", "related", "next", "language", "valid_until"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OTHER_WORDS = re.compile(r"^## In other words[ \t]*$", re.MULTILINE | re.IGNORECASE)


class FaqShelf:
    """The entries of a help centre, by slug."""

    def __init__(self, entries: Iterable[FaqEntry]) -> None:
        self._entries = {entry.slug: entry for entry in entries}

    def __iter__(self) -> Iterator[FaqEntry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, slug: str) -> FaqEntry:
        """Raises NoSuchEntry."""
        try:
            return self._entries[slug]
        except KeyError:
            raise NoSuchEntry(slug) from None

    def valid_on(self, day: date) -> "FaqShelf":
        """Without the entries whose time is over."""
        return FaqShelf(entry for entry in self if entry.is_valid_on(day))


def load_shelf(directory: Path) -> FaqShelf:
    """Reads every `*.md` below `directory`; a file's name is its slug. Raises FaqMistake."""
    pages: dict[str, Page] = {}
    for path in sorted(directory.rglob("*.md")):
        slug = _slug(path)
        if slug in pages:
            raise FaqMistake(path.name, 1, f"Another file is named {slug}.md too. Rename one of them.")
        pages[slug] = read_page(path, _FIELDS)
    if not pages:
        raise FaqMistake(directory.name, 1, "There are no entries here. Add a file such as returns.md")
    for page in pages.values():
        _check_links(page, known=pages.keys())
    return FaqShelf(_entry(slug, page) for slug, page in pages.items())


def _slug(path: Path) -> str:
    if not _SLUG.fullmatch(path.stem):
        raise FaqMistake(
            path.name, 1, "A file is named with a-z, 0-9 and single hyphens, like delivery-times.md"
        )
    return path.stem


def _check_links(page: Page, known: Iterable[str]) -> None:
    slugs = set(known)
    for field, allowed in (("related", slugs), ("next", slugs | STEPS)):
        for link in page.texts(field):
            if link not in allowed:
                also = f", or use one of: {', '.join(sorted(STEPS))}" if field == "next" else ""
                raise page.mistake(
                    field, f"There is no entry '{link}'. Write the name of a file without .md{also}"
                )


def _entry(slug: str, page: Page) -> FaqEntry:
    answer, in_other_words = _answers(page)
    return FaqEntry(
        slug=slug,
        title=page.text("title"),
        ask=page.texts("ask", fewest=1),
        answer=answer,
        in_other_words=in_other_words,
        tags=page.texts("tags"),
        related=page.texts("related"),
        next=page.texts("next"),
        language=page.text("language", default="en"),
        valid_until=page.day("valid_until"),
    )


def _answers(page: Page) -> tuple[str, str]:
    if "\0" in page.body:
        raise FaqMistake(page.file, page.body_line, "The text holds a NUL character. Delete it.")
    answer, *others = _OTHER_WORDS.split(page.body)
    if not answer.strip():
        raise FaqMistake(page.file, page.body_line, "The answer is empty. Write it below the second ---")
    if len(others) != 1 or not others[0].strip():
        raise FaqMistake(
            page.file,
            page.body_line,
            "Write the answer once more, in detail, below one line '## In other words'",
        )
    return _unwrapped(answer), _unwrapped(others[0])


def _unwrapped(markdown: str) -> str:
    """Lines of a paragraph joined, so that a chat bubble breaks them itself; list items keep their lines."""
    paragraphs = re.split(r"\n[ \t]*\n", markdown.strip())
    return "\n\n".join(
        re.sub(r"[ \t]*\n(?!\s*[-*] |\s*\d+\. )[ \t]*", " ", paragraph) for paragraph in paragraphs
    )
