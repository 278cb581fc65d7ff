"""What a customer means by "the blue shoes", "the second one" or "the one from last week". Plain rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions.order_talk.also_called import ALSO_CALLED
from actions.order_talk.ordered_when import (
    ORDERED_LAST,
    is_from,
    names_last_but_one,
    names_when,
    with_order_of_then_unnamed,
)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    {"the", "and", "with", "for", "one", "that", "this", "from", "order", "item", "please", "out", "take"}
    | {"send", "back", "want", "mine"}
)
_PLACE_NAMES = (
    rf"(?:{'|'.join(_ORDINALS)}|\d(?:st|nd|rd|th)|last|latest|newest|oldest|top|middle|bottom|most recent"
    rf"|(?:number|no\.?|#) ?(?:\d|{'|'.join(_NUMBERS)}))"
)
_PLACE = re.compile(
    rf"(?:(?:yes|ok|and|no|oh|sorry|actually|wait|rather|not that one|i mean|i meant|it is|it's|that is"
    r"|what about|how about|take|the|this|my),? )*"
    rf"{_PLACE_NAMES}(?: (?:one|order|of them|of these|in the list|on the list))*(?:,? please)?"
)
_ALL_OF_THEM = re.compile(
    r"\W*(?:(?:yes|no|well|of|for|about|i mean|i meant)\W+)*"
    r"(?:(?P<both>(?:the )?both|the two)|all(?: three)?|each)"
    r"(?: (?:of (?:them|these|those)|one|orders))*(?:\W+(?:please|pls|thanks))*\W*"
)
_ONE_OF_SEVERAL = re.compile(
    rf"\b{_PLACE_NAMES} (?:one|order)\b"
    rf"|\b(?:of|for|about|with|cancel|return) the (?:{'|'.join(_ORDINALS)})\W*$"
)

_NEWEST = re.compile(
    r"\b(?:latest|newest|most recent)\b|(?:\b(?:my|the) (?:very )?|^\W*)last (?:order|purchase)\b"
    rf"|\b(?:my|the) new (?:order|purchase)\b|{ORDERED_LAST}",
    re.IGNORECASE,
)
_OLDEST = re.compile(r"\b(?:oldest|earliest)\b", re.IGNORECASE)
_BOTH = 2
_COMPARED = re.compile(
    r"\bthe (?:(?P<older>older|earlier|previous)|newer|later|more recent) (?:one|order)\b", re.IGNORECASE
)
_AGE = re.compile(r"\b(?:latest|newest|most recent|oldest|earliest)\b", re.IGNORECASE)
_LAST_BY_DAY = re.compile(rf"{_AGE.pattern}|\blast (?:one|order)\b(?! (?:in|on|of) )", re.IGNORECASE)
_BEFORE_THAT = re.compile(
    r"\b(?:one|order) (?:just )?before(?! (?:(?:it|you|they|we|i) \w|\w+ing\b))(?: (?:that|this|it))?\b"
    r"|\bbefore (?:that|this) one\b|\bprevious (?:one|order)\b|^\W*(?:and )?before that\W*$",
    re.IGNORECASE,
)

_THE_OTHER_ORDER = re.compile(
    r"\b(?:my|the) (?:other|different) order\b"
    r"|\b(?:of|for|from|in|on|to|with|cancel) (?:another|a different) order\b"
    r"|\bcancel (?:my|the) other one\b",
    re.IGNORECASE,
)
_ONE_WITH_IT = re.compile(
    r"\b(?:the|my) (?!(?:same|other|whole|right|wrong) )(?:\w+ ){1,3}(?:one|order)\W*$"
    r"|\b(?:the|my) (?:one|order) with (?:the|my|a)\b",
    re.IGNORECASE,
)
_THE_OTHER = re.compile(
    r"(?:(?:and|no|not (?:that|this)(?: one| order)?|i meant?|it is|it['’]s|what about|how about|ok|sorry"
    r"|but)\W+)*(?:the|my) other(?: (?:order|parcel|package|box|half))?(?: one)?"
    r"(?:\W+(?:please|too|as well|then|i mean|i meant))*"
    r"(?:\W+the (?:one|order) with .*)?\W*",
    re.IGNORECASE,
)
_ONE_AMONG_WORDS = re.compile(rf"\b(?:(?:the|my) )?{_PLACE_NAMES} (?:one|order)\b", re.IGNORECASE)


_OTHER_PARCEL = re.compile(
    r"\b(?:other|remaining) (?:one|parcel|package|half|part|box|item)\b|\bthe rest\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,-])\d{4,8}(?![\w-]|[.,]\d)")
_NOT_THIS_NUMBER = re.compile(r"(?:[€$£]|\b(?:not|paid|costs?))\s?\d+|\d+\s?(?:[€$£]|eur)", re.IGNORECASE)
"""What is denied of an order, or a sum of money."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An order as it stands in a list that was just shown."""

    number: str
    placed_on: date
    items: tuple[str, ...]


