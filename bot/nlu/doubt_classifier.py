"""Says that a message was not understood, and between which two wishes the doubt is."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.nlu.constants import INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from actions.order_talk.close_wishes import EITHER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DoubtClassifier(FallbackClassifier):
    """As its parent. The two likeliest intents are noted where together they are likelier than all others."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**FallbackClassifier.get_default_config(), "together": 0.5}

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            best = list(message.get(INTENT_RANKING_KEY, []))[:2]
            is_doubt = self._should_fallback(message)
            is_between_two = sum(intent["confidence"] for intent in best) >= self.component_config["together"]
            names = [intent["name"] for intent in best] if is_doubt and is_between_two else []
            message.set(EITHER, names, add_to_output=True)
        return super().process(messages)
