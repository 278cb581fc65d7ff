"""A linear support vector machine for each label against all others, kept as plain arrays. No Rasa."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

Numbers = NDArray[numpy.float32]

_WORTH_AT_MOST = 3.0


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

        def against_the_others(name: str) -> tuple[Any, float]:
            machine = LinearSVC(C=freedom, tol=0.1, random_state=1)
            machine.fit(features, wanted == name, sample_weight=worth)
            return machine.coef_[0].astype(numpy.float32), float(machine.intercept_[0])

        with ThreadPoolExecutor(os.cpu_count()) as threads:  # liblinear works without Python's lock
            machines = list(threads.map(against_the_others, names))
        weights = numpy.ascontiguousarray(numpy.stack([weights for weights, _ in machines], axis=1))
        offsets = numpy.array([offset for _, offset in machines], numpy.float32)
        return cls(tuple(map(str, names)), weights, offsets, sharpness)

    def likelihoods(self, places: NDArray[numpy.int32], values: Numbers) -> Numbers:
        """For each label 0 to 1, together 1, of a sentence with these values at these places."""
        scores = (self.offsets + values @ self.weights[places]) * self.sharpness
        likelihoods: Numbers = numpy.exp(scores - scores.max())
        return likelihoods / likelihoods.sum()
