"""The features of a sentence side by side: counts weighed by how rare a term is, vectors as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, issparse, vstack
from sklearn.feature_extraction.text import TfidfTransformer

from bot.nlu.linear_model import Numbers

Places = NDArray[numpy.int32]
_RARENESS = "rareness of "


class WeighedFeatures:
    """Each featurizer's have the length 1. A term that no learned sentence has counts for nothing."""

    def __init__(self, begins: Mapping[str, int], rareness: Mapping[str, Numbers]) -> None:
        self._begins = begins
        self._rareness = rareness

    @classmethod
    def learned(cls, examples: Sequence[Message]) -> tuple[WeighedFeatures, csr_matrix]:
        """What is learned of these, which all have features, and their rows."""
        found = [sentence_features(example) for example in examples]
        begins: dict[str, int] = {}
        rareness: dict[str, Numbers] = {}
        blocks, begin = [], 0
        for origin in found[0]:
            rows = [features[origin] for features in found]
            if issparse(rows[0]):
                counts = vstack(rows)
                weighing = TfidfTransformer(sublinear_tf=True).fit(counts)
                is_met = numpy.bincount(counts.indices, minlength=counts.shape[1]) > 0
                rareness[origin] = (weighing.idf_ * is_met).astype(numpy.float32)
                block = weighing.transform(counts)
            else:
                block = csr_matrix(numpy.vstack(rows))
            begins[origin] = begin
            begin += block.shape[1]
            blocks.append(block)
        rows_of_all = hstack(blocks).tocsr().astype(numpy.float64)  # as liblinear wants them
        return cls(begins, rareness), rows_of_all

    def of(self, message: Message) -> tuple[Places, Numbers]:
        """Where the row of a message is not zero, and what stands there."""
        found = [self._weighed(*feature) for feature in sentence_features(message).items()]
        if not found:
            return numpy.zeros(0, numpy.int32), numpy.zeros(0, numpy.float32)
        return (
            numpy.concatenate([places for places, _ in found]),
            numpy.concatenate([values for _, values in found]),
        )

    def _weighed(self, origin: str, features: Any) -> tuple[Any, Any]:
        """As in training; a matrix for one row would cost ten times as much."""
        begin = self._begins[origin]
        if not issparse(features):
            return numpy.arange(begin, begin + features.shape[1]), features[0]
        row = features.tocsr()
        terms = (1 + numpy.log(row.data)) * self._rareness[origin][row.indices]
        return begin + row.indices, (terms / (numpy.linalg.norm(terms) or 1.0)).astype(numpy.float32)

    @property
    def kept(self) -> dict[str, Any]:
        """As arrays by their names, for `numpy.savez`."""
        return {
            "origins": numpy.array(list(self._begins)),
            "begins": numpy.array(list(self._begins.values())),
            **{f"{_RARENESS}{origin}": values for origin, values in self._rareness.items()},
        }

    @classmethod
    def from_kept(cls, kept: Any) -> WeighedFeatures:
        origins = [str(origin) for origin in kept["origins"]]
        begins = dict(zip(origins, map(int, kept["begins"]), strict=True))
        rareness = {
            origin: kept[f"{_RARENESS}{origin}"] for origin in origins if f"{_RARENESS}{origin}" in kept
        }
        return cls(begins, rareness)


def sentence_features(message: Message) -> dict[str, Any]:
    """The values of each featurizer by its name."""
    return {
        _origin(features): features.features
        for features in message.features
        if features.attribute == TEXT and features.type == FEATURE_TYPE_SENTENCE
    }


def _origin(features: Features) -> str:
    return features.origin if isinstance(features.origin, str) else features.origin[0]
