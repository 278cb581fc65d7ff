"""The life of an order: which state may follow which.

    placed ──▶ paid ──▶ packed ──▶ shipped ──▶ out_for_delivery ──▶ delivered
      │         ▲          │         ▲  │         ▲   │                │
      ▼         │          ▼         │  ▼         │   ▼                ▼
    payment_failed    partly_shipped ┘  late ─────┘  late      return_on_the_way ──▶ return_received
                                                                                            │
    placed, payment_failed, paid, packed ──▶ cancelled ──▶ refunded ◀───────────────────────┘

What each change costs, and who may make it, is not said here.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from actions.orders.order import OrderState as S

FIRST = S.PLACED
UNPAID = frozenset({S.PLACED, S.PAYMENT_FAILED})
PACKING = frozenset({S.PAID, S.PACKED})
BEFORE_SHIPPING = UNPAID | PACKING
UNDERWAY = frozenset({S.PARTLY_SHIPPED, S.SHIPPED, S.LATE, S.OUT_FOR_DELIVERY})
OVER = frozenset({S.CANCELLED, S.REFUNDED})

FOLLOWING: Mapping[S, frozenset[S]] = {
    S.PLACED: frozenset({S.PAID, S.PAYMENT_FAILED, S.CANCELLED}),
    S.PAYMENT_FAILED: frozenset({S.PAID, S.CANCELLED}),
    S.PAID: frozenset({S.PACKED, S.CANCELLED}),
    S.PACKED: frozenset({S.SHIPPED, S.PARTLY_SHIPPED, S.CANCELLED}),
    S.PARTLY_SHIPPED: frozenset({S.SHIPPED, S.OUT_FOR_DELIVERY, S.LATE}),
    S.SHIPPED: frozenset({S.OUT_FOR_DELIVERY, S.LATE}),
    S.LATE: frozenset({S.OUT_FOR_DELIVERY}),
    S.OUT_FOR_DELIVERY: frozenset({S.DELIVERED, S.LATE}),
    S.DELIVERED: frozenset({S.RETURN_ON_THE_WAY}),
    S.RETURN_ON_THE_WAY: frozenset({S.RETURN_RECEIVED}),
    S.RETURN_RECEIVED: frozenset({S.REFUNDED}),
    S.CANCELLED: frozenset({S.REFUNDED}),
    S.REFUNDED: frozenset(),
}


def may_follow(state: S, following: S) -> bool:
    """Whether an order in `state` may go to `following` in one step."""
    return following in FOLLOWING[state]


def leads_to(state: S, later: S) -> bool:
    """Whether an order in `state` may ever be in `later`, or is there already."""
    reached, waiting = {state}, [state]
    while waiting:
        new = FOLLOWING[waiting.pop()] - reached
        reached |= new
        waiting += new
    return later in reached


def is_life(states: Sequence[S]) -> bool:
    """Whether an order can have gone through exactly these states, from the first one on."""
    return tuple(states[:1]) == (FIRST,) and all(may_follow(one, other) for one, other in pairwise(states))
