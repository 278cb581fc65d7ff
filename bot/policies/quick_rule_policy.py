"""Rasa's RulePolicy without some things that it does for each prediction and that change nothing.

Its predictions are the same (`tests/dialogues/test_quick_rule_policy.py` compares them on whole dialogues).
"""

from __future__ import annotations

import functools
import json
from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, TEXT

_TEXT_KEY = json.dumps(TEXT)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class QuickRulePolicy(RulePolicy):
    """Use it in config.yml in place of RulePolicy, with the same settings."""

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
        return any(_TEXT_KEY in key for key in self.lookup[RULES])

    def format_tracker_states(self, states: list[State]) -> str:
        """Left out: the whole history as text, for a debug log, at any log level (`rule_policy.py:1025`)."""
        return ""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        # A rule whose last action is another one is out at the first comparison: it needs none.
        action = states[-1].get(PREVIOUS_ACTION, {}).get(ACTION_NAME) if states else None
        near = {key: lookup[key] for key in lookup if action is None or _last_action(key) in (None, action)}
        possible: set[str] = super()._get_possible_keys(near, states)
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


@functools.lru_cache(maxsize=10_000)
def _last_action(rule_key: str) -> str | None:
    """None when the rule asks for no certain one."""
    name: str | None = _latest_first(rule_key)[0].get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    return name
