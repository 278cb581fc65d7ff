"""Which items of an order are meant by "the winter boots and one of the socks", and how many pieces of each.

Plain rules over the names, colours and sizes of the order's own lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from actions.order_talk.also_called import ALSO_CALLED
from actions.order_talk.naming import place_of, speaks_of_age
from actions.orders.order import Item

Pieces = Mapping[str, int]
"""How many pieces, by the line of the order as text."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_SAYS_NO_ITEM = frozenset(
    {"the", "and", "with", "for", "one", "that", "this", "from", "order", "item", "please", "out", "take"}
    | {"send", "back", "want", "mine", "parcel", "packet", "package", "return"}
)
_NOT_ALONE = frozenset({"down", "work", "dry", "top", "rain", "sun", "deck", "market", "walking"})
"""Words of a name that point to its item only beside another one."""

_NAMED_WITH_TYPO = 0.82
_SHORTEST_WITH_TYPO = 5
_PLACE = re.compile(
    r"^\W*(?:\w+\W+){0,3}\w+\W*$|\b(?:one|item|product|thing|line|of (?:them|these|those))\b", re.IGNORECASE
)
"""Among many words "first" or "last" speaks of something else than the list of items."""

_BOTH = re.compile(r"\b(?:both|all|each)\b", re.IGNORECASE)

_BOTH_ALONE = re.compile(
    r"(?:(?:yes|ok|oh|well|i mean|i meant|it is|it['’]s|for|of course|the)\W+)*both"
    r"(?: (?:of )?(?:them|these|those|pairs?|pieces?|items?|things?|ones?))*"
    r"(?:\W+(?:please|pls|yes|then|thanks|are|broken|damaged|of course))*\W*",
    re.IGNORECASE,
)

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_COUNTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:only|just)(?: (?:want|need|return|send|take|keep)\w*)?(?: the)? ({NUMBER})\b"
        r"(?! (?:day|week|month|time|thing|question|size))",
        r"\b(?:an?|one|the) (single) (?:of|one|pieces?|pairs?|items?)\b",
        rf"\b({NUMBER}) (?:single |less |fewer )?(?:of|pieces?|pcs?|pairs?)\b",
        rf"\b({NUMBER}) ?[x×](?= |$)|\b[x×] ?({NUMBER})\b",
        rf"^\W*(?:yes,? |no,? |only |just |remove |take out |return )*({NUMBER})(?:,? please)?\W*$",
    )
)
_KEPT = re.compile(
    rf"\b(?:all|everything|both) (?:[^\W\d]+ ){{0,3}}?(?:but|except)(?: for)? ({NUMBER})\b"
    rf"|\b(?:keep|leave)(?: me)?(?: only| just)? ({NUMBER})\b"
    rf"|\b({NUMBER})(?: of (?:them|it|those|these))?(?: [^\W\d]+)?(?:['’]s| is| are| will be| would be)?"
    r" (?:enough|plenty|sufficient|will do|would do|all i need|right|correct|fine)\b"
)
_CLAUSE = re.compile(r"[,;+&\n]| and | plus ")
WISHED = r"\b(?:i|we|please|return|send|exchange|swap|remove|take|cancel|change|give|get|goes|go|only|just)\b"
_STAYS = re.compile(
    r"(?:\bnot (?=(?:the|my|those|these|both|for|about|order)\b|#?\d{4})"
    r"|(?:^|[,;.]|\b(?:but|and|no|just))\s*not\b"
    r"|\b(?:except|apart from|other than|all but|everything but)\b"
    rf"|\b(?:keep(?:ing)?|(?:hang|hold)(?:ing)? on ?to)\b(?! (?:me )?(?:only |just )?(?:{NUMBER})\b))"
    rf"(?:(?!\bbut\b|\b(?:and|then|so)\W+{WISHED})[^,.;])*"
    rf"|(?:^|[,.;]|\b(?:and|but)\b)(?:(?!{WISHED})[^,.;])*?"
    r"\b(?:stays?|staying|remains?|(?:can|may|should|shall) come)\b"
    rf"|(?:^|[,.;]|\b(?:and|but)\b)(?:(?!{WISHED}|\b(?:{NUMBER})\b)[^,.;])*?"
    r"\b(?:is|are|was|were) (?:fine|ok|okay|good|perfect|great|alright|intact)\b"
    r"|(?:^|[,.;])\s*(?:(?:the|my) )?[^\W\d]+ (?:fine|ok|okay|good|perfect|great)(?=\s*(?:[,.;]|but\b))"
    r"|(?:^|[,.;]|\b(?:and|but)\b)(?:(?!\b(?:i|we|please|return|send|exchange|swap)\b)[^,.;])*\b(?:the|my)\b"
    r"[^,.;]*?\b(?:i|we)(?:['’](?:d|ll|m))?(?: (?:would|will|want to|am|rather|like to|still|just|do))*"
    r" keep(?:ing)?(?= (?:it|them|though|please|after|instead)\b|\W*$|[,.;])"
    r"|(?:^|[,.;]|\b(?:and|but)\b)[^,.;]*\b(?:rather not|won['’]?t|will not) (?:be )?"
    r"(?:send|return|exchang|swap)\w*[^,.;]*|\bforget(?: about)? (?:the|my|those) [^,.;]*"
    r"|\b(?:take|leave|remove|get|pull)\b[^,.;]*\b(?:out of|from|off) (?:the|that|this|my) "
    r"(?:return|exchange)\b[^,.;]*",
    re.IGNORECASE,
)
"""What says of an item that nothing is to happen to it: "I keep the boots", "the jumper is fine"."""

