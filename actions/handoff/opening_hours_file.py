"""Reads `data/opening_hours.yml`; every mistake in it is named with its line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml  # type: ignore[import-untyped]

from actions.handoff.errors import OpeningHoursMistake
from actions.handoff.opening_hours import MOST_HOLIDAYS, OpeningHours, Span
from actions.orders.marked_yaml import Marked, read_marked

HOURS_FILE = Path(__file__).parents[2] / "data" / "opening_hours.yml"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_CLOSED = "closed"
_SPAN = re.compile(r"(\d{1,2}):(\d\d) ?[-–] ?(\d{1,2}):(\d\d)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?\d[\d ()/-]{3,24}\d")


def load_opening_hours(path: Path = HOURS_FILE) -> OpeningHours:
    """Reads and checks the file. Raises `OpeningHoursMistake`, which says what to do."""
    parts = read_marked(path, OpeningHoursMistake).fields(
        "zone", "days", "holidays", "promised_minutes", "email", "phone"
    )
    return OpeningHours(
        zone=_zone(parts["zone"]),
        week=_week(parts["days"]),
        holidays=_holidays(parts["holidays"]),
        promised=timedelta(minutes=parts["promised_minutes"].number(1, 24 * 60)),
        email=_email(parts["email"]),
        phone=_phone(parts["phone"]),
    )


def _zone(part: Marked) -> ZoneInfo:
    name = part.text()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise part.mistake(f"{name!r} is no time zone. Use a name such as Europe/Zurich.") from exc


def _week(part: Marked) -> tuple[tuple[Span, ...], ...]:
    days = part.fields(*DAYS)
    week = tuple(_spans(days[day]) for day in DAYS)
    if not any(week):
        raise part.mistake("The team is never there. Write the hours of a day, such as 9:00-18:00.")
    return week


def _spans(part: Marked) -> tuple[Span, ...]:
    text = part.text()
    if text == _CLOSED:
        return ()
    spans = tuple(_span(part, each.strip()) for each in text.split(","))
    if any(later.begins < earlier.ends for earlier, later in pairwise(spans)):
        raise part.mistake(f"The hours of {part.name} overlap. Write them in order: 9:00-12:00, 13:00-18:00.")
    return spans


def _span(part: Marked, text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise part.mistake(f"{part.name} must be hours such as 9:00-18:00, several with commas, or closed.")
    begin_hour, begin_minute, end_hour, end_minute = map(int, found.groups())
    span = Span(begin_hour * 60 + begin_minute, end_hour * 60 + end_minute)
    if begin_minute > 59 or end_minute > 59 or not span.begins < span.ends <= 24 * 60:
        raise part.mistake(f"{text} is no part of a day. It begins before it ends, and ends by 24:00.")
    return span


def _holidays(part: Marked) -> frozenset[date]:
    if isinstance(part.node, yaml.SequenceNode) and not part.node.value:
        return frozenset()
    days = part.list()
    if len(days) > MOST_HOLIDAYS:
        raise part.mistake(f"At most {MOST_HOLIDAYS} holidays are read. Take away those that are over.")
    return frozenset(_date(day) for day in days)


def _date(part: Marked) -> date:
    text = part.node.value if isinstance(part.node, yaml.ScalarNode) else ""
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise part.mistake("A holiday must be a day such as 2027-01-01.") from exc


def _email(part: Marked) -> str:
    address = part.text()
    if address and not _EMAIL.fullmatch(address):
        raise part.mistake(
            'email must be an address such as help@shop.example, or "" where nobody reads mail.'
        )
    return address


def _phone(part: Marked) -> str:
    number = part.text()
    if number and not _PHONE.fullmatch(number):
        raise part.mistake(
            'phone must be a number such as "+41 44 123 45 67", or "" where nobody takes calls.'
        )
    return number
