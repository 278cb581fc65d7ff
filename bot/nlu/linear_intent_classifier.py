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
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, issparse, vstack
from sklearn.feature_extraction.text import TfidfTransformer

from actions.faq.learned_guesses import ELSEWHERE, FAQ_PAGES
from bot.nlu.linear_model import LinearModel, Numbers
from bot.nlu.wording_tokenizer import metadata_of

_FILE = "linear_intents.npz"
_NO_PAGE = "none"
_MOST_WORDS_BY_HEART = 4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Learns from sentence features: counts (weighed by how rare a term is) and vectors (as they are).

    A question whose metadata names its help page (`faq: returns`) is learned as a kind of its own. The
    setting `elsewhere` names the intent of sentences that are none of the shop's business.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"freedom": 0.1, "sharpness": 6.0, "ranking_length": 5, "pages": 3, "elsewhere": None}

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
        examples = [example for example in training_data.intent_examples if _sentence_features(example)]
        self._rareness: dict[str, Numbers] = {}
        self._begins: dict[str, int] = {}
        features = self._learned_features(examples)
        labels = [label_of(example) for example in examples]
        self._model = self.learned(features, labels)
        self._by_heart = _by_heart(examples, labels)
        self._persist()
        return self._resource

    def learned(self, features: csr_matrix, labels: Sequence[str]) -> LinearModel:
        """The model of these rows; `benchmarks/understanding.py` puts others in its place."""
        return LinearModel.learned(features, labels, self._config["freedom"], self._config["sharpness"])

    def _learned_features(self, examples: list[Message]) -> csr_matrix:
        """The features side by side, each featurizer's with the length 1."""
        found = [_sentence_features(example) for example in examples]
        blocks, begin = [], 0
        for origin in found[0]:
            rows = [features[origin] for features in found]
            if issparse(rows[0]):
                counts = vstack(rows)
                weighing = TfidfTransformer(sublinear_tf=True).fit(counts)
                self._rareness[origin] = weighing.idf_.astype(numpy.float32)
                block = weighing.transform(counts)
            else:
                block = csr_matrix(numpy.vstack(rows))
            self._begins[origin] = begin
            begin += block.shape[1]
            blocks.append(block)
        return hstack(blocks).tocsr().astype(numpy.float64)  # as liblinear wants them

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
        found = [self._weighed(*feature) for feature in _sentence_features(message).items()]
        places = numpy.concatenate([places for places, _ in found]) if found else numpy.zeros(0, numpy.int32)
        values = (
            numpy.concatenate([values for _, values in found]) if found else numpy.zeros(0, numpy.float32)
        )
        likelihoods = self._model.likelihoods(places, values)
        order = numpy.argsort(-likelihoods, kind="stable")
        return [(self._model.labels[index], float(likelihoods[index])) for index in order]

    def _weighed(self, origin: str, features: Any) -> tuple[Any, Any]:
        """What is not zero, and where, as in training; a matrix for one row would cost ten times as much."""
        begin = self._begins[origin]
        if not issparse(features):
            return numpy.arange(begin, begin + features.shape[1]), features[0]
        row = features.tocsr()
        terms = (1 + numpy.log(row.data)) * self._rareness[origin][row.indices]
        return begin + row.indices, (terms / (numpy.linalg.norm(terms) or 1.0)).astype(numpy.float32)

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
                origins=numpy.array(list(self._begins)),
                begins=numpy.array(list(self._begins.values())),
                sentences=numpy.array(list(self._by_heart), dtype=str),
                meanings=numpy.array(list(self._by_heart.values()), dtype=str),
                **{f"rareness of {origin}": values for origin, values in self._rareness.items()},
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
            origins = [str(origin) for origin in kept["origins"]]
            component._begins = dict(zip(origins, map(int, kept["begins"]), strict=True))
            component._rareness = {
                origin: kept[f"rareness of {origin}"] for origin in origins if f"rareness of {origin}" in kept
            }
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


def _sentence_features(message: Message) -> dict[str, Any]:
    """The values of each featurizer by its name."""
    return {
        _origin(features): features.features
        for features in message.features
        if features.attribute == TEXT and features.type == FEATURE_TYPE_SENTENCE
    }


def _origin(features: Features) -> str:
    return features.origin if isinstance(features.origin, str) else features.origin[0]