_BUT_NOT = re.compile(r"(\bkeep(?:ing)?\b[^,.;]*,? but) not\b", re.IGNORECASE)
""" "I keep the boots, but not the socks": of what stands behind it, something is to happen."""


def named_items(text: str, items: Sequence[Item]) -> list[Item]:
    """The items that these words name; none when they name nothing, or fit all alike."""
    is_place = _PLACE.search(text) is not None and not speaks_of_age(text)
    place = place_of(text, len(items)) if is_place else None
    if place is not None:
        return [items[place]]
    said = _words(text)
    by_name = [_own_names(said, item) for item in items]
    others = said.difference(*by_name)
    return (
        _told_apart(text, items, [own or _other_names(others, items[at]) for at, own in enumerate(by_name)])
        or _told_apart(text, items, [_misspelt(said, item) for item in items])
        or _by_looks(text, items)
    )


def items_called(name: str, items: Sequence[Item]) -> list[Item]:
    """The items that a name stands for, alike ones too; none where nothing of the order is called so."""
    said = _words(name)
    own = [len(_own_names(said, item)) for item in items]
    shared = own if any(own) else [len(_other_names(said, item)) for item in items]
    most = max(shared, default=0)
    return [item for item, count in zip(items, shared, strict=True) if most and count == most]


def is_called(name: str, items: Sequence[Item]) -> bool:
    """Whether all words of a name stand in that of an item."""
    said = _words(name)
    return any(said <= _words(item.name) for item in items)


def staying(text: str, items: Sequence[Item]) -> list[Item]:
    """Those of several items to which nothing is to happen: "not the fleece", "the boots can stay"."""
    return named_items(" ".join(_STAYS.findall(_kept_only(text))), items) if len(items) > 1 else []


def says_both(text: str) -> bool:
    """ "Both of them", "both pairs, please", and nothing against it."""
    return _BOTH_ALONE.fullmatch(text.strip()) is not None


def says_what_stays(text: str) -> bool:
    return _STAYS.search(text) is not None


def keeps_but_not(text: str) -> bool:
    """ "I keep the boots, but not the socks"."""
    return _BUT_NOT.search(text) is not None


def says_how_many_stay(text: str) -> bool:
    """ "Keep two", "two is right", "all but one"."""
    return _KEPT.search(text.casefold()) is not None


def without_what_stays(text: str) -> str:
    """The words with spaces in the place of those that say of something that nothing is to happen to it."""
    return _STAYS.sub(lambda found: " " * len(found[0]), _kept_only(text))


def _kept_only(text: str) -> str:
    return _BUT_NOT.sub(lambda found: found[1] + " " * len(" not"), text)


def clauses(text: str) -> list[str]:
    """The parts of a list: "the jumper for M" and "the fleece for XL"."""
    return _CLAUSE.split(text)


def all_but(stay: Sequence[Item], items: Sequence[Item], there: Mapping[int, int]) -> Pieces:
    """All pieces of the other items; none where no item stays."""
    lines = {item.line for item in stay}
    return {str(item.line): there[item.line] for item in items if stay and item.line not in lines}


