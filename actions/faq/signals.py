"""What speaks for an entry as the answer to a question, in numbers: words, parts of words, and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

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


class _Words:
    """The words of an entry: `lines` of its title and of each way to ask, `different` of these, `body`.

    Each word is in memory only once, however often it stands in the pages.
    """

    def __init__(self, entry: FaqEntry) -> None:
        self.lines = [[*map(intern, all_words(line))] for line in (entry.title, *entry.ask)]
        self.different = frozenset(word for line in self.lines for word in line)
        self.body = [*map(intern, all_words(_body(entry)))]


class Signals:
    """The indexes over some entries. They never change, so threads may share them."""

    def __init__(
        self, entries: Sequence[FaqEntry], vectors: Vectorizer, earlier: Signals | None = None
    ) -> None:
        """Takes over the words and vectors of entries that `earlier` has as well: they cost the most."""
        self.entries = entries
        self._vectors = vectors
        lines = [(entry.title, *entry.ask) for entry in entries]
        self._begins = np.cumsum([0, *map(len, lines)])
        self._places = {entry: row for row, entry in enumerate(entries)}
        self._owners = np.repeat(np.arange(len(lines)), [len(own) for own in lines])
        self._meaning = self._read_meaning(lines, earlier)
        self._parts = word_parts if len(entries) <= _MOST_IN_PARTS else list[str]
        self._words = [(earlier._words_of(entry) if earlier else None) or _Words(entry) for entry in entries]
        in_lines = [[self._parts(line) for line in words.lines] for words in self._words]
        in_bodies = [self._parts(words.body) for words in self._words]
        self._line_words = WordIndex([parts for own in in_lines for parts in own], for_some=True)
        self._entry_words = WordIndex([[part for parts in own for part in parts] for own in in_lines])
        self._body_words = WordIndex(in_bodies, for_some=True)
        self._kindred = KindredWords([words.different for words in self._words], vectors)

    def of(self, question: str) -> Candidates:
        """The entries worth a closer look, in the order of their rows."""
        words = list(dict.fromkeys(all_words(question)))
        parts = set(self._parts(words))
        asked = self._vectors.of([question])[0]
        mapped = self._meaning.mapped(asked)
        by_mapped_middle = self._meaning.mapped_middles(mapped)
        by_words = self._entry_words.coverage(parts)
        rows = _worth_a_look(by_words, by_mapped_middle)
        by_line, by_mapped_line, by_line_words = self._best_lines(rows, (asked, mapped), parts)
        columns = (
            by_line,
            self._meaning.middles_of(rows, asked),
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
        counts = self._begins[rows + 1] - self._begins[rows]
        ends = np.cumsum(counts)
        starts = ends - counts
        lines = np.arange(ends[-1]) + np.repeat(self._begins[rows] - starts, counts)
        near, mapped = self._meaning.of_lines(lines, *asked)
        covered = self._line_words.coverage_of(lines, parts)
        best = (np.maximum.reduceat(of_lines, starts) for of_lines in (near, mapped, covered))
        return next(best), next(best), next(best)

    def _read_meaning(self, lines: Sequence[tuple[str, ...]], earlier: Signals | None) -> MeaningIndex:
        line_vectors = np.empty((len(self._owners), self._vectors.dimensions), dtype=np.float32)
        bodies = np.empty((len(lines), self._vectors.dimensions), dtype=np.float32)
        new = []
        for row, entry in enumerate(self.entries):
            known = earlier._known(entry) if earlier is not None else None
            if known is None:
                new.append(row)
            else:
                line_vectors[self._begins[row] : self._begins[row + 1]], bodies[row] = known
        is_new = np.isin(self._owners, new)
        line_vectors[is_new] = self._vectors.of([line for row in new for line in lines[row]])
        bodies[new] = self._vectors.of([_body(self.entries[row]) for row in new])
        return MeaningIndex(line_vectors, self._owners, bodies)

    def verbatim(self) -> dict[str, int]:
        """The row of the first entry that has this line, by the words of the line with single blanks."""
        lines: dict[str, int] = {}
        for row, words in enumerate(self._words):
            for line in words.lines:
                if line:
                    lines.setdefault(" ".join(line), row)
        return lines

    def _words_of(self, entry: FaqEntry) -> _Words | None:
        row = self._places.get(entry)
        return None if row is None else self._words[row]

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
