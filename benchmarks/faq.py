"""`python -m benchmarks.faq`: how fast an entry is found, and how often the right one. Also in `make bench`.

The questions are the blind ones of the tests, which the search was never fitted on.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import yaml

from actions.faq.entry import FaqEntry
from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf, load_shelf
from benchmarks.rows import Row, at_least, table, to_compare
from benchmarks.subject import Subject
from benchmarks.timings import time_rows

_ROOT = Path(__file__).parents[1]
_BLIND = _ROOT / "tests" / "actions" / "faq" / "blind_questions.yml"
_MANY = 10_000
_LINES_OF_MANY = 4


async def measure(subject: Subject) -> list[Row]:
    return await asyncio.to_thread(rows)


def rows() -> list[Row]:
    shelf = load_shelf(_ROOT / "data" / "faq")
    began = time.perf_counter()
    search = FaqSearch(shelf)
    built = time.perf_counter() - began
    return [
        to_compare(f"help pages: index over {len(shelf)} entries made", 1000 * built, "ms"),
        *_rights(search),
        *_times(f"help pages: look-up in {len(shelf)} entries", search, 2),
        *_many(shelf),
    ]


def _rights(search: FaqSearch) -> list[Row]:
    blind = yaml.safe_load(_BLIND.read_text(encoding="utf-8"))
    found = [(asked["entry"], search.look_up(asked["text"])) for asked in blind["questions"]]
    first = [found.matches[0].entry.slug == slug for slug, found in found]
    among = [slug in {match.entry.slug for match in found.matches} for slug, found in found]
    said = [found.answer is not None or bool(found.choices) for _, found in found]
    sure = [is_first for is_first, (_, found) in zip(first, found, strict=True) if found.answer is not None]
    refused = [not (f.answer or f.choices) for f in map(search.look_up, blind["unanswerable"])]
    return [
        at_least("help pages: first entry is the right one", _percent(first), 85, "%"),
        at_least("help pages: the right one is among three", _percent(among), 95, "%"),
        at_least("help pages: what no entry answers is refused", _percent(refused), 85, "%"),
        to_compare("help pages: what an entry answers is answered, or asked about", _percent(said), "%"),
        to_compare("help pages: an answer given without asking is right", _percent(sure), "%"),
    ]


def _percent(hits: list[bool]) -> float:
    return 100 * sum(hits) / len(hits)


def _many(shelf: FaqShelf) -> list[Row]:
    entries = tuple(shelf)
    many = FaqShelf(_copy(entries[number % len(entries)], number) for number in range(_MANY))
    began = time.perf_counter()
    search = FaqSearch(many)
    built = time.perf_counter() - began
    return [
        to_compare(f"help pages: index over {_MANY:,} entries made", built, "s"),
        *_times(f"help pages: look-up in {_MANY:,} entries", search, 10),
    ]


def _copy(entry: FaqEntry, number: int) -> FaqEntry:
    """Another entry about much the same, with words of its own."""
    asked = tuple(f"{line} model{number}" for line in entry.ask[:_LINES_OF_MANY])
    return replace(entry, slug=f"{entry.slug}-{number}", title=f"{entry.title} model{number}", ask=asked)


def _times(what: str, search: FaqSearch, p50: float) -> list[Row]:
    questions = [asked["text"] for asked in yaml.safe_load(_BLIND.read_text(encoding="utf-8"))["questions"]]
    seconds = []
    for question in questions:
        began = time.perf_counter()
        search.look_up(question)
        seconds.append(time.perf_counter() - began)
    return time_rows(what, seconds, p50)


if __name__ == "__main__":
    print(table(rows()))
