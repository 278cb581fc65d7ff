"""Says which intent a sentence has, and for a question which help page, by a linear support vector machine.

Not Rasa's SklearnIntentClassifier, which tries settings on one core for minutes and keeps a pickle, nor its
logistic regression, whose import scans every loaded module for about 5 s at each start
(`logistic_regression_classifier.py:177`): `python -m benchmarks.understanding` compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from actions.faq.learned_guesses import ELSEWHERE, FAQ_PAGES
from bot.nlu.linear_model import LinearModel
from bot.nlu.weighed_features import WeighedFeatures, sentence_features
from bot.nlu.wording_tokenizer import metadata_of

_FILE = "linear_intents.npz"
_NO_PAGE = "none"
_MOST_WORDS_BY_HEART = 4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Learns from sentence features: counts (weighed by how rare a term is) and vectors (as they are).

    A question whose metadata names its help page (`faq: returns`) is learned as a kind of its own. The
    setting `elsewhere` names the intent of sentences that are none of the shop's business; intents that are
    `left_out` are learned by others (`further_question_classifier.py`).
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "freedom": 0.1,
            "sharpness": 6.0,
            "ranking_length": 5,
            "pages": 3,
            "elsewhere": None,
            "left_out": [],
        }

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(INTENT) not in self._config["left_out"] and sentence_features(example)
        ]
        self._features, features = WeighedFeatures.learned(examples)
        labels = [label_of(example) for example in examples]
        self._model = self.learned(features, labels)
        self._by_heart = _by_heart(examples, labels)
        self._persist()
        return self._resource

    def learned(self, features: csr_matrix, labels: Sequence[str]) -> LinearModel:
        """The model of these rows; `benchmarks/understanding.py` puts others in its place."""
        return LinearModel.learned(features, labels, self._config["freedom"], self._config["sharpness"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intents with how likely they are, the likeliest first, and the pages of questions."""
        for message in messages:
            likelihoods = self._likelihoods(message)
            ranking = self._ranking(likelihoods)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(FAQ_PAGES, self._pages(likelihoods), add_to_output=True)
            message.set(ELSEWHERE, dict(likelihoods).get(self._config["elsewhere"], 0.0), add_to_output=True)
        return messages

    def _likelihoods(self, message: Message) -> list[tuple[str, float]]:
        """The likeliest first. What was learned word for word is known, however little there is to weigh."""
        known = self._by_heart.get(_words(message))
        if known is not None:
            return [(known, 1.0)]
        likelihoods = self._model.likelihoods(*self._features.of(message))
        order = numpy.argsort(-likelihoods, kind="stable")
        return [(self._model.labels[index], float(likelihoods[index])) for index in order]

    def _ranking(self, likelihoods: list[tuple[str, float]]) -> list[dict[str, Any]]:
        """An intent leads by its likeliest kind: many kinds that are hardly likely make no likely intent."""
        best: dict[str, float] = {}
        for label, likelihood in likelihoods:
            best.setdefault(label.partition("/")[0], likelihood)
        together = sum(best.values())
        return [
            {"name": name, "confidence": likelihood / together}
            for name, likelihood in list(best.items())[: self._config["ranking_length"]]
        ]

    def _pages(self, likelihoods: list[tuple[str, float]]) -> list[dict[str, Any]]:
        pages = [
            {"slug": label.partition("/")[2], "confidence": likelihood}
            for label, likelihood in likelihoods
            if "/" in label
        ]
        return pages[: self._config["pages"]]

    def _persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            numpy.savez(
                folder / _FILE,
                labels=numpy.array(self._model.labels),
                weights=self._model.weights,
                offsets=self._model.offsets,
                sharpness=self._model.sharpness,
                sentences=numpy.array(list(self._by_heart), dtype=str),
                meanings=numpy.array(list(self._by_heart.values()), dtype=str),
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
    ) -> LinearIntentClassifier:
        component = cls(config, model_storage, resource)
        with (
            model_storage.read_from(resource) as folder,
            numpy.load(folder / _FILE, allow_pickle=False) as kept,
        ):
            labels = tuple(str(label) for label in kept["labels"])
            component._model = LinearModel(labels, kept["weights"], kept["offsets"], float(kept["sharpness"]))
            known = zip(map(str, kept["sentences"]), map(str, kept["meanings"]), strict=True)
            component._by_heart = dict(known)
            component._features = WeighedFeatures.from_kept(kept)
        return component


def label_of(example: Message) -> str:
    """The intent, for a question with its page: "ask_question/returns"."""
    page = metadata_of(example).get("faq", _NO_PAGE)
    intent: str = example.get(INTENT)
    return intent if page == _NO_PAGE else f"{intent}/{page}"


def _by_heart(examples: list[Message], labels: list[str]) -> dict[str, str]:
    """The label of each short sentence that has only one."""
    meanings: dict[str, set[str]] = {}
    for example, label in zip(examples, labels, strict=True):
        sentence = _words(example)
        if sentence and sentence.count(" ") < _MOST_WORDS_BY_HEART:
            meanings.setdefault(sentence, set()).add(label)
    return {sentence: labels.pop() for sentence, labels in meanings.items() if len(labels) == 1}


def _words(message: Message) -> str:
    return " ".join(token.text.casefold() for token in message.get(TOKENS_NAMES[TEXT]) or ())
