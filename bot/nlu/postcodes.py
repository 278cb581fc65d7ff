"""Finds the postcode that a customer gives to prove an order. Plain Python, no Rasa.

Not every group of digits is one: it counts where it has its name, where it looks like nothing else, or behind
an order number. What an address is made of is left to `actions/order_talk/addresses.py`.
"""

import re
from collections.abc import Sequence

from bot.nlu.order_details import Detail

_COUNTRIES = (
    r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}",  # M4 1HQ
    r"[A-Z][0-9][0-9W] ?(?=[A-Z]*[0-9])[A-Z0-9]{4}",  # D08 X2K4
    r"[0-9]{4}-[0-9]{3}|[0-9]{2}-[0-9]{3}",  # 1200-109, 31-042
    # 1016 GV
    r"[0-9]{4} ?(?!(?:is|in|it|at|my|me|on|of|or|to|no|ok|so|us|we|by|as|if|do|go|an|am|pm)\b)[A-Z]{2}",
)
_SHAPED = "|".join(_COUNTRIES)
_ANY = rf"(?:{_SHAPED}|(?:[A-Z]{{1,2}}-)?[A-Z]{{0,3}}[0-9][A-Z0-9]{{2,5}}(?:[ -]?[0-9][0-9A-Z]{{1,3}})?)"
_NAME = r"(?:post ?code|postal code|zip(?: code)?|plz|area code)\b"
_NAMED = re.compile(
    rf"(?<![^\W_])(?:(?:and|with|the|its|my|our) )*{_NAME}(?:['’]s\b)?[\s:=(\"“]*(?:(?:is|was)\b)?[\s:\"“]*"
    rf"(?P<code>{_ANY})(?![^\W_])[)\"”]?",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    rf"(?<![^\W_])(?<![.,-])(?P<code>{_ANY})\s*[,(]?\s*(?:(?:is|was|as|being|that is|that['’]s)\b\s*)?"
    rf"(?:(?:the|its|my|our)\s+)?{_NAME}\)?",
    re.IGNORECASE,
)
_NOT_OF_AN_ORDER = re.compile(r"\b(?:to|in|at|near|from|new|around)\s+(?:the |my |a )?$", re.IGNORECASE)
_FREE = re.compile(rf"(?<![^\W_])(?<![-.@])(?P<code>{_SHAPED})(?![^\W_])(?![-@])", re.IGNORECASE)
_OF_AN_ADDRESS = re.compile(
    r"\b(?:address|street|str|road|rd|lane|avenue|square|moved?|moving|redirect|instead"
    r"|(?:deliver|send|ship)\w*(?: (?:it|that|this|them|my \w+))? to)\b|\b\d{1,3}[a-z]?\s*,\s*$",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(
    r"(?P<sign>[,;/|(\n:-]|\s)\s*(?P<code>[0-9]{4,5})[\s.!?)]*"
    r"(?:please|pls|plz|thanks|thank you|thx)?[\s.!?)]*$",
    re.IGNORECASE,
)
_NEXT_TO_IT = re.compile(
    r"(?P<sign>[ ,;/|(-])\s*(?P<code>[0-9]{4,5})(?![\w.,-]*\d)"
    r"(?!\s*(?:€|eur|euros?|chf|dollars?|pounds?|gbp|usd|km)\b)(?=\s+[^\W\d]|\W*$)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:orders|are|both|numbers|parcels|ones)\b", re.IGNORECASE)
_AROUND = re.compile(
    r"\b(?:ok(?:ay)?|yes|yeah|sure|sorry|no|oh|ah|hm+|it(?:['’]?s| is| was)?|that(?:['’]s| is)?|this is|then"
    r"|maybe|try|or|and|the|my|mine|is|here|you go|i think|i guess|please|pls|thanks|thank you|instead|with"
    r"|actually)\b|[,.!?:;()\"“”'’]+",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[A-Z]{0,3}[- ]?[0-9][A-Z0-9]{0,4}(?:[ -]?[0-9A-Z]{2,4})?", re.IGNORECASE)


def named_postcode(text: str) -> Detail | None:
    """One that is called a postcode; `start` and `end` take its name in."""
    match = _NAMED.search(text) or _NAMED_AFTER.search(text)
    if match is None or _NOT_OF_AN_ORDER.search(text[: match.start()]):
        return None
    return _postcode(match)


def shaped_postcode(text: str, numbers: Sequence[Detail] = ()) -> Detail | None:
    """One with the letters or the hyphen that postcodes have, outside of an address, or right behind one
    of the order `numbers`."""
    match = _FREE.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    is_behind = any(not re.search(r"[^\W_]", before[number.end :]) for number in numbers)
    if is_behind and not re.match(r",? ?[^\W\d_]", text[match.end() :]):
        return _postcode(match)
    return None if _NOT_OF_AN_ORDER.search(before) or _OF_AN_ADDRESS.search(before) else _postcode(match)


def postcode_behind(text: str, numbers: Sequence[Detail]) -> Detail | None:
    """Four or five digits right behind the one order number of a message, or at the end of it."""
    match = _NEXT_TO_IT.match(text, numbers[0].end) if numbers else None
    match = match or _AT_THE_END.search(text)
    if match is None or not numbers or numbers[0].end > match.start():
        return None
    first = numbers[0]
    has_others = any(number.start != match.start("code") for number in numbers[1:])
    is_close = match["sign"].strip() or not text[first.end : match.start()].strip()
    if has_others or not is_close or is_like(match["code"], first.value) or _SEVERAL.search(text):
        return None
    return _postcode(match)


def lone_postcode(text: str) -> Detail | None:
    """All that a message says besides "it is" and "sorry": for where a proof was asked for."""
    left = _AROUND.sub(" ", text).strip()
    if not _ALONE.fullmatch(left):
        return None
    return Detail("postcode", left, 0, len(text))


def is_next_to(digits: str, number: str) -> bool:
    """Whether digits are this order, or one of the hundred around it: too near to be a postcode by chance."""
    return is_like(digits, number) and digits[:-2] == number[:-2]


def is_like(digits: str, number: str) -> bool:
    """Whether digits could be another order of a shop that has this one: its numbers run on."""
    return digits.isdigit() and len(digits) == len(number) and digits[:2] == number[:2]


def _postcode(match: re.Match[str]) -> Detail:
    return Detail("postcode", match["code"].strip(), *match.span())
