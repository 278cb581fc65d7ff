"""What was said of the matters of an order before the one at hand: "the same reason", "send both back".

The slot `spoken_of` keeps the latest matter, and under `before` the one before it, as plain JSON values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from actions.order_talk.details import Detail, Details
from actions.order_talk.matters import Matter
from actions.order_talk.own_words import says_the_same
from actions.order_talk.wanted_again import is_wanted_after_all, undone_lately
from actions.orders.order import ReturnReason

_WHY_OF = {Matter.DAMAGED: ReturnReason.DAMAGED, Matter.WRONG: ReturnReason.WRONG_ITEM}
"""A report that was made of an item is why it goes back."""

_KEPT = (
    "items",
    "each",
    *(detail.value for detail in (Detail.REASON, Detail.NOTE, Detail.WANTED, Detail.ADDRESS)),
)
_THERE = re.compile(
    r"\b(?:go|goes|send|sent|come|deliver\w*|ship\w*)\b.*\bthere\b|\bsame (?:address|place)\b", re.IGNORECASE
)
_DONE = re.compile(r"(?:\d+ )?(?:done|term) ")
"""The topics under which is told that a change was made, and what was asked about it right after."""

THANKED_FOR_PRAISE = "thanked for praise"
"""What is told to a praise of no order: it may get one afterwards."""

_LATELY = 4
_BOTH = re.compile(r"\b(?:both|the two|these two|those two)\b", re.IGNORECASE)

Spoken = Mapping[str, Any]


def with_before(spoken: Spoken, details: Details, last: Spoken | None, *, is_same_talk: bool) -> Spoken:
    """`spoken` as it is kept: what its `details` say, and what was talked about before it."""
    is_of_order = last is not None and last.get("order") == spoken.get("order")
    goes_on = is_of_order and spoken.get("matter") in {Matter.UNDO, (last or {}).get("matter")}
    known = {**((last or {}) if goes_on else {}), **details}
    kept = {name: known[name] for name in _KEPT if name in known}
    before = (last or {}).get("before") if is_same_talk else last
    shorter = {name: value for name, value in (before or {}).items() if name != "before"}
    return {**spoken, **kept, "before": shorter or None}


def was_done(topic: str) -> bool:
    """Whether what is told under this topic (`actions/change_turn.py`) is of a change that was made."""
    return _DONE.match(topic) is not None


def done_lately(topics: Sequence[str], last: Spoken | None) -> Spoken | None:
    """The change that was made last, where nothing but it and its order was told since.

    `topics` are what was told, the latest last (`actions/told.py`).
    """
    if not last:
        return None
    of_order = re.compile(rf"(?:order|promised|[a-z]+_[a-z_]+) {last['order']}\b")
    since = takewhile(lambda topic: not was_done(topic), reversed(topics[-_LATELY:]))
    is_done = any(map(was_done, topics[-_LATELY:]))
    return last if is_done and all(map(of_order.match, since)) else None


def same_as_before(detail: Detail, text: str, order: str, last: Spoken | None) -> dict[str, Any]:
    """The reason or the note that "same reason" stands for; empty where nothing was said before."""
    if not says_the_same(text):
        return {}
    for spoken in _of_order(order, last):
        said = spoken.get(detail.value)
        if detail is Detail.REASON and spoken.get("matter") in _WHY_OF:
            said = said or _WHY_OF[Matter(spoken["matter"])].value
        if said and detail in {Detail.REASON, Detail.NOTE}:
            return {detail.value: said}
    return {}


def says_there_too(text: str) -> bool:
    """ "Can that go there too?": to the address that was spoken of before."""
    return _THERE.search(text) is not None


def same_address(text: str, last: Spoken | None) -> dict[str, Any]:
    """The address of the matter before, also of another order, where "there too" is said."""
    known = (last or {}).get(Detail.ADDRESS.value)
    return {Detail.ADDRESS.value: known} if known and says_there_too(text) else {}


def items_of_both(text: str, order: str, last: Spoken | None) -> dict[str, int]:
    """The items of the last two matters, if they are two and "both" are spoken of."""
    if not _BOTH.search(text):
        return {}
    items = {line: count for spoken in _of_order(order, last) for line, count in spoken["items"].items()}
    return items if len(items) == 2 else {}


def items_undone_for(
    matter: Matter, last: Spoken | None, events: Sequence[Mapping[str, Any]]
) -> dict[str, int]:
    """What was to come back in the way that the same message undid for this one, a return for an
    exchange."""
    said = [event for event in events if event.get("event") == "user"][-2:]
    undone = undone_lately(last) or {}
    is_at_once = len(said) > len({event.get("message_id") for event in said})
    is_otherwise = {matter, undone.get("matter")} == {Matter.RETURN, Matter.EXCHANGE}
    return dict(undone.get("items") or {}) if is_at_once and is_otherwise else {}


def undone_before(
    matter: Matter, order: str, last: Spoken | None, text: str, *, is_left_for_person: bool = False
) -> Spoken:
    """What was known of a change of that kind which was undone right before, or left and is wanted after
    all; empty where none was. What was left for a person goes on with any words of it."""
    is_left_open = is_left_for_person and (last or {}).get("is_open") is True
    before: Spoken = (
        undone_lately(last) or (last if is_left_open or is_wanted_after_all(text) else None) or {}
    )
    is_same = (before.get("matter"), before.get("order")) == (matter, order)
    return {name: before[name] for name in _KEPT if before.get(name)} if is_same else {}


def turned_otherwise(matter: Matter, order: str, last: Spoken | None) -> Spoken:
    """What goes back, and why, of an exchange that was not agreed yet and is a return now; or the other
    way round."""
    is_open = (last or {}).get("order") == order and (last or {}).get("is_open") is True
    is_otherwise = {matter, (last or {}).get("matter")} == {Matter.RETURN, Matter.EXCHANGE}
    kept = ("items", Detail.REASON.value) if last and is_open and is_otherwise else ()
    return {name: last[name] for name in kept if last and last.get(name)}


def _of_order(order: str, last: Spoken | None) -> Iterator[Spoken]:
    """The latest first."""
    for spoken in (last, (last or {}).get("before")):
        if spoken and spoken.get("order") == order:
            yield spoken
