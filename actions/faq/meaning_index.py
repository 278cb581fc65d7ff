"""How near a question is to entries by the vectors of their lines, of all their lines, and of their text.

Two spaces are used: that of the vectors as they come, and one in which the ways of asking that differ within
entries count less than those that differ between them (linear discriminant analysis, shrunk; learned from the
shelf itself in milliseconds, so a changed shelf needs no training).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from actions.faq.sentence_vectors import Vectors

_SHRUNK = 0.7  # chosen by asking each line of the demo's entries with that line left out
_MOST_LINES = 5_000  # that the second space is learned from

Rows = NDArray[np.intp]


class MeaningIndex:
    """`lines` (n lines, dim), `owners` the entry of each, in ascending order; `bodies` (n entries, dim)."""

    def __init__(self, lines: Vectors, owners: Rows, bodies: Vectors) -> None:
        count = len(bodies)
        self.lines = lines
        self.bodies = bodies
        means = _means(lines, owners, count)
        self._map = _discriminating(lines - means[owners])
        mapped = lines @ self._map
        self._lengths = np.maximum(np.linalg.norm(mapped, axis=1), 1e-9)
        self._middles = _unit(means)
        self._mapped_middles = _unit(_means(_unit(mapped), owners, count))
        self._mapped_bodies = _unit(bodies @ self._map)

    def mapped(self, question: Vectors) -> Vectors:
        """The question's vector in the second space, of length 1."""
        unit: Vectors = _unit((question @ self._map)[None])[0]
        return unit

    def mapped_middles(self, asked_mapped: Vectors) -> Vectors:
        """The likeness to the middle of each entry's lines, in the second space."""
        return np.asarray(self._mapped_middles @ asked_mapped)

    def middles_of(self, rows: Rows, asked: Vectors) -> Vectors:
        """The same for some entries, in the first space."""
        return np.asarray(self._middles[rows] @ asked)

    def of_bodies(self, rows: Rows, asked_mapped: Vectors) -> Vectors:
        return np.asarray(self._mapped_bodies[rows] @ asked_mapped)

    def of_lines(self, rows: Rows, asked: Vectors, asked_mapped: Vectors) -> tuple[Vectors, Vectors]:
        """The likeness to each of these lines, in both spaces."""
        is_all = len(rows) == len(self.lines)  # then nothing needs to be copied
        lines, lengths = (self.lines, self._lengths) if is_all else (self.lines[rows], self._lengths[rows])
        return lines @ asked, lines @ (self._map @ asked_mapped) / lengths


def _discriminating(within: Vectors) -> Vectors:
    """The map that makes all directions equal in which lines of one entry differ."""
    if not len(within):
        return np.eye(within.shape[1], dtype=np.float32)
    sample = within[:: max(1, len(within) // _MOST_LINES)]
    scatter = sample.T.astype(np.float64) @ sample / len(sample)
    scatter += _SHRUNK * max(np.trace(scatter) / len(scatter), 1e-9) * np.eye(len(scatter))
    sizes, directions = np.linalg.eigh(scatter)
    undoing: Vectors = ((directions / np.sqrt(sizes)) @ directions.T).real.astype(np.float32)
    return undoing


def _means(rows: Vectors, owners: Rows, count: int) -> Vectors:
    sums = np.zeros((count, rows.shape[1]), dtype=np.float32)
    if count:
        begins = np.searchsorted(owners, np.arange(count))
        np.add.reduceat(rows, begins, axis=0, out=sums)
    counts = np.maximum(np.bincount(owners, minlength=count), 1).astype(np.float32)
    return np.asarray(sums / counts[:, None], dtype=np.float32)


def _unit(rows: NDArray[np.floating[Any]]) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)
