"""Whether a text puts the customer's turn: does it ask, and can the question be answered with yes or no."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"')]*\s+")
_LAST = 2
_OPENERS = (
    r"(?:shall|should|may|can|could) (?:i|we)|would you (?:like|prefer|rather)"
    r"|do you|did you|does (?:it|this|that)|did (?:it|this|that)|have you|has (?:it|this|that)|will you"
    r"|is (?:it|this|that|there|one|your)|are (?:you|they|these|those|there)|was (?:it|this|that)|want me to"
)
# At the beginning, or where a clause begins: “What would you like?” is no question for a yes.
_YES_OR_NO = re.compile(
    rf"(?:^|[:;,–—]\s+(?:(?:and|or|so|but)\s+)?|\b(?:and|or|so|but)\s+)(?:{_OPENERS})\b[^?]*\?", re.IGNORECASE
)


def asks(text: str) -> bool:
    """Whether one of the last two sentences is a question: a hint may follow the question."""
    return any("?" in sentence for sentence in _sentences(text)[-_LAST:])


def yes_or_no_question(text: str) -> str | None:
    """The first question that can be answered with yes or no; None if there is none."""
    return next((sentence for sentence in _sentences(text) if _YES_OR_NO.search(sentence)), None)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]


def quoted(text: str, most: int = 60) -> str:
    """A text as it stands in a finding: on one line, and not too long."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= most else f"“{line[:most].rstrip()}…”"
