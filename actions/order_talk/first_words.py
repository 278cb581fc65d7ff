"""What a customer has said already when a matter is taken up: what was said is never asked again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from actions.order_talk.addresses import address_in
from actions.order_talk.details import LONGEST_NOTE, choice_of_items, says_all
from actions.order_talk.haste import wants_delivery_back
from actions.order_talk.items_named import Pieces, all_but, clauses, named_items, pieces_named, staying
from actions.order_talk.matters import Matter
from actions.order_talk.missing import INSIDE, missing_in
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import reason_of_its_own, reason_told
from actions.order_talk.shall_hold import taken_off_by
from actions.order_talk.wanted import COLOUR, before_wanted, wanted_in
from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.order import Item, Order, OrderState, ReturnReason

_EMAIL = re.compile(r"\S+@\S+\.\w+")
_IN_PLACE_OF = re.compile(
    r"\b(?:instead of|rather than|in place of|i (?:had |have )?ordered|should (?:have been|be))\b(.*?)"
    r"(?:\b(?:but|and (?:i )?(?:got|received|you sent))\b.*)?$",
    re.IGNORECASE,
)
_TELLS_THE_DAMAGE = re.compile(
    r"\b(?:holes?|zip\w*|tear|tears|torn|rip(?:s|ped)?|crack\w*|stain\w*|scratch\w*|leak\w*|soles?|seams?"
    r"|buttons?|straps?|buckles?|wet|soaked|dirty|mou?ld\w*|loose|came (?:off|apart)|fell (?:off|apart)"
    r"|burst|split|bent|snapped|dent\w*|smell\w*|frayed|heel|handle|shrunk|faded|squashed|crushed|thread\w*"
    r"|ruined|wrecked|smashed|shattered|drenched|damp|mud\w*)\b",
    re.IGNORECASE,
)
_TELLS_WHAT_CAME = re.compile(
    r"\binstead\b|\brather than\b|\bin place of\b|\bordered\b|\bnot (?:as|like) (?!it\b)\w+"
    r"|\bi (?:got|received|found) (?!(?:it|them|this|that|(?:the |a )?wrong|only|no|nothing|my|the)\b)\w+"
    r"|\b(?:got|received|was|were|found|sent|contained?) (?:me )?(?:an?|two|some|size|the \w+ in)\b"
    r"(?! (?:wrong|different))",
    re.IGNORECASE,
)
_TELLS_ITS_COLOUR = re.compile(
    rf"\b(?:it|they|these|this|those)(?:['’](?:s|re)| is| are| was| were) {COLOUR.pattern}", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;.!?]|\b(?:and|but|so)\b", re.IGNORECASE)
_ASKS_FOR_MONEY = re.compile(r"\b(?:money|refund\w*)\b", re.IGNORECASE)
_FEWEST_OF_A_REASON = 4
_TELLS_WHY = re.compile(r"\b(?:because|since|as (?:it|they|the|i)|reason)\b", re.IGNORECASE)

_WHAT_SHALL_COME = re.compile(
    r"\b(?:new one|another one|replacement|money(?: back)?|refund|the right (?:ones?|size)|repair\w*)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|them|they|those|these|that one|this one|the (?:other|second) (?:one|pair|piece))\b"
    r"|^\W*(?:but )?(?:why|how come)\b",
    re.IGNORECASE,
)
_TAKES_OUT = re.compile(
    r"\b(?:remove\w*|take|drop|without|less|fewer|cancel\w*|out|off|delete|only|just|not|dont)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"\b(?:missing|never|not|lost|stolen|gone|nowhere|without|only|short|empty|less)\b|n['’]?t\b",
    re.IGNORECASE,
)
_HAS_NOT_COME = re.compile(
    r"(?:\b(?:never|not|nothing|nowhere)|n['’]?t)\b.*\b(?:here|come|came|arrived?|received|shown|turned|there)\b"
    r"(?!.*\b(?:earlier|sooner|before|faster|in time|on time|until|till)\b)",
    re.IGNORECASE,
)
_WHERE_IT_IS = frozenset({Matter.STATUS, Matter.ARRIVAL, Matter.PARCELS, Matter.LATENESS})
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_REPORTED_BY = {ReturnReason.DAMAGED: Matter.DAMAGED, ReturnReason.WRONG_ITEM: Matter.WRONG}
_BROKE = re.compile(
    r"\b(?:brok\w+|damag\w+|scratch\w+|dent\w+|ruin\w+|smash\w+|hit|wreck\w+|knocked over"
    r"|(?:drove|crashed|backed) (?:over|into)) (?:my|our) "
    r"(?!(?:orders?|parcels?|packages?|box|items?|things?|stuff|goods)\b)\w+",
    re.IGNORECASE,
)
_OWN_MISTAKE = re.compile(
    r"\bi (?:\w+ ){0,2}(?:ordered|chose|picked|selected|bought|took|clicked) (?:the |a )?wrong\b",
    re.IGNORECASE,
)
_ORDERED_OTHERWISE = re.compile(r"\bi (?:have )?(?:only|just) (?:ordered|bought|paid for)\b", re.IGNORECASE)
_CAME_OTHERWISE = re.compile(
    r"\b(?:got|received|(?:was|were|you|been) sent|came|contains?|there (?:is|are|was|were)) .*"
    r"\b(?:should (?:be|have been)|instead of|supposed to be|i (?:had )?ordered)\b",
    re.IGNORECASE,
)
"""Where that is said, the shop sent something else, and nobody has to pay the way of an exchange."""
_OF_ALL_THAT = re.compile(
    r"\b(?:no|yes|so|then|both|all|everything|these|those|now|still|will)\b", re.IGNORECASE
)
_COSTS_BACK = re.compile(
    r"\b(?:shipping|delivery|postage|costs?|fees?|money|price)\b.*\bback\b", re.IGNORECASE
)
_MERE_COMPLAINT = re.compile(
    r"\b(?:i|i['’]?(?:m|d|ve)|we|want|need|would|like|have|got|wish|must|to|can|could|make|file|raise|lodge|leave|put"
    r"|an?|my|the|this|that|it|about|on|for|with|of|in|is|complain\w*|order|hi|hello|please|formal|official"
    r"|just|here|how|do|where|you|your|shop|also|and|last|latest|recent|previous)\b",
    re.IGNORECASE,
)
_CANCELS_ALL = re.compile(
    r"\bcancel\w*(?:\W+(?:my|the|this|that|whole|entire|complete|of|it|all))*\W+(?:order|everything)\b"
    r"(?!.*\b(?:only|just|except|keep|but)\b)",
    re.IGNORECASE,
)
_OF_THE_ORDER = re.compile(r"\b(?:from|of|in|off|out of) (?:my|the|this|that) order\b", re.IGNORECASE)
_BOTH_THINGS = re.compile(
    r"\bboth (?:things|items|articles|products|of (?:them|these|those))\b", re.IGNORECASE
)
"""All of an order of two."""

Said = dict[str, Any]


def said_already(matter: Matter, order: Order, texts: Sequence[str]) -> Said:
    """The details that these messages, the oldest first, hold; a later one counts more."""
    heard: Said = {}
    if matter in _HEARD:
        for text in texts:
            is_passed_on = matter is Matter.COMPLAINT  # as it was said, with the number
            heard |= _HEARD[matter](text if is_passed_on else without_proof(text, order), order)
    return heard


def calls_it_complaint(text: str) -> bool:
    """Whether words ask to be passed on as a complaint."""
    return re.search(r"\b(?:complain\w*|feedback|tell your (?:team|boss|manager))\b", text, re.I) is not None


def complains_of_what_was_said(text: str) -> bool:
    """ "I want to complain about all of that": what went wrong was said before."""
    left = _MERE_COMPLAINT.sub(" ", _OF_ALL_THAT.sub(" ", text))
    return calls_it_complaint(text) and not re.search(r"[^\W\d_]{3,}", left)


def points_back(text: str) -> bool:
    """Whether "it" or "them" stand for what was spoken of before."""
    return _POINTS_BACK.search(text) is not None


def adds_to_report(text: str) -> bool:
    """Whether words tell the team more of what they are to look after."""
    signs = (_TELLS_THE_DAMAGE, _TELLS_WHAT_CAME, _WHAT_SHALL_COME)
    return any(sign.search(text) for sign in signs)


def matter_meant(matter: Matter, order: Order, text: str, named: Sequence[str] = ()) -> Matter:
    """What is meant by what was heard, now that the order is known; `named` are the items spoken of.

    "Cancel the beanie" takes one item off an order of several, and cancels nothing else. "Change the boots to
    size 42" wants other ones in their place, and so does "I ordered the wrong colour". Who is angry that it
    came broken, or tells of a soaked box, reports that; of a fence that the driver broke it is a complaint.
    """
    is_of_other_things = _BROKE.search(text) is not None and not named_items(text, order.items)
    if matter in {Matter.COMPLAINT, Matter.DAMAGED} and is_of_other_things:
        return Matter.COMPLAINT
    if matter is Matter.COMPLAINT:
        return _REPORTED_BY.get(reason_told(text) or ReturnReason.OTHER, matter)
    words = _OF_THE_ORDER.sub(" ", without_proof(text, order))
    is_here = order.state in BEFORE_SHIPPING
    is_soaked = matter is Matter.MISSING and not _NOT_THERE.search(words)
    if is_soaked and reason_told(words) is ReturnReason.DAMAGED:
        return Matter.DAMAGED
    if matter is Matter.REFUND and order.state is OrderState.DELIVERED and not order.reports:
        return _REPORTED_BY.get(reason_told(words) or ReturnReason.OTHER, matter)
    if matter in {Matter.ITEMS, Matter.WRONG} and _OWN_MISTAKE.search(words):
        return Matter.EXCHANGE
    if matter in {Matter.EXCHANGE, Matter.ITEMS} and not is_here and _CAME_OTHERWISE.search(words):
        return Matter.WRONG
    if matter is Matter.ITEMS and not is_here and _ORDERED_OTHERWISE.search(words):
        return Matter.WRONG
    if matter is Matter.ITEMS and wanted_in(words) and not _TAKES_OUT.search(words):
        return Matter.EXCHANGE
    if matter is Matter.RETURN and _COSTS_BACK.search(words):
        return Matter.REFUND
    is_of_all = _CANCELS_ALL.search(text) or re.search(r"\b(?:order|parcel|package)\b", words, re.I)
    if matter is not Matter.CANCEL or is_of_all:
        return matter
    pieces = pieces_named(words, order.items)
    everything = {str(item.line): item.quantity for item in order.items}
    is_of_items = pieces != everything if pieces else bool(named)
    return Matter.ITEMS if is_of_items else matter


def matter_of_waiting(matter: Matter, order: Order, text: str) -> Matter:
    """What is meant by who waits for a parcel, now that it is known how far the order is.

    "I only got half of it", of an order whose other part has not left, asks for its parcels; "it hasn't
    come", of one that is said to be delivered, is a report. "The delivery costs back" asks what a delay is
    worth, and not for all of the money.
    """
    if matter is Matter.REFUND and wants_delivery_back(text):
        return Matter.LATENESS
    is_in_parts = matter is Matter.MISSING and order.state is OrderState.PARTLY_SHIPPED
    if is_in_parts and missing_in(without_proof(text, order), order) == {INSIDE: True}:
        return Matter.PARCELS
    if matter not in _WHERE_IT_IS or order.state is not OrderState.DELIVERED or order.reports:
        return matter
    said = (one for one in _SENTENCE.findall(text) if matter is Matter.LATENESS or not is_question(one))
    return Matter.MISSING if any(map(_HAS_NOT_COME.search, said)) else matter


def without_proof(text: str, order: Order) -> str:
    """The words without the order's number and what proves it, in which nothing else should be read."""
    words = _EMAIL.sub(" ", text)
    number = (
        r"(?:\b(?:from|of|in|on|for|with) )?(?:\b(?:my|the|this) )?(?:\border\b\W*)?"
        rf"(?:\b(?:number|no\.?|nr\.?)\W*)?#?{re.escape(order.number)}"
        rf"(?:[\s,;/-]*{re.escape(order.postcode)}(?! *[^\W\d]))?"
    )
    return " ".join(re.sub(number, " ", words, flags=re.IGNORECASE).split())


