"""Finds order numbers and e-mail addresses in what a customer typed. Plain Python, no Rasa."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63})+")
# Five digits, perhaps with the shop's prefix; not a part of a longer number.
_FIVE_DIGITS = re.compile(
    r"(?<![0-9.,])(?:\bdb[\s-]?|#|\border\s?#?)?([0-9]{5})(?![0-9]|[.,][0-9])", re.IGNORECASE
)
# Two groups, or another length, only where the customer says that it is one: 2026 may be a year.
_NAMED = re.compile(
    r"(?:#|\bdb[\s-]?|\border\s?(?:number|no\.?|nr\.?)?(?:\s(?:is|was))?\s?[#:]?\s?|"
    r"\b(?:number|nr|no)\b\.?\s?(?:is|was|:)?\s?)"
    r"([0-9]{2}[ .,]?[0-9]{3}|[0-9]{4,8})(?![0-9]|[.,][0-9])",
    re.IGNORECASE,
)
# Four digits where an order is spoken of: "why was 9940 cancelled". 2026 may be a year.
_SPOKEN_OF = re.compile(
    r"(?:\b(?:where|when|why|what)(?: is| was| about|['’]?s)"
    r"|\b(?:cancel|return|exchange|track|back|refund|invoice|has|have|did|does|is|was"
    r"|(?:from|in|of|on|about|with|(?<!it )for)(?= [0-9]+(?:[,;:.?!]"
    r"| (?:please|pls|because|and|or|is|are|was|has|it|they|any|but|too|as|when|where|how|yet)\b|\s*$)))"
    r",?|[^\W\d_]{2,}[?!.:]) ((?!19|20|0)[0-9]{4})(?![\w-]|[.,:][0-9])",
    re.IGNORECASE,
)
_FIRST_OF_ALL = re.compile(
    r"^\W*((?!19|20)[0-9]{4})(?:[ ,;/]+(?:[0-9]{4}(?![\w-]|[.,:][0-9])|post(?:al )?code\b|zip\b)"
    r"| is (?:mine|my)\b)",
    re.IGNORECASE,
)
"""Before its postcode, or called the customer's own."""

_NOTHING_ELSE = re.compile(r"[\s#(]*([0-9]{2}[ .,][0-9]{3}|[0-9]{4,8})[\s.!?)]*")
_LONE_DIGITS = re.compile(r"(?<![0-9.,])([0-9]{2}[ .,][0-9]{3}|[0-9]{4,8})(?![0-9]|[.,][0-9])")
# Five digits that say something else: money, a place, what the order is not.
_SOMETHING_ELSE_BEFORE = re.compile(
    r"(?:[€$£]|\b(?:not|paid|costs?|price|postcode|postal code|zip(?: code)?|plz)\b(?: is| was)?:?)\s?$",
    re.IGNORECASE,
)
_SOMETHING_ELSE_AFTER = re.compile(
    r"\s?(?:[€$£]|(?:euros?|eur|chf|usd|dollars?|pounds?|km)\b)", re.IGNORECASE
)
_PLACE_AFTER = re.compile(
    r" (?!(?:Please|Thanks|Thank|And|My|Mail|Email|It|The|I|Where|When)\b)[A-Z][a-z]{2,}"
)

_CODE = re.compile(r"(?<![0-9])([0-9]{3})[ -]?([0-9]{3})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Detail:
    """`entity` found at `text[start:end]` of the plain text; `value` in the form in which it is compared."""

    entity: str
    value: str
    start: int
    end: int


def plain(text: str) -> str:
    """Full-width digits as digits, and without the invisible signs that copying brings along."""
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", visible)


def find_order_details(text: str) -> list[Detail]:
    """The details of a plain text in order. An e-mail's digits are not an order number."""
    emails = list(_emails(text))
    numbers = [
        number
        for number in _order_numbers(text)
        if not any(email.start <= number.start < email.end for email in emails)
    ]
    return sorted(emails + numbers, key=lambda detail: detail.start)


def find_awaited_number(text: str) -> Detail | None:
    """The only group of 4 to 8 digits, for a message that answers the question for the order number."""
    groups = find_lone_numbers(text)
    return groups[0] if len(groups) == 1 else None


def find_lone_numbers(text: str) -> list[Detail]:
    """Each group of 4 to 8 digits, for where an order number was asked for."""
    return [_number(text, *group.span(1)) for group in _LONE_DIGITS.finditer(text)]


def find_code(text: str) -> Detail | None:
    """The only group of six digits, with or without a gap in the middle."""
    codes = list(_CODE.finditer(text))
    return Detail("one_time_code", codes[0][1] + codes[0][2], *codes[0].span()) if len(codes) == 1 else None


def _emails(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        address = match.group().rstrip(".-")
        value = address.replace(" ", "").casefold().strip("'*/")
        yield Detail("email", value, match.start(), match.start() + len(address))


def _order_numbers(text: str) -> Iterator[Detail]:
    if alone := _NOTHING_ELSE.fullmatch(text):
        yield _number(text, *alone.span(1))
        return
    named = {match.span(1) for match in _NAMED.finditer(text)}
    bare = {
        match.span(1)
        for pattern in (_FIVE_DIGITS, _SPOKEN_OF, _FIRST_OF_ALL)
        for match in pattern.finditer(text)
        if not _is_something_else(text, match)
    }
    for start, end in sorted(named | bare):
        if not _SOMETHING_ELSE_BEFORE.search(text[:start]):
            yield _number(text, start, end)


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    start, end = match.span(1)
    return bool(
        _SOMETHING_ELSE_BEFORE.search(text[max(0, start - 20) : start])
        or _SOMETHING_ELSE_AFTER.match(text, end)
        or _PLACE_AFTER.match(text, end)
    )


def _number(text: str, start: int, end: int) -> Detail:
    return Detail("order_number", re.sub("[ .,]", "", text[start:end]), start, end)
