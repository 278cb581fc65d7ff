"""The limits by their numbers, and who counts together with whom."""

from datetime import timedelta

import pytest

from conversations import attempt_limits
from conversations.attempt_limits import CodesSent, Failures, crowd_of


@pytest.mark.parametrize(
    ("failures", "locked"),
    [
        (Failures(0, 0, 0), False),
        (Failures(4, 9, 4), False),
        (Failures(5, 0, 0), True),
        (Failures(0, 10, 0), True),
        (Failures(0, 0, 5), True),
    ],
)
def test_each_limit_locks_by_itself(failures: Failures, locked: bool):
    assert failures.lock is locked


def test_only_a_locked_address_keeps_from_entering_a_code():
    assert not Failures(5, 9, 5).lock_address
    assert Failures(0, 10, 0).lock_address


@pytest.mark.parametrize(
    ("sent", "enough"),
    [(CodesSent(2, 9), False), (CodesSent(3, 3), True), (CodesSent(0, 10), True)],
)
def test_three_codes_an_hour_and_ten_a_day_are_enough(sent: CodesSent, enough: bool):
    assert sent.is_enough is enough


def test_a_code_lasts_ten_minutes():
    assert timedelta(minutes=10) == attempt_limits.CODE_LASTS


def test_an_address_counts_for_an_hour_and_an_order_for_a_day():
    assert timedelta(hours=1) == attempt_limits.ADDRESS_COUNTS_FOR
    assert timedelta(days=1) == attempt_limits.ORDER_COUNTS_FOR


def test_guests_count_together_and_each_customer_alone():
    assert crowd_of(None) == crowd_of(None)
    assert len({crowd_of(None), crowd_of("ada"), crowd_of("bob"), crowd_of("guests")}) == 4
