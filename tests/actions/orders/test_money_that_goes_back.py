"""What is said to go back was paid before, and one sum for two refunds is told as one."""

from dataclasses import replace

import pytest

from actions.orders.changes import CancelOrder
from actions.orders.order import OrderState as S
from actions.orders.order import PaymentMethod, Refund
from actions.orders.weighing import Possible, weigh
from tests.actions.orders.every_case import ORDERS
from tests.actions.orders.sample_orders import TODAY, days
from tests.actions.orders.sample_terms import NOW, TERMS


@pytest.mark.parametrize("state", [S.PAID, S.PACKED])
def test_an_invoice_that_nobody_has_yet_is_not_paid_back(state: S) -> None:
    order = replace(ORDERS[state], payment_method=PaymentMethod.INVOICE, charges=(), refund=None)

    weighed = weigh(order, CancelOrder(), TERMS, NOW, NOW.tzinfo)

    assert isinstance(weighed, Possible)
    assert "Nothing was charged" in weighed.sentence
    assert "goes back" not in weighed.done


def test_one_sum_for_all_that_goes_back_says_so() -> None:
    order = replace(ORDERS[S.PAID], refund=Refund(2300, TODAY + days(5)))

    weighed = weigh(order, CancelOrder(), TERMS, NOW, NOW.tzinfo)

    assert isinstance(weighed, Possible)
    assert "€23.00 of it was on its way already" in weighed.sentence
