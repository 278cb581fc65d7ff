"""Rasa's RulePolicy without some things that it does for each prediction and that change nothing.

Its predictions are the same (`tests/dialogues/test_quick_rule_policy.py` compares them on whole dialogues).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT, TEXT

_TEXT_KEY = json.dumps(TEXT)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class QuickRulePolicy(RulePolicy):
    """Use it in config.yml in place of RulePolicy, with the same settings."""

    _shelves: _Shelves | None = None
    """Made when a model is loaded; while rules are learned, they still change."""

    @classmethod
    def load(cls, *arguments: Any, **options: Any) -> QuickRulePolicy:
        policy: QuickRulePolicy = super().load(*arguments, **options)
        lookups = [lookup for lookup in policy.lookup.values() if isinstance(lookup, dict)]
        policy._shelves = _Shelves(lookups, any(_TEXT_KEY in key for key in policy.lookup[RULES]))
        return policy

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        # Each message is looked up by its text first, also when no rule names a text (`rule_policy.py:1155`).
        if use_text_for_last_user_input and not self._has_rules_on_text():
            return None, None, False
        found: tuple[str | None, str | None, bool] = super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )
        return found

    def _has_rules_on_text(self) -> bool:
        if self._shelves is None:
            return any(_TEXT_KEY in key for key in self.lookup[RULES])
        return self._shelves.has_rules_on_text

    def format_tracker_states(self, states: list[State]) -> str:
        """Left out: the whole history as text, for a debug log, at any log level (`rule_policy.py:1025`)."""
        return ""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        # A rule that ends in another action or intent is out at the first comparison: it needs none.
        if self._shelves is not None and states:
            lookup = self._shelves.near(lookup, states[-1])
        possible: set[str] = super()._get_possible_keys(lookup, states)
        return possible

    def _is_rule_applicable(self, rule_key: str, turn_index: int, conversation_state: State) -> bool:
        # As in the parent, which turns the states around anew for each comparison (`rule_policy.py:883`).
        states = _latest_first(rule_key)
        if turn_index >= len(states):
            return True
        had_action = bool(conversation_state.get(PREVIOUS_ACTION))
        if had_action != bool(states[turn_index].get(PREVIOUS_ACTION)):
            return False
        return not had_action or self._does_rule_match_state(states[turn_index], conversation_state)


@functools.lru_cache(maxsize=10_000)
def _latest_first(rule_key: str) -> tuple[dict[str, Any], ...]:
    return tuple(reversed(json.loads(rule_key)))


class _Shelves:
    """The rules of each lookup, by the action and the intent that their latest state asks for."""

    def __init__(self, lookups: Sequence[dict[str, str]], has_rules_on_text: bool) -> None:
        self.has_rules_on_text = has_rules_on_text
        self._lookups = tuple(lookups)  # kept, so that each goes on being known by its identity
        self._by_lookup = {id(lookup): _shelved(lookup) for lookup in lookups}

    def near(self, lookup: dict[str, str], state: State) -> dict[str, str]:
        """Those that may match, and whatever asks for no certain action or intent."""
        shelves = self._by_lookup.get(id(lookup))
        action, intent = _asked_for(state)
        if shelves is None or action is None:
            return lookup
        asked = {(action, intent), (action, None), (None, intent), (None, None)}
        return {key: name for place in asked for key, name in shelves.get(place, {}).items()}


def _shelved(lookup: dict[str, str]) -> dict[tuple[str | None, str | None], dict[str, str]]:
    shelves: dict[tuple[str | None, str | None], dict[str, str]] = {}
    for key, action in lookup.items():
        shelves.setdefault(_asked_for(_latest_first(key)[0]), {})[key] = action
    return shelves


def _asked_for(state: Mapping[str, Any]) -> tuple[str | None, str | None]:
    action, intent = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), state.get(USER, {}).get(INTENT)
    return action, None if intent == SHOULD_NOT_BE_SET else intent
