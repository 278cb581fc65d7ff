"""When the team is there: by its own clock, with holidays. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_HOLIDAYS = 100

_DAYS_AHEAD = 800
"""Holds more open days than there may be holidays, if one day of the week is open."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a day, by the clock on the wall: minutes after midnight, `ends` at most 24 * 60."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Period:
    """A time without a break in which the team is there, in UTC."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`week` begins on Monday. `promised` is after how long in these hours a customer who waits for nothing
    is told so. `email` and `phone` are "" where nobody reads mail or takes calls.

    Times that are handed in are aware; those that come out are in UTC.
    """

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date]
    promised: timedelta
    email: str
    phone: str

    def closes_at(self, at: datetime) -> datetime | None:
        """When the team that is there at this time leaves; None: nobody is there."""
        period = self._period_from(at)
        return period.ends if period.begins <= at else None

    def opens_at(self, at: datetime) -> datetime:
        """When somebody is there next: `at` itself while the team is there."""
        return max(at.astimezone(UTC), self._period_from(at).begins)

    def due_at(self, asked_at: datetime) -> datetime:
        """When somebody who asked then for a person, and got none, is told so.

        After the promised time, or when the team leaves before that.
        """
        period = self._period_from(asked_at)
        return min(max(asked_at.astimezone(UTC), period.begins) + self.promised, period.ends)

    def open_time(self, begin: datetime, end: datetime) -> timedelta:
        """How much of the time between the two the team was there."""
        begin, end = begin.astimezone(UTC), end.astimezone(UTC)  # or a day of 25 hours would have 24
        total = timedelta()
        for period in self._periods(begin):
            if period.begins >= end:
                break
            total += min(period.ends, end) - max(period.begins, begin)
        return total

    def _period_from(self, at: datetime) -> Period:
        return next(self._periods(at))

    def _periods(self, at: datetime) -> Iterator[Period]:
        """In order, from the one that lasts at this time or begins next. Adjoining spans are one period."""
        begun: Period | None = None
        for period in self._spans(at.astimezone(self.zone).date() - _DAY):
            if begun is not None and period.begins == begun.ends:
                begun = Period(begun.begins, period.ends)
                continue
            if begun is not None and begun.ends > at:
                yield begun
            begun = period
        if begun is not None:
            yield begun

    def _spans(self, first: date) -> Iterator[Period]:
        for day in (first + _DAY * ahead for ahead in range(_DAYS_AHEAD)):
            if day not in self.holidays:
                for span in self.week[day.weekday()]:
                    yield Period(self._at(day, span.begins), self._at(day, span.ends))

    def _at(self, day: date, minutes: int) -> datetime:
        """24:00 is the next day's midnight; an hour that the clock skips in spring is the one after it."""
        days, minutes = divmod(minutes, 24 * 60)
        clock = time(minutes // 60, minutes % 60, tzinfo=self.zone)
        return datetime.combine(day + _DAY * days, clock).astimezone(UTC)
