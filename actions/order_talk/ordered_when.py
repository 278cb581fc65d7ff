"""An order by when it was placed: "from 30 October", "last week", "before the last". Plain rules."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from actions.order_talk.days_meant import day_meant

_NUMBERS = ("one", "two", "three", "four", "five", "six")
_MONTHS = [name.casefold() for name in calendar.month_name]
_MONTH = rf"(?:{'|'.join(rf'{name[:3]}|{name}' for name in _MONTHS if name)}|sept)"
_NEWEST = r"(?:(?:very )?last|latest|newest|most recent)"

_WHEN = (
    rf"(?:(?:last|this) (?:week|month)|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|{_MONTH}(?: (?:the )?\d\d?(?:st|nd|rd|th)?)?"
    rf"|\d\d?(?:st|nd|rd|th)? ?(?:of )?{_MONTH}|\d\d?(?:st|nd|rd|th)|\d\d?[./]\d\d?|20\d\d-\d\d?-\d\d?)\b"
)
_BY_TIME = re.compile(
    rf"\b(?:from|(?:order|one|purchase) (?:of|on|in)|dated"
    rf"|(?:ordered|bought|placed|made)(?: (?:it|them|that))?(?: on| in)?) (?:the )?{_WHEN}"
    r"|\b(?:order|one|from|ordered|bought|placed)\b[^.?!]{0,20} (?:days?|weeks?|months?) ago\b"
    rf"|\b(?:the|my) {_MONTH} (?:order|one|purchase)\b"
    r"|\b(?:yesterday|today|\w+day|(?:last|this) (?:week|month))['’]?s (?:order|purchase)\b",
    re.IGNORECASE,
)
_ONE_OF_THEN = re.compile(
    r"\b(?:(?:the|my) )?(?:order|one|purchase) (?:i (?:placed|made) )?"
    rf"(?:(?:from|of|on|in|dated) (?:the )?{_WHEN}"
    rf"|before (?:that|this|(?:the|my) {_NEWEST})(?: (?:one|order|purchase))?)",
    re.IGNORECASE,
)
_LAST_BUT_ONE = re.compile(
    rf"\b(?:second|2nd|next)[ -](?:to[ -])?last\b|\blast but one\b|\bpenultimate\b"
    rf"|\bbefore (?:the|my) {_NEWEST}\b",
    re.IGNORECASE,
)
_I_ORDERED = r"(?:that )?(?:i|we)(?:['’]?ve| have)? (?:just )?(?:ordered|bought|purchased|placed|made)"
ORDERED_LAST = (
    rf"\b{_NEWEST} (?:one|thing|things|stuff|order|purchase) {_I_ORDERED}\b"
    rf"|\b(?:one|thing|things|stuff|order|what) {_I_ORDERED} (?:last|most recently)\b"
    r"(?! (?:week|month|year|\w+day|time)\b)"
)
_NEWEST_ORDER = re.compile(
    rf"\b(?:my|the) (?:{_NEWEST}|new) (?:order|purchase)\b|{ORDERED_LAST}", re.IGNORECASE
)
_AGO = re.compile(r"\b(\d+|a|one|two|three|four|five|six) (day|week|month)s? ago\b")
_RELATIVE = re.compile(r"[+-]\d")
"""Days from today, which customers give as they remember them."""


def names_when(text: str) -> bool:
    """Whether an order is told apart by its day, week or month; "it should come on Friday" does not."""
    return _BY_TIME.search(text) is not None


def names_last_but_one(text: str) -> bool:
    """ "The order before the last one"."""
    return _LAST_BUT_ONE.search(text) is not None


def names_newest_order(text: str) -> bool:
    """ "My last order": so that no item or parcel can be meant."""
    return _NEWEST_ORDER.search(text) is not None and not names_last_but_one(text)


def with_order_of_then_unnamed(text: str) -> str:
    """The words with "my order" for "the one from 3 October" or "the order before the last one"."""
    return _ONE_OF_THEN.sub("my order", text)


def is_from(text: str, days: Sequence[str], day: date, today: date) -> bool:
    """Whether an order placed on `day` is one of then; `days` as `bot/nlu/days.py` finds them in the text."""
    exact = [day_meant(said, today, is_over=True) for said in days if not _RELATIVE.match(said)]
    if exact:
        return day in exact
    words = text.casefold()
    monday = today - timedelta(days=today.weekday())
    if "yesterday" in words:
        return day == today - timedelta(days=1)
    if "today" in words:
        return day == today
    if "last week" in words:
        return monday - timedelta(days=7) <= day < monday
    if "this week" in words:
        return day >= monday
    if "this month" in words:
        return (day.year, day.month) == (today.year, today.month)
    if "last month" in words:
        return (day.year * 12 + day.month) == (today.year * 12 + today.month - 1)
    if ago := _AGO.search(words):
        return _is_about(day, today, ago[1], ago[2])
    return any(re.search(_month(at), words) for at in range(1, 13) if at == day.month)


def _month(number: int) -> str:
    name = _MONTHS[number]
    return rf"\b{name}\b|\b(?:from|in|of|last) {name[:3]}\b"


def _is_about(day: date, today: date, count: str, unit: str) -> bool:
    number = int(count) if count.isdigit() else ([*_NUMBERS].index(count) + 1 if count != "a" else 1)
    span = {"day": 1, "week": 7, "month": 30}[unit]
    return abs((today - day).days - number * span) <= span // 2
