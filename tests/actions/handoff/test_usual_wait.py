"""What is said to be usual was so, for who asked while somebody was there; whom nobody joined counts."""

from datetime import timedelta

from actions.handoff.usual_wait import usual_wait
from conversations.waits import PastWait
from tests.actions.handoff.test_opening_hours import WORKING_WEEK, at

ASKED = at(23, "10:00")
NOW = at(26, "12:00")


def joined(minutes, asked=ASKED):
    return PastWait(asked, asked + timedelta(minutes=minutes), was_taken=True)


def left(minutes, asked=ASKED):
    return PastWait(asked, asked + timedelta(minutes=minutes), was_taken=False)


def usual(*waits):
    return usual_wait(waits, WORKING_WEEK, NOW)


def test_it_is_the_median():
    assert usual(*map(joined, (1, 9, 4, 60, 5))) == timedelta(minutes=5)
    assert usual(*map(joined, (1, 9, 4, 60, 5, 6))) == timedelta(minutes=6)


def test_too_few_make_no_figure():
    assert usual(*map(joined, (1, 2, 3, 4))) is None
    assert usual() is None


def test_who_asked_while_nobody_was_there_does_not_count():
    at_night = [joined(minutes=700, asked=at(23, "22:00")) for _ in range(20)]
    assert usual(*at_night) is None
    assert usual(*at_night, *map(joined, (1, 2, 3, 4, 5))) == timedelta(minutes=3)


def test_the_night_in_between_is_not_waited():
    over_night = [joined(minutes=15 * 60 + 10, asked=at(23, "17:50")) for _ in range(5)]
    assert usual(*over_night) == timedelta(minutes=10)


def test_whom_nobody_joined_waited_longer_than_all_others():
    waits = [*map(joined, (1, 2, 3)), left(15), left(40)]
    assert usual(*waits) == timedelta(minutes=3)
    assert usual(*waits, left(90)) is None


def test_who_still_waits_beyond_what_was_promised_counts_as_one_whom_nobody_joined():
    waiting = PastWait(ASKED, None, was_taken=False)
    assert usual(*map(joined, (1, 2)), waiting, waiting, waiting) is None


def test_who_changed_their_mind_early_says_nothing():
    assert usual(*map(joined, (1, 2, 3, 4)), *map(left, (1, 2, 3, 14))) is None
    assert usual(*map(joined, (1, 2, 3, 4, 5)), *map(left, (1, 2, 3, 14))) == timedelta(minutes=3)
