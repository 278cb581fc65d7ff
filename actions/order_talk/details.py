"""What must be known before a change can be weighed: each detail, its question, and what an answer means.

An answer is a choice's value or the customer's own words. What was understood is kept as plain JSON values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from actions.order_talk.addresses import address_in, beside_address, with_care_of, with_rest_kept
from actions.order_talk.choice_made import wants_money_instead
from actions.order_talk.items_named import all_but, count_of, pieces_named, pieces_of, staying
from actions.order_talk.matters import Matter
from actions.order_talk.missing import HAS_COME, INSIDE, means_all_parcels, missing_in
from actions.order_talk.own_words import wish_itself
from actions.order_talk.reasons import reason_in, reason_told
from actions.order_talk.wanted import kind_beside_count, names_a_kind, wanted_in
from actions.orders.changes import (
    AskForRefund,
    CancelOrder,
    Change,
    ChangeAddress,
    ChangeItems,
    Feedback,
    Problem,
    RecordFeedback,
    ReportProblem,
    StartExchange,
    StartReturn,
)
from actions.orders.order import Address, Item, Order, ParcelState, ReturnReason
from actions.orders.weighing.pieces import still_there

Details = Mapping[str, Any]

LONGEST_NOTE = 500

DOUBTED = "doubted"
"""The key of the detail that was named, but is not in the order: it is asked for even where one is all."""


class Detail(StrEnum):
    ITEMS = "items"
    REASON = "reason"
    WANTED = "wanted"
    ADDRESS = "address"
    NOTE = "note"
    PARCEL = "parcel"


@dataclass(frozen=True, slots=True)
class Question:
    """One question in three wordings; `choices` are (label, value) pairs that answer it."""

    detail: Detail
    wordings: tuple[str, str, str]
    choices: tuple[tuple[str, str], ...] = ()


_NEEDED: Mapping[Matter, tuple[Detail, ...]] = {
    Matter.CANCEL: (),
    Matter.ADDRESS: (Detail.ADDRESS,),
    Matter.ITEMS: (Detail.ITEMS,),
    Matter.RETURN: (Detail.ITEMS, Detail.REASON),
    Matter.EXCHANGE: (Detail.ITEMS, Detail.WANTED),
    Matter.MISSING: (Detail.PARCEL,),
    Matter.DAMAGED: (Detail.ITEMS, Detail.NOTE),
    Matter.WRONG: (Detail.ITEMS, Detail.NOTE),
    Matter.REFUND: (Detail.NOTE,),
    Matter.COMPLAINT: (Detail.NOTE,),
    Matter.PRAISE: (),
}


def needed(matter: Matter, details: Details) -> tuple[Detail, ...]:
    """What a change of this kind has to know, in the order in which it is asked."""
    if matter is Matter.MISSING and details.get(INSIDE):
        return (Detail.ITEMS,)
    return _NEEDED.get(matter, ())


def next_question(matter: Matter, order: Order, details: Details) -> Question | None:
    """The first detail that is still open; None when everything is known."""
    for detail in needed(matter, details):
        is_doubted = details.get(DOUBTED) == detail.value
        if detail.value not in details and (is_doubted or not _is_clear(detail, matter, order)):
            return _ask(detail, matter, order)
    return None


def read_answer(question: Question, answer: str, order: Order) -> Details | None:
    """What the answer says, to be put with what is known; None when it can't be taken as one."""
    values = {label.casefold(): value for label, value in question.choices}
    return _READ[question.detail](values.get(answer.strip().casefold(), answer.strip()), order)


def needs_items(matter: Matter) -> bool:
    """Whether single items of the order are meant by it; never by an undoing."""
    return Detail.ITEMS in _NEEDED.get(matter, ())


def choice_of_items(matter: Matter, order: Order) -> dict[int, int]:
    """How many pieces of each line may be chosen: what is in a return already can't come back again."""
    if matter in _COMING_BACK:
        return {item.line: count for item, count in still_there(order)}
    return {item.line: item.quantity for item in order.items}


def told_with_report(matter: Matter, details: Details, words: str) -> str:
    """What the team reads of it: of what is missing, also the words that brought it up."""
    said = (words if matter is Matter.MISSING else "", str(details.get("note", "")))
    return "; ".join(filter(None, said))[:LONGEST_NOTE]


