"""Finds order numbers and e-mail addresses in what a customer typed. Plain Python, no Rasa."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+", re.IGNORECASE)
# Five digits, perhaps in two groups, perhaps with the shop's prefix; not a part of a longer number.
_FIVE_DIGITS = re.compile(
    r"(?<![0-9.,])(?:\bdb[\s-]?|#|\border\s?#?)?([0-9]{2}[ .]?[0-9]{3})(?![0-9]|[.,][0-9])", re.IGNORECASE
)
# Another length is an order number only where the customer says so: 2026 may be a year, 4000 a place.
_NAMED = re.compile(
    r"(?:#|\bdb[\s-]?|\border\s?(?:number|no\.?|nr\.?)?\s?[#:]?\s?|\bnumber (?:is )?)"
    r"([0-9]{4,8})(?![0-9]|[.,][0-9])",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(r"\s*([0-9]{4,8})\s*[.!]?\s*")


@dataclass(frozen=True, slots=True)
class Detail:
    """`entity` found at `text[start:end]`; `value` in the form in which it is compared."""

    entity: str
    value: str
    start: int
    end: int


def find_order_details(text: str) -> list[Detail]:
    """The details in the order in which they stand. An e-mail's digits are not an order number."""
    emails = list(_emails(text))
    numbers = [
        number
        for number in _order_numbers(text)
        if not any(email.start <= number.start < email.end for email in emails)
    ]
    return sorted(emails + numbers, key=lambda detail: detail.start)


def _emails(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        address = match.group().rstrip(".-")
        yield Detail("email", address.casefold(), match.start(), match.start() + len(address))


def _order_numbers(text: str) -> Iterator[Detail]:
    alone = _NOTHING_ELSE.fullmatch(text)
    matches = [alone] if alone else [*_FIVE_DIGITS.finditer(text), *_NAMED.finditer(text)]
    for start, end in sorted({match.span(1) for match in matches}):
        yield Detail("order_number", re.sub("[ .]", "", text[start:end]), start, end)
