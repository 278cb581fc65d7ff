"""Which entry answers a question, and how likely it does: BM25 and sentence vectors, weighed together.

The score of a match is the likelihood that the entry answers the question, from 0 to 1; all scores together
are the likelihood that one of them does. What the signals are is in `signals`, what each is worth in
`likelihood`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from actions.faq.best_sentence import Fit, best_fit
from actions.faq.entry import FaqEntry
from actions.faq.likelihood import Likelihood
from actions.faq.normal_words import normal_words, spelled_alike
from actions.faq.sentence_vectors import SentenceVectors, Vectorizer
from actions.faq.shelf import FaqShelf
from actions.faq.signals import Signals

SURE = 0.6
"""From this score on the entry answers the question: say it."""

LIKELY = 0.65
"""From this sum of all scores on one of the best is meant: ask which. Below it, say that it is not known."""

_Key = TypeVar("_Key", int, str)

_MOST_CHOICES = 3
_ASKED_LATELY = 16
"""Questions of which the scores are kept: while a message is heard, one is looked up up to three times."""
_WORTH_ASKING = 0.12  # of the likelihood of all three: what is less likely only makes the choice longer


_NEARER = 6
"""How many times as likely a question is about what is talked about as about anything else."""


@dataclass(frozen=True, slots=True)
class Match:
    entry: FaqEntry
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: the best three, the best first; `known` is how likely one answers, 0 to 1."""

    matches: tuple[Match, ...] = ()
    known: float = 0.0

    @property
    def answer(self) -> FaqEntry | None:
        """The entry that surely answers; None if none does."""
        is_sure = bool(self.matches) and self.matches[0].score >= SURE
        return self.matches[0].entry if is_sure else None

    @property
    def choices(self) -> tuple[FaqEntry, ...]:
        """Where no answer is sure: up to three entries of which one is likely meant, or none."""
        if self.answer is not None or self.known < LIKELY:
            return ()
        least = _WORTH_ASKING * self.known
        return tuple(match.entry for match in self.matches if match.score >= least)


class FaqSearch:
    """An index over a shelf. It never changes, so threads may share it."""

    def __init__(
        self, shelf: FaqShelf, vectors: Vectorizer | None = None, earlier: FaqSearch | None = None
    ) -> None:
        """Takes some ms an entry; less for those that `earlier` has as well, whose vectors it uses then.

        Without `vectors`, it loads them: raises VectorsUnavailable.
        """
        self.shelf = shelf
        self._entries = tuple(shelf)
        self._vectors: Vectorizer = vectors or (earlier._vectors if earlier else SentenceVectors.load())
        self._signals: Signals = Signals(self._entries, self._vectors, earlier._signals if earlier else None)
        self._likelihood: Likelihood = earlier._likelihood if earlier else Likelihood.load()
        self._verbatim = self._signals.verbatim()
        self._scores_of = lru_cache(_ASKED_LATELY)(self._weighed)

    @property
    def latest(self) -> FaqSearch:
        """Itself: it stands still. `LiveSearch` has one that follows the files."""
        return self

    def entry(self, slug: str) -> FaqEntry:
        """Raises NoSuchEntry."""
        return self.shelf.entry(slug)

    def look_up(self, question: str, today: date | None = None, near: Collection[str] = ()) -> Found:
        """What to make of a question: an answer, choices, or neither; expired entries are not known.

        `near`: the slugs of what is talked about; each is the likelier to be meant.
        """
        ranked = list(self._ranked(question, today, near))
        return Found(tuple(ranked[:_MOST_CHOICES]), min(1.0, sum(match.score for match in ranked)))

    def search(self, question: str, limit: int = 3, today: date | None = None) -> list[Match]:
        """Up to `limit` entries, the best first; without expired ones, and none for a text of filling words.

        A question that stands in an entry word for word is answered by that entry, with the score 1.
        """
        return list(islice(self._ranked(question, today), limit))

    def best_fit(self, question: str, pages: Sequence[FaqEntry]) -> Fit | None:
        """The sentence of these pages that answers a short question best; the first page was told last."""
        return best_fit(question, pages, self._vectors)

    def likeness(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, n): how much alike each two of the texts are, from -1 to 1."""
        vectors = self._vectors.of(texts)
        return np.asarray(vectors @ vectors.T)

    def _ranked(self, question: str, today: date | None, near: Collection[str] = ()) -> Iterator[Match]:
        verbatim = spelled_alike(question)
        if not self._entries or not (normal_words(question) or verbatim in self._verbatim):
            return
        scores = dict(self._scores_of(question))
        if (row := self._verbatim.get(verbatim)) is not None:
            scores[row] = 1.0
        elif near:
            scores = leaning(scores, {row for row in scores if self._entries[row].slug in near})
        for row in sorted(scores, key=scores.__getitem__, reverse=True):
            entry = self._entries[row]
            if today is None or entry.is_valid_on(today):
                yield Match(entry, scores[row])

    def _weighed(self, question: str) -> dict[int, float]:
        """How likely each entry, by its row, answers the question."""
        found = self._signals.of(question)
        return dict(zip(found.rows.tolist(), self._likelihood.of(found.signals).tolist(), strict=True))


def leaning(likelihoods: Mapping[_Key, float], near: Collection[_Key]) -> dict[_Key, float]:
    """The same likelihoods where those that are near are some times as likely as they are else."""
    whole = 1 + (_NEARER - 1) * sum(likelihoods.get(one, 0.0) for one in near)
    return {
        one: likelihood * (_NEARER if one in near else 1) / whole for one, likelihood in likelihoods.items()
    }
