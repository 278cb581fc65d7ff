"""What a demo order has been through, and on which days: believable, nothing later than yesterday, and on no
Sunday what a warehouse or a carrier does, as the help pages say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from actions.orders.lifecycle import is_life
from actions.orders.order import OrderState as S

AGES: Mapping[S, range] = {
    S.PLACED: range(1, 6),
    S.PAYMENT_FAILED: range(1, 6),
    S.PAID: range(1, 3),
    S.PACKED: range(2, 4),
    S.PARTLY_SHIPPED: range(3, 7),
    S.SHIPPED: range(3, 7),
    S.OUT_FOR_DELIVERY: range(4, 8),
    S.LATE: range(6, 13),
    S.DELIVERED: range(7, 60),
    S.CANCELLED: range(3, 40),
    S.RETURN_ON_THE_WAY: range(11, 21),
    S.RETURN_RECEIVED: range(13, 23),
    S.REFUNDED: range(14, 60),
}
"""How many days ago an order was placed that is in this state today."""

DAYS_TO_PAY = 7
_SUNDAY = 6
_AT_WORK = frozenset(
    {S.PACKED, S.PARTLY_SHIPPED, S.SHIPPED, S.LATE, S.OUT_FOR_DELIVERY, S.DELIVERED, S.RETURN_RECEIVED}
)
"""What happens on working days and on Saturdays only."""

_TO_THE_DOOR_AND_BACK = (
    S.PLACED, S.PAID, S.PACKED, S.SHIPPED, S.OUT_FOR_DELIVERY, S.DELIVERED,
    S.RETURN_ON_THE_WAY, S.RETURN_RECEIVED, S.REFUNDED,
)  # fmt: skip
_ASIDE: Mapping[S, tuple[S, ...]] = {
    S.PAYMENT_FAILED: (S.PLACED, S.PAYMENT_FAILED),
    S.PARTLY_SHIPPED: (S.PLACED, S.PAID, S.PACKED, S.PARTLY_SHIPPED),
    S.LATE: (S.PLACED, S.PAID, S.PACKED, S.SHIPPED, S.LATE),
}
_CANCELLED_UNPAID = (S.PLACED, S.CANCELLED)
_CANCELLED_PAID = (S.PLACED, S.PAID, S.CANCELLED)
_DAYS_FROM_THE_STATE_BEFORE: Mapping[S, tuple[int, int]] = {
    S.PAYMENT_FAILED: (0, 0),
    S.PAID: (0, 0),
    S.PACKED: (1, 1),
    S.PARTLY_SHIPPED: (0, 1),
    S.SHIPPED: (0, 1),
    S.LATE: (2, 3),
    S.OUT_FOR_DELIVERY: (1, 3),
    S.DELIVERED: (0, 0),
    S.RETURN_ON_THE_WAY: (1, 2),
    S.RETURN_RECEIVED: (3, 3),
    S.CANCELLED: (1, 1),
    S.REFUNDED: (1, 3),
}


@dataclass(frozen=True, slots=True)
class Journey:
    """The days on which an order reached each state of its life."""

    days: Mapping[S, date]
    today: date

    def has_been(self, state: S) -> bool:
        return state in self.days


def journey(state: S, age: int, today: date, random: Random) -> Journey:
    """How an order that was placed `age` days ago came to be in `state`."""
    life = _life(state, age, random)
    assert is_life(life), f"no order lives like this: {life}"
    days: dict[S, date] = {}
    day = today - timedelta(days=age)
    for step in life:
        day += timedelta(days=_gap(step, life, random))
        days[step] = day
    if state in (S.RETURN_ON_THE_WAY, S.RETURN_RECEIVED):
        days.update(_return_of_these_days(state, today, random))
    on_days = {step: _saturday_for_sunday(day) if step in _AT_WORK else day for step, day in days.items()}
    return Journey(on_days, today)


def monday_for_sunday(day: date) -> date:
    """The Monday after, for a Sunday that is still to come."""
    return day + timedelta(days=day.weekday() == _SUNDAY)


def _saturday_for_sunday(day: date) -> date:
    return day - timedelta(days=day.weekday() == _SUNDAY)


def _life(state: S, age: int, random: Random) -> tuple[S, ...]:
    if state is S.CANCELLED:
        return _CANCELLED_PAID if age <= DAYS_TO_PAY else _CANCELLED_UNPAID
    if state is S.REFUNDED and random.random() < 0.4:
        return (*_CANCELLED_PAID, S.REFUNDED)
    if state in _ASIDE:
        return _ASIDE[state]
    return _TO_THE_DOOR_AND_BACK[: _TO_THE_DOOR_AND_BACK.index(state) + 1]


def _gap(state: S, life: tuple[S, ...], random: Random) -> int:
    if life == _CANCELLED_UNPAID and state is S.CANCELLED:
        return DAYS_TO_PAY
    return random.randint(*_DAYS_FROM_THE_STATE_BEFORE.get(state, (0, 0)))


def _return_of_these_days(state: S, today: date, random: Random) -> dict[S, date]:
    """A return that is under way now began a few days ago, however old the order is."""
    if state is S.RETURN_ON_THE_WAY:
        return {state: today - timedelta(days=random.randint(1, 3))}
    received = today - timedelta(days=random.randint(1, 4))
    return {S.RETURN_ON_THE_WAY: received - timedelta(days=2), state: received}
