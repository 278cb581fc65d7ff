"""A message as words to look for: small letters, no signs, "do not" for "don't" and "please" for "pls".

Plain Python, no Rasa.
"""

import re
import unicodedata
from functools import lru_cache

from bot.nlu.spelling import unabbreviated

_CONTRACTED = (
    (re.compile(r"\b(do|does|did|is|are|was|have|has|need|must|should|would|could)n['’]?t\b"), r"\1 not"),
    (re.compile(r"\bcan(?:not|['’]?t)\b"), "can not"),
    (re.compile(r"\bwon['’]?t\b"), "will not"),
    (re.compile(r"\b(it|that|there|what|who|where)['’]s\b"), r"\1 is"),
    (re.compile(r"\bi['’]?m\b"), "i am"),
    (re.compile(r"\b(we|you|they)['’]re\b"), r"\1 are"),
    (re.compile(r"\blet['’]?s\b"), "let us"),
    (re.compile(r"\b(i|we|you|they)['’](?:ve|ll|d)\b"), r"\1"),
)
_SIGNS = re.compile(r"[^\w\s?@-]+")


_A_MESSAGE = 32
"""Texts that are kept: about the parts of one message, each of which some thirty rules ask for."""


@lru_cache(_A_MESSAGE)
def plain_words(text: str) -> str:
    """Of the signs only question marks, hyphens and the @ of an address are left."""
    words = unicodedata.normalize("NFKC", text).casefold()
    for contracted, full in _CONTRACTED:
        words = contracted.sub(full, words)
    return " ".join(_SIGNS.sub(" ", unabbreviated(words)).split())


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def only(first: str, others: str) -> re.Pattern[str]:
    """A text that begins with one of `first` and has no other words than these and `others`."""
    return re.compile(rf"(?:{first})(?: (?:{first}|{others}))*")
