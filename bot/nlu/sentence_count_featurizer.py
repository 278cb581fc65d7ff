"""Rasa's count vectors, for whole sentences only: nothing here looks at single words.

The parent counts each word of a sentence by itself as well (`count_vectors_featurizer.py:568`), which is half
of its time, for classifiers that read sequences.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from scipy.sparse import spmatrix

Features = list[spmatrix | None]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceCountFeaturizer(CountVectorsFeaturizer):
    """Use it in config.yml in place of CountVectorsFeaturizer, with the same settings."""

    def _create_features(self, attribute: str, all_tokens: list[list[str]]) -> tuple[Features, Features]:
        vectorizer = self.vectorizers.get(attribute)
        sentences: Features = []
        for tokens in all_tokens:
            if vectorizer is None or not tokens:
                sentences.append(None)
                continue
            counts = vectorizer.transform([" ".join(tokens)])
            counts.sort_indices()
            sentences.append(counts)
        return [None] * len(all_tokens), sentences