def pieces_named(text: str, items: Sequence[Item], there: Mapping[int, int] | None = None) -> Pieces:
    """The pieces of the items that are named and don't stay; `there` says how many a line still has.

    Empty: none is named. Where the order has one line only, a mere number names it.
    """
    available = there or {item.line: item.quantity for item in items}
    choice = [item for item in items if available.get(item.line, 0) > 0]
    if staying(text, choice):
        text = without_what_stays(text)
    chosen = named_items(text, choice)
    if not chosen and len(choice) == 1 and count_of(text) is not None:
        chosen = choice
    return pieces_of(text, chosen, available)


def pieces_of(text: str, chosen: Sequence[Item], available: Mapping[int, int]) -> Pieces:
    """All pieces of the lines, unless the words say how many of one; a line that is kept whole is none."""
    pieces = {}
    for item in chosen:
        its = [clause for clause in clauses(text) if named_items(clause, [item])]
        pieces[str(item.line)] = _how_many(text if len(chosen) == 1 else " ".join(its), item, available)
    return {line: count for line, count in pieces.items() if count}


def count_of(text: str, noun: str = "") -> int | None:
    """ "Only one of them", "two of the socks", "remove one": how many pieces are meant, if that is said.

    `noun`: a pattern for the item's name, before which a mere number, or "a", counts too.
    """
    words = " ".join(text.casefold().split())
    for pattern in _COUNTS:
        if found := pattern.search(words):
            return number_of(next(filter(None, found.groups())))
    if noun and (found := re.search(rf"\b({NUMBER}|an?)(?: {noun}){{1,3}}s?\b", words)):
        return number_of(found[1])
    return None


def names_of(item: Item) -> str:
    """A pattern for the words that an item is called by."""
    words = {*_words(item.name), *_words(item.colour or ""), *_aliases_of(item)}
    return rf"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})(?:s|es)?"


def _how_many(text: str, item: Item, available: Mapping[int, int]) -> int:
    has = available.get(item.line, item.quantity)
    if kept := _KEPT.search(text.casefold()):
        return max(0, has - number_of(next(filter(None, kept.groups()))))
    count = count_of(text, names_of(item))
    return count if count is not None and 0 < count < has else has


def number_of(word: str) -> int:
    if word in {"a", "an", "single"}:
        return 1
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 1


def _told_apart(text: str, items: Sequence[Item], shared: Sequence[set[str]]) -> list[Item]:
    """Those with a word of their own; else those that share most, unless that is all of them alike."""
    apart = [
        item
        for at, item in enumerate(items)
        if shared[at] - set().union(*(other for place, other in enumerate(shared) if place != at))
    ]
    most = max(map(len, shared), default=0)
    best = apart or [item for at, item in enumerate(items) if most and len(shared[at]) == most]
    if apart or len(best) < 2:
        return best
    looks = _by_looks(text, best)
    if looks:
        return looks
    return best if len(best) < len(items) or _BOTH.search(text) else []


def _by_looks(text: str, items: Sequence[Item]) -> list[Item]:
    """By colour and size; none when all look alike."""
    said = {word.casefold() for word in re.findall(r"(?<!['’])\b[\w/–-]+\b", text)}
    said |= {shade for word in said for shade in ALSO_CALLED.get(word, ())}
    shared = [len({(item.colour or "").casefold(), (item.size or "").casefold()} & said) for item in items]
    most = max(shared, default=0)
    best = [item for at, item in enumerate(items) if most and shared[at] == most]
    return best if len(best) < len(items) or len(items) == 1 else []


def _own_names(said: set[str], item: Item) -> set[str]:
    shared = said & _words(item.name)
    return shared if shared - _NOT_ALONE else set()


def _other_names(said: set[str], item: Item) -> set[str]:
    names = _words(item.name)
    return {word for word in said if names & set(ALSO_CALLED.get(word, ()))}


def _aliases_of(item: Item) -> set[str]:
    names = _words(item.name)
    return {alias for alias, meant in ALSO_CALLED.items() if names & set(meant)}


def _misspelt(said: set[str], item: Item) -> set[str]:
    names = [name for name in _words(item.name) if len(name) >= _SHORTEST_WITH_TYPO]
    found = (get_close_matches(word, names, 1, _NAMED_WITH_TYPO) for word in said)
    return {close[0] for word, close in zip(said, found, strict=True) if close and close[0][0] == word[0]}


def _words(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text.casefold())} - _SAYS_NO_ITEM


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
