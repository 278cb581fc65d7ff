"""Finds days in what a customer typed: "3 May", "by firday", "3 days ago". Plain Python, no Rasa.

Which date is meant depends on the day on which it is told, so it is left open here, in one of these forms:
`2026-05-03`, `--05-03` (a day of a month), `---03` (of some month), `friday`, `-3` (days from today).
`actions/order_talk/days_meant.py` makes dates of them.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from bot.nlu.order_details import Detail

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_WEEKDAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4} | {
    "sat": 5,
    "sun": 6,
}
_NEAR = {"yesterday": -1, "yday": -1, "yest": -1, "today": 0, "2day": 0, "tonight": 0, "tomorrow": 1} | {
    "tmrw": 1,
    "tmr": 1,
    "2moro": 1,
    "2morrow": 1,
}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_LONG_ENOUGH = 5  # a shorter word is another one sooner than a slip
_ALIKE = 0.8

_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d?)-(\d\d?)(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,/])(\d\d?)([./-])(\d\d?)(?:\2(20\d\d|\d\d)|\2)?(?![\d/])", re.IGNORECASE)
_DAY_MONTH = re.compile(
    r"(?<![\d.,#])(\d\d?)(?:st|nd|rd|th)?[\s.,-]{0,2}(?:of\s)?([^\W\d_]{3,10})\.?(?:,?\s(20\d\d))?(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"\b([^\W\d_]{3,10})\.?\s?(?:the\s)?(\d\d?)(?:st|nd|rd|th)?\b(?!\s?[:%€]|[.,]\d)(?:,?\s(20\d\d))?",
    re.IGNORECASE,
)
_OF_SOME_MONTH = re.compile(
    r"\b(?:on|by|until|till?|since|before|after|for|from|was|due) the (\d\d?)(?:st|nd|rd|th)\b"
    r"(?! (?:one|order|parcel|package|item|of|time|pair|box))",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\b(?:(in) )?(\d\d?|{'|'.join(_COUNTS)})\s?(days?|weeks?)(?: (ago|back|late|overdue))?\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_BEFORE_A_DAY = re.compile(
    r"\b(?:on|by|until|till?|since|before|after|for|from|last|next|this|due|was|and|or|of|it)\s$",
    re.IGNORECASE,
)
_BEFORE_A_DATE = re.compile(
    r"\b(?:on|by|until|till?|since|before|after|for|from|of|due|dated?|promised|was|the)\s$", re.IGNORECASE
)
_MOST_DAYS, _MOST_MONTHS = 31, 12


def find_days(text: str) -> list[Detail]:
    """The days of a plain text in order, as `day`; none of them overlaps another."""
    found: list[Detail] = []
    for pattern in (_iso, _numeric, _named, _of_some_month, _spans, _single_words):
        for day in pattern(text):
            if not any(day.start < other.end and other.start < day.end for other in found):
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _iso(text: str) -> Iterator[Detail]:
    for match in _ISO.finditer(text):
        if value := _date(match[3], match[2], match[1]):
            yield _day(value, match)


def _numeric(text: str) -> Iterator[Detail]:
    """ "3.5.", "03/05/26", "on 3.5": the day first, as the shop's countries write it."""
    for match in _NUMERIC.finditer(text):
        first, sign, second, year = match.groups()
        has_end = year is not None or (sign == "." and match[0].endswith("."))
        if not has_end and not _BEFORE_A_DATE.search(text[: match.start()]):
            continue  # a price, or a size
        if value := _date(first, second, year) or _date(second, first, year):
            yield _day(value, match)


def _named(text: str) -> Iterator[Detail]:
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(text):
            number = _month(match[month])
            value = _date(match[day], str(number), match[3]) if number else None
            if value:
                yield _day(value, match)


def _of_some_month(text: str) -> Iterator[Detail]:
    for match in _OF_SOME_MONTH.finditer(text):
        if 1 <= int(match[1]) <= _MOST_DAYS:
            yield Detail("day", f"---{int(match[1]):02d}", match.start(1), match.end())


def _spans(text: str) -> Iterator[Detail]:
    """ "In 2 days", "a week ago", "3 days late": the day that lies so far from today."""
    for match in _SPAN.finditer(text):
        ahead, count, unit, back = (group and group.casefold() for group in match.groups())
        if bool(ahead) == bool(back):
            continue  # "it takes 3 days" names none
        days = (int(count) if count.isdigit() else _COUNTS[count]) * (7 if unit.startswith("week") else 1)
        yield _day(f"{days if ahead else -days:+d}", match)


def _single_words(text: str) -> Iterator[Detail]:
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        near = word if word in _NEAR else _alike(word, ("yesterday", "tomorrow"))
        weekday = _weekday(word, is_before=_BEFORE_A_DAY.search(text[: match.start()]) is not None)
        if near:
            yield _day(f"{_NEAR[near]:+d}", match)
        elif weekday is not None:
            yield _day(_WEEKDAYS[weekday], match)


def _weekday(word: str, *, is_before: bool) -> int | None:
    """ "Sat" and "sun" are days only where a day is expected."""
    if word in _SHORT_WEEKDAYS:
        return _SHORT_WEEKDAYS[word] if is_before else None
    alike = _alike(word.removesuffix("s") if word.endswith("days") else word, _WEEKDAYS)
    return _WEEKDAYS.index(alike) if alike else None


def _month(word: str) -> int | None:
    word = word.casefold()
    short = [at for at, name in enumerate(_MONTHS, 1) if word in {name, name[:3]}]
    if short or word == "sept":
        return short[0] if short else 9
    alike = _alike(word, _MONTHS)
    return _MONTHS.index(alike) + 1 if alike else None


def _alike(word: str, names: tuple[str, ...]) -> str | None:
    """The name that a slip or two of the finger make into this word."""
    if word in names:
        return word
    if len(word) < _LONG_ENOUGH:
        return None
    close = get_close_matches(word, [name for name in names if name[0] == word[0]], 1, _ALIKE)
    return close[0] if close else None


def _date(day: str, month: str, year: str | None) -> str | None:
    if not (1 <= int(day) <= _MOST_DAYS and 1 <= int(month) <= _MOST_MONTHS):
        return None
    begin = "-" if year is None else year if len(year) == len("2026") else f"20{year}"
    return f"{begin}-{int(month):02d}-{int(day):02d}"


def _day(value: str, match: re.Match[str]) -> Detail:
    return Detail("day", value, match.start(), match.end())
