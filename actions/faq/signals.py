"""What speaks for an entry as the answer to a question, in numbers: words, parts of words, and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actions.faq.entry import FaqEntry
from actions.faq.kindred_words import KindredWords
from actions.faq.meaning_index import MeaningIndex
from actions.faq.normal_words import all_words
from actions.faq.sentence_vectors import Vectorizer, Vectors
from actions.faq.word_index import WordIndex, word_parts

SIGNALS = (
    "nearest line", "middle of lines", "nearest line, mapped", "middle of lines, mapped", "text",
    "words of a line", "words of the entry", "words of the text", "kindred words",
)  # fmt: skip
"""The columns of `Signals.of`, in their order."""

_LOOKED_AT_CLOSELY = 50  # by words and as many by meaning; with fewer entries, all

_MOST_IN_PARTS = 1_000
"""With more, words are not taken apart: typing errors cost less there than minutes and gigabytes."""

Numbers = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Candidates:
    """`rows` of entries (k), and the signals of each (k, len(SIGNALS))."""

    rows: Rows
    signals: Numbers


class Signals:
    """The indexes over some entries. They never change, so threads may share them."""

    def __init__(
        self, entries: Sequence[FaqEntry], vectors: Vectorizer, earlier: Signals | None = None
    ) -> None:
        """Takes over the vectors of entries that `earlier` has as well: they cost the most."""
        self.entries = entries
        self._vectors = vectors
        lines = [(entry.title, *entry.ask) for entry in entries]
        self._begins = np.cumsum([0, *map(len, lines)])
        self._places = {entry: row for row, entry in enumerate(entries)}
        self._owners = np.repeat(np.arange(len(lines)), [len(own) for own in lines])
        self._meaning = self._read_meaning(lines, earlier)
        self._parts = word_parts if len(entries) <= _MOST_IN_PARTS else all_words
        in_lines = [[self._parts(line) for line in own] for own in lines]
        in_bodies = [self._parts(_body(entry)) for entry in entries]
        self._line_words = WordIndex([parts for own in in_lines for parts in own])
        self._entry_words = WordIndex([[part for parts in own for part in parts] for own in in_lines])
        self._body_words = WordIndex(in_bodies)
        self._kindred = KindredWords(
            [frozenset(word for line in own for word in all_words(line)) for own in lines], vectors
        )

    def of(self, question: str) -> Candidates:
        """The entries worth a closer look, in the order of their rows."""
        words, parts = list(dict.fromkeys(all_words(question))), set(self._parts(question))
        asked = self._vectors.of([question])[0]
        mapped = self._meaning.mapped(asked)
        by_middle, by_mapped_middle = self._meaning.middles(asked, mapped)
        by_words = self._entry_words.coverage(parts)
        rows = _worth_a_look(by_words, by_mapped_middle)
        by_line, by_mapped_line, by_line_words = self._best_lines(rows, (asked, mapped), parts)
        columns = (
            by_line,
            by_middle[rows],
            by_mapped_line,
            by_mapped_middle[rows],
            self._meaning.of_bodies(rows, mapped),
            by_line_words,
            by_words[rows],
            self._body_words.coverage_of(rows, parts),
            self._kindred.coverage(rows, words),
        )
        return Candidates(rows, np.stack(columns, axis=1).astype(np.float32))

    def _best_lines(
        self, rows: Rows, asked: tuple[Vectors, Vectors], parts: set[str]
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Each the best that a line of the entry reaches."""
        spans = [np.arange(self._begins[row], self._begins[row + 1]) for row in rows]
        lines = np.concatenate(spans)
        starts = np.cumsum([0, *map(len, spans[:-1])])
        near, mapped = self._meaning.of_lines(lines, *asked)
        covered = self._line_words.coverage_of(lines, parts)
        best = (np.maximum.reduceat(of_lines, starts) for of_lines in (near, mapped, covered))
        return next(best), next(best), next(best)

    def _read_meaning(self, lines: Sequence[tuple[str, ...]], earlier: Signals | None) -> MeaningIndex:
        line_vectors = np.empty((len(self._owners), self._vectors.dimensions), dtype=np.float32)
        bodies = np.empty((len(lines), self._vectors.dimensions), dtype=np.float32)
        for row, (entry, own) in enumerate(zip(self.entries, lines, strict=True)):
            span = slice(self._begins[row], self._begins[row + 1])
            known = earlier._known(entry) if earlier is not None else None
            line_vectors[span], bodies[row] = known or (
                self._vectors.of(own),
                self._vectors.of([_body(entry)])[0],
            )
        return MeaningIndex(line_vectors, self._owners, bodies)

    def _known(self, entry: FaqEntry) -> tuple[Vectors, Vectors] | None:
        row = self._places.get(entry)
        if row is None:
            return None
        return self._meaning.lines[self._begins[row] : self._begins[row + 1]], self._meaning.bodies[row]


def _body(entry: FaqEntry) -> str:
    return f"{' '.join(entry.tags)} {entry.answer} {entry.in_other_words}"


def _worth_a_look(by_words: Numbers, by_meaning: Numbers) -> Rows:
    if len(by_words) <= 2 * _LOOKED_AT_CLOSELY:
        return np.arange(len(by_words))
    best = (
        np.argpartition(-scores, _LOOKED_AT_CLOSELY)[:_LOOKED_AT_CLOSELY] for scores in (by_words, by_meaning)
    )
    return np.unique(np.concatenate(list(best)))
