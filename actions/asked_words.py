"""The customer's own words, short enough to be named in an answer. Plain Python, no Rasa."""

import re

_MOST_WORDS = 8
_MOST_SIGNS = 60
_LONGEST_WORD = 24
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
    bare = re.sub(r"^[^\w#€$£]+|[^\w%€$£]+$", "", word)
    return _whole_brackets(bare) if len(bare) <= _LONGEST_WORD else f"{bare[:_LONGEST_WORD]}…"


def _whole_brackets(word: str) -> str:
    """ "size(s" as "size(s)": a bracket that lost its other half gets it back."""
    for opening, closing in ("()", "[]", "{}"):
        missing = word.count(opening) - word.count(closing)
        word = f"{opening * -missing}{word}{closing * missing}"
    return word
