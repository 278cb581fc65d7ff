"""Whether a customer finds that something takes too long, and wants something for it. Plain rules."""

from __future__ import annotations

import re

_TOO_LONG = re.compile(
    r"\b(?:too|so|very|this|that) (?:long|slow|late)\b|\b(?:can ?not|can['’]?t) wait\b"
    r"|\b(?:i|we) (?:\w+ )?(?:needed|wanted) (?:it|them|this|that)\b(?! to\b)"
    r"|\b(?:quicker|faster|sooner|earlier|speed (?:it|this|that) up|hurry)\b"
    r"|\b(?:make|change|upgrade|switch|send|ship|go|put)\b(?:(?!\bwhat|\bhow).)*\bexpress\b",
    re.IGNORECASE,
)
_DELIVERY_BACK = (
    r"\b(?:shipping|delivery|postage)\b(?: \w+){0,4} back\b"
    r"|\brefund\w*(?: (?:me|us|of|for|my|the|your))* (?:shipping|delivery|postage)\b(?! (?:is|was|did|that))"
)
"""What was paid for the way here is wished back, and nothing else."""

_WORTH = re.compile(
    r"\bcompensat\w*|\b(?:discount|voucher|money off|goodwill)\b"
    r"|\b(?:get|give me|have|receive) (?:something|anything|some money)\b|\bmake (?:it |this |that )?up\b"
    rf"|{_DELIVERY_BACK}",
    re.IGNORECASE,
)
_OF_A_DELAY = re.compile(r"\b(?:late\w*|delay\w*|wait\w*|overdue|slow)\b", re.IGNORECASE)


def finds_it_too_long(words: str) -> bool:
    """ "That's too long", "I needed it on Friday", "can it go faster?"; whether it is late is no matter."""
    return _TOO_LONG.search(words) is not None


def asks_for_compensation(words: str, *, is_of_delay: bool = False) -> bool:
    """ "Do I get something for the delay?"; `is_of_delay`: a delay was spoken of just before."""
    is_told = _OF_A_DELAY.search(words) is not None or _TOO_LONG.search(words) is not None
    return _WORTH.search(words) is not None and (is_of_delay or is_told)


def wants_delivery_back(words: str) -> bool:
    """ "Refund me the shipping": that, and not what the things cost."""
    return re.search(_DELIVERY_BACK, words, re.IGNORECASE) is not None
