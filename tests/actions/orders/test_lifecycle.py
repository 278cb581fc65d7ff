"""The life of an order has a beginning, ends, and no dead corners."""

import pytest

from actions.orders.lifecycle import FIRST, FOLLOWING, is_life, may_follow
from actions.orders.order import OrderState as S


def test_every_state_is_reached_from_the_first() -> None:
    reached, waiting = {FIRST}, [FIRST]
    while waiting:
        new = FOLLOWING[waiting.pop()] - reached
        reached |= new
        waiting += new

    assert reached == set(S)


def test_a_delivered_or_refunded_order_is_not_cancelled() -> None:
    for state in (S.SHIPPED, S.PARTLY_SHIPPED, S.OUT_FOR_DELIVERY, S.LATE, S.DELIVERED, S.REFUNDED):
        assert not may_follow(state, S.CANCELLED)


@pytest.mark.parametrize("state", [S.PLACED, S.PAYMENT_FAILED, S.PAID, S.PACKED])
def test_an_order_that_has_not_left_may_be_cancelled(state: S) -> None:
    assert may_follow(state, S.CANCELLED)


def test_nothing_follows_a_refund_and_no_state_follows_itself() -> None:
    assert not FOLLOWING[S.REFUNDED]
    assert all(state not in following for state, following in FOLLOWING.items())


def test_a_life_starts_at_the_beginning_and_skips_nothing() -> None:
    assert is_life([S.PLACED, S.PAYMENT_FAILED, S.PAID, S.PACKED])
    assert not is_life([S.PAID, S.PACKED])
    assert not is_life([S.PLACED, S.SHIPPED])
    assert not is_life([])
