"""The shop's terms for the tests: those that ship with Deskbell, and a shop that allows and pays little."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from actions.orders.order import OrderState
from actions.orders.terms import load_terms
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