_ORDER_IN_HAND = re.compile(
    r"(?<!not )\b(?:from|of|in|on|with) (?:that|this|the same|this same|that same) (?:order|purchase)\b",
    re.IGNORECASE,
)


def named_order(text: str, listed: Sequence[Listed], today: date, days: Sequence[str] = ()) -> Listed | None:
    """The one order of the list that is meant: by its place, its day or what is in it; None when unclear.

    `days` as `bot/nlu/days.py` finds them in the text.
    """
    by_day = sorted(listed, key=lambda order: order.placed_on)
    if names_last_but_one(text):
        return by_day[-2] if len(by_day) > 1 else None
    if listed and _LAST_BY_DAY.search(text):  # of orders, not of a list on the page
        return by_day[0] if _OLDEST.search(text) else by_day[-1]
    if len(listed) == _BOTH and (compared := _COMPARED.search(text)):
        return by_day[0] if compared["older"] else by_day[-1]
    place = place_of(text, len(listed))
    if place is not None:
        return listed[place]
    on_day = [order for order in listed if is_from(text, days, order.placed_on, today)]
    if len(on_day) == 1:
        return on_day[0]
    among = on_day or listed
    best = _best(text, [" ".join(order.items) for order in among])
    return among[best[0]] if len(best) == 1 else None


def several_named(text: str, listed: Sequence[Listed]) -> list[Listed]:
    """Those of a list that hold what is named, where it is more than one."""
    said = {_stem(word) for word in _WORD.findall(text.casefold())} - _EMPTY
    names = ({_stem(word) for word in _WORD.findall(" ".join(one.items).casefold())} for one in listed)
    shared = [_shared(said, name) for name in names]
    most = max(shared, default=(0, 0))
    best = [one for one, count in zip(listed, shared, strict=True) if count == most and most[0]]
    return best if len(best) > 1 else []


def numbered_in(text: str, numbers: Sequence[str]) -> str | None:
    """The one of a customer's own order numbers that stands in the words: "can 70012 still go back?"."""
    said = set(_NUMBER.findall(_NOT_THIS_NUMBER.sub(" ", text))).intersection(numbers)
    return said.pop() if len(said) == 1 else None


def may_hold(order: Listed, things: Sequence[str]) -> bool:
    """Whether one of the things named, by the shop's names, may be in the order; also where none was."""
    said = [{_stem(word) for word in _WORD.findall(thing.casefold())} for thing in things]
    names = [{_stem(word) for word in _WORD.findall(item.casefold())} for item in order.items]
    return not said or any(_shared(words, name)[0] for words in said for name in names)


def parcel_meant(text: str, count: int, told_last: int | None = None) -> int | None:
    """Which of several parcels, from 0: "the second one", "parcel 2"; None for all of them.

    "The other half" is of two the one that was not told last, else the last.
    """
    if count < 2 or re.search(rf"\b{_PLACE_NAMES} order\b", text.casefold()):
        return None
    if _OTHER_PARCEL.search(text) or (told_last is not None and speaks_of_the_other(text)):
        return 0 if count == _BOTH and told_last == 1 else count - 1
    if named := re.search(r"\b(?:parcel|package|box) (\d)\b", text, re.IGNORECASE):
        return int(named[1]) - 1 if 1 <= int(named[1]) <= count else None
    return (
        None if re.search(r"\b(?:latest|newest|recent|top)\b", text, re.IGNORECASE) else place_of(text, count)
    )