def _items(text: str, matter: Matter, order: Order) -> Said:
    if matter is Matter.ITEMS and (taken := taken_off_by(text, order.items)):
        return {"items": taken}
    there = choice_of_items(matter, order)
    choice = [item for item in order.items if item.line in there]
    stay = staying(text, choice)
    pieces: Pieces = pieces_named(text, choice, there) or all_but(stay, choice, there)
    if not pieces and len(choice) < len(order.items):  # what is coming back already, to be told so
        pieces = {str(item.line): 1 for item in named_items(text, order.items)}
    if pieces:
        return {"items": pieces}
    is_all = says_all(text) or (len(order.items) == 2 and _BOTH_THINGS.search(text))
    return {"items": {}} if is_all and matter is not Matter.ITEMS else {}


def _return(text: str, order: Order) -> Said:
    reason = reason_told(text) or reason_of_its_own(text)
    return _items(text, Matter.RETURN, order) | ({"reason": reason.value} if reason else {})


def _exchange(text: str, order: Order) -> Said:
    reason, (pieces, each) = reason_told(text), wishes_of_each(text, order)
    because = {"reason": reason.value} if reason else {}
    if len(each) > 1:
        return with_wishes(pieces, each, order) | because
    wanted = wanted_in(text)
    heard = _items(before_wanted(text, wanted) if wanted else text, Matter.EXCHANGE, order)
    return heard | ({"wanted": wanted} if wanted else {}) | because


