"""The customer's own words, short enough to be named in an answer. Plain Python, no Rasa."""

import re

_MOST_WORDS = 8
_MOST_SIGNS = 60
_LONGEST_WORD = 24
_SIGNS_AROUND = re.compile(r"^[^\w#€$£()\[\]{}<>]+|[^\w%€$£()\[\]{}<>]+$")
_OTHER_HALF = {"(": ")", "[": "]", "{": "}", "<": ">"}
_FIRST_HALF = {closing: opening for opening, closing in _OTHER_HALF.items()}
_A_WORD = re.compile(r"[^\W\d_]{2}|\d")


def shortened(text: str) -> str | None:
    """The first words of a text, without the signs around them; None where there is no word to name."""
    words = [_trimmed(word) for word in text.split()]
    kept: list[str] = []
    for word in filter(None, words):
        if len(kept) == _MOST_WORDS or len(" ".join([*kept, word])) > _MOST_SIGNS:
            return " ".join(kept) + "…" if kept else None
        kept.append(word)
    asked = " ".join(kept)
    return asked if _A_WORD.search(asked) else None


def _trimmed(word: str) -> str:
    bare = _SIGNS_AROUND.sub("", word)
    while (inner := _SIGNS_AROUND.sub("", _without_outer_brackets(bare))) != bare:
        bare = inner
    return bare if len(bare) <= _LONGEST_WORD else f"{bare[:_LONGEST_WORD]}…"


def _without_outer_brackets(word: str) -> str:
    """A pair around the word goes, and so does a bracket without its other half; "size(s)" stays whole."""
    if word[:1] in _OTHER_HALF:
        partner = _partner(word, _OTHER_HALF[word[0]])
        if partner in (None, len(word) - 1):
            return word[1:] if partner is None else word[1:-1]
    backwards = word[::-1]
    if backwards[:1] in _FIRST_HALF and _partner(backwards, _FIRST_HALF[backwards[0]]) is None:
        return word[:-1]
    return word


def _partner(word: str, closing: str) -> int | None:
    """Where the bracket that the word begins with is closed."""
    depth = 0
    for at, sign in enumerate(word):
        depth += (sign == word[0]) - (sign == closing)
        if depth == 0:
            return at
    return None
