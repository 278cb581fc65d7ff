"""Token buckets, with a clock that the test moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import TooMany
from gateway.rate_limits import NoLimit, Rate, RateLimit


class HandClock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return HandClock()


def test_a_burst_is_taken_and_then_one_at_a_time(clock):
    limit = RateLimit(Rate(burst=3, per_second=0.5), clock)
    for _ in range(3):
        limit.spend("a")
    with pytest.raises(TooMany) as refused:
        limit.spend("a")
    assert refused.value.headers == {"retry-after": "2"}
    clock.now += 2
    limit.spend("a")
    with pytest.raises(TooMany):
        limit.spend("a")


def test_one_key_does_not_spend_anothers_tokens(clock):
    limit = RateLimit(Rate(burst=1, per_second=1), clock)
    limit.spend("a")
    limit.spend("b")


def test_a_long_pause_brings_no_more_than_a_burst(clock):
    limit = RateLimit(Rate(burst=2, per_second=1), clock)
    clock.now += 1000
    limit.spend("a")
    limit.spend("a")
    with pytest.raises(TooMany):
        limit.spend("a")


def test_memory_is_bounded(clock):
    limit = RateLimit(Rate(burst=1, per_second=1), clock, most_remembered=100)
    for number in range(1000):
        limit.spend(str(number))
    assert len(limit) == 100


def test_a_key_in_use_is_remembered_while_others_come_and_go(clock):
    limit = RateLimit(Rate(burst=1, per_second=0.001), clock, most_remembered=3)
    limit.spend("busy")
    for number in range(10):
        limit.spend(str(number))
        with pytest.raises(TooMany):
            limit.spend("busy")


def test_without_a_limit_nothing_is_refused():
    limit = NoLimit()
    for _ in range(1000):
        limit.spend("a")


@given(
    burst=st.integers(1, 20),
    per_second=st.floats(0.1, 50),
    pauses=st.lists(st.floats(0, 5), min_size=1, max_size=60),
)
def test_never_more_than_the_rate_allows(burst, per_second, pauses):
    clock = HandClock()
    limit, began, taken = RateLimit(Rate(burst, per_second), clock), clock.now, 0
    for pause in pauses:
        clock.now += pause
        try:
            limit.spend("a")
        except TooMany as refused:
            assert refused.retry_after_seconds >= 1
        else:
            taken += 1
    assert taken <= burst + (clock.now - began) * per_second + 1e-6
