"""Which date a day is that a customer named, told on a certain day. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LOOKS_BACK = re.compile(
    r"\b(?:was|were|should(?:'ve| have)|shoulda|supposed|promised|had|did|didn'?t|came|last|ordered|said|told"
    r"|due|ago|since|arrived|charged|took|paid|bought|never|needed|expected|wanted (?:it|them|this|that))\b",
    re.IGNORECASE,
)

_WISHES = re.compile(
    r"\b(?:can|could|may) (?:you|i|we) .*\b(?:deliver\w*|bring|have|get)\b"
    r"|\b(?:can|could|may) (?:i|we) (?:\w+ )?(?:pick|choose|select)\b"
    r"|\b(?:instead|rather|not on|please)\b|^\W*deliver\b"
    r"|\b(?:would|is) (?:be )?(?:good|fine|better|best|ok|okay|great|perfect)\b|\b(?:suits?|works better)\b",
    re.IGNORECASE,
)


def looks_back(words: str) -> bool:
    """Whether a sentence speaks of what is over, so that its "Friday" is the last one."""
    return _LOOKS_BACK.search(words) is not None


def wishes_day(words: str) -> bool:
    """Whether a day is asked for, and not only asked about: "can you bring it tomorrow instead?"."""
    return _WISHES.search(words) is not None and not looks_back(words)


def day_meant(said: str, today: date, *, is_over: bool) -> date | None:
    """`said` as `bot/nlu/days.py` writes it. Of several dates the nearest; None for one that there is not."""
    if said in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(said) - today.weekday()) % 7
        return today + timedelta(days=ahead - 7 if is_over and ahead else ahead)
    if re.fullmatch(r"[+-]\d+", said):
        return today + timedelta(days=int(said))
    if said.startswith("---"):
        return _nearest(_in_months(int(said[3:]), today), today)
    if said.startswith("--"):
        month, day = int(said[2:4]), int(said[5:7])
        years = (today.year - 1, today.year, today.year + 1)
        return _nearest((_date(year, month, day) for year in years), today)
    year, month, day = map(int, said.split("-"))
    return _date(year, month, day)


def _in_months(day: int, today: date) -> Iterable[date | None]:
    for ahead in (-1, 0, 1):
        month = today.month - 1 + ahead
        yield _date(today.year + month // 12, month % 12 + 1, day)


def _nearest(days: Iterable[date | None], today: date) -> date | None:
    return min((day for day in days if day), key=lambda day: abs(day - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