def wishes_of_each(text: str, order: Order) -> tuple[dict[str, int], dict[str, str]]:
    """ "The jumper for M and the fleece for XL": what a clause each names, and what shall come for it.

    Both by the line of the order.
    """
    pieces: dict[str, int] = {}
    each: dict[str, str] = {}
    for clause in clauses(text):
        wanted = wanted_in(clause)
        items = _items(before_wanted(clause, wanted), Matter.EXCHANGE, order).get("items") if wanted else None
        if wanted and items and len(items) == 1:
            pieces |= items
            each |= dict.fromkeys(items, wanted)
    return pieces, each


def with_wishes(pieces: Pieces, each: Mapping[str, str], order: Order) -> Said:
    """The details of an exchange of items each for its own; `each` is kept beside what it comes to."""
    names = {str(item.line): item.name for item in order.items}
    wishes = {line: each[line] for line in pieces if line in each}
    told = [f"{wish} ({names[line]})" if len(wishes) > 1 else wish for line, wish in wishes.items()]
    return {"items": dict(pieces), "wanted": " and ".join(told), "each": wishes}


def _damaged(text: str, order: Order) -> Said:
    is_told = _TELLS_THE_DAMAGE.search(text) or _ASKS_FOR_MONEY.search(text)
    note = {"note": text[:LONGEST_NOTE]} if is_told else {}
    return _items(_of_the_damage(text), Matter.DAMAGED, order) | note


