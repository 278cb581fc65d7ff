"""The life of an order: which state may follow which.

    placed ─┬─▶ paid ──▶ packed ─┬─▶ shipped ──────┬─▶ out_for_delivery ──▶ delivered
            │    ▲               └─▶ partly_shipped┘        ▲      │             │
            │    │                          late ◀── shipped│      ▼             ▼
            └─▶ payment_failed               └──────────────┘    late    return_on_the_way
                                                                                 │
    placed, payment_failed, paid, packed ──▶ cancelled ──▶ refunded ◀── return_received

What each change costs, and who may make it, is not said here.
"""

from collections.abc import Mapping

from actions.orders.order import OrderState as S

FIRST = S.PLACED

FOLLOWING: Mapping[S, tuple[S, ...]] = {
    S.PLACED: (S.PAID, S.PAYMENT_FAILED, S.CANCELLED),
    S.PAYMENT_FAILED: (S.PAID, S.CANCELLED),
    S.PAID: (S.PACKED, S.CANCELLED),
    S.PACKED: (S.SHIPPED, S.PARTLY_SHIPPED, S.CANCELLED),
    S.PARTLY_SHIPPED: (S.SHIPPED, S.OUT_FOR_DELIVERY, S.LATE),
    S.SHIPPED: (S.OUT_FOR_DELIVERY, S.LATE),
    S.LATE: (S.OUT_FOR_DELIVERY,),
    S.OUT_FOR_DELIVERY: (S.DELIVERED, S.LATE),
    S.DELIVERED: (S.RETURN_ON_THE_WAY,),
    S.RETURN_ON_THE_WAY: (S.RETURN_RECEIVED,),
    S.RETURN_RECEIVED: (S.REFUNDED,),
    S.CANCELLED: (S.REFUNDED,),
    S.REFUNDED: (),
}


def may_follow(state: S, following: S) -> bool:
    """Whether an order in `state` may go to `following` in one step."""
    return following in FOLLOWING[state]


def shortest_life(state: S) -> tuple[S, ...]:
    """The fewest states an order goes through to reach `state`, from the first to `state` itself."""
    lives: list[tuple[S, ...]] = [(FIRST,)]
    for life in lives:
        if life[-1] is state:
            return life
        lives.extend((*life, following) for following in FOLLOWING[life[-1]] if following not in life)
    raise AssertionError(f"no order ever becomes {state}")  # a hole in FOLLOWING, which its test finds first
