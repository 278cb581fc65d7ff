"""Customers hear within three seconds whether the order book is there, whatever the back end does."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from actions.orders.changes import CancelOrder
from actions.orders.errors import OrderBookDamaged, OrderBookUnavailable, OrderError, OrderNotFound
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.order import Order, OrderState
from actions.orders.patient_order_book import PatientOrderBook
from actions.orders.proof import Access, CustomerProof
from actions.orders.sql_order_book import SqlOrderBook
from tests.actions.orders.making_changes import NORA, PAID
from tests.actions.orders.sample_terms import a_shop


class MoodyOrderBook(InMemoryOrderBook):
    """Fails, or takes its time, as the test says."""

    def __init__(self) -> None:
        super().__init__([PAID], shop=a_shop())
        self.asked = 0
        self.fails: list[OrderError] = []
        self.is_down = False
        self.answers = threading.Event()
        self.answers.set()

    def find(self, order_number: str, access: Access) -> Order:
        self._mood()
        return super().find(order_number, access)

    def change(self, *arguments: Any, **named: Any) -> Any:
        self._mood()
        return super().change(*arguments, **named)

    def _mood(self) -> None:
        self.asked += 1
        self.answers.wait(20)
        if self.fails:
            raise self.fails.pop()
        if self.is_down:
            raise OrderBookUnavailable("down")


@pytest.fixture
def moody() -> Iterator[MoodyOrderBook]:
    book = MoodyOrderBook()
    yield book
    book.answers.set()


@contextmanager
def patient_with(book: MoodyOrderBook, patience: float = 0.4, rest: float = 60) -> Iterator[PatientOrderBook]:
    patient = PatientOrderBook(book, patience, rest)
    try:
        yield patient
    finally:
        patient.close()


def test_a_short_failure_is_not_noticed(moody: MoodyOrderBook) -> None:
    moody.fails = [OrderBookUnavailable("a moment, please")] * 2

    with patient_with(moody, patience=3) as patient:
        assert patient.find("20001", NORA) == PAID
    assert moody.asked == 3


@pytest.mark.parametrize("error", [OrderNotFound(), OrderBookDamaged("shells")])
def test_what_another_try_can_not_help_is_said_at_once(moody: MoodyOrderBook, error: OrderError) -> None:
    with patient_with(moody) as patient:
        for count in range(1, 9):
            moody.fails = [error]
            with pytest.raises(type(error)):
                patient.find("20001", NORA)
            assert moody.asked == count


def test_a_back_end_that_stays_down_is_left_alone_and_comes_back(moody: MoodyOrderBook) -> None:
    moody.is_down = True
    with patient_with(moody, rest=1) as patient:
        _ask_until_it_rests(patient)
        asked = moody.asked
        for _ in range(20):
            with pytest.raises(OrderBookUnavailable, match="left alone"):
                patient.find("20001", NORA)
        assert moody.asked == asked

        moody.is_down = False
        time.sleep(1.1)
        assert patient.find("20001", NORA) == PAID
        assert patient.find("20001", NORA) == PAID


def test_a_back_end_that_is_still_down_after_its_rest_gets_another(moody: MoodyOrderBook) -> None:
    moody.is_down = True
    with patient_with(moody, rest=1) as patient:
        _ask_until_it_rests(patient)
        time.sleep(1.1)
        with pytest.raises(OrderBookUnavailable, match="down"):
            patient.find("20001", NORA)
        with pytest.raises(OrderBookUnavailable, match="left alone"):
            patient.find("20001", NORA)


def test_who_is_not_there_does_not_count_as_a_back_end_that_is_away(moody: MoodyOrderBook) -> None:
    with patient_with(moody) as patient:
        for _ in range(20):
            with pytest.raises(OrderNotFound):
                patient.find("20001", CustomerProof("somebody"))
        assert patient.find("20001", NORA) == PAID


def test_a_slow_back_end_is_not_waited_for(moody: MoodyOrderBook) -> None:
    moody.answers.clear()
    with patient_with(moody, patience=0.2) as patient:
        begun = time.monotonic()
        with pytest.raises(OrderBookUnavailable, match=r"took over 0\.2 s"):
            patient.find("20001", NORA)
        assert time.monotonic() - begun < 2


def test_many_who_ask_a_hanging_back_end_all_hear_in_time(moody: MoodyOrderBook) -> None:
    moody.answers.clear()

    def seconds_to_hear(_: int) -> float:
        begun = time.monotonic()
        with pytest.raises(OrderBookUnavailable):
            patient.find("20001", NORA)
        return time.monotonic() - begun

    with patient_with(moody, patience=0.3) as patient, ThreadPoolExecutor(40) as customers:
        assert max(customers.map(seconds_to_hear, range(40))) < 3
        assert moody.asked <= 16
        moody.answers.set()


def test_one_slow_answer_holds_up_nobody_else(moody: MoodyOrderBook) -> None:
    moody.answers.clear()
    with patient_with(moody, patience=10) as patient, ThreadPoolExecutor(1) as customers:
        slow = customers.submit(patient.find, "20001", NORA)
        while moody.asked == 0:
            time.sleep(0.01)
        assert patient.recent_orders("nora", 5).orders == (PAID,)
        assert not slow.done()
        moody.answers.set()
        assert slow.result(10) == PAID


def test_a_change_that_failed_on_its_way_is_made_once(moody: MoodyOrderBook) -> None:
    moody.fails = [OrderBookUnavailable("lost")] * 2
    with patient_with(moody, patience=3) as patient:
        receipt = patient.change("20001", NORA, CancelOrder(), key="k:1", version=1)
        again = patient.change("20001", NORA, CancelOrder(), key="k:1", version=1)

    assert again == receipt
    order = moody.find("20001", NORA)
    assert (order.state, order.version) == (OrderState.CANCELLED, 2)


def test_a_change_that_nobody_waited_for_is_told_by_its_key(moody: MoodyOrderBook) -> None:
    moody.answers.clear()
    with patient_with(moody, patience=0.3) as patient:
        with pytest.raises(OrderBookUnavailable):
            patient.change("20001", NORA, CancelOrder(), key="k:1", version=1)
        moody.answers.set()
        receipt = patient.change("20001", NORA, CancelOrder(), key="k:1", version=1)

    assert (receipt.key, receipt.version) == ("k:1", 2)


def test_a_database_that_is_not_there_is_said_within_three_seconds(unused_port: int) -> None:
    book = SqlOrderBook(f"postgresql://nobody@127.0.0.1:{unused_port}/shop", shop=a_shop())
    patient = PatientOrderBook(book)
    begun = time.monotonic()

    with pytest.raises(OrderBookUnavailable):
        patient.find("20001", NORA)

    assert time.monotonic() - begun < 4
    patient.close()
    book.close()


def _ask_until_it_rests(patient: PatientOrderBook) -> None:
    for _ in range(5):
        with pytest.raises(OrderBookUnavailable):
            patient.find("20001", NORA)
