"""Tells a mere sign of having read something: an emoji, a laugh, a sticker's name. Plain Python, no Rasa."""

import re
import unicodedata

_LAUGH = re.compile(r"(?:(?:ha|he|hi|ho){2,}h?|l+o+l+|rofl|lmao)[.!]*", re.IGNORECASE)
_EMOTICON = re.compile(r"[:;=]['-]?[)D(Pp]|\^\^|<3")

_ANGRY = re.compile(
    "[\U0001f620\U0001f621\U0001f624\U0001f92c\U0001f4a2\U0001f595\U0001f47f\U0001f44e]|>:\\("
)
"""Faces and signs that want to be heard."""


def is_acknowledgement(text: str) -> bool:
    """Whether there is nothing in `text` but emoji, emoticons or a laugh. A question mark is a question."""
    if _ANGRY.search(text):
        return False
    rest = _EMOTICON.sub("", text.strip())
    if _LAUGH.fullmatch(rest.strip()):
        return True
    signs = [sign for sign in rest if not sign.isspace()]
    had_any = bool(signs) or rest != text.strip()
    return had_any and all(_is_emoji(sign) for sign in signs)


def _is_emoji(sign: str) -> bool:
    """Symbols and what joins them; `So` is Unicode's category of pictures, `Sk` of skin tones."""
    return unicodedata.category(sign) in {"So", "Sk"} or sign in "\u200d\ufe0f"
