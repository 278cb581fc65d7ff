"""What a customer changes in a change that is about to be confirmed: "no, number 14", "actually size 43"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.order_talk.addresses import (
    beside_address,
    corrected_address,
    recipient_put_right,
    with_part_named,
)
from actions.order_talk.details import Detail, Details, choice_of_items, needed
from actions.order_talk.first_words import (
    adds_to_report,
    of_what_was_ordered,
    wishes_of_each,
    with_wishes,
    without_proof,
)
from actions.order_talk.items_named import (
    Pieces,
    count_of,
    items_called,
    named_items,
    pieces_named,
    pieces_of,
    says_how_many_stay,
    staying,
)
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.missing import INSIDE, missing_in, still_missing
from actions.order_talk.naming import place_of
from actions.order_talk.own_words import begins_a_correction, is_mere_sound, says_nothing_new, wish_itself
from actions.order_talk.reasons import reason_in, reason_told
from actions.order_talk.shall_hold import is_number_put_right, taken_off_by, wanted_alone
from actions.order_talk.wanted import COLOUR, SIZE, is_kind_alone, names_a_kind, wanted_in, with_kind_before
from actions.order_talk.what_came import account_of
from actions.orders.order import Item, Order

_LEFT_AS_IT_IS = re.compile(
    r"\b(?:keep|keeping|leave|don['’]?t|do not|stop|cancel|never ?mind|forget|nothing|none|no thanks?"
    r"|not what (?:i|we))\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:oh|ah|no|not|sorry|actually|wait|oops|hm+|well|ok|please|i mean|i meant|i want(?:ed)?"
    r"|i(?:['’]d| would) (?:like|rather have)"
    r"|make (?:it|that)|it (?:is|should be)|it['’]s|that['’]s|rather|instead|but|the|in|take|give me"
    r"|send)\b[,:.]? *)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[ ,]*\b(?:please|instead|thanks|then|(?:and )?not .*|rather than .*|instead of .*)[.!? ]*$",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^\W*(?:oh |ok |yes )?(?:and|plus)\b|\b(?:also|too|as well|in addition|and the|plus)\b", re.IGNORECASE
)
_ALL = re.compile(r"\b(?:all of (?:it|them)|everything|the whole (?:order|thing))\b", re.IGNORECASE)
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
_GIVES_A_REASON = re.compile(
    r"\b(?:because|reason|since|it (?:is|was|does|came|arrived)|it['’]s|they (?:are|were))\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.?!…;]+\s+")
_MOST_PLACES = 8
_MOST_WANTED, _LONGEST_NOTE, _FEWEST_NOTE = 100, 500, 3


def corrected(matter: Matter, order: Order, details: Details, text: str) -> Details | None:
    """All that is known, with what these words put right in it; None when they put nothing right."""
    changed: dict[str, Any] = dict(_each_wish(text, matter, order, details) or {})
    if matter is Matter.MISSING and (missing := _missing(text, order, details)):
        changed = {"parcel": None, "items": {}, INSIDE: False, **missing}
    for detail in () if changed else needed(matter, details):
        changed |= _CORRECTED[detail](text, matter, order, details, changed) or {}
    changed = dict(_with_fewer_wishes(changed, order, details))
    if matter is Matter.MISSING and not changed and not is_of_no_item(order, text):
        changed |= _note(text, matter, order, details, changed) or {}
    news = {name: value for name, value in changed.items() if details.get(name) != value}
    return {**details, **news} if news else None


def adds_items(order: Order, text: str) -> bool:
    """ "And one rain jacket": more of the order is meant, and nothing else is said."""
    is_told = reason_told(text) is not None or names_a_kind(text)
    return _ALSO.search(text) is not None and not is_told and bool(named_items(text, order.items))


def put_right_in_address(order: Order, text: str, last: Mapping[str, Any] | None) -> Details | None:
    """The address that the order has now, with the part that these words name.

    Right after it was changed any words may put it right; `last` is the matter before.
    """
    if (now := order.address) is None:
        return None
    known = [now.street, now.postcode, now.city, now.country]
    is_again = last is not None and (last["matter"], last["order"]) == (Matter.ADDRESS, order.number)
    words = without_proof(text, order)
    if is_again:
        return corrected(Matter.ADDRESS, order, {"address": known}, words)
    beside = beside_address(words)
    named = {name: beside[name] for name in ("name", "care_of") if name in beside}
    return with_part_named(known, words) or ({"address": known, **named} if named else None)


def put_right_after_undoing(matter: Matter, order: Order, undone: Details, text: str) -> Details | None:
    """What these words put right in a change that was undone for it.

    Its items are not meant where others are named: "I need the fleece, take the socks off instead".
    """
    known = corrected(matter, order, undone, text)
    if known is None or not known.get("items"):
        return known
    others = {
        line: count for line, count in known["items"].items() if line not in (undone.get("items") or {})
    }
    return {**known, "items": others} if others else known


def keeps_all_pieces(matter: Matter, order: Order, details: Details, text: str) -> bool:
    """ "Two are fine", of two pieces one of which is about to come off: nothing is to happen to them."""
    there = choice_of_items(matter, order)
    meant = [item for item in order.items if str(item.line) in (details.get("items") or {})]
    return len(meant) == 1 and _is_counted(text) and not pieces_of(text, meant, there)


def is_of_no_item(order: Order, text: str) -> bool:
    """ "The second item", of an order that has only one."""
    is_placed = place_of(text, _MOST_PLACES) is not None and place_of(text, len(order.items)) is None
    return is_placed and re.search(r"\b(?:item|one|thing|product|article|piece)\b", text, re.I) is not None


def detail_spoken_of(matter: Matter, details: Details, text: str) -> Detail | None:
    """Which detail a customer calls wrong without saying what is right; None when they call none so, or
    refuse all of it."""
    is_of_two = sum((details.get("items") or {}).values()) == 2
    if Detail.ITEMS in needed(matter, details) and _BOTH.search(text) and not is_of_two:
        return Detail.ITEMS  # of more than two: which ones?
    if not re.search(
        r"\bwrong\b|\bnot (?:right|correct|what|my|the)\b|\bmistake\b|\bchange (?:the|my)\b",
        text,
        re.IGNORECASE,
    ):
        return None
    named = next(
        (detail for detail, words in _CALLED if detail in needed(matter, details) and words.search(text)),
        None,
    )
    last = next(reversed(needed(matter, details)), None)
    return named or (last if needed(matter, details) != (Detail.NOTE,) else None)


_CALLED = (
    (Detail.ADDRESS, re.compile(r"address|street|city|place|postcode", re.IGNORECASE)),
    (Detail.WANTED, re.compile(r"size|colou?r", re.IGNORECASE)),
    (Detail.REASON, re.compile(r"reason", re.IGNORECASE)),
    (Detail.ITEMS, re.compile(r"item|product|thing|one", re.IGNORECASE)),
)


def _each_wish(text: str, matter: Matter, order: Order, details: Details) -> Details | None:
    """ "And the fleece for XL", "no, the fleece in S": of an exchange of several items for their own."""
    if matter is not Matter.EXCHANGE or not details.get("items") or "wanted" not in details:
        return None
    pieces, each = wishes_of_each(text, order)
    known = details.get("each") or dict.fromkeys(details["items"], details["wanted"])
    is_more = _ALSO.search(text) is not None or not known.keys().isdisjoint(each)
    if not each or not is_more or len(known | each) < 2:
        return None
    return with_wishes({**details["items"], **pieces}, known | each, order)


def _with_fewer_wishes(changed: Details, order: Order, details: Details) -> Details:
    """What was wished for each item, after other items or one wish for all of them were named."""
    if not details.get("each") or "each" in changed:
        return changed
    if "wanted" in changed:
        return {**changed, "each": {}}
    left = with_wishes(changed.get("items") or details["items"], details["each"], order)
    return {**changed, **left} if left["each"] else changed


def _items(
    text: str, matter: Matter, order: Order, details: Details, _changed: Mapping[str, Any]
) -> Details | None:
    if matter is Matter.EXCHANGE and is_kind_alone(wish_itself(text)):
        return None  # of what shall come, not of what goes back
    if matter in REPORTS and details.get("items") and _wishes_kind(text, order.items):
        return None
    if matter is Matter.WRONG:
        text = of_what_was_ordered(text, order.items)
    there = choice_of_items(matter, order)
    choice = [item for item in order.items if item.line in there]
    if matter is Matter.ITEMS and (taken := _comes_off(text, choice, details)):
        return {"items": taken}
    kept = {str(item.line) for item in staying(text, choice)}
    pieces = dict(pieces_named(text, choice, there))
    now = details.get("items") or {str(line): count for line, count in there.items()}
    others = {line: count for line, count in now.items() if line not in kept}
    if not pieces and kept:
        pieces = others
    elif not pieces and len(now) == 1:
        meant = [item for item in choice if str(item.line) in now]
        if _is_counted(text) and not (matter is Matter.EXCHANGE and names_a_kind(text)):
            pieces = dict(pieces_of(text, meant, there))
        elif _BOTH.search(text) and there[meant[0].line] == 2:
            pieces = {str(meant[0].line): 2}
    elif pieces and _ALSO.search(text):
        pieces = {**others, **pieces}
    if pieces and (len(choice) > 1 or pieces != now):
        return {"items": pieces}
    is_all = _ALL.search(text) or (_BOTH.search(text) and len(choice) == 2)
    return {"items": {}} if is_all and not _LEFT_AS_IT_IS.search(text) else None


def _wishes_kind(text: str, items: Sequence[Item]) -> bool:
    """ "I'd need a 40", of what came wrong: the size that shall come, whatever else of the order has it."""
    is_wish = wanted_in(text) is not None and not begins_a_correction(text)
    return is_wish and not items_called(text, items)


def _comes_off(text: str, items: Sequence[Item], details: Details) -> Pieces:
    """Where it is said what the order is to hold; "two instead of three" is of the one item spoken of."""
    taken = taken_off_by(text, items)
    spoken_of = [item for item in items if str(item.line) in (details.get("items") or {})]
    is_number = is_number_put_right(text)
    if not taken and is_number and len(spoken_of) == 1:
        return taken_off_by(text, spoken_of)
    is_sure = is_number or wanted_alone(text, items) or min(taken.values(), default=0) < 0
    return taken if is_sure else {}


def _is_counted(text: str) -> bool:
    return count_of(text) is not None or says_how_many_stay(text)


def _reason(
    text: str, _matter: Matter, _order: Order, _details: Details, changed: Mapping[str, Any]
) -> Details | None:
    if "items" in changed and not _GIVES_A_REASON.search(text):
        return None
    found = reason_told(text) or (None if _LEFT_AS_IT_IS.search(text) else reason_in(text))
    return {"reason": found.value} if found else None


def _wanted(
    text: str, _matter: Matter, _order: Order, details: Details, changed: Mapping[str, Any]
) -> Details | None:
    words = wish_itself(_TAIL.sub("", _LEAD_IN.sub("", _latest_kind(text).strip(" ,.;")))).strip(" .!,")
    if reason_told(words) is not None or (count_of(words) is not None and not names_a_kind(words)):
        return None
    if "items" in changed or not words or len(words) > _MOST_WANTED or _LEFT_AS_IT_IS.search(words):
        return None
    is_named = SIZE.search(words) or COLOUR.search(words) or is_kind_alone(words)
    if not is_named and (words == text.strip(" .!,?") or re.match(r"\W*no\b", text, re.IGNORECASE)):
        return None
    return {"wanted": with_kind_before(words, str(details.get("wanted", "")))}


def _latest_kind(text: str) -> str:
    """ "Was 38 right? Make it 40": of several sentences that name a size or a colour the last one."""
    named = [one for one in _SENTENCE.split(text) if names_a_kind(one)]
    return named[-1] if len(named) > 1 else text


def _note(
    text: str, matter: Matter, _order: Order, details: Details, changed: Mapping[str, Any]
) -> Details | None:
    words = _LEAD_IN.sub("", text.strip()).strip(" .!,")
    is_led_in = words != text.strip(" .!,")
    is_put_right = is_led_in and begins_a_correction(text) and not is_mere_sound(words)
    is_more = is_put_right and not changed and not _BOTH.search(text) and not _LEFT_AS_IT_IS.search(text)
    is_told = len(words.split()) >= _FEWEST_NOTE and not says_nothing_new(text)
    is_told = is_told and not (changed or is_led_in or _LEFT_AS_IT_IS.search(text))
    if matter in REPORTS and (adds_to_report(text) or is_more or is_told):
        return {"note": f"{details.get('note', '')}; {text.strip()}".strip("; ")[:_LONGEST_NOTE]}
    if changed or not is_led_in or len(words.split()) < _FEWEST_NOTE or _LEFT_AS_IT_IS.search(text):
        return None
    return {"note": words[:_LONGEST_NOTE]}


def _missing(text: str, order: Order, details: Details) -> Details:
    """What is missing beside what is said to have come."""
    if account_of(text).tells_apart:
        return missing_in(text, order)
    left = still_missing(details.get("items") or {}, text, order)
    return {"items": left, INSIDE: True} if left else {}


def _parcel(
    text: str, _matter: Matter, order: Order, _details: Details, _changed: Mapping[str, Any]
) -> Details | None:
    found = re.search(r"\b(?:parcel|number|no\.?) ?(\d)\b", text, re.IGNORECASE)
    is_there = found is not None and int(found[1]) <= len(order.parcels)
    if found:
        return {"parcel": int(found[1])} if is_there else None
    missing = missing_in(text, order)
    return missing if "items" in missing else None


def _address(
    text: str, _matter: Matter, order: Order, details: Details, _changed: Mapping[str, Any]
) -> Details | None:
    if not (known := details.get("address")):
        return None
    if beside := beside_address(text):
        street, postcode, city, _ = known
        return {**beside, "address": [street, postcode, city, ""]} if "country" in beside else beside
    now = details.get("name") or (order.address.name if order.address else order.name)
    if name := recipient_put_right(now, text):
        return {"name": name}
    return corrected_address(known, text)


_CORRECTED = {
    Detail.ITEMS: _items,
    Detail.REASON: _reason,
    Detail.WANTED: _wanted,
    Detail.NOTE: _note,
    Detail.PARCEL: _parcel,
    Detail.ADDRESS: _address,
}