def _of_the_damage(text: str) -> str:
    """The words without the clauses that say why else a thing goes back."""
    other = frozenset(ReturnReason) - {ReturnReason.DAMAGED}
    return ", ".join(one for one in clauses(text) if reason_told(one) not in other)


def _wrong(text: str, order: Order) -> Said:
    items = _items(of_what_was_ordered(text, order.items), Matter.WRONG, order)
    signs = (_TELLS_WHAT_CAME, _TELLS_ITS_COLOUR, _ASKS_FOR_MONEY)
    is_told = any(sign.search(text) for sign in signs)
    return items | ({"note": text[:LONGEST_NOTE]} if is_told else {})


def of_what_was_ordered(text: str, items: Sequence[Item]) -> str:
    """ "The sandals", of "a red hat came instead of the sandals": the hat is none of the order's items."""
    ordered = _IN_PLACE_OF.search(text)
    return ordered[1] if ordered and named_items(ordered[1], items) else text


def _refund(text: str, _order: Order) -> Said:
    beside = (clause for clause in _CLAUSE.split(text) if not _ASKS_FOR_MONEY.search(clause))
    is_told = reason_told(text) is not None or _TELLS_WHY.search(text) is not None
    is_told = is_told or any(len(clause.split()) >= _FEWEST_OF_A_REASON for clause in beside)
    return {"note": text[:LONGEST_NOTE]} if is_told else {}


def _complaint(text: str, order: Order) -> Said:
    """What went wrong; the mere wish to complain says nothing of it."""
    left = _MERE_COMPLAINT.sub(" ", without_proof(text, order))
    return {"note": text[:LONGEST_NOTE]} if re.search(r"[^\W\d_]{2,}", left) else {}


_HEARD: Mapping[Matter, Callable[[str, Order], Said]] = {
    Matter.ADDRESS: lambda text, _order: address_in(text),
    Matter.ITEMS: lambda text, order: _items(text, Matter.ITEMS, order),
    Matter.RETURN: _return,
    Matter.EXCHANGE: _exchange,
    Matter.MISSING: missing_in,
    Matter.DAMAGED: _damaged,
    Matter.WRONG: _wrong,
    Matter.REFUND: _refund,
    Matter.COMPLAINT: _complaint,
}
