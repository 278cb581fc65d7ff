"""Which classifier understands best: `python -m benchmarks.understanding`, some minutes on a quiet machine.

Each candidate learns four fifths of our own sentences, with the features of config.yml, and is asked the last
fifth and the sentences that were written blind; then the next fifth is left out. Before the help pages are
searched, so the figures of the whole bot (`tests/bot/test_blind_wishes.py`) are others.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from bot import quiet_rasa

quiet_rasa.settle()

import numpy
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.sklearn_intent_classifier import SklearnIntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.nlu.linear_intent_classifier import LinearIntentClassifier, label_of
from bot.nlu.linear_model import LinearModel
from bot.nlu.sentence_count_featurizer import SentenceCountFeaturizer
from bot.nlu.sentence_vector_featurizer import SentenceVectorFeaturizer
from bot.nlu.wording_tokenizer import WordingTokenizer, metadata_of
from tests.bot.test_blind_orders import HEARD_AS, SENTENCES
from tests.bot.test_blind_wishes import BLIND, right_answers

ROOT = Path(__file__).parents[1]
PARTS = 5
"""Into how many the sentences are cut."""

ASKED = 1
"""How many of the parts are left out and asked, one after the other."""

_FURTHER = "ask_further"
_CLASSIFYING = {"elsewhere": "ask_about_other_things", "left_out": [_FURTHER]}
_COMPONENTS = {
    component.__name__: component
    for component in (WordingTokenizer, SentenceCountFeaturizer, SentenceVectorFeaturizer)
}


class LogisticCandidate(LinearIntentClassifier):
    """What stood here before: one logistic regression over all intents."""

    def learned(self, features: csr_matrix, labels: Sequence[str]) -> LinearModel:
        logistic = LogisticRegression(C=20.0, max_iter=60, tol=1e-3, class_weight="balanced")
        logistic.fit(features, labels)
        weights = numpy.ascontiguousarray(logistic.coef_.T.astype(numpy.float32))
        offsets = logistic.intercept_.astype(numpy.float32)
        return LinearModel(tuple(map(str, logistic.classes_)), weights, offsets, sharpness=1.0)


class CandidateOfRasa(SklearnIntentClassifier):
    """Rasa's own linear support vector machine. It reads vectors only; of its settings one is tried, in two
    folds, as each costs minutes."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        once = {"C": [1], "max_cross_validation_folds": 2}
        return {**SklearnIntentClassifier.get_default_config(), **once}

    def train(self, training_data: TrainingData) -> Resource:
        found = [message for message in training_data.intent_examples if message.features_present(TEXT)]
        named = []
        for message in found:
            named.append(Message({TEXT: message.get(TEXT), INTENT: label_of(message)}))
            named[-1].features = message.features
        return super().train(TrainingData(named))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in super().process(messages):
            intent, _, page = (message.get(INTENT)["name"] or "").partition("/")
            message.set(INTENT, {"name": intent})
            message.set("faq_pages", [{"slug": page}] if page else [])
        return messages


