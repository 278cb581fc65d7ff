"""Where an order goes and what is in it, in every state and also when the back end does not know."""

from dataclasses import replace
from datetime import UTC

import pytest

from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState as S
from actions.orders.order_questions import what_is_in_it, where_it_goes
from tests.actions.orders.every_case import HOME, ORDERS
from tests.actions.orders.sample_orders import TODAY


@pytest.mark.parametrize("state", list(S))
def test_the_address_is_said_in_every_state_and_changed_only_before_it_leaves(state):
    answer = where_it_goes(replace(ORDERS[state], address=HOME), TODAY, UTC)

    assert len(set(answer.wordings)) == 3
    assert all("3 Quay Street, SW1A 1AA London, the United Kingdom" in words for words in answer.wordings)
    is_open = state in {S.PLACED, S.PAYMENT_FAILED, S.PAID, S.PACKED}
    assert (NextStep.CHANGE_ADDRESS in answer.next_steps) is is_open


def test_an_address_that_is_not_known_is_not_made_up():
    answer = where_it_goes(replace(ORDERS[S.SHIPPED], address=None), TODAY, UTC)
    assert "I can't see the delivery address of order 20001" in answer.wordings[0]


def test_what_was_ordered_is_said_with_size_count_and_total():
    answer = what_is_in_it(ORDERS[S.PAID], TODAY, UTC)
    assert "Quay trainer (chalk, 42) and 2 × Burr merino socks" in answer.wordings[0]
    assert "€135.00 in all" in answer.wordings[0]


def test_items_that_are_not_known_are_not_made_up():
    answer = what_is_in_it(replace(ORDERS[S.PAID], items=()), TODAY, UTC)
    assert "I can't see the items of order 20001" in answer.wordings[0]
