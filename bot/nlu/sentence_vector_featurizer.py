"""Gives each sentence a learned vector, near to those of sentences that mean much the same."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.faq.sentence_vectors import SentenceVectors, Vectorizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one row of length 1; none for a text without words."""

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing that could not be used."""

    def __init__(self, name: str, config: dict[str, Any], vectors: Vectorizer) -> None:
        super().__init__(name, config)
        self._vectors = vectors

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """Raises VectorsUnavailable."""
        return cls(execution_context.node_name, config, SentenceVectors.load())

    def process(self, messages: list[Message]) -> list[Message]:
        rows = self._vectors.of([_words(message) for message in messages])
        for message, row in zip(messages, rows, strict=True):
            if row.any():
                self.add_features_to_message(None, row[None, :], TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data


def _words(message: Message) -> str:
    """The words without the rest; which number it is says nothing about the wish."""
    words = [token.text for token in message.get(TOKENS_NAMES[TEXT]) or ()]
    return " ".join("number" if word.isdigit() else word for word in words)