def change_of(matter: Matter, order: Order, details: Details, words: str) -> Change:
    """The change as it is known so far; what is open stands for all of the order. `words` brought it up."""
    quantities = {int(line): int(pieces) for line, pieces in (details.get("items") or {}).items()}
    reason = ReturnReason(details.get("reason", ReturnReason.OTHER.value))
    note = str(details.get("note", ""))
    match matter:
        case Matter.CANCEL:
            return CancelOrder()
        case Matter.ADDRESS:
            return ChangeAddress(_address_of(details, order))
        case Matter.ITEMS if adds_something(words):
            return ChangeItems({item.line: item.quantity + 1 for item in order.items[:1]})
        case Matter.ITEMS:
            return ChangeItems(_left_over(order, quantities or {order.items[0].line: 1}))
        case Matter.RETURN:
            return StartReturn(quantities, reason)
        case Matter.EXCHANGE:
            return StartExchange(quantities, reason, str(details.get("wanted", "another one")))
        case Matter.MISSING:
            if details.get(INSIDE) and "items" not in details and len(order.items) == 1:
                quantities = {order.items[0].line: order.items[0].quantity}
            told, has_come = told_with_report(matter, details, words), bool(details.get(HAS_COME))
            return ReportProblem(
                Problem.MISSING, details.get("parcel"), quantities or None, told, has_come=has_come
            )
        case Matter.DAMAGED:
            return ReportProblem(Problem.DAMAGED, quantities=quantities or None, note=note)
        case Matter.WRONG:
            return ReportProblem(Problem.WRONG, quantities=quantities or None, note=note)
        case Matter.REFUND:
            return AskForRefund(note or "not said yet")
        case Matter.COMPLAINT:
            return RecordFeedback(Feedback.COMPLAINT, (note or words)[:LONGEST_NOTE])
        case Matter.PRAISE:
            return RecordFeedback(Feedback.PRAISE, words[:LONGEST_NOTE])
        case _:
            raise ValueError(f"{matter} changes nothing")


def _is_clear(detail: Detail, matter: Matter, order: Order) -> bool:
    """Nobody is asked which of one."""
    if detail is Detail.ITEMS:
        return len(choice_of_items(matter, order)) < 2 and matter is not Matter.ITEMS
    return detail is Detail.PARCEL and len(_parcels_under_way(order)) < 2


def _parcels_under_way(order: Order) -> list[int]:
    return [parcel.number for parcel in order.parcels if parcel.state is not ParcelState.PREPARING]


def _ask(detail: Detail, matter: Matter, order: Order) -> Question:
    match detail:
        case Detail.ITEMS:
            return _ask_items(matter, order)
        case Detail.PARCEL:
            parcels = tuple((f"Parcel {number}", f"parcel {number}") for number in _parcels_under_way(order))
            return Question(detail, _WHICH_PARCEL, (*parcels, *_ALL_OR_INSIDE))
        case Detail.REASON:
            return Question(detail, _WHY_BACK, _REASONS)
        case Detail.NOTE:
            return Question(detail, _NOTES[matter])
        case _:
            return Question(detail, _WORDINGS[detail])


def _ask_items(matter: Matter, order: Order) -> Question:
    there = choice_of_items(matter, order)
    lines = [(label_of(item), f"line {item.line}") for item in order.items if item.line in there]
    whole = [("All of it", "all")] if matter is not Matter.ITEMS and len(lines) > 1 else []
    return Question(Detail.ITEMS, _WHICH_ITEMS[matter], (*lines[:8], *whole))


def label_of(item: Item) -> str:
    """ "Skerry sandal (oat, 38)"."""
    more = ", ".join(part for part in (item.colour, item.size) if part)
    return f"{item.name} ({more})" if more else item.name


def _read_items(answer: str, order: Order) -> Details | None:
    there = {item.line: count for item, count in still_there(order)}
    if _ALL.fullmatch(answer) or (_BOTH.fullmatch(answer) and len(order.items) == 2):
        return {"items": {}}
    if line := re.fullmatch(r"line (\d+)", answer):
        chosen = [item for item in order.items if item.line == int(line[1])]
        return {"items": pieces_of("", chosen, there)} if chosen else None
    stay = staying(answer, order.items)
    pieces = pieces_named(answer, order.items, there) or all_but(stay, order.items, there)
    return {"items": pieces} if pieces else None


