"""What one field of a request is like: its type, size and characters. Pure; each problem is one sentence.

An object of the wrong shape is `Malformed`, a value that is out of range or not text is `Unusable`.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from gateway.errors import Malformed, TooLarge, Unusable

LONGEST_TEXT = 2000
"""Characters. A text of 10 KB already costs Rasa 0.4 s."""

LONGEST_ORDER_NUMBER = 32
LONGEST_CUSTOMER_TOKEN = 4096
LARGEST_SEQ = 2**53 - 1
"""The largest whole number that JavaScript keeps exactly."""

_VISITOR = re.compile(r"[A-Za-z0-9_-]{16,64}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc", "Mn", "Mc", "Me"})
"""Kinds of characters that show nothing: marks do only together with a letter."""

_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as blanks: the fillers of Hangul, and Braille without a dot."""


def refuse_unknown(fields: Mapping[str, Any], known: set[str]) -> None:
    if fields.keys() - known:
        raise Malformed(f"There is an unknown field. Known here: {', '.join(sorted(known))}.")


def is_id(value: str) -> bool:
    return _ID.fullmatch(value) is not None


def check_id(value: object, name: str) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise Unusable(f"`{name}` is 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.")
    return value


def check_visitor(value: object) -> str:
    """The random id that a device made for itself: long enough that nobody meets another's by chance."""
    if not isinstance(value, str) or not _VISITOR.fullmatch(value):
        raise Unusable("`visitor` is 16 to 64 of the characters A-Z, a-z, 0-9, _ and -, at random.")
    return value


def check_seq(value: object) -> int:
    # Python takes True for a 1.
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST_SEQ:
        raise Unusable(f"`seq` is a whole number from 1 to {LARGEST_SEQ}.")
    return value


def check_text(value: object) -> str:
    """The text without surrounding blanks: visible, not too long, without control characters."""
    text = _check_characters(_check_string(value, "text"), "text", allowed="\n\t").strip()
    if not any(_is_visible(character) for character in text):
        raise Unusable("`text` is empty. Write something.")
    if len(text) > LONGEST_TEXT:
        raise TooLarge(f"`text` is longer than {LONGEST_TEXT} characters. Send it in parts.")
    return text


def _is_visible(character: str) -> bool:
    return character not in _BLANKS and unicodedata.category(character) not in _INVISIBLE


def check_page(value: object) -> Mapping[str, str] | None:
    """What the page knows. It is a hint and never a proof: nobody looks here whether the order exists."""
    if not isinstance(value, dict):
        raise Unusable("`page` is not an object.")
    refuse_unknown(value, {"order_number"})
    if "order_number" not in value:
        return None
    number = _check_characters(_check_string(value["order_number"], "page.order_number"), "page.order_number")
    if not 1 <= len(number.strip()) <= LONGEST_ORDER_NUMBER:
        raise Unusable(f"`page.order_number` has 1 to {LONGEST_ORDER_NUMBER} characters.")
    return {"order_number": number.strip()}


def check_customer_token(value: object) -> str:
    token = _check_string(value, "customer_token")
    if len(token) > LONGEST_CUSTOMER_TOKEN:
        raise TooLarge(f"`customer_token` is longer than {LONGEST_CUSTOMER_TOKEN} characters.")
    return token


def _check_string(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise Unusable(f"`{name}` is not text.")
    return value


def _check_characters(text: str, name: str, allowed: str = "") -> str:
    """Refuses what no keyboard types: control characters, and half of a character (a lone surrogate)."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in allowed:
            raise Unusable(f"`{name}` contains U+{ord(character):04X}, which is not text. Leave it out.")
    return text
