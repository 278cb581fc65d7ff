"""How many pieces an answer speaks of, apart from what else it says: "just one pair. too small"."""

from __future__ import annotations

import re

from actions.order_talk.items_named import NUMBER, count_of
from actions.order_talk.own_words import says_nothing_new
from actions.order_talk.wanted import before_wanted, kind_beside_count, names_a_kind

_PART = re.compile(
    r"[,;.!?…\n]+|\s[-–]\s|\b(?:and|but|because|cause|cos|coz|bc|since|as)\b"
    r"|\b(?=(?:it|they|these|those) (?:is|are|was|were|do|does|did|came|has|have)\b)",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    rf"\b(?:{NUMBER}|only|of|them|these|those|pairs?|pieces?|pcs?|items?|[x×]|both|two|other)\b",
    re.IGNORECASE,
)


def how_many_apart(text: str) -> tuple[str, str]:
    """The words that say how many, and the others; the first are empty where nothing is counted.

    "38" is a size, and "one pair for 38" says two things without a stop between them.
    """
    parts = [part.strip() for part in _PART.split(text) if part.strip()]
    counting = [part for part in parts if count_of(part) is not None and not names_a_kind(part)]
    if counting:
        others = [part for part in parts if part not in counting and not says_only_how_many(part)]
        return ", ".join(counting), ", ".join(others)
    kind = kind_beside_count(text)
    return (before_wanted(text, kind), kind) if kind else ("", text)


def says_only_how_many(text: str) -> bool:
    """ "I only want to return one of them"."""
    return not names_a_kind(text) and says_nothing_new(_COUNTING.sub(" ", text))
