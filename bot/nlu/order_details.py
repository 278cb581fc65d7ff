"""Finds order numbers and e-mail addresses in what a customer typed. Plain Python, no Rasa."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+", re.IGNORECASE)
# Five digits, perhaps in two groups, perhaps with the shop's prefix; not a part of a longer number.
_ORDER_NUMBER = re.compile(
    r"(?<![0-9.,])(?:\bdb[\s-]?|#|\border\s?#?)?([0-9]{2}[ .]?[0-9]{3})(?![0-9]|[.,][0-9])", re.IGNORECASE
)


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
    for match in _ORDER_NUMBER.finditer(text):
        digits = re.sub("[ .]", "", match.group(1))
        yield Detail("order_number", digits, match.start(1), match.end(1))
