"""When the team is there: breaks, holidays, midnight, and the days on which the clock is changed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.handoff.opening_hours import OpeningHours, Span

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 60
NINE_TO_SIX = (Span(9 * HOUR, 18 * HOUR),)
WITH_A_BREAK = (Span(9 * HOUR, 12 * HOUR), Span(13 * HOUR, 18 * HOUR))
ALL_DAY = (Span(0, 24 * HOUR),)
NEVER = ()


def hours(*week, holidays=(), promised=15):
    """Seven days from Monday; the last one given goes on to Sunday."""
    days = (*week, *[week[-1]] * (7 - len(week)))
    return OpeningHours(BERLIN, days, frozenset(holidays), timedelta(minutes=promised), "", "")


WORKING_WEEK = hours(*[NINE_TO_SIX] * 5, NEVER)


def at(day, clock):
    """A moment of November 2026, which begins on a Sunday, by the clock in Berlin."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        (at(23, "9:00"), at(23, "18:00")),
        (at(23, "17:59"), at(23, "18:00")),
        (at(23, "18:00"), None),
        (at(23, "8:59"), None),
        (at(28, "12:00"), None),
    ],
)
def test_the_team_is_there_from_the_first_minute_up_to_the_last(now, closes):
    assert WORKING_WEEK.closes_at(now) == closes


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(23, "8:00"), at(23, "9:00")),
        (at(23, "10:00"), at(23, "10:00")),
        (at(23, "18:00"), at(24, "9:00")),
        (at(27, "19:00"), at(30, "9:00")),
    ],
)
def test_the_team_is_back_on_the_next_day_that_has_hours(now, opens):
    assert WORKING_WEEK.opens_at(now) == opens


def test_a_break_is_not_open():
    with_break = hours(WITH_A_BREAK)
    assert with_break.closes_at(at(23, "11:59")) == at(23, "12:00")
    assert with_break.closes_at(at(23, "12:30")) is None
    assert with_break.opens_at(at(23, "12:30")) == at(23, "13:00")


def test_nobody_is_there_on_a_holiday():
    week = hours(*[NINE_TO_SIX] * 5, NEVER, holidays=[date(2026, 11, 23)])
    assert week.closes_at(at(23, "12:00")) is None
    assert week.opens_at(at(21, "12:00")) == at(24, "9:00")


def test_hours_that_meet_at_midnight_are_one_time():
    nights = hours((Span(0, 6 * HOUR), Span(22 * HOUR, 24 * HOUR)))
    assert nights.closes_at(at(23, "23:00")) == at(24, "6:00")
    assert nights.closes_at(at(24, "1:00")) == at(24, "6:00")


def test_a_team_that_is_always_there_never_leaves_soon():
    closes = hours(ALL_DAY).closes_at(at(23, "3:00"))
    assert closes > at(23, "3:00") + timedelta(days=365)


def test_the_clock_on_the_wall_counts_on_the_days_on_which_it_is_changed():
    sundays = hours(NINE_TO_SIX)
    before = datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert sundays.opens_at(before) == datetime(2026, 10, 25, 8, tzinfo=UTC)
    assert sundays.opens_at(before - timedelta(days=1)) == datetime(2026, 10, 24, 7, tzinfo=UTC)
    assert hours(ALL_DAY).open_time(
        datetime(2026, 10, 25, 0, tzinfo=BERLIN), datetime(2026, 10, 26, 0, tzinfo=BERLIN)
    ) == timedelta(hours=25)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (at(23, "10:00"), at(23, "10:15")),
        (at(23, "17:50"), at(23, "18:00")),
        (at(23, "20:00"), at(24, "9:15")),
        (at(27, "20:00"), at(30, "9:15")),
        (at(23, "18:00"), at(24, "9:15")),
    ],
)
def test_the_promised_time_runs_while_the_team_is_there_and_ends_when_it_leaves(asked, due):
    assert WORKING_WEEK.due_at(asked) == due


def test_only_hours_in_which_the_team_is_there_are_waited_for_it():
    waited = WORKING_WEEK.open_time(at(27, "17:30"), at(30, "9:10"))
    assert waited == timedelta(minutes=40)
    assert WORKING_WEEK.open_time(at(28, "10:00"), at(29, "10:00")) == timedelta()
