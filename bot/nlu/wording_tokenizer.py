"""Cuts messages into words and numbers, and while training adds the other ways to write each example."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.spelling import spelled_out
from bot.nlu.wordings import Frames, Shares, wordings_of

_FRAME, _ANY, _CURSE, _ALIKE = "frame_", "frame_any", "curse", "alike_"
_TOKEN = re.compile(r"\d+|[^\W\d]+(?:['’][^\W\d]+)*|[?!]")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class WordingTokenizer(Tokenizer):
    """Frames and words that are alike are lookup tables (`data/nlu/frames.yml`, `data/nlu/alike.yml`).

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
            "framed": Shares().framed,
            "swapped": Shares().swapped,
            "dressed": Shares().dressed,
            "mistyped": Shares().mistyped,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The places are those in the text as it is written out."""
        text = spelled_out(message.get(attribute))
        return [Token(found[0], found.start()) for found in _TOKEN.finditer(text)]

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