def _read_parcel(answer: str, order: Order) -> Details | None:
    if _ALL.fullmatch(answer) or means_all_parcels(answer):
        return {"parcel": None}
    if answer == INSIDE:
        return {INSIDE: True}
    found = re.fullmatch(r"\W*(?:parcel|number|no\.?|nr\.?|#)? ?(\d)\W*", answer, re.IGNORECASE)
    return {"parcel": int(found[1])} if found else missing_in(answer, order) or None


def _read_reason(answer: str, _order: Order) -> Details | None:
    if answer in set(ReturnReason):
        return {"reason": answer}
    return {"reason": (reason_in(answer) or ReturnReason.OTHER).value} if answer else None


def _read_note(answer: str, _order: Order) -> Details | None:
    is_told = re.search(r"[^\W\d_]{2,}", answer) is not None  # digits alone are a code, or a number
    return {"note": answer[:LONGEST_NOTE]} if is_told else None


def _read_wanted(answer: str, _order: Order) -> Details | None:
    if count_of(answer) is not None and not names_a_kind(answer):
        return None  # "one pair only" says how many
    if reason_told(answer) is not None and wanted_in(answer) is None:
        return None  # "too small" says why
    if wants_money_instead(answer):
        return None
    wanted = kind_beside_count(answer) or wish_itself(answer) or answer
    return {"wanted": wanted[:100]} if len(wanted) > 0 else None


def _read_new_address(answer: str, order: Order) -> Details | None:
    now = order.address
    known = [now.street, now.postcode, now.city, now.country] if now else None
    new = address_in(answer) or (with_rest_kept(known, answer) if known else None)
    return {**beside_address(answer), **(new or {})} or None


def adds_something(text: str) -> bool:
    """Whether more is wished for in the order, be it of an item that it has or of another."""
    return _ADDS.search(text) is not None


def says_all(text: str) -> bool:
    """ "The whole order", "everything", among other words."""
    return re.search(rf"\b(?:{_EVERYTHING})\b|{_ALL_APART}", text, re.IGNORECASE) is not None


def says_whole_order(text: str) -> bool:
    """ "No, the whole order", "cancel everything", where single items are to be taken off."""
    return _WHOLE_ORDER.fullmatch(" ".join(text.split())) is not None


def _address_of(details: Details, order: Order) -> Address:
    """Until a new one is known, any other stands for it, so that a refusal can come before the question."""
    old = order.address or Address(order.name, "-", order.postcode, "-", "CH")
    name, new_country = details.get("name", old.name), details.get("country", old.country)
    if "address" not in details:
        return replace(old, name=name, street="Elsewhere 1", country=new_country)
    street, postcode, city, country = details["address"]
    if care_of := details.get("care_of"):
        street = with_care_of(street, care_of)
    return Address(name, street, postcode, city, country or new_country)


def _left_over(order: Order, taken_out: Mapping[int, int]) -> Mapping[int, int]:
    by_line = {item.line: item.quantity for item in order.items}
    return {line: by_line[line] - pieces for line, pieces in taken_out.items() if line in by_line}


_EVERYTHING = (
    r"everything|(?:the|my) (?:whole|entire|complete)(?: (?:order|thing|lot)|$)"
    r"|all (?:of it|of them|the items|items)"
    r"|(?:all )?the (?:rest|others?(?! (?:order|one|pair|piece)\b)|other items|remaining items)"
    r"(?: of it| too| as well)?"
)
_ALL_APART = r"[,;.!]\s*all\W*$|^\W*all\s*[,;.!]"
""" "Send it back, all": a clause of its own."""

_ALL = re.compile(rf"(?:all|{_EVERYTHING})(?:,? please)?[.!]?", re.IGNORECASE)
_WHOLE_ORDER = re.compile(
    r"\W*(?:(?:no|sorry|actually|wait|oh|i mean|i meant|rather|just|please|cancel|take off|remove|i want"
    r"|can you|could you|to)\W+)*"
    r"(?:everything|(?:the|my) (?:whole|entire|complete|full) (?:order|thing|lot)|(?:the|my) order"
    r"|all of (?:it|them)|all)(?:\W+(?:please|instead|then|off|rather|now))*\W*",
    re.IGNORECASE,
)
_BOTH = re.compile(r"both(?: of (?:them|these|those))?(?:,? please)?[.!]?", re.IGNORECASE)

