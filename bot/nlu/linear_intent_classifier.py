"""Rasa's logistic regression, kept as plain arrays.

Rasa 3.6.21 stores the classifier with skops, whose import scans every loaded module: about 5 s at each
start (`logistic_regression_classifier.py:177`). The arrays load in a millisecond and predict the same.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.tensorflow.constants import RANKING_LENGTH
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

_FILE = "linear_intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(LogisticRegressionClassifier):
    """Multinomial logistic regression over the sentence features of the featurizers before it."""

    @classmethod
    def get_default_config(cls) -> dict[str, Any]:
        # C: how much the weights may grow. More than scikit-learn's 1.0, because the features are small.
        return {**super().get_default_config(), "max_iter": 300, "C": 100.0, "tol": 1e-3, RANKING_LENGTH: 3}

    def __init__(
        self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        self.name = name
        self.config = {**self.get_default_config(), **config}
        # Not the parent's: it passes `multi_class`, which scikit-learn 1.8 takes away.
        self.clf = LogisticRegression(
            C=self.config["C"],
            solver=self.config["solver"],
            max_iter=self.config["max_iter"],
            tol=self.config["tol"],
            random_state=self.config["random_state"],
            class_weight="balanced",
        )
        self._model_storage = model_storage
        self._resource = resource

    def _create_X(self, messages: list[Message]) -> csr_matrix:  # noqa: N802 (the parent's name)
        """Rare terms weigh more than common ones, and a long sentence no more than a short one (tf-idf)."""
        counts = super()._create_X(messages)
        self._rareness = TfidfTransformer(sublinear_tf=True).fit(counts)
        return self._rareness.transform(counts)

    def process(self, messages: list[Message]) -> list[Message]:
        """As the parent: the intents with their probabilities, the likeliest first."""
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        scores = self._scores(message)
        likelihoods = numpy.exp(scores - scores.max())
        likelihoods /= likelihoods.sum()
        return [
            {"name": self.clf.classes_[index], "confidence": float(likelihoods[index])}
            for index in numpy.argsort(-likelihoods, kind="stable")[: self.config[RANKING_LENGTH]]
        ]

    def _scores(self, message: Message) -> numpy.ndarray:
        """The features stand side by side, as in training.

        Only what is not zero is multiplied: the parent's stacking of matrices costs ten times as much.
        """
        rows, begin = [], 0
        for features in message.features:
            if features.attribute != TEXT or features.type != FEATURE_TYPE_SENTENCE:
                continue
            row = features.features.tocsr()
            rows.append((begin + row.indices, row.data))
            begin += row.shape[1]
        if not rows:
            return self.clf.intercept_.copy()
        places, counts = (numpy.concatenate(parts) for parts in zip(*rows, strict=True))
        terms = (1 + numpy.log(counts)) * self._rareness.idf_[places]
        length = numpy.linalg.norm(terms) or 1.0
        return self.clf.intercept_ + (terms / length) @ self._weights[places]

    @cached_property
    def _weights(self) -> numpy.ndarray:
        """A row for each feature, since a sentence has few of them."""
        return numpy.ascontiguousarray(self.clf.coef_.T)

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as model_dir:
            numpy.savez(
                model_dir / _FILE,
                intents=self.clf.classes_.astype(str),
                weights=self.clf.coef_,
                offsets=self.clf.intercept_,
                rareness=self._rareness.idf_,
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        component = cls(config, execution_context.node_name, model_storage, resource)
        with (
            model_storage.read_from(resource) as model_dir,
            numpy.load(model_dir / _FILE, allow_pickle=False) as arrays,
        ):
            component.clf.classes_ = numpy.array([str(intent) for intent in arrays["intents"]], dtype=object)
            component.clf.coef_ = arrays["weights"]
            component.clf.intercept_ = arrays["offsets"]
            component._rareness = TfidfTransformer(sublinear_tf=True)
            component._rareness.idf_ = arrays["rareness"]
        return component
