"""A linear support vector machine for each label against all others, kept as plain arrays. No Rasa."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

Numbers = NDArray[numpy.float32]

_WORTH_AT_MOST = 3.0
_OTHERS = -1
_SHARES = 4
"""In which the labels are learned, each by a process of its own: liblinear draws its random numbers from one
source for all threads, and what is learned must depend neither on them nor on the number of processors.
"""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`weights` has a row for each feature and a column for each label, since a sentence has few features."""

    labels: tuple[str, ...]
    weights: Numbers
    offsets: Numbers
    sharpness: float

    @classmethod
    def learned(
        cls, features: csr_matrix, labels: Sequence[str], freedom: float, sharpness: float
    ) -> LinearModel:
        """`freedom`: how much the weights may grow (C); `sharpness`: how surely a lead makes an intent.

        An example counts for more where there are few: what is said in three ways only would be drowned.
        """
        wanted = numpy.array(labels)
        names, kind, counts = numpy.unique(wanted, return_inverse=True, return_counts=True)
        worth = numpy.clip(numpy.sqrt(numpy.median(counts) / counts), 1.0, _WORTH_AT_MOST)[kind]

        learn = delayed(_each_against_all_others)
        shares = numpy.array_split(numpy.arange(len(names)), min(_SHARES, len(names)))
        side_by_side = Parallel(n_jobs=min(os.cpu_count() or 1, len(shares)), max_nbytes=None)
        rows = numpy.concatenate(side_by_side(learn(features, kind, own, worth, freedom) for own in shares))
        weights = numpy.ascontiguousarray(rows[:, :-1].T)
        return cls(tuple(map(str, names)), weights, rows[:, -1].copy(), sharpness)

    def likelihoods(self, places: NDArray[numpy.int32], values: Numbers) -> Numbers:
        """For each label 0 to 1, together 1, of a sentence with these values at these places."""
        scores = (self.offsets + values @ self.weights[places]) * self.sharpness
        likelihoods: Numbers = numpy.exp(scores - scores.max())
        return likelihoods / likelihoods.sum()


def _each_against_all_others(
    features: csr_matrix, kind: NDArray[numpy.intp], own: NDArray[numpy.intp], worth: Numbers, freedom: float
) -> Numbers:
    """A row for each of these kinds: its weights, and last its offset."""
    machine = LinearSVC(C=freedom, tol=0.1, random_state=1)
    machine.fit(features, numpy.where(numpy.isin(kind, own), kind, _OTHERS), sample_weight=worth)
    rows = numpy.column_stack([machine.coef_, machine.intercept_])
    of_both = rows if len(rows) > 1 else numpy.concatenate([-rows, rows])  # of two, it keeps one
    return of_both[machine.classes_ != _OTHERS].astype(numpy.float32)
