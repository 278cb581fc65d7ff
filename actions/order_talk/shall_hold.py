"""What an order is to hold in the end, where a customer names that and not what comes off it. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.order_talk.items_named import NUMBER, WISHED, Pieces, all_but, named_items, number_of
from actions.orders.order import Item

_TAKEN = re.compile(
    r"\b(?:remov\w*|tak(?:e|en|ing)|drop\w*|without|less|fewer|cancel\w*|out|off|delet\w*|gone|back"
    rf"|not(?! (?:{NUMBER})\b)|dont)\b|n['’]t\b",
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
    rf" ?(?:only |just )?(?P<one>{_FEW})\b(?! (?:with|in|that|size|thing|item|day|week)|['’])"
    rf"|\b(?P<other>{_FEW})(?: [^\W\d]+){{0,4}} (?:instead of|rather than) (?:{NUMBER}|an?)\b",
    re.IGNORECASE,
)


def wanted_alone(text: str, items: Sequence[Item]) -> list[Item]:
    """Those beside which nothing else is wanted: "I only want the boots", "the boots. Remove the rest"."""
    only = _ONLY_WANTED.search(text)
    if only and not _TAKEN.search(only[0]) and (named := named_items(only[0], items)):
        return named
    return named_items(_REST_TAKEN.sub(" ", text), items) if _REST_TAKEN.search(text) else []


def taken_off_by(text: str, items: Sequence[Item]) -> Pieces:
    """How many pieces come off each line so that the order holds what is wanted; below 0: that many more.

    Empty where no such thing is said.
    """
    there = {item.line: item.quantity for item in items}
    found = None if _TAKEN.search(text) else _NUMBER_WANTED.search(text)
    number = number_of((found["one"] or found["other"]).casefold()) if found else 0
    named = named_items(text, items)
    if found and len(named) == 1 and 0 < number < named[0].quantity:
        return {str(named[0].line): named[0].quantity - number}  # "only one pair of socks"
    if alone := wanted_alone(text, items):
        return all_but(alone, items, there)
    if found is None:
        return {}
    is_more_of_any = number > max(there.values(), default=0)
    named = named or (items if len(items) == 1 or is_more_of_any else [])
    return {str(item.line): item.quantity - number for item in named[:1]}
