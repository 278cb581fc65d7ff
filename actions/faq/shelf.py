"""All entries of a directory, checked against each other. Which one answers a question is for `search`."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from actions.faq.entry import STEPS, FaqEntry
from actions.faq.errors import DeadLink, FaqMistake, NoEntries, NoSuchEntry
from actions.faq.front_matter import Page, read_page
from actions.faq.normal_words import spelled_alike
from actions.faq.plain_text import page_of, plain_text

_FIELDS = frozenset({"title", "ask", "tags", "related", "next", "language", "valid_until"})
FileStamp = tuple[str, int, int]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(  # RFC 5646, 2.1: language, script, region, variants; no private ones
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.IGNORECASE
)
_OTHER_WORDS = re.compile(r"^## In other words[ \t]*$", re.MULTILINE | re.IGNORECASE)


class FaqShelf:
    """The entries of a help centre, by slug."""

    def __init__(self, entries: Iterable[FaqEntry]) -> None:
        self._entries = {entry.slug: entry for entry in entries}

    def __iter__(self) -> Iterator[FaqEntry]:
        return iter(self._entries.values())

    def __contains__(self, slug: str) -> bool:
        return slug in self._entries

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

    def around(self, *slugs: str) -> list[FaqEntry]:
        """Those entries that are there, and after them what they lead on to and are related with."""
        there = [self._entries[slug] for slug in slugs if slug in self._entries]
        others = [slug for entry in there for slug in (*entry.next, *entry.related) if slug in self._entries]
        return [self._entries[slug] for slug in dict.fromkeys([*(entry.slug for entry in there), *others])]

    def without_dead_links(self) -> "FaqShelf":
        """Each entry without the links to entries that are not on this shelf."""
        return FaqShelf(self._linked(entry) for entry in self)

    def _linked(self, entry: FaqEntry) -> FaqEntry:
        related = tuple(slug for slug in entry.related if slug in self._entries)
        following = tuple(step for step in entry.next if step in self._entries or step in STEPS)
        is_whole = (related, following) == (entry.related, entry.next)
        return entry if is_whole else replace(entry, related=related, next=following)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a directory holds: the entries that are right, in the order of their files, and every mistake.

    `pages` are the files as they were read, `made` their entries: the next reading reads what was changed.
    """

    entries: tuple[FaqEntry, ...]
    mistakes: tuple[FaqMistake, ...]
    pages: Mapping[FileStamp, Page] = field(default_factory=dict)
    made: Mapping[FileStamp, FaqEntry] = field(default_factory=dict)


def load_shelf(directory: Path) -> FaqShelf:
    """Reads every `*.md` below `directory`; a file's name is its slug. Raises the first FaqMistake."""
    reading = read_entries(directory)
    if reading.mistakes:
        raise reading.mistakes[0]
    return FaqShelf(reading.entries)


def read_entries(directory: Path, earlier: Reading | None = None, answered: Collection[str] = ()) -> Reading:
    """Reads every `*.md` below `directory` but hidden ones. An entry with a mistake is left out; of one that
    links to nowhere the link is. `answered` are the slugs that are answered until now: a link to one whose
    file has a mistake leads to what it said before.
    """
    earlier = earlier or Reading((), ())
    files = faq_files(directory)
    kept = {path.stem for path in files} & set(answered)
    read: dict[FileStamp, Page] = {}
    pages: dict[str, FileStamp] = {}
    mistakes: list[FaqMistake] = []
    for path in files:
        try:
            slug = _slug(path)
            if slug in pages:
                raise FaqMistake(path.name, 1, f"Another file is named {slug}.md too. Rename one of them.")
            stamp = file_stamp(path)
            if stamp not in earlier.pages:
                _check_place(path, directory)
            read[stamp] = earlier.pages.get(stamp) or read_page(path, _FIELDS)
            pages[slug] = stamp
        except FaqMistake as mistake:
            mistakes.append(mistake)
    if not pages and not mistakes:
        return Reading((), (NoEntries(directory.name),))
    made: dict[FileStamp, FaqEntry] = {}
    entries: list[FaqEntry] = []
    owners: dict[str, str] = {}
    were_there = {entry.slug for entry in earlier.entries}
    for slug in sorted(pages, key=lambda slug: (slug not in were_there, _time(pages[slug]), slug)):
        stamp = pages[slug]
        page = read[stamp]
        try:
            made[stamp] = entry = earlier.made.get(stamp) or _entry(slug, page)
            _check_itself(entry, page)
            _check_lines(entry, page, owners)
            there = pages.keys() | kept
            dead = {target: line for target, line in reversed(page.links) if page_of(target) not in there}
            mistakes += _dead_links(entry, page, there, dead)
            entries.append(_without_links(entry, dead))
        except FaqMistake as mistake:
            mistakes.append(mistake)
    places = {slug: place for place, slug in enumerate(pages)}
    entries.sort(key=lambda entry: places[entry.slug])
    return Reading(tuple(entries), tuple(mistakes), read, made)


