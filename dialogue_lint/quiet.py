"""What the customer says that needs no answer: the list that the bot itself goes by."""

from __future__ import annotations

import ast

from dialogue_lint.speech.source import Source

_LIST = "NEEDS_NO_ANSWER"


def quiet_intents(bot: Source) -> frozenset[str]:
    """The intents in every `NEEDS_NO_ANSWER` of the bot's code (`bot/policies/initiative_policy.py`)."""
    lists = [module.definitions[_LIST] for module in bot.modules.values() if _LIST in module.definitions]
    nodes = [node for each in lists for node in ast.walk(each) if isinstance(node, ast.Constant)]
    return frozenset(node.value for node in nodes if isinstance(node.value, str))
