"""Finds sums of money in what a customer typed: "49,90", "chf 1'250", "charged me 49 twice". No Rasa."""

import re
from collections.abc import Iterator

from bot.nlu.order_details import Detail

_CURRENCY = (
    r"(?:€|\$|£|(?:euros?|eur|chf|sfr|fr|francs?|franken|usd|dollars?|bucks|gbp|pounds?|quid)(?![^\W\d_]))"
)
_WHOLE = r"\d{1,3}(?:['’ .,]\d{3})+|\d{1,6}"
_CENTS = r"[.,]\d{2}|[.,]-{1,2}"
_NUMBER = rf"(?:{_WHOLE})(?:{_CENTS})?"
_WITH_CURRENCY = re.compile(
    rf"(?:{_CURRENCY}\.?\s?(?P<after>{_NUMBER})|(?<![\d.,])(?P<before>{_NUMBER})\s?{_CURRENCY})(?![.,]?\d)",
    re.IGNORECASE,
)
_WITH_CENTS = re.compile(
    rf"(?<![\d.,#'’:-])(?P<sum>(?:{_WHOLE})(?:{_CENTS}))(?![.,:]?\d|\s?(?:%|am\b|pm\b|kg\b|cm\b|o'?clock))",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:charg\w*|paid|pay(?:ing)?|took|taken|debited|deducted|costs?|owe\w*|bill\w*|refund(?:ed)? of"
    r"|sum of|amount of|total of|price of)"
    r"(?: (?:me|us|it|off|out|for|was|is|twice|only|about))* (?P<sum>\d{1,4})"
    r"(?=\W*$|\W+(?:twice|two times|for|from|on|off|instead|but|and|though|when|by|again|in|to|is)\b"
    r"|[?!.,;] )",
    re.IGNORECASE,
)

_GONE = re.compile(
    r"^(?=.*\b(?:bank|acc?ount|card|balance)\b).*?(?<![\w.,#-])(?P<sum>\d{1,3})"
    r"(?: (?:is|are|was|were|has|have|been))* "
    r"(?:gone|missing|taken|deducted|debited|withdrawn|less|off|left)\b",
    re.IGNORECASE | re.DOTALL,
)


def find_amounts(text: str) -> list[Detail]:
    """The sums of a plain text in order, as `amount`: `49.90`, or `49` where no cents were said."""
    found: list[Detail] = []
    for amount in _amounts(text):
        if not any(amount.start < other.end and other.start < amount.end for other in found):
            found.append(amount)
    return sorted(found, key=lambda amount: amount.start)


def _amounts(text: str) -> Iterator[Detail]:
    for pattern in (_WITH_CURRENCY, _WITH_CENTS, _PAID, _GONE):
        for match in pattern.finditer(text):
            name = next(name for name, group in match.groupdict().items() if group is not None)
            yield Detail("amount", _plain(match[name]), *match.span(name))


def _plain(number: str) -> str:
    """ "1'250.00", "1.250,00" and "1 250,-" as "1250.00"."""
    is_round = number.endswith("-")
    cents = re.search(r"[.,](\d{2})$", number)
    whole = re.sub(r"\D", "", number[: cents.start()] if cents else number)
    return f"{whole}.{cents[1]}" if cents else f"{whole}.00" if is_round else whole
