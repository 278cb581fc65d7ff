"""Rasa's count vectors, for whole sentences only: nothing here looks at single words.

The parent counts each word of a sentence by itself as well (`count_vectors_featurizer.py:568`), which is half
of its time, for classifiers that read sequences, and the names of intents and actions, for those of actions.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

import numpy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import TEXT
from scipy.sparse import csr_matrix, spmatrix
from sklearn.feature_extraction.text import CountVectorizer

Features = list[spmatrix | None]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceCountFeaturizer(CountVectorsFeaturizer):
    """Use it in config.yml in place of CountVectorsFeaturizer, with the same settings."""

    @staticmethod
    def _attributes_for(analyzer: str) -> list[str]:
        return [TEXT]

    @cached_property
    def _analyzed_by(self) -> dict[str, Any]:
        """For each attribute its vectorizer with the function that cuts a sentence into terms."""
        return {}

    def _create_features(self, attribute: str, all_tokens: list[list[str]]) -> tuple[Features, Features]:
        vectorizer = self.vectorizers.get(attribute)
        sentences: Features = []
        for tokens in all_tokens:
            if vectorizer is None or not tokens:
                sentences.append(None)
                continue
            sentences.append(self._counts(attribute, vectorizer, " ".join(tokens)))
        return [None] * len(all_tokens), sentences

    def _counts(self, attribute: str, vectorizer: CountVectorizer, sentence: str) -> csr_matrix:
        """As the vectorizer's `transform`, which is made for many sentences and is slow for one."""
        if vectorizer is not self._analyzed_by.get(attribute, (None,))[0]:
            self._analyzed_by[attribute] = (vectorizer, vectorizer.build_analyzer())
        analyze, vocabulary = self._analyzed_by[attribute][1], vectorizer.vocabulary_
        found = Counter(vocabulary[term] for term in analyze(sentence) if term in vocabulary)
        columns = sorted(found)
        counts = numpy.array([found[column] for column in columns], vectorizer.dtype)
        places = numpy.array(columns, numpy.int32), numpy.array([0, len(columns)], numpy.int32)
        return csr_matrix((counts, *places), shape=(1, len(vocabulary)))
