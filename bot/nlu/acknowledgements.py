"""Tells a mere sign of having read something: an emoji, a laugh, a sticker's name. Plain Python, no Rasa."""

import re
import unicodedata

_LAUGH = re.compile(r"(?:(?:ha|he|hi|ho){2,}h?|l+o+l+|rofl|lmao)[.!]*", re.IGNORECASE)
_EMOTICON = re.compile(r"[:;=]['-]?[)D(Pp]|\^\^|<3")


def is_acknowledgement(text: str) -> bool:
    """Whether there is nothing in `text` but emoji, emoticons or a laugh. A question mark is a question."""
    rest = _EMOTICON.sub("", text.strip())
    if _LAUGH.fullmatch(rest.strip()):
        return True
    signs = [sign for sign in rest if not sign.isspace()]
    had_any = bool(signs) or rest != text.strip()
    return had_any and all(_is_emoji(sign) for sign in signs)


def _is_emoji(sign: str) -> bool:
    """Symbols and what joins them; `So` is Unicode's category of pictures, `Sk` of skin tones."""
    return unicodedata.category(sign) in {"So", "Sk"} or sign in "\u200d\ufe0f"