def faq_files(directory: Path) -> list[Path]:
    """The files of a shelf, in an order that stays; editors hide their own files behind a dot."""
    return sorted(path for path in directory.rglob("*.md") if not path.name.startswith("."))


def file_stamp(path: Path) -> FileStamp:
    """What tells one state of a file from the next: its name, size and time."""
    try:
        status = path.stat()
    except OSError:  # it was removed meanwhile, or leads nowhere
        return str(path), 0, 0
    return str(path), status.st_size, status.st_mtime_ns


def _time(stamp: FileStamp) -> int:
    return stamp[2]


def _check_place(path: Path, directory: Path) -> None:
    try:
        is_here = path.resolve().is_relative_to(directory.resolve())
    except (OSError, RuntimeError) as exc:  # before Python 3.13 a loop is a RuntimeError
        raise FaqMistake(path.name, 1, "This link leads to itself. Put a file in its place.") from exc
    if not is_here:
        raise FaqMistake(
            path.name, 1, "This is a link that leads out of the folder. Put the file itself here."
        )


def _slug(path: Path) -> str:
    if not _SLUG.fullmatch(path.stem):
        raise FaqMistake(
            path.name, 1, "A file is named with a-z, 0-9 and single hyphens, like delivery-times.md"
        )
    return path.stem


def _check_itself(entry: FaqEntry, page: Page) -> None:
    for name, links in (("related", entry.related), ("next", entry.next)):
        if entry.slug in links:
            raise page.mistake(
                name, f"'{entry.slug}' is this entry itself. Take it out, or name another one."
            )


def _dead_links(
    entry: FaqEntry, page: Page, slugs: Collection[str], dead: Mapping[str, int]
) -> Iterator[DeadLink]:
    for name, links, steps in (("related", entry.related, frozenset[str]()), ("next", entry.next, STEPS)):
        also = f", or use one of: {', '.join(sorted(steps))}" if steps else ""
        for link in links:
            if link not in slugs and link not in steps:
                remedy = f"There is no entry '{link}'. Write the name of a file without .md{also}"
                yield DeadLink(page.file, page.line_of(name), remedy)
    for target, line in dead.items():
        yield DeadLink(
            page.file,
            line,
            f"The link to '{target}' leads nowhere. Write the name of a file without .md, like "
            "[returns](returns), or a whole address with https://",
        )


def _without_links(entry: FaqEntry, targets: Collection[str]) -> FaqEntry:
    """Of these links only the words are left."""
    if not targets:
        return entry
    anywhere = "|".join(map(re.escape, targets))
    link = re.compile(rf"\[([^\[\]]*)\]\(\s*<?(?:{anywhere})>?(?:\s[^()]*)?\)")
    answer, other = (link.sub(r"\1", text) for text in (entry.answer, entry.in_other_words))
    return replace(entry, answer=answer, in_other_words=other)


def _check_lines(entry: FaqEntry, page: Page, owners: dict[str, str]) -> None:
    """A question is answered by one page: the one that had it first. Adds the entry's lines to `owners`."""
    for name, lines in (("title", (entry.title,)), ("ask", entry.ask)):
        for line in lines:
            other = owners.get(spelled_alike(line), entry.slug)
            if other != entry.slug:
                raise page.mistake(
                    name,
                    f"'{line}' stands in {other}.md as well. Take it out here, or put it in other words.",
                )
    owners.update((spelled_alike(line), entry.slug) for line in (entry.title, *entry.ask))


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
        language=_language(page),
        valid_until=page.day("valid_until"),
    )


def _language(page: Page) -> str:
    language = page.text("language", default="en")
    if not _LANGUAGE.fullmatch(language):
        raise page.mistake(
            "language", f"'{language}' is no language tag (BCP 47). Write for example: language: de or pt-BR"
        )
    return language


def _answers(page: Page) -> tuple[str, str]:
    if "\0" in page.body:
        raise FaqMistake(page.file, page.body_line, "The text holds a NUL character. Delete it.")
    answer, *others = _OTHER_WORDS.split(page.body)
    if not plain_text(answer):
        raise FaqMistake(
            page.file, page.body_line, "The answer has no words to read. Write them below the second ---"
        )
    if len(others) != 1 or not plain_text(others[0]):
        raise FaqMistake(
            page.file,
            page.body_line,
            "Write the answer once more, in detail, below one line '## In other words'",
        )
    return answer.strip(), others[0].strip()
