"""`python -m benchmarks.faq_fit`: fits what the search's signals are worth, and writes `likelihood.json`.

The questions are the entries' own lines, each asked of a shelf without it. Lines asked of a shelf without
their entry, and the questions of `faq_questions.yml`, which no entry answers, say what a miss looks like.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from actions.faq.entry import FaqEntry
from actions.faq.likelihood import SIGNS, WEIGHTS, Weighing, signs
from actions.faq.sentence_vectors import SentenceVectors
from actions.faq.shelf import load_shelf
from actions.faq.signals import SIGNALS, Candidates, Signals
from benchmarks.rows import table, to_compare

_ENTRIES = Path(__file__).parents[1] / "data" / "faq"
_QUESTIONS = Path(__file__).with_name("faq_questions.yml")
_PARTS = 6
_KEPT_SMALL = 1e-3
_NEAR_MISS = 0.3  # another entry often answers a part of it, so such a miss counts less
_SHARE_OF_MISSES = 0.2  # of all that is asked
_LOOSE = 0.1


@dataclass(frozen=True, slots=True)
class Asked:
    """`right` is the row among the candidates, None if nothing answers the question."""

    found: Candidates
    right: int | None
    weight: float = 1.0


def main() -> None:
    asked = list(_all_asked())
    ranking = _fit_ranking([one for one in asked if one.right is not None])
    known = _fit_known(asked, ranking)
    written = {"ranking": ranking.written(SIGNALS), "known": known.written(SIGNS)}
    WEIGHTS.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    answered = [one for one in asked if one.right is not None]
    first = np.mean([np.argmax(ranking.of(one.found.signals)) == one.right for one in answered])
    print(table([to_compare("questions", len(asked), ""), to_compare("right first, %", 100 * first, "")]))


def _all_asked() -> Iterator[Asked]:
    entries, vectors = list(load_shelf(_ENTRIES)), SentenceVectors.load()
    others = yaml.safe_load(_QUESTIONS.read_text(encoding="utf-8"))
    for part in range(_PARTS):
        thinned = Signals([_without(entry, part) for entry in entries], vectors)
        for row, entry in enumerate(entries):
            for line in _lines(entry)[part::_PARTS]:
                yield _ask(thinned, line, row)
        yield from (_ask(thinned, line, None) for line in others["unanswered"][part::_PARTS])
        fewer = Signals([entry for row, entry in enumerate(entries) if row % _PARTS != part], vectors)
        for entry in entries[part::_PARTS]:
            yield from (_ask(fewer, line, None, _NEAR_MISS) for line in _lines(entry)[::3])


def _lines(entry: FaqEntry) -> tuple[str, ...]:
    return entry.title, *entry.ask


def _without(entry: FaqEntry, part: int) -> FaqEntry:
    title, *ask = (line for number, line in enumerate(_lines(entry)) if number % _PARTS != part)
    return replace(entry, title=title, ask=tuple(ask))


def _ask(signals: Signals, question: str, row: int | None, weight: float = 1.0) -> Asked:
    found = signals.of(question)
    where = np.flatnonzero(found.rows == row) if row is not None else ()
    return Asked(found, int(where[0]) if len(where) else None, weight)


def _fit_ranking(asked: Sequence[Asked]) -> Weighing:
    """The weights under which the right entry stands out the most, among all that were looked at."""
    every = np.concatenate([one.found.signals for one in asked])
    middles, spreads = every.mean(axis=0), every.std(axis=0)
    laid = [(one.found.signals - middles) / spreads for one in asked]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(weights))
        for rows, one in zip(laid, asked, strict=True):
            scores = rows @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            total -= np.log(shares[one.right] + 1e-12)
            slope += shares @ rows - rows[one.right]
        count = len(asked)
        return total / count + _KEPT_SMALL * weights @ weights, slope / count + 2 * _KEPT_SMALL * weights

    return Weighing(middles, spreads, minimize(loss, np.zeros(len(SIGNALS)), jac=True, method="L-BFGS-B").x)


def _fit_known(asked: Sequence[Asked], ranking: Weighing) -> Weighing:
    is_known = [one.right is not None for one in asked]
    every = np.array([signs(one.found.signals, ranking.of(one.found.signals)) for one in asked])
    misses = sum(one.weight for one in asked if one.right is None)
    evened = _SHARE_OF_MISSES / (1 - _SHARE_OF_MISSES) * sum(is_known) / misses
    weights = [one.weight * (evened if one.right is None else 1) for one in asked]
    middles, spreads = every.mean(axis=0), every.std(axis=0)
    model = LogisticRegression(C=_LOOSE, max_iter=2000)
    model.fit((every - middles) / spreads, is_known, weights)
    return Weighing(middles, spreads, model.coef_[0], float(model.intercept_[0]))


if __name__ == "__main__":
    main()
