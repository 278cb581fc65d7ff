"""How much of a question's words an entry has a word like, by the vectors of single words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from actions.faq.sentence_vectors import Vectorizer, Vectors

_UNKNOWN = 0.8  # of the most weight: a word that stands nowhere may be rare, or a typing error
_DIMENSIONS = 64  # the first of a vector say the most: `wordllama` was learned so that it can be cut short

Numbers = NDArray[np.float32]
Rows = NDArray[np.intp]


class KindredWords:
    """For each entry its different words. It never changes, so threads may share it."""

    def __init__(self, entries: Sequence[frozenset[str]], vectors: Vectorizer) -> None:
        self._vectors = vectors
        entries_with = Counter(word for words in entries for word in sorted(words))
        self._places = {word: place for place, word in enumerate(entries_with)}
        self._weights = {word: _rarity(len(entries), having) for word, having in entries_with.items()}
        self._weight_of_unknown = _UNKNOWN * _rarity(len(entries), 0)
        self._word_vectors = self._short(list(self._places))
        self._words_of = [
            np.array(sorted(self._places[word] for word in words), dtype=np.intp) for words in entries
        ]

    def coverage(self, rows: Rows, asked: Sequence[str]) -> Numbers:
        """For each of these entries, from 0 to 1; 0 for an entry without words."""
        covered = np.zeros(len(rows), dtype=np.float32)
        kept = [place for place, row in enumerate(rows) if len(self._words_of[row])]
        if not asked or not kept:
            return covered
        words = [self._words_of[rows[place]] for place in kept]
        starts = np.cumsum([0, *map(len, words[:-1])])
        weights = np.array([self._weights.get(word, self._weight_of_unknown) for word in asked])
        likeness = self._likeness(np.concatenate(words), asked)
        covered[kept] = np.maximum.reduceat(likeness, starts, axis=0) @ (weights / weights.sum())
        return covered

    def _likeness(self, wanted: Rows, asked: Sequence[str]) -> Numbers:
        """(wanted places, asked), squared, so that only words that are much alike count."""
        places = wanted
        if len(wanted) < len(self._places):  # few entries of many: only their words are looked at
            different, places = np.unique(wanted, return_inverse=True)
            vectors = self._word_vectors[different]
        else:
            vectors = self._word_vectors
        likeness = np.asarray((np.maximum(vectors @ self._asked_vectors(asked).T, 0) ** 2)[places])
        for column, word in enumerate(asked):
            if any(map(str.isdigit, word)) and word in self._places:
                likeness[wanted == self._places[word], column] = 1
        return likeness

    def _asked_vectors(self, asked: Sequence[str]) -> Vectors:
        unknown = [word for word in asked if word not in self._places]
        vectors = dict(zip(unknown, self._short(unknown), strict=True))
        known = self._word_vectors
        return np.array([vectors[word] if word in vectors else known[self._places[word]] for word in asked])

    def _short(self, words: Sequence[str]) -> Vectors:
        """Numbers and names with digits are like nothing but themselves: `_likeness` sees to those."""
        cut = self._vectors.of(words)[:, :_DIMENSIONS]
        cut[[any(map(str.isdigit, word)) for word in words]] = 0
        return np.asarray(cut / np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-9))


def _rarity(count: int, having: int) -> float:
    return math.log(1 + (count - having + 0.5) / (having + 0.5))
