"""Times and hours as people say them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from actions.handoff.opening_hours import OpeningHours, Span

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_and_time(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`today at 9:00 (Berlin time)`, `tomorrow at …`, `on Monday at …`, `on Monday 4 January at …`."""
    there, here = at.astimezone(zone), now.astimezone(zone)
    days = (there.date() - here.date()).days
    if days in (0, 1):
        day = ("today", "tomorrow")[days]
    else:
        day = f"on {_DAYS[there.weekday()]}" if 0 < days < 7 else f"on {there:%A} {there.day} {there:%B}"
    return f"{day} at {clock_time(at, zone)}"


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """`9:00 (Berlin time)`: a customer may be anywhere."""
    there = at.astimezone(zone)
    return f"{there.hour}:{there:%M} ({zone_name(zone)})"


def zone_name(zone: ZoneInfo) -> str:
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return city if city.isupper() else f"{city} time"


def length(time: timedelta) -> str:
    """Rounded up to `1 minute`, `45 minutes`, `2 hours`."""
    minutes = max(1, -(-time // timedelta(minutes=1)))
    if minutes < 90:
        return f"{minutes} minute{'s' if minutes > 1 else ''}"
    return f"{-(-minutes // 60)} hours"


def week_in_words(hours: OpeningHours) -> Sequence[str]:
    """`Monday to Friday 9:00 to 18:00` and so on, for the days on which somebody is there."""
    grouped = groupby(zip(_DAYS, hours.week, strict=True), key=lambda day: day[1])
    days = [([name for name, _ in group], spans) for spans, group in grouped if spans]
    return [f"{_from_to(names)} {_all(spans)}" for names, spans in days]


def _from_to(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _all(spans: Sequence[Span]) -> str:
    return " and ".join(f"{_clock(span.begins)} to {_clock(span.ends)}" for span in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
