"""What a customer has said already when a matter is taken up: what was said is never asked again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from actions.order_talk.addresses import address_in
from actions.order_talk.details import LONGEST_NOTE, choice_of_items, says_all
from actions.order_talk.items_named import Pieces, all_but, clauses, named_items, pieces_named, staying
from actions.order_talk.matters import Matter
from actions.order_talk.missing import missing_in
from actions.order_talk.reasons import reason_of_its_own, reason_told
from actions.order_talk.shall_hold import taken_off_by
from actions.order_talk.wanted import COLOUR, before_wanted, wanted_in
from actions.orders.order import Item, Order, ReturnReason

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
    r"\binstead\b|\brather than\b|\bin place of\b|(?<!not what i )\bordered\b|\bnot (?:as|like) (?!it\b)\w+"
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
_TELLS_WHY = re.compile(
    r"\b(?:because|since|as (?:it|they|the|i)|reason|late|delay(?:s|ed)?|wait(?:ed|ing))\b", re.IGNORECASE
)

_WHAT_SHALL_COME = re.compile(
    r"\b(?:new one|another one|replacement|money(?: back)?|refund|the right (?:ones?|size)|repair\w*)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|them|they|those|these|that one|this one|the (?:other|second) (?:one|pair|piece))\b"
    r"|^\W*(?:but )?(?:why|how come)\b",
    re.IGNORECASE,
)
_OF_ALL_THAT = re.compile(
    r"\b(?:no|yes|so|then|both|all|everything|these|those|now|still|will)\b", re.IGNORECASE
)
_MERE_COMPLAINT = re.compile(
    r"\b(?:i|i['’]?(?:m|d|ve)|we|want|need|would|like|have|got|wish|must|to|can|could|make|file|raise|lodge|leave|put"
    r"|an?|my|the|this|that|it|about|on|for|with|of|in|is|complain\w*|order|hi|hello|please|formal|official"
    r"|just|here|how|do|where|you|your|shop|also|and|last|latest|recent|previous)\b",
    re.IGNORECASE,
)
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
