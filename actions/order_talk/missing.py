"""Whether a whole parcel did not come, or something was not in the one that came. Plain rules."""

from __future__ import annotations

import re
from typing import Any

from actions.order_talk.items_named import Pieces, count_of, named_items, names_of, pieces_named, pieces_of
from actions.order_talk.naming import parcel_meant
from actions.order_talk.what_came import Account, account_of
from actions.orders.order import Order

INSIDE = "inside"
"""The detail that is true when something was missing in what came."""

HAS_COME = "has_come"
"""The detail that is true when the parcel is there, whatever the carrier says of it."""

_THING = r"(?:items?|things?|products?|articles?|pieces?|parts?)"
_BOX = r"(?:(?:the|my|that|this) )?(?:box|parcel|package|packet|delivery|bag|it|there)"
_NOT = r"(?:not|n['’]?t|never)"
_SHORT_OF_SOMETHING = re.compile(
    rf"\b(?:an?|one|another|some|two|three|\d) (?:\w+ |of (?:the|my) )?{_THING}\b.*(?:\bmissing\b|{_NOT}\b)"
    rf"|\b(?:missing|forgot\w*|left out|lacks?|lacking|short of|without)\b.*\b(?:an?|one|two|some|\d) "
    rf"(?:\w+ )?{_THING}\b"
    rf"|\b{_THING} (?:(?:is|are|was|were) )?missing\b"
    r"|\bsomething(?: is| was|['’]s)?(?: \w+){0,2} missing\b|\bmissing something\b"
    rf"|\b(?:{_NOT}|wasnt|werent|isnt|arent) (?:in|inside|part of) {_BOX}\b|n['’]t (?:in|inside) {_BOX}\b"
    r"|\b(?:is|was|were|are|got) (?:only )?(?:in)complete\b|\bincomplete\b|\bnot (?:everything|complete)\b"
    r"|\b(?:only|just) (?:got|received|half|a part|part|some)\b|\b(?:got|received|was|were) only\b"
    r"|\b(?:half|part|some) of (?:it|my|the|what)\b.*\b(?:missing|not)\b"
    r"|\b(?:came|arrived|got|opened|received)\b.*\bbut\b.*\bmissing\b|\b(?:came|arrived) without\b"
    r"|\b(?:missing|without|lacks?|lacking) (?:its|an?|one|some)\b"
    r"(?! (?:\w+ )?(?:parcel|package|packet|delivery|order|box|e-?mail|mail|card|note|code|reason|word)\b)"
    r"|\bmissing (?:from|in|inside) (?:the |my )?(?:box|parcel|package|packet|delivery)\b",
    re.IGNORECASE,
)
_IS_HERE = re.compile(
    r"\b(?:it|they|parcel|package|packet|box|delivery)\b(?: (?:\d|one|two))?(?:['’]s| is| has| have| was)?"
    r" (?:(?:just|already|finally|all) )*(?:came|come|arrived|here|delivered|with me)\b"
    r"(?! (?:on|by|in|tomorrow|next)\b)"
    r"|\b(?:opened|unpacked)\b"
    rf"|\b(?:was|were|is|are|had|found)\b.*\b(?:inside|in) {_BOX}|{_NOT} inside\b",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(rf"{_NOT} (?:\w+ )?(?:come|came|arrived?|here|delivered)\b", re.IGNORECASE)
_IS_WELL = re.compile(
    r"\b(?:it|they|that|all|everything)(?:['’]s| is| are| works?| has| have| just)"
    r" (?:(?!not|never)\w+ )?"
    r"(?:fine|ok|okay|good|alright|there|here|solved|arrived|come|came|now)$|\bfound (?:it|them)\b|\bsolved\b"
)
_ALL_IS_WELL = re.compile(
    r"\b(?:all|everything)(?:['’]s| is| was| are| were| seems| looks)? (?:just |very |really |perfectly )?"
    r"(?:fine|good|ok|okay|great|perfect|well|in order)\b",
    re.IGNORECASE,
)
_TURNED_UP = re.compile(
    r"\bfound (?:it|them|the (?:parcel|package))\b"
    r"|\b(?:it|they|parcel|package) (?:has |have |just )*turned up\b"
    r"|\bneighbou?rs? (?:\w+ )?(?:had|has|took|got|kept|accepted) (?:it|them|the)\b"
    r"|\b(?:it|they|the parcel|the package)(?:['’]s| is| are| has| have)?"
    r" (?:(?:finally|just|now|already) )*(?:arrived|come|came|here)"
    r"(?: (?:now|today|just now|after all))*\W*$",
    re.IGNORECASE,
)
_AND_YET = re.compile(
    r"\b(?:but|not|never|only|half|broken|damaged|empty|wrong|missing|if|when|says?|where)\b|n['’]?t\b",
    re.IGNORECASE,
)
_NONE_CAME = re.compile(
    r"\b(?:none|neither|nothing)(?: of (?:them|it))?(?: has| have)? (?:came|come|arrived|reached)\b"
    r"|\b(?:all|both) (?:of them )?(?:are missing|did not|didn['’]t|never)\b"
    r"|\b(?:i|we)(?:['’]ve)? (?:have |had )?(?:still )?(?:have|got|received?|see)"
    r" (?:nothing|none(?: of (?:it|them))?|no (?:parcels?|packages?)|neither)(?: (?:yet|at all|here))?\W*$"
    r"|\bnot (?:one|a single) (?:parcel|package)\b",
    re.IGNORECASE,
)
_ALL_PARCELS = re.compile(
    r"\W*(?:no,? )?(?:all|both|each)(?: (?:of|them|the|these|my|two|three))*"
    r"(?: (?:parcels?|packages?|packets?|boxes))?\W*(?:[,.;!](?!.*\b(?:but|except)\b).*)?",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\W*(?:no,? )?(?:none|neither|no parcel|they all (?:came|arrived)|all (?:of them )?(?:came|arrived))"
    r"(?: of (?:them|the parcels|these|those))?\W*",
    re.IGNORECASE,
)


def is_well(words: str) -> bool:
    """ "It is here now", "all is fine": nothing is amiss any more."""
    return _IS_WELL.search(words.casefold().rstrip(" .!")) is not None


def all_is_well(words: str) -> bool:
    """ "It came, and everything is fine": nothing to report."""
    return _ALL_IS_WELL.search(words) is not None and _AND_YET.search(words) is None


def has_turned_up(words: str) -> bool:
    """ "Found it! The neighbour had it": what was missing is there, and nothing of it is amiss."""
    return _TURNED_UP.search(words) is not None and _AND_YET.search(words) is None


def without_what_is_missing(words: str) -> str:
    """The words without those that say of something that it was not in what came."""
    return _SHORT_OF_SOMETHING.sub(" ", words)


def means_all_parcels(answer: str) -> bool:
    """ "Both parcels", "all, I have no parcel", where it was asked which of them did not come."""
    return _ALL_PARCELS.fullmatch(answer) is not None


def missing_in(words: str, order: Order) -> dict[str, Any]:
    """What these words say is missing: `items` and `inside`, or a `parcel`; nothing when they don't say.

    With what was missing inside goes `has_come`, where it is said that the parcel is there.
    """
    missing = _missing_in(words, order)
    return missing | {HAS_COME: True} if missing.get(INSIDE) and _is_here(words) else missing


def _is_here(words: str) -> bool:
    return _IS_HERE.search(words) is not None and _NOT_HERE.search(words) is None


def _missing_in(words: str, order: Order) -> dict[str, Any]:
    account = account_of(words)
    if account.tells_apart and (rest := _beside_what_came(account, order)):
        return rest
    named, is_inside = pieces_named(words, order.items), _SHORT_OF_SOMETHING.search(words) is not None
    whole = _parcel_of(named, order)
    if named and (is_inside or whole is None):
        return {"items": named, INSIDE: True}
    if named:
        return {"parcel": whole or None}
    if is_inside or _NONE.fullmatch(words):
        return {INSIDE: True}
    if _NONE_CAME.search(words):
        return {"parcel": None}
    parcel = parcel_meant(words, len(order.parcels))
    return {} if parcel is None else {"parcel": parcel + 1}


def still_missing(known: Pieces, words: str, order: Order) -> Pieces | None:
    """ "The jumper is fine, take it off the list": what is left of the known ones; None where none is off."""
    come = {str(item.line) for item in named_items(account_of(words).come, order.items)}
    left = {line: count for line, count in known.items() if line not in come}
    return left if left and left != known else None


def _beside_what_came(account: Account, order: Order) -> dict[str, Any]:
    """What is missing, told by what is there; nothing where no item or parcel of the order is named."""
    parcel = parcel_meant(account.not_come, len(order.parcels))
    if parcel is not None:
        return {"parcel": parcel + 1}
    there = {item.line: item.quantity for item in order.items}
    named = pieces_of(account.not_come, named_items(account.not_come, order.items), there)
    if account.is_only and not named:
        named = _others(account, order)
    if not named:
        return {}
    whole = None if _SHORT_OF_SOMETHING.search(account.not_come) else _parcel_of(named, order)
    return {"parcel": whole} if whole else {"items": named, INSIDE: True}


def _others(account: Account, order: Order) -> Pieces:
    """All that is not named; of "only one pair of the socks" the other pairs."""
    came = named_items(account.come, order.items)
    counts = {item.line: count_of(account.come, names_of(item)) or item.quantity for item in came}
    fewer = {str(item.line): item.quantity - counts[item.line] for item in came}
    if any(count > 0 for count in fewer.values()):
        return {line: count for line, count in fewer.items() if count > 0}
    return {str(item.line): item.quantity for item in order.items if came and item not in came}


def _parcel_of(named: Pieces, order: Order) -> int | None:
    """The number of the parcel with exactly these pieces; 0 for an order whose only parcel has them all."""
    everything = {str(item.line): item.quantity for item in order.items}
    if named == everything:
        return 0
    held = {parcel.number: {str(one.line): one.quantity for one in parcel.items} for parcel in order.parcels}
    return next((number for number, pieces in held.items() if pieces == named), None)