CANDIDATES = {
    "Rasa's support vector machine, vectors": (CandidateOfRasa, True),
    "logistic regression, counts": (LogisticCandidate, False),
    "logistic regression, counts and vectors": (LogisticCandidate, True),
    "support vector machine, counts": (LinearIntentClassifier, False),
    "support vector machine, counts and vectors": (LinearIntentClassifier, True),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1; seconds of processor time to learn; milliseconds for a sentence."""

    own: float
    orders: float
    wishes: float
    elsewhere: float
    seconds: float
    milliseconds: float


class Trained:
    """A pipeline as config.yml has it, with one candidate for its classifier."""

    def __init__(
        self,
        folder: Path,
        sentences: TrainingData,
        candidate: type[LinearIntentClassifier | CandidateOfRasa],
        has_vectors: bool,
    ) -> None:
        self._storage = LocalModelStorage(folder)
        self._parts: list[Any] = []
        began = time.process_time()
        for place, (component, config) in enumerate(_configured(has_vectors)):
            part = self._made(component, config, f"part {place}")
            if component is SentenceCountFeaturizer:
                part.train(sentences)
            sentences = part.process_training_data(sentences)
            self._parts.append(part)
        classifier = self._made(candidate, _CLASSIFYING, "classifier")
        classifier.train(sentences)
        self._parts.append(classifier)
        self.seconds = time.process_time() - began

    def _made(self, component: Any, config: dict[str, Any], name: str) -> Any:
        context = ExecutionContext(GraphSchema({}), "1", node_name=name)
        whole = {**component.get_default_config(), **config}
        return component.create(whole, self._storage, Resource(name), context)

    def heard(self, text: str) -> tuple[str, str]:
        """The intent, and for a question its likeliest page."""
        messages = [Message({TEXT: text})]
        for part in self._parts:
            messages = part.process(messages)
        intent = messages[0].get(INTENT)["name"]
        pages = messages[0].get("faq_pages")
        return intent, pages[0]["slug"] if intent == "ask_question" and pages else ""


def _configured(has_vectors: bool) -> Iterator[tuple[Any, dict[str, Any]]]:
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    for entry in pipeline:
        component = _COMPONENTS.get(entry["name"].rpartition(".")[2])
        if component is not None and (has_vectors or component is not SentenceVectorFeaturizer):
            yield component, {key: value for key, value in entry.items() if key != "name"}


def figures_of(trained: Trained, asked: Sequence[Message]) -> Figures:
    times = []
    for line in SENTENCES:
        began = time.perf_counter()
        trained.heard(line["text"])
        times.append(time.perf_counter() - began)
    return Figures(
        own=mean(_is_as_learned(trained.heard(message.get(TEXT)), message) for message in asked),
        orders=mean(trained.heard(line["text"])[0] == HEARD_AS[line["wish"]] for line in SENTENCES),
        wishes=mean(
            _answer(*trained.heard(line["text"])) in right_answers(line["wish"])
            for line in BLIND["sentences"]
        ),
        elsewhere=mean(
            trained.heard(text)[0] in {"ask_about_other_things", "say_something_unclear"}
            for text in BLIND["other_worlds"]
        ),
        seconds=trained.seconds,
        milliseconds=median(times) * 1000,
    )


def _is_as_learned(heard: tuple[str, str], message: Message) -> bool:
    intent, page = heard
    wanted = metadata_of(message).get("faq", "none")
    return intent == message.get(INTENT) and (wanted == "none" or page == wanted)


def _answer(intent: str, page: str) -> str:
    return f"faq:{page}" if page else f"action:{intent}"


def _split(sentences: TrainingData, part: int) -> tuple[TrainingData, list[Message]]:
    """Without every fifth sentence, and those; in an order that is the same each time."""
    shuffled = [message for message in sentences.intent_examples if message.get(INTENT) != _FURTHER]
    random.Random(1).shuffle(shuffled)
    asked = shuffled[part::PARTS]
    left_out = {id(message) for message in asked}
    learned = [message for message in shuffled if id(message) not in left_out]
    return TrainingData(learned, lookup_tables=sentences.lookup_tables), asked


def main(only: str = "") -> int:
    """`only` those candidates that have this in their names."""
    print("| candidate | own | blind orders | blind wishes | other worlds | to learn | a sentence |")
    print("|---|---|---|---|---|---|---|")
    chosen = {name: made for name, made in CANDIDATES.items() if only in name}
    for name, (candidate, has_vectors) in chosen.items():
        found = []
        for part in range(ASKED):
            learned, asked = _split(load_data(str(ROOT / "data" / "nlu")), part)
            with tempfile.TemporaryDirectory() as folder:
                found.append(figures_of(Trained(Path(folder), learned, candidate, has_vectors), asked))
        shares = [
            mean(getattr(one, key) for one in found) for key in ("own", "orders", "wishes", "elsewhere")
        ]
        cost = (
            f"{mean(one.seconds for one in found):.0f} s | {mean(one.milliseconds for one in found):.2f} ms"
        )
        print(f"| {name} |", *(f"{share:.1%} |" for share in shares), f"{cost} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
