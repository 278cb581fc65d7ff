"""How much of a question texts cover, by BM25 over words, or over their parts, which forgive typos."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

_K1, _B = 1.0, 0.4
_PARTS = (3, 4)

Numbers = NDArray[np.float32]
Rows = NDArray[np.intp]


def word_parts(words: Sequence[str]) -> list[str]:
    """These words, and every three and four signs in a row of each with a blank around it."""
    return [*words, *(part for word in words for part in _parts(f" {word} "))]


def _parts(word: str) -> Iterable[str]:
    for length in _PARTS:
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


class WordIndex:
    """Texts as `word_parts`. It never changes, so threads may share it."""

    def __init__(self, texts: Sequence[Sequence[str]], *, for_some: bool = False) -> None:
        """`for_some`: kept in the form in which some of the texts cost the least (`coverage_of`)."""
        self.count = len(texts)
        self._weight_of_unknown = self._weight(0)
        self._columns: dict[str, int] = {}
        self._weights = np.zeros(0)
        self._scores = csc_matrix((len(texts), 0), dtype=np.float32)
        if any(texts):  # bm25s fails on texts without any word
            bm25 = bm25s.BM25(k1=_K1, b=_B, method="lucene")
            bm25.index([list(text) for text in texts], show_progress=False)
            shares = (bm25.scores["data"], bm25.scores["indices"], bm25.scores["indptr"])
            self._scores = csc_matrix(shares, shape=(len(texts), len(bm25.scores["indptr"]) - 1))
            having = np.diff(self._scores.indptr)
            self._weights = self._weight(having)
            known = bm25.vocab_dict.items()  # has an empty part that no text has, behind all others
            self._columns = {part: column for part, column in known if column < len(having)}
        self._is_by_text = for_some
        if for_some:
            self._scores = self._scores.tocsr()

    def coverage(self, asked: set[str]) -> Numbers:
        """For each text 0 (no part of the question) to 1 (all its weight). Unknown parts weigh the most."""
        if self._is_by_text:
            return self.coverage_of(np.arange(self.count), asked)
        columns = self._known(asked)
        if not columns:
            return np.zeros(self.count, dtype=np.float32)
        starts, texts, shares = self._scores.indptr, self._scores.indices, self._scores.data
        spans = [slice(starts[column], starts[column + 1]) for column in columns]
        found = np.bincount(
            np.concatenate([texts[span] for span in spans]),
            np.concatenate([shares[span] for span in spans]),
            minlength=self.count,
        )
        return np.asarray(found / self._most(asked, columns), dtype=np.float32)

    def coverage_of(self, rows: Rows, asked: set[str]) -> Numbers:
        """The same for some of the texts only, which costs less than for all."""
        columns = self._known(asked)
        if not columns:
            return np.zeros(len(rows), dtype=np.float32)
        is_asked = np.zeros(self._scores.shape[1], dtype=np.float32)
        is_asked[columns] = 1
        chosen = self._scores if len(rows) == self.count else self._scores[rows]
        return np.asarray(chosen @ is_asked / self._most(asked, columns), dtype=np.float32)

    def _known(self, asked: set[str]) -> list[int]:
        return [self._columns[part] for part in asked if part in self._columns]

    def _weight(self, having: Any) -> Any:
        """How rare a part is that so many of the texts have, as bm25s counts for "lucene"."""
        return np.log(1 + (self.count - having + 0.5) / (having + 0.5))

    def _most(self, asked: set[str], columns: list[int]) -> float:
        """All the weight of the question, of which `columns` are the known parts."""
        unknown = self._weight_of_unknown * (len(asked) - len(columns))
        return float(self._weights[columns].sum() + unknown) / (1 + _K1 * (1 - _B))
