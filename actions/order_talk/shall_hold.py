"""What an order is to hold in the end, where a customer names that and not what comes off it. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.order_talk.items_named import (
    NUMBER,
    WISHED,
    Pieces,
    all_but,
    count_of,
    named_items,
    names_of,
    number_of,
)
from actions.orders.order import Item

_TAKEN = re.compile(
    r"\b(?:remov\w*|tak(?:e|en|ing)|drop\w*|without|less|fewer|cancel\w*|out|off|delet\w*|gone|back"
    rf"|(?<!\bor )not(?! (?:{NUMBER})\b)|dont)\b|n['’]t\b",
    re.IGNORECASE,
)
_ONLY_WANTED = re.compile(
    r"(?:\b(?:only|just) (?:really )?(?:want|need|like)\b|\b(?:want|need|like) (?:only|just)\b"
    r"|\ball (?:i|we) (?:want|need) (?:is|are)\b)(?! to\b)"
    rf"(?:(?!,\W*{WISHED}|\b(?:and|but|so|then)\W+{WISHED})[^.;])*",
    re.IGNORECASE,
)
_THE_REST = r"(?:all )?(?:of )?the (?:rest|others|other (?:items|things|two|three))\b"
_REST_TAKEN = re.compile(
    rf"\b(?:remove|take (?:out|off)|cancel|drop|delete|leave out|without|not (?:want|need)) {_THE_REST}"
    rf"|n['’]?t (?:want|need) {_THE_REST}|\btake {_THE_REST} (?:out|off)\b"
    rf"|{_THE_REST} (?:can|should|may|has to|must) (?:go|be (?:removed|cancelled|taken out))\b",
    re.IGNORECASE,
)
_FEW = rf"(?!\d\d)(?:{NUMBER})"
_NUMBER_WANTED = re.compile(
    r"\b(?:want|need|have|like|get|be|to|make (?:it|that|them|(?:the|my) [^\W\d]+(?: [^\W\d]+)?)|x)"
    rf" ?(?:only |just )?(?P<number>{_FEW})\b(?! (?:with|in|that|size|thing|item|day|week)|['’])",
    re.IGNORECASE,
)
_TOO_MANY = re.compile(
    rf"(?:\binstead of|\brather than|\bnot|(?:\bnot|n['’]?t) (?:want|need)(?: all)?)(?: the| my)? ({_FEW})\b",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\b({_FEW})\b(?!['’])", re.IGNORECASE)


def wanted_alone(text: str, items: Sequence[Item]) -> list[Item]:
    """Those beside which nothing else is wanted: "I only want the boots", "the boots. Remove the rest".

    "Only one pair of the two" says how many of them, and nothing of the others.
    """
    only = _ONLY_WANTED.search(text)
    named = named_items(only[0], items) if only and not _TAKEN.search(only[0]) else []
    is_of_number = only is not None and any(_fewer_of(item, only[0]) for item in named)
    if named and not is_of_number:
        return named
    return named_items(_REST_TAKEN.sub(" ", text), items) if _REST_TAKEN.search(text) else []


def is_number_put_right(text: str) -> bool:
    """ "One, not two", "I don't need two, one is enough": a number takes the place of another."""
    return _number_instead(text) is not None


def taken_off_by(text: str, items: Sequence[Item]) -> Pieces:
    """How many pieces come off each line so that the order holds what is wanted; below 0: that many more.

    Empty where no such thing is said.
    """
    there = {item.line: item.quantity for item in items}
    if alone := wanted_alone(text, items):
        return all_but(alone, items, there)
    number = _number_wanted(text)
    if number is None:
        return {}
    is_more_of_any = number > max(there.values(), default=0)
    named = named_items(text, items) or (items if len(items) == 1 or is_more_of_any else [])
    return {str(item.line): item.quantity - number for item in named[:1]}


def _number_wanted(text: str) -> int | None:
    """How many pieces the order shall hold of an item."""
    if (instead := _number_instead(text)) is not None or _TAKEN.search(text):
        return instead
    only = _ONLY_WANTED.search(text)
    found = _NUMBER_WANTED.search(text)
    return number_of(found["number"].casefold()) if found else count_of(only[0]) if only else None


def _number_instead(text: str) -> int | None:
    """The one number beside that of which is said that it is too many."""
    many = _TOO_MANY.search(text)
    rest = _TOO_MANY.sub(" ", text)
    numbers = {number_of(number.casefold()) for number in _ANY_NUMBER.findall(rest)}
    is_clear = many is not None and len(numbers) == 1 and not _TAKEN.search(rest)
    return numbers.pop() if is_clear else None


def _fewer_of(item: Item, text: str) -> bool:
    number = count_of(text, names_of(item))
    return number is not None and number < item.quantity
