"""Listens unless a permit exists: the rule that the bot never speaks unasked, inside the dialogue.

It is the third layer. What must not be answered does not reach Rasa at all, and the journal refuses words
without a permit; this policy keeps the dialogue itself from moving.
"""

from __future__ import annotations

import os
from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn_context import current_turn
from conversations.initiative import Verdict, may_reply
from conversations.ownership import Owner

PERMIT = "permit"
"""The key of the message's metadata under which the worker names the permit (`reply`)."""

THANKS = frozenset({"say_thanks"})
"""Get one short word back, unless the message before was of this kind, too."""

NEEDS_NO_ANSWER = frozenset({"acknowledge"})
"""An ok, an emoji, a laugh: the customer says that they have read it."""

DEVELOPER_SHELL = "DESKBELL_DEVELOPER_SHELL"
"""Set by `make rasa`: Rasa's own shell and tests have no journal, so a typed message permits its reply."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class InitiativePolicy(Policy):
    """Predicts `action_listen` with certainty when the latest message carries no permit, else nothing.

    A veto holds inside an active form only with confidence 1.0, the highest priority and
    `is_no_user_prediction=True` (`rasa/core/policies/ensemble.py:172`).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 100}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._is_developer_shell = os.environ.get(DEVELOPER_SHELL) == "1"

    def train(
        self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any
    ) -> Resource:
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        verdict = self._verdict(tracker)
        if verdict.is_yes:
            return self._prediction(self._default_predictions(domain))
        if (turn := current_turn.get(None)) is not None:
            turn.silence = verdict.reason
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(ACTION_LISTEN_NAME)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)

    def _verdict(self, tracker: DialogueStateTracker) -> Verdict:
        """The worker claims messages only for an owner that lets the bot answer, so the owner is the bot."""
        messages = [event for event in tracker.events if isinstance(event, UserUttered)]
        latest = messages[-1] if messages else None
        return may_reply(
            Owner.BOT,
            has_unspent_permit=self._is_developer_shell or bool(latest and latest.metadata.get(PERMIT)),
            needs_no_answer=latest is not None and latest.intent_name in NEEDS_NO_ANSWER,
            is_thanks=latest is not None and latest.intent_name in THANKS,
            was_thanked=len(messages) > 1 and messages[-2].intent_name in THANKS | NEEDS_NO_ANSWER,
        )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> InitiativePolicy:
        return cls(config, model_storage, resource, execution_context)
