"""How likely an entry answers a question, from the signals: weights that were fitted once, read from a file.

`python -m benchmarks.faq_fit` wrote the file. A shop that changes its entries needs to fit nothing: the
weights say what a signal is worth, not what stands in an entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actions.faq.signals import SIGNALS

WEIGHTS = Path(__file__).with_name("likelihood.json")
SIGNS = ("middle of lines, mapped", "words of the entry", "kindred words", "score")
"""What tells whether anything answers a question at all: signals of the entry that fits best, and its score.

Its lead over the others is left out: one entry also leads for a question that none of them answers."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighing:
    """A sum of numbers, each laid around 0 first."""

    middles: Numbers
    spreads: Numbers
    weights: Numbers
    constant: float = 0.0

    def of(self, rows: NDArray[np.floating[Any]]) -> Numbers:
        return np.asarray(((rows - self.middles) / self.spreads) @ self.weights + self.constant)

    @classmethod
    def read(cls, written: Mapping[str, Any], names: Sequence[str]) -> Weighing:
        columns = zip(*(written["signals"][name] for name in names), strict=True)
        middles, spreads, weights = (np.array(column) for column in columns)
        return cls(middles, spreads, weights, float(written["constant"]))

    def written(self, names: Sequence[str]) -> dict[str, Any]:
        columns = zip(self.middles, self.spreads, self.weights, strict=True)
        rounded = [[round(float(number), 5) for number in column] for column in columns]
        return {"constant": round(self.constant, 5), "signals": dict(zip(names, rounded, strict=True))}


@dataclass(frozen=True, slots=True)
class Likelihood:
    """`ranking` says which entry fits best, `known` whether any does."""

    ranking: Weighing
    known: Weighing

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Likelihood:
        written = json.loads(path.read_text(encoding="utf-8"))
        return cls(Weighing.read(written["ranking"], SIGNALS), Weighing.read(written["known"], SIGNS))

    def of(self, signals: NDArray[np.float32]) -> Numbers:
        """For each of k entries, k > 0, how likely it is the answer: together, how likely one of them is."""
        scores = self.ranking.of(signals)
        shares = np.exp(scores - scores.max())
        odds = self.known.of(signs(signals, scores))
        return np.asarray(shares / shares.sum() / (1 + np.exp(-np.clip(odds, -30, 30))))


def signs(signals: NDArray[np.float32], scores: Numbers) -> Numbers:
    """The numbers of SIGNS for the entry that fits best."""
    best = int(np.argmax(scores))
    return np.array([*(signals[best, SIGNALS.index(name)] for name in SIGNS[:-1]), scores[best]])
