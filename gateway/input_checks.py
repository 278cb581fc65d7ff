"""What the fields of a request must be like: sizes, characters, ranges. Pure; each problem is one sentence.

A body of the wrong shape is `Malformed`, a value that is out of range or not text is `Unusable`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.errors import Malformed, TooLarge, Unusable

LONGEST_TEXT = 2000
"""Characters. A text of 10 KB already costs Rasa 0.4 s."""

LONGEST_ORDER_NUMBER = 32
LONGEST_CUSTOMER_TOKEN = 4096
LARGEST_SEQ = 2**53 - 1
"""The largest whole number that JavaScript keeps exactly."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


@dataclass(frozen=True, slots=True)
class Message:
    """A checked message: exactly one of `text` and `choice_id` is there."""

    client_id: str
    text: str | None = None
    choice_id: str | None = None
    page: Mapping[str, str] | None = None


def check_message(fields: Mapping[str, Any]) -> Message:
    _refuse_unknown(fields, {"id", "text", "choice", "page"})
    if ("text" in fields) == ("choice" in fields):
        raise Unusable("Send exactly one of `text` and `choice`.")
    client_id = _check_id(fields.get("id"), "id")
    page = _check_page(fields["page"]) if "page" in fields else None
    if "choice" in fields:
        return Message(client_id, choice_id=_check_id(fields["choice"], "choice"), page=page)
    return Message(client_id, text=check_text(fields["text"]), page=page)


def check_session(fields: Mapping[str, Any]) -> str | None:
    """The customer token that the shop signed, if the request brings one."""
    _refuse_unknown(fields, {"customer_token"})
    if "customer_token" not in fields:
        return None
    token = _check_string(fields["customer_token"], "customer_token")
    if len(token) > LONGEST_CUSTOMER_TOKEN:
        raise TooLarge(f"`customer_token` is longer than {LONGEST_CUSTOMER_TOKEN} characters.")
    return token


def check_text(value: object) -> str:
    """The text without surrounding blanks: visible, not too long, without control characters."""
    text = _check_characters(_check_string(value, "text"), "text", allowed="\n\t").strip()
    if all(unicodedata.category(character) in _INVISIBLE for character in text):
        raise Unusable("`text` is empty. Write something.")
    if len(text) > LONGEST_TEXT:
        raise TooLarge(f"`text` is longer than {LONGEST_TEXT} characters. Send it in parts.")
    return text


def check_after(value: str | None) -> int:
    """The seq after which the client wants to read; 0 when it does not say."""
    if value is None:
        return 0
    # `isdigit` alone takes digits that int() refuses, and int() takes signs, blanks and underscores.
    if not value.isascii() or not value.isdigit() or len(value) > 16 or int(value) > LARGEST_SEQ:
        raise Unusable(f"Give `after` or `Last-Event-ID` as a whole number from 0 to {LARGEST_SEQ}.")
    return int(value)


def _check_page(value: object) -> Mapping[str, str] | None:
    if not isinstance(value, dict):
        raise Unusable("`page` is not an object.")
    _refuse_unknown(value, {"order_number"})
    if "order_number" not in value:
        return None
    number = _check_characters(_check_string(value["order_number"], "page.order_number"), "page.order_number")
    if not 1 <= len(number.strip()) <= LONGEST_ORDER_NUMBER:
        raise Unusable(f"`page.order_number` has 1 to {LONGEST_ORDER_NUMBER} characters.")
    return {"order_number": number.strip()}


def _check_id(value: object, name: str) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Unusable(f"`{name}` is 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.")
    return value


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


def _refuse_unknown(fields: Mapping[str, Any], known: set[str]) -> None:
    if fields.keys() - known:
        raise Malformed(f"There is an unknown field. Known here: {', '.join(sorted(known))}.")
