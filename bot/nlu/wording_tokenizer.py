"""Cuts messages into words and numbers, and while training adds the other ways to write each example."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import rasa.shared.utils.io
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.faq.sentence_vectors import SentenceVectors
from bot.nlu.slips import Slips, known_words, often_used
from bot.nlu.spelling import spelled_out
from bot.nlu.wordings import Frames, Shares, wordings_of

_FRAME, _ANY, _CURSE, _ALIKE = "frame_", "frame_any", "curse", "alike_"
_FILE = "words.json"
_TOKEN = re.compile(r"\d+|[^\W\d]+(?:['’][^\W\d]+)*|[?!]")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class WordingTokenizer(Tokenizer):
    """Learns which words the examples have: a slip in one of them is put right in what customers write.

    Frames and words that are alike are lookup tables (`data/nlu/frames.yml`, `data/nlu/alike.yml`).

    An example's metadata says which frames it fits into: `frame: to`. The intents named by `as_they_are` are
    said in few words that change their meaning beside others; those of `with_their_things` depend on the
    things that they name.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "as_they_are": [],
            "with_their_things": [],
            "elsewhere": "",
            "framed": Shares().framed,
            "swapped": Shares().swapped,
            "dressed": Shares().dressed,
            "mistyped": Shares().mistyped,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage | None = None,
        resource: Resource | None = None,
    ) -> None:
        super().__init__(config)
        self._model_storage, self._resource = model_storage, resource
        self._slips: Slips | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WordingTokenizer:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """What a slip may have been meant for stands in examples of ours, not of other worlds."""
        ours, others = Counter[str](), Counter[str]()
        for example in training_data.training_examples:
            is_ours = example.get(INTENT) != self._config["elsewhere"]
            (ours if is_ours else others).update(set(_words(example.get(TEXT) or "")))
        for table in training_data.lookup_tables:
            others.update(word for line in table["elements"] for word in _words(line))
        with self._model_storage.write_to(self._resource) as folder:
            rasa.shared.utils.io.dump_obj_as_json_to_file(
                folder / _FILE, {"ours": often_used(ours), "known": known_words(ours, others)}
            )
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WordingTokenizer:
        """Raises VectorsUnavailable."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            kept = rasa.shared.utils.io.read_json_file(folder / _FILE)
        component._slips = Slips(kept["ours"], kept["known"], SentenceVectors.load().is_common_word)
        return component

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The places are those in the text as it is written out."""
        text = spelled_out(message.get(attribute))
        return [Token(found[0], found.start()) for found in _TOKEN.finditer(text)]

    def process(self, messages: list[Message]) -> list[Message]:
        """Of what customers write, slips are put right; the examples keep theirs."""
        for message in super().process(messages):
            for token in message.get(TOKENS_NAMES[TEXT]) or () if self._slips is not None else ():
                token.text = self._slips.put_right(token.text)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Raises InvalidConfigException for an example of a frame that there is not."""
        frames = _frames(training_data)
        learned = [
            other for example in training_data.training_examples for other in self._of(example, frames)
        ]
        more = TrainingData(
            learned,
            training_data.entity_synonyms,
            training_data.regex_features,
            training_data.lookup_tables,
            training_data.responses,
        )
        return super().process_training_data(more)

    def _of(self, example: Message, frames: Frames) -> list[Message]:
        """The example first, as it was. The others keep its intent and metadata, not its entities."""
        text, intent = example.get(TEXT), example.get(INTENT)
        if not text or not intent:
            return [example]
        config, kind = self._config, metadata_of(example).get("frame")
        shares = Shares(config["framed"], config["swapped"], config["dressed"], config["mistyped"])
        if intent in config["with_their_things"]:
            frames = replace(frames, alike=())
        try:
            wordings = wordings_of(text, kind, frames, shares, intent in config["as_they_are"])
        except KeyError as exc:
            raise InvalidConfigException(f"There is no lookup table {_FRAME}{kind} for “{text}”.") from exc
        others = [
            Message({TEXT: other, INTENT: intent, METADATA: example.get(METADATA)}) for other in wordings[1:]
        ]
        return [example, *others]


def _words(text: str) -> list[str]:
    return [found[0] for found in _TOKEN.finditer(spelled_out(text))]


def metadata_of(example: Message) -> dict[str, Any]:
    """What stands under `metadata` of the example's intent in the training data."""
    return (example.get(METADATA) or {}).get(METADATA_INTENT) or {}


def _frames(training_data: TrainingData) -> Frames:
    tables = {table["name"]: table["elements"] for table in training_data.lookup_tables}
    kinds = {
        name.removeprefix(_FRAME): sentences for name, sentences in tables.items() if name.startswith(_FRAME)
    }
    alike = [words for name, words in tables.items() if name.startswith(_ALIKE)]
    return Frames(kinds, tables.get(_ANY, ()), tables.get(_CURSE, ()), alike)