def place_in_list(text: str, count: int) -> int | None:
    """The place from 0 that a text names which names nothing else: "the second one, please"."""
    return place_of(text, count) if is_place(text) else None


def means_all_of(text: str, count: int) -> bool:
    """ "Both, please", of two; "all of them": each one of a list, and no more is said."""
    found = _ALL_OF_THEM.fullmatch(" ".join(text.casefold().split()))
    return found is not None and (found["both"] is None or count == 2)


def is_place(text: str) -> bool:
    """Whether a text is a place in a list, and no more."""
    return _PLACE.fullmatch(" ".join(text.casefold().split()).strip(".!?, ")) is not None


def speaks_of_one(text: str) -> bool:
    """ "Cancel the first one", "the order from last week": one of several, among other words."""
    return _ONE_OF_SEVERAL.search(text.casefold()) is not None or names_when(text) or names_last_but_one(text)


def one_as_order(text: str) -> str:
    """The words with "my order" for "the first one" or "the one from last week"."""
    return _ONE_AMONG_WORDS.sub("my order", with_order_of_then_unnamed(text))


def place_of(text: str, count: int) -> int | None:
    """ "The second one", "2nd", "number two", "the last one", as a place from 0."""
    words = text.casefold()
    for at in range(min(count, len(_ORDINALS))):
        numeral = rf"{at + 1}(?:st|nd|rd|th)"
        if re.search(
            rf"\b(?:{_ORDINALS[at]}|{numeral}|(?:number|no\.?|#) ?(?:{at + 1}|{_NUMBERS[at]}))\b", words
        ):
            return at
    if re.search(r"\b(?:last|bottom|oldest) (?:one|of|in the list)\b|\bbottom\b|\boldest\b", words):
        return count - 1
    if count % 2 and re.search(r"\bmiddle (?:one|of)\b", words):
        return count // 2
    return 0 if names_newest(words) or re.search(r"(?<!-)\btop\b", words) else None


def names_one_with(text: str) -> bool:
    """ "The jacket one", "my bag order": an order by what is in it."""
    return _ONE_WITH_IT.search(text) is not None


def names_newest(text: str) -> bool:
    """ "My last order" is the newest."""
    return _NEWEST.search(text) is not None and not names_last_but_one(text)


def speaks_of_age(text: str) -> bool:
    """ "The newest one" is an order; an item of one has no day of its own."""
    return _AGE.search(text) is not None


def speaks_of_the_other(text: str) -> bool:
    """ "Not that one, the other": another one than that which was spoken of, and no more."""
    return _THE_OTHER.fullmatch(" ".join(text.split())) is not None


def speaks_of_the_other_order(text: str) -> bool:
    """ "And cancel my other order": not the one in hand."""
    return _THE_OTHER_ORDER.search(text) is not None


def speaks_of_one_before(text: str) -> bool:
    """ "And the one before that", "my previous order"."""
    return _BEFORE_THAT.search(text) is not None and not names_last_but_one(text)


def _best(text: str, names: Sequence[str]) -> list[int]:
    """The places of the names to which most words point; between equals those that have the words."""
    said = {_stem(word) for word in _WORD.findall(text.casefold())} - _EMPTY
    shared = [_shared(said, {_stem(word) for word in _WORD.findall(name.casefold())}) for name in names]
    most = max(shared, default=(0, 0))
    best = [at for at, count in enumerate(shared) if count == most]
    return best if most[0] and (len(best) < len(names) or len(names) == 1) else []


def _shared(said: set[str], name: set[str]) -> tuple[int, int]:
    """How many of the words point to the name, and how many of them stand in it."""
    own = said & name
    return len(own | {word for word in said if name & set(ALSO_CALLED.get(word, ()))}), len(own)


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def points_at_order_in_hand(text: str) -> bool:
    """ "The daypack from that order too": none of the others; "not that order" is."""
    return _ORDER_IN_HAND.search(text) is not None
