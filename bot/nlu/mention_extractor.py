"""Puts the days, sums of money and items that a message names among its entities."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.amounts import find_amounts
from bot.nlu.days import find_days
from bot.nlu.item_names import ItemNames
from bot.nlu.order_details import Detail, plain

_FILE = "items.json"
_ITEMS = "item"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class MentionExtractor(GraphComponent, EntityExtractorMixin):
    """Adds `day`, `amount` and `item` entities where no extractor before it found something.

    Items are those of the lookup table `item` in the training data.
    """

    def __init__(self, items: ItemNames, model_storage: ModelStorage, resource: Resource) -> None:
        self._items = items
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MentionExtractor:
        return cls(ItemNames(()), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        tables = (table for table in training_data.lookup_tables if table["name"] == _ITEMS)
        self._items = ItemNames(name for table in tables for name in table["elements"])
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(self._items.names), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MentionExtractor:
        with model_storage.read_from(resource) as folder:
            names = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(ItemNames(names), model_storage, resource)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = list(message.get(ENTITIES, []))
            for detail in self._mentions(plain(message.get(TEXT) or "")):
                if not any(detail.start < one["end"] and one["start"] < detail.end for one in entities):
                    entities += self.add_extractor_name([_entity(detail)])
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _mentions(self, text: str) -> list[Detail]:
        """What may be a day or a sum, such as "on 3.05", is a day."""
        return [*find_days(text), *find_amounts(text), *self._items.find(text)]


def _entity(detail: Detail) -> dict[str, Any]:
    return {"entity": detail.entity, "value": detail.value, "start": detail.start, "end": detail.end}
