"""The quick rule policy predicts what Rasa's own predicts, state by state, over whole dialogues."""

import json
import random

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.nlu.constants import TEXT

from bot.snapshot import load_snapshot
from tests.dialogues.test_snapshot import SAID, hear

pytestmark = pytest.mark.model


def policy_of(agent):
    nodes = agent.processor.graph_runner._nodes
    return next(node._component for name, node in nodes.items() if "QuickRulePolicy" in name)


@pytest.mark.parametrize("seed", range(4))
async def test_every_lookup_finds_what_rasas_own_finds(agent, customer, seed, monkeypatch):
    policy = policy_of(agent)
    quick = type(policy)._find_action_from_rules
    compared = []

    def find(self, tracker, domain, use_text_for_last_user_input):
        use_text = use_text_for_last_user_input
        ours = quick(self, tracker, domain, use_text)
        with pytest.MonkeyPatch.context() as rasas_own:
            rasas_own.setattr(type(policy), "_is_rule_applicable", RulePolicy._is_rule_applicable)
            theirs = RulePolicy._find_action_from_rules(self, tracker, domain, use_text)
        if use_text:  # the quick policy does not look: there is nothing to find
            assert theirs[0] is None
            assert theirs[2] is False
        else:
            assert ours == theirs
        compared.append(ours)
        return ours

    monkeypatch.setattr(type(policy), "_find_action_from_rules", find)
    tracker = load_snapshot("c", None, agent.domain)
    for text in random.Random(seed).choices(SAID, k=8):
        tracker, _ = await hear(agent, tracker, text)
    assert len(compared) > 8


def test_a_rule_on_a_text_is_looked_up_by_its_text(agent):
    """As while rules are learned: then they still change, and nothing is kept of them."""
    loaded, rule = policy_of(agent), json.dumps([{"user": {TEXT: "hello"}}])
    policy = object.__new__(type(loaded))
    policy.lookup = {"rules": dict(loaded.lookup["rules"])}
    assert not policy._has_rules_on_text()
    assert not loaded._has_rules_on_text()
    policy.lookup["rules"][rule] = "action_listen"
    assert policy._has_rules_on_text()
