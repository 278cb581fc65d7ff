"""The postcode in a message that proves an order, found before the message is taken apart and understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rasa.shared.core.trackers import DialogueStateTracker

from bot.clauses import clauses
from bot.hearing.told_before import had_no_match
from bot.nlu.order_details import Detail, find_lone_numbers, find_order_details, plain
from bot.nlu.postcodes import (
    is_like,
    is_next_to,
    lone_postcode,
    named_postcode,
    postcode_behind,
    shaped_postcode,
)

ABOUT_A_CHANGE = frozenset({"change_detail", "is_confirmed", "one_time_code"})
"""What a form asks for in the middle of a change."""

_TOWN = re.compile(r"(?<=[A-Z0-9]),? [A-Z][^\W\d_]{2,}(?:[ -][A-Z][^\W\d_]{2,})*\W*$")
"""What stands behind a postcode: "8004 Zurich"."""

_IN_ITS_TOWN = re.compile(
    r"(?:[A-Z]{1,2}-)?[A-Z]{0,3}[0-9][A-Z0-9]{2,5},?(?P<town> [^\W\d_]{3,}(?:[ -][^\W\d_]{3,})?)\W*",
    re.IGNORECASE,
)
"""The same in small letters, and nothing else: only where it is asked for."""

_BETWEEN = re.compile(r"[?!.;](?= )")
"""What ends a question before its proof: "where is 10042? 8004"."""

_GOES_ON = re.compile(r"(?<=\d)[,;.!?](?=\s+[^\W\d])")
"""What stands between the proof and more: "10042, 8004, and can I …"."""

_WAS_WRONG = re.compile(
    r"\W*(?:(?:sorry|oh|oops|no|the|my|number|e-?mail|post ?code|zip|address|order)\W+)*\S*[\d@]\S*\W+"
    r"(?:was|is) (?:(?:the|a|my) )?(?:wrong|old|not (?:right|correct))\b"
    r"(?: (?:one|number|e-?mail|post ?code|zip|address|order))*(?:\W+(?:sorry|my (?:bad|mistake)|oops))*\W+",
    re.IGNORECASE,
)

_LONGEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """`words` is the message with spaces where the proof stood: places in it are those of the message."""

    postcode: Detail
    words: str


def shown_proof(text: str, tracker: DialogueStateTracker, *, is_vouched_for: bool) -> Shown | None:
    """None when it shows no postcode, or an e-mail address, which proves an order as well.

    Whom the shop vouches for proves nothing: their digits are orders.
    """
    message = plain(text)
    details = find_order_details(message)
    numbers = [detail for detail in details if detail.entity == "order_number"]
    if len(details) > len(numbers) or _belongs_to_change(tracker, numbers):
        return None
    postcode = (
        named_postcode(message)
        or _awaited(message, tracker)
        or (shaped_postcode(message, numbers) if numbers or _is_about_an_order(tracker) else None)
        or (None if is_vouched_for else _behind(message, numbers, tracker))
    )
    if postcode is None:
        return None
    gap = " " * (postcode.end - postcode.start)
    return Shown(postcode, message[: postcode.start] + gap + message[postcode.end :])


def without_what_was_wrong(text: str) -> str:
    """ "8004 was the wrong postcode, …": spaces where what is taken back stood, if more is given."""
    found = _WAS_WRONG.match(text)
    if found is None or not re.search(r"[\d@]", text[found.end() :]):
        return text
    return " " * found.end() + text[found.end() :]


def _behind(message: str, numbers: list[Detail], tracker: DialogueStateTracker) -> Detail | None:
    """Digits behind the number, be it in the message, in answer to the question for it, or on the page."""
    if numbers:
        flowing = _BETWEEN.sub(",", _GOES_ON.sub(" ", message))
        return postcode_behind(flowing, numbers) or postcode_behind(flowing, numbers[-1:])
    known = tracker.get_slot("order_number")
    if tracker.get_slot("requested_slot") == "order_number":
        first = find_lone_numbers(message)[:1]
        return postcode_behind(message, first)
    if known is None or tracker.active_loop_name is not None:
        return None
    return postcode_behind(message, [Detail("order_number", str(known), 0, 0)])


def _awaited(message: str, tracker: DialogueStateTracker) -> Detail | None:
    """In answer to the question for a proof, or after one that did not fit.

    Beside an e-mail address, which is a proof, the shorter digits were the postcode, and these the number.
    """
    is_asked_for = tracker.get_slot("requested_slot") == "email"
    postcode = lone_postcode(message) or _with_town(message, is_asked_for=is_asked_for)
    if postcode is None and is_asked_for:
        postcode = _beside_another_matter(message)
    if postcode is None:
        return None
    if tracker.active_loop_name is None and postcode.value == (tracker.get_slot("earlier_proof") or {}).get(
        "postcode"
    ):
        return postcode  # said once more
    if not _is_proof_awaited(tracker):
        return None
    number = str(tracker.get_slot("order_number") or "")
    is_all = is_asked_for and postcode.value == message.strip(" .!?()")
    if is_next_to(postcode.value, number):
        return None
    is_longer = tracker.get_slot("email") is not None and len(postcode.value) > len(number) > 0
    is_other_number = is_like(postcode.value, number) or len(postcode.value) > _LONGEST_DIGITS or is_longer
    return None if postcode.value.isdigit() and is_other_number and not is_all else postcode


def _with_town(message: str, *, is_asked_for: bool) -> Detail | None:
    in_small_letters = _IN_ITS_TOWN.fullmatch(message.strip()) if is_asked_for else None
    town = in_small_letters["town"] if in_small_letters else None
    postcode = lone_postcode(message.replace(town, "") if town else _TOWN.sub("", message))
    return None if postcode is None else replace(postcode, end=len(message))


def _beside_another_matter(message: str) -> Detail | None:
    """ "8004, and can I pay with PayPal?": the one clause that is a postcode and no more."""
    found = [
        replace(postcode, start=start, end=start + len(clause))
        for start, clause in clauses(message)
        if (postcode := lone_postcode(clause)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _is_proof_awaited(tracker: DialogueStateTracker) -> bool:
    asked = tracker.get_slot("requested_slot")
    return asked == "email" or (asked is None and tracker.active_loop_name is None and had_no_match(tracker))


def _is_about_an_order(tracker: DialogueStateTracker) -> bool:
    """Whether one is looked for, or known from the page or from before."""
    return tracker.active_loop_name is not None or tracker.get_slot("order_number") is not None


def _belongs_to_change(tracker: DialogueStateTracker, numbers: list[Detail]) -> bool:
    """In the middle of a change a postcode is part of an address, unless another order is named."""
    asked = tracker.get_slot("requested_slot")
    if asked not in ABOUT_A_CHANGE:
        return False
    change = tracker.get_slot("change") or {}
    return asked == "change_detail" or all(number.value == change.get("order") for number in numbers)
