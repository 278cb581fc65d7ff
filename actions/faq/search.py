"""Which entry answers a question: BM25 over the ways people ask and over whole entries, from 0 to 1.

The score says how much of the question an entry covers, and how clearly it stands out from the others. What a
score is good for is said by `SURE` and `LIKELY`. Vectors and tolerance for typing errors are not here.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import bm25s
import numpy as np
from numpy.typing import NDArray

from actions.faq.entry import FaqEntry
from actions.faq.normal_words import all_words, normal_words
from actions.faq.shelf import FaqShelf

SURE = 0.6
"""From this score on the entry answers the question: say it."""

LIKELY = 0.3
"""From this score on the entry may be meant: ask. Below it, say that the answer is not known."""

_LINE_SHARE = 0.4  # chosen with _CLEAR by asking each line of the demo's entries with that line left out
_CLEAR = 2.0
_STRETCH = 0.6  # lays SURE where nine of ten are right, by that trial and the held-back questions
_WEIGHT_OF_ASKING = 2  # a word in the title, the ways to ask or the tags counts as often as twice in the body

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    entry: FaqEntry
    score: float


class FaqSearch:
    """An index over a shelf. Building it takes milliseconds; it never changes, so threads may share it."""

    def __init__(self, shelf: FaqShelf) -> None:
        self._shelf = shelf
        self._entries = tuple(shelf)
        asked = [[normal_words(line) for line in (entry.title, *entry.ask)] for entry in self._entries]
        self._verbatim = {
            _verbatim(line): index
            for index, entry in reversed(list(enumerate(self._entries)))
            for line in (entry.title, *entry.ask)
        }
        self._owners = np.repeat(np.arange(len(asked)), [len(lines) for lines in asked])
        self._lines = _Index([line for lines in asked for line in lines])
        self._whole = _Index(
            [_whole(entry, lines) for entry, lines in zip(self._entries, asked, strict=True)]
        )

    def entry(self, slug: str) -> FaqEntry:
        """Raises NoSuchEntry."""
        return self._shelf.entry(slug)

    def search(self, question: str, limit: int = 3, today: date | None = None) -> list[Match]:
        """Up to `limit` entries that share a word with the question, the best first; without expired ones.

        A question that stands in an entry word for word is answered by that entry, with the score 1.
        """
        scores = self._scores(list(dict.fromkeys(normal_words(question))))
        verbatim = self._verbatim.get(_verbatim(question))
        if verbatim is not None and all_words(question):
            scores[verbatim] = 1.0
        ranked = (int(index) for index in np.argsort(-scores, kind="stable") if scores[index] > 0)
        matches = (Match(self._entries[index], float(scores[index])) for index in ranked)
        return [match for match in matches if today is None or match.entry.is_valid_on(today)][:limit]

    def _scores(self, words: Sequence[str]) -> Numbers:
        best_line = np.zeros(len(self._entries))
        np.maximum.at(best_line, self._owners, self._lines.coverage(words))
        covered = _LINE_SHARE * best_line + (1 - _LINE_SHARE) * self._whole.coverage(words)
        if not covered.any():
            return covered
        share = covered**_CLEAR / (covered**_CLEAR).sum()
        return np.asarray((covered * np.sqrt(share)) ** _STRETCH)


class _Index:
    """Texts as words, and how much of a question each covers."""

    _k1, _b = 1.0, 0.4

    def __init__(self, texts: Sequence[list[str]]) -> None:
        self._count = len(texts)
        self._texts_with = Counter(word for text in texts for word in set(text))
        self._bm25 = bm25s.BM25(k1=self._k1, b=self._b, method="lucene")
        if self._texts_with:  # bm25s fails on texts without any word
            self._bm25.index(list(texts), show_progress=False)

    def coverage(self, words: Sequence[str]) -> Numbers:
        """For each text 0 (no word of the question) to 1 (all its weight). Unknown words weigh the most."""
        known = [word for word in words if word in self._texts_with]
        if not known:
            return np.zeros(self._count)
        most = sum(self._weight(word) for word in words) / (1 + self._k1 * (1 - self._b))
        return np.minimum(1.0, np.asarray(self._bm25.get_scores(known), dtype=np.float64) / most)

    def _weight(self, word: str) -> float:
        having = self._texts_with[word]
        return math.log(1 + (self._count - having + 0.5) / (having + 0.5))  # as bm25s does for "lucene"


def _verbatim(line: str) -> str:
    return " ".join(all_words(line))


def _whole(entry: FaqEntry, asked: Sequence[list[str]]) -> list[str]:
    asking = [word for line in asked for word in line] + normal_words(" ".join(entry.tags))
    return asking * _WEIGHT_OF_ASKING + normal_words(f"{entry.answer} {entry.in_other_words}")
