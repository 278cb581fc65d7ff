"""Values that are kept as plain records come back as they were."""

import json

import pytest

from actions.orders.changes import CHANGE_TYPES, Change, ChangeKind
from actions.orders.order import Order, OrderState
from actions.orders.plain_values import from_plain, to_plain
from tests.actions.orders.every_case import CHANGES, ORDERS
from tests.actions.orders.sample_orders import an_order_that_says_everything


@pytest.mark.parametrize("order", [*ORDERS.values(), an_order_that_says_everything()], ids=lambda o: o.state)
def test_an_order_comes_back_whole(order: Order) -> None:
    assert from_plain(Order, json.loads(json.dumps(to_plain(order)))) == order


@pytest.mark.parametrize("wish", CHANGES.values(), ids=CHANGES)
def test_a_change_comes_back_as_its_own_kind(wish: Change) -> None:
    plain = json.loads(json.dumps(to_plain(wish)))

    assert from_plain(CHANGE_TYPES[wish.kind], plain) == wish


def test_every_kind_of_change_has_its_type() -> None:
    assert set(CHANGE_TYPES) == set(ChangeKind)
    assert {wish.kind for wish in CHANGES.values()} == set(ChangeKind)


def test_a_word_that_no_order_has_does_not_come_back() -> None:
    plain = to_plain(ORDERS[OrderState.PAID]) | {"state": "eaten by a dog"}

    with pytest.raises(ValueError, match="eaten by a dog"):
        from_plain(Order, plain)
