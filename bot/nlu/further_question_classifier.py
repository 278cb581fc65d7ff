"""Says what a short question may ask further of an order that was just told, should it ask that at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from actions.order_talk.further_asked import FURTHER_GUESSES, NOTHING_FURTHER
from bot.nlu.linear_model import LinearModel
from bot.nlu.weighed_features import Places, WeighedFeatures, sentence_features
from bot.nlu.wording_tokenizer import metadata_of

_FILE = "further_questions.npz"
_OFTEN = 3
"""In how many of these questions a term stands that is worth a weight."""

_LIKELIEST = 12
_MOST_STEPS = 100


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FurtherQuestionClassifier(GraphComponent):
    """Learns the kinds of the examples of one intent, by their metadata (`asks: pay_later`), against a
    share of all others. What they mean depends on what was told, so it sets no intent: the kinds stand on the
    message with how likely they are, and the dialogue takes one that fits
    (`actions/order_talk/asked_further.py`).

    Their likelihoods are compared among those that fit, so it is a logistic regression over all of them, and
    no machine for each against all others.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Of the other examples each `every`th is learned, and counts for `worth`."""
        return {"freedom": 5.0, "every": 20, "worth": 0.1, "intent": None}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: LinearModel | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FurtherQuestionClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if sentence_features(example)]
        further = [example for example in examples if example.get(INTENT) == self._config["intent"]]
        if not further:
            with self._model_storage.write_to(self._resource):
                return self._resource
        others = [example for example in examples if example.get(INTENT) != self._config["intent"]]
        learned = [*further, *others[:: self._config["every"]]]
        self._features, rows = WeighedFeatures.learned(learned)
        self._places = _often_in(rows[: len(further)])
        labels = [metadata_of(example).get("asks", NOTHING_FURTHER) for example in learned]
        worth = numpy.full(len(learned), self._config["worth"])
        worth[: len(further)] = 1.0
        self._model = self._learned(rows[:, self._places], labels, worth)
        self._persist(self._model)
        return self._resource

    def _learned(self, rows: csr_matrix, labels: Sequence[str], worth: NDArray[numpy.float64]) -> LinearModel:
        regression = LogisticRegression(C=self._config["freedom"], max_iter=_MOST_STEPS, tol=1e-3)
        with threadpool_limits(1):  # the same numbers with however many processors
            regression.fit(rows, labels, sample_weight=worth)
        weights = numpy.ascontiguousarray(regression.coef_.T.astype(numpy.float32))
        offsets = regression.intercept_.astype(numpy.float32)
        return LinearModel(tuple(map(str, regression.classes_)), weights, offsets, sharpness=1.0)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(FURTHER_GUESSES, self._likeliest(message), add_to_output=True)
        return messages

    def _likeliest(self, message: Message) -> dict[str, float]:
        """The likeliest kinds, and how likely it is that nothing further is asked; none without examples."""
        if self._model is None:
            return {}
        places, values = self._features.of(message)
        found = numpy.searchsorted(self._places, places)
        found[found == len(self._places)] = 0
        is_learned = self._places[found] == places
        likelihoods = self._model.likelihoods(found[is_learned], values[is_learned])
        labels = self._model.labels
        best = [labels[at] for at in numpy.argsort(-likelihoods, kind="stable")[:_LIKELIEST]]
        known = dict(zip(labels, map(float, likelihoods), strict=True))
        return {label: known[label] for label in dict.fromkeys([*best, NOTHING_FURTHER])}

    def _persist(self, model: LinearModel) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            numpy.savez(
                folder / _FILE,
                labels=numpy.array(model.labels),
                weights=model.weights,
                offsets=model.offsets,
                sharpness=model.sharpness,
                places=self._places,
                **self._features.kept,
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FurtherQuestionClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            if (folder / _FILE).is_file():
                component._read(folder / _FILE)
        return component

    def _read(self, file: Path) -> None:
        with numpy.load(file, allow_pickle=False) as kept:
            labels = tuple(str(label) for label in kept["labels"])
            self._model = LinearModel(labels, kept["weights"], kept["offsets"], float(kept["sharpness"]))
            self._places = kept["places"]
            self._features = WeighedFeatures.from_kept(kept)


def _often_in(rows: csr_matrix) -> Places:
    """The places that some rows have, in their order."""
    return numpy.flatnonzero(numpy.bincount(rows.indices, minlength=rows.shape[1]) >= _OFTEN).astype(
        numpy.int32
    )
