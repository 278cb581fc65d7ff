"""Whether a customer finds that something takes too long. Plain rules."""

from __future__ import annotations

import re

_TOO_LONG = re.compile(
    r"\b(?:too|so|very|this|that) (?:long|slow|late)\b|\b(?:can ?not|can['’]?t) wait\b"
    r"|\b(?:quicker|faster|sooner|earlier|speed (?:it|this|that) up|hurry)\b",
    re.IGNORECASE,
)


def finds_it_too_long(words: str) -> bool:
    """ "That's too long", "can it go faster?"; whether it is late by its day is another question."""
    return _TOO_LONG.search(words) is not None
