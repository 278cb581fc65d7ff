"""Counting working days: Monday to Friday. Holidays are not known, so what is counted is said with care."""

from datetime import date, timedelta

_SATURDAY = 5


def after_working_days(start: date, count: int) -> date:
    """The day `count` working days after `start`."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
