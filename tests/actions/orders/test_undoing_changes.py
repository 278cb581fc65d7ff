"""What every order book promises of undoing: in its time, once, and without undoing anything else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.orders.changes import CancelOrder, ChangeItems, Feedback, RecordFeedback
from actions.orders.errors import ChangeRefused
from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState
from actions.orders.order_book import OrderBook
from actions.orders.weighing import Refused
from tests.actions.orders.conftest import MakeBook
from tests.actions.orders.every_case import CHANGES, ORDERS
from tests.actions.orders.making_changes import NORA, PAID, change, is_possible
from tests.actions.orders.sample_orders import an_order
from tests.actions.orders.sample_terms import TERMS, Clock, a_shop


@pytest.mark.parametrize("wish", CHANGES)
def test_an_undone_change_leaves_the_order_as_it_was(make_book: MakeBook, wish: str) -> None:
    before = next(order for order in ORDERS.values() if is_possible(order, CHANGES[wish]))
    book = make_book(before, shop=a_shop())
    change(book, CHANGES[wish])

    receipt = book.undo("20001", NORA, "k:1", key="k:2")

    assert book.find("20001", NORA) == replace(before, version=3)
    assert (receipt.key, receipt.version, receipt.undo_until) == ("k:2", 3, None)
    assert "20001" in receipt.done


def test_undoing_is_possible_until_its_minute_and_not_after(make_book: MakeBook) -> None:
    for minutes, is_in_time in ((10, True), (10.1, False)):
        clock = Clock()
        book = make_book(PAID, shop=a_shop(clock))
        change(book, CancelOrder(), f"k:{minutes}")
        clock.wait(minutes)
        if is_in_time:
            assert book.undo("20001", NORA, f"k:{minutes}", key="u:1").version == 3
            continue
        refused = _undo_refused(book, f"k:{minutes}")
        assert "could be undone until 14:20" in refused.wordings[0]
        assert NextStep.TALK_TO_PERSON in refused.instead


def test_a_shop_without_undoing_says_so(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop(terms=replace(TERMS, undo=timedelta(0))))
    assert change(book, CancelOrder()).undo_until is None

    assert "can't be undone here" in _undo_refused(book, "k:1").wordings[0]


def test_what_was_touched_since_is_not_undone(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())
    change(book, ChangeItems({2: 1}))
    change(book, CancelOrder(), "k:2", version=2)

    assert "moved on" in _undo_refused(book, "k:1").wordings[0]
    assert book.find("20001", NORA).state is OrderState.CANCELLED


def test_other_matters_since_do_not_hinder_undoing(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())
    change(book, CancelOrder())
    change(book, RecordFeedback(Feedback.COMPLAINT, "sorry, wrong size"), "k:2", version=2)

    book.undo("20001", NORA, "k:1", key="k:3")

    order = book.find("20001", NORA)
    assert order.state is OrderState.PAID
    assert [report.note for report in order.reports] == ["sorry, wrong size"]


def test_a_change_is_undone_once_and_an_undoing_not_at_all(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())
    change(book, CancelOrder())
    first = book.undo("20001", NORA, "k:1", key="k:2")

    assert book.undo("20001", NORA, "k:1", key="k:2") == first
    assert "undone already" in _undo_refused(book, "k:1").wordings[0]
    assert "can't find a change" in _undo_refused(book, "k:2").wordings[0]
    assert "can't find a change" in _undo_refused(book, "no such key").wordings[0]
    assert book.find("20001", NORA).version == 3


def test_a_change_of_another_order_is_none_to_undo(make_book: MakeBook) -> None:
    book = make_book(PAID, an_order(number="20002"), shop=a_shop())
    change(book, CancelOrder())

    with pytest.raises(ChangeRefused) as caught:
        book.undo("20002", NORA, "k:1", key="k:2")
    assert "can't find a change of order 20002" in caught.value.refused.wordings[0]


def _undo_refused(book: OrderBook, key_of_change: str) -> Refused:
    with pytest.raises(ChangeRefused) as caught:
        book.undo("20001", NORA, key_of_change, key="another key")
    return caught.value.refused
