"""The shop's terms for the tests: those that ship with Deskbell, and a shop that allows and pays little."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from actions.orders.order import OrderState
from actions.orders.shop import Shop
from actions.orders.terms import OrderTerms, load_terms
from tests.actions.orders.sample_orders import TODAY

TERMS = load_terms()
UNTIL_PAID = frozenset({OrderState.PLACED, OrderState.PAYMENT_FAILED, OrderState.PAID})
STRICT = replace(
    TERMS,
    cancel_in=UNTIL_PAID,
    cancel_fee=500,
    address_in=frozenset(),
    items_in=frozenset(),
    returns=replace(TERMS.returns, days=14, label_cost=490, label_link=""),
    can_exchange=False,
    exchange_label_cost=490,
    undo=timedelta(0),
)
NOTHING_BY_CHAT = replace(STRICT, cancel_in=frozenset(), returns=replace(TERMS.returns, days=0))
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 14, 10, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time

    def wait(self, minutes: float) -> None:
        self.time += timedelta(minutes=minutes)


def a_shop(clock: Clock | None = None, terms: OrderTerms = TERMS) -> Shop:
    """The shop whose terms ship with Deskbell, at the moment of `clock`."""
    return Shop(terms, UTC, clock or Clock())
