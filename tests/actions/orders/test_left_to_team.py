"""What a back end can't do is passed on to the team, and said so; what it can't tell is not denied."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.orders import order_questions
from actions.orders.changes import CancelOrder, ChangeAddress, ChangeKind
from actions.orders.errors import ChangeRefused
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.next_steps import NextStep
from actions.orders.order import Address, Order, OrderPart, OrderState, ReportKind
from actions.orders.order_status import status_of
from actions.orders.weighing import Possible, weigh
from tests.actions.orders.every_case import CHANGES, ORDERS
from tests.actions.orders.making_changes import NORA, change, is_possible
from tests.actions.orders.sample_orders import TODAY
from tests.actions.orders.sample_terms import NOW, STRICT, TERMS, Clock, a_shop

LEFT = tuple(
    kind.value
    for kind in (
        ChangeKind.CANCEL_ORDER,
        ChangeKind.CHANGE_ADDRESS,
        ChangeKind.CHANGE_ITEMS,
        ChangeKind.START_RETURN,
        ChangeKind.START_EXCHANGE,
    )
)
MOVING = [wish for wish, change in CHANGES.items() if change.kind.value in LEFT]


def _left(order: Order) -> Order:
    return replace(order, left_to_team=LEFT)


def _order_for(wish: str) -> Order:
    return _left(next(order for order in ORDERS.values() if is_possible(order, CHANGES[wish])))


@pytest.mark.parametrize("wish", MOVING)
def test_a_change_that_is_left_to_the_team_is_promised_and_reported_as_just_that(wish: str) -> None:
    before = _order_for(wish)
    book = InMemoryOrderBook([before], shop=a_shop())
    promise = weigh(before, CHANGES[wish], TERMS, NOW, NOW.tzinfo)

    receipt = change(book, CHANGES[wish])

    assert isinstance(promise, Possible)
    assert "I will ask our team to" in promise.sentence
    assert receipt.done.startswith("I have asked our team to")
    assert "It is not done yet" in receipt.done
    assert receipt.undo_until is None
    after = book.find("20001", NORA)
    assert replace(after, reports=(), version=1) == before
    assert [(report.kind, report.note) for report in after.reports] == [
        (ReportKind.REQUEST, CHANGES[wish].kind.value)
    ]
    assert [(one.change, one.for_team) for one in book.trail("20001", NORA)] == [(CHANGES[wish], True)]


@pytest.mark.parametrize("wish", [wish for wish in CHANGES if wish not in MOVING])
def test_words_for_the_team_are_what_they_always_were(wish: str) -> None:
    before = _order_for(wish)
    left = weigh(before, CHANGES[wish], TERMS, NOW, NOW.tzinfo)

    assert left == weigh(replace(before, left_to_team=()), CHANGES[wish], TERMS, NOW, NOW.tzinfo)


def test_what_the_terms_refuse_is_refused_also_where_the_team_would_do_it() -> None:
    order = ORDERS[OrderState.SHIPPED]

    left = weigh(_left(order), CancelOrder(), TERMS, NOW, NOW.tzinfo)

    assert left == weigh(order, CancelOrder(), TERMS, NOW, NOW.tzinfo)


def test_what_it_costs_is_said_before_the_team_is_asked() -> None:
    promise = weigh(_left(ORDERS[OrderState.PAID]), CancelOrder(), STRICT, NOW, NOW.tzinfo)

    assert isinstance(promise, Possible)
    assert "It costs €5.00." in promise.sentence


def test_the_team_is_asked_once_to_cancel_and_again_for_another_address() -> None:
    book = InMemoryOrderBook([_left(ORDERS[OrderState.PAID])], shop=a_shop())
    change(book, CancelOrder())
    other = ChangeAddress(Address("Nora Field", "1 Hill Street", "EH6 6JH", "Edinburgh", "GB"))

    with pytest.raises(ChangeRefused) as caught:
        change(book, CancelOrder(), "k:2", version=2)
    change(book, CHANGES["address"], "k:3", version=2)
    change(book, other, "k:4", version=3)

    assert "our team looks after that" in caught.value.refused.wordings[0]
    assert NextStep.TALK_TO_PERSON in caught.value.refused.instead


def test_an_open_request_is_told_with_the_order_until_it_is_moot_or_long_ago() -> None:
    clock = Clock()
    book = InMemoryOrderBook([_left(ORDERS[OrderState.PAID])], shop=a_shop(clock))
    change(book, CancelOrder())
    order = book.find("20001", NORA)
    said = "You asked us today to cancel it, and our team looks after that."

    assert said in status_of(order, TODAY).wordings[0]
    for moot in (OrderState.CANCELLED, OrderState.SHIPPED):
        assert "asked us" not in status_of(replace(order, state=moot), TODAY).wordings[0]
    assert "asked us" not in status_of(order, TODAY + timedelta(days=31)).wordings[0]


def test_a_request_can_not_be_undone_since_somebody_may_be_at_it() -> None:
    book = InMemoryOrderBook([_left(ORDERS[OrderState.PAID])], shop=a_shop())
    change(book, CancelOrder())

    with pytest.raises(ChangeRefused) as caught:
        book.undo("20001", NORA, "k:1", key="k:2")

    assert "can't be undone here" in caught.value.refused.wordings[0]


@pytest.mark.parametrize("question", [order_questions.charge, order_questions.charged_twice])
def test_payments_that_the_back_end_can_not_tell_are_not_denied(question) -> None:
    order = replace(ORDERS[OrderState.PAID], unknown=(OrderPart.CHARGES,))

    answer = question(order, TODAY)

    assert all("can't see" in words or "not in what I can see" in words for words in answer.wordings)
    assert NextStep.TALK_TO_PERSON in answer.next_steps


@pytest.mark.parametrize("state", [OrderState.PLACED, OrderState.CANCELLED, OrderState.DELIVERED])
def test_an_invoice_that_the_back_end_can_not_tell_is_not_denied(state: OrderState) -> None:
    answer = order_questions.invoice(replace(ORDERS[state], unknown=(OrderPart.INVOICE,)), TODAY)

    assert all("can't see" in words or "not in what I can see" in words for words in answer.wordings)


@pytest.mark.parametrize("state", [OrderState.PLACED, OrderState.CANCELLED, OrderState.DELIVERED])
def test_a_refund_that_the_back_end_can_not_tell_is_not_denied(state: OrderState) -> None:
    order = replace(ORDERS[state], refund=None, unknown=(OrderPart.REFUND,))

    answer = order_questions.where_is_refund(order, TODAY)

    assert all("can't see" in words or "not in what I can see" in words for words in answer.wordings)
    if state is OrderState.CANCELLED:
        assert (
            "I can't see from here whether and when money goes back." in status_of(order, TODAY).wordings[0]
        )