_READ = {
    Detail.ITEMS: _read_items,
    Detail.PARCEL: _read_parcel,
    Detail.REASON: _read_reason,
    Detail.NOTE: _read_note,
    Detail.WANTED: _read_wanted,
    Detail.ADDRESS: _read_new_address,
}

_REASONS = (
    ("It doesn't fit", ReturnReason.DOES_NOT_FIT.value),
    ("I don't like it", ReturnReason.NOT_LIKED.value),
    ("It came too late", ReturnReason.CAME_TOO_LATE.value),
    ("Another reason", ReturnReason.OTHER.value),
)
_ALL_OR_INSIDE = (("All of them", "all"), ("An item was not in it", INSIDE))
_ADDS = re.compile(
    r"\b(?:add|(?:one|two|some|order|buy) more|an(?:other)? extra|forg[oe]t\w* to (?:order|add|buy|put))\b"
    r"|\bput (?:an?|another|some|one|two) (?:[^\W\d]+ ){1,3}in(?:to)?\b",
    re.IGNORECASE,
)
_COMING_BACK = frozenset({Matter.RETURN, Matter.EXCHANGE})

_WHICH_PARCEL = (
    "Which of the parcels did not come?",
    "Is it one of the parcels, or all of them, or was something not in it?",
    "Which parcel is missing? Its number is enough; if only an item is, say which one.",
)
_WHY_BACK = (
    "Why does it go back?",
    "And the reason? It helps us to do better, and it changes nothing for you.",
    "What is the reason? A word is enough.",
)
_WHICH_ITEMS = {
    Matter.ITEMS: (
        "What should I take out of the order?",
        "Which item should not be sent?",
        "Which one shall I take out? Its name is enough.",
    ),
    Matter.RETURN: (
        "What would you like to send back?",
        "Which item goes back?",
        "Which one shall the return be for? Its name is enough.",
    ),
    Matter.EXCHANGE: (
        "What would you like to exchange?",
        "Which item shall be exchanged?",
        "Which one is it that you want to exchange? Its name is enough.",
    ),
    Matter.DAMAGED: (
        "I'm sorry to hear that. Which item is damaged?",
        "Which of the items is damaged?",
        "Which one is it? Its name is enough.",
    ),
    Matter.MISSING: (
        "I'm sorry about that. Which item was not in it?",
        "Which of the items is missing?",
        "Which one is it that you miss? Its name is enough.",
    ),
    Matter.WRONG: (
        "I'm sorry about that. In place of which item did something else come?",
        "Which item of your order is the wrong one?",
        "Which one is it? Its name is enough.",
    ),
}
_NOTES = {
    Matter.COMPLAINT: (
        "I'm sorry that you have reason to complain. What went wrong? I put your words down with the order "
        "for our team.",
        "What has happened? A sentence is enough, and a person reads it.",
        "What should our team know? I pass on what you write.",
    ),
    Matter.DAMAGED: (
        "What is broken or damaged? A sentence is enough for our team.",
        "Can you say in a few words what the damage is?",
        "How does the damage look? A few words are enough.",
    ),
    Matter.WRONG: (
        "And what came instead?",
        "What did you find in the parcel instead?",
        "What is it that came? A few words are enough.",
    ),
    Matter.REFUND: (
        "What is the reason? A person from our team decides on it, and reads what you write here.",
        "Why would you like the money back? A sentence is enough.",
        "What should our team know when it decides on the refund?",
    ),
}
_WORDINGS = {
    Detail.WANTED: (
        "What would you like instead? Another size or colour, for example.",
        "What shall come in its place?",
        "Which size, colour or item would you like for it?",
    ),
    Detail.ADDRESS: (
        "Where should it go? I need the street with its number, and the postcode with the place.",
        "What is the new address? For example: Quayside 5, 8004 Zurich.",
        "Please write the new address in one line: street and number, then postcode and place.",
    ),
}
