"""No history of customers, strangers, a busy shop and accidents makes a change twice, or half of one."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import event
from sqlalchemy.engine import Engine

from actions.orders import order_rows
from actions.orders.database import writing
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.mapped_order_book import MappedOrderBook
from actions.orders.order import Order
from actions.orders.schema import upgrade
from actions.orders.sql_order_book import SqlOrderBook
from tests.actions.orders.change_histories import FIRST, ChangeHistories, Lived
from tests.actions.orders.conftest import filled_sql_book
from tests.actions.orders.sample_terms import Clock, a_shop
from tests.actions.orders.tea_shop import filled_tea_book, make_tables, set_status
from tests.conftest import PROVE

STEPS_A_HISTORY = 50


def _live(histories: int, live: Callable[[], Lived]) -> int:
    """How many steps these histories took together."""
    steps = count()
    sized = settings(max_examples=histories, stateful_step_count=STEPS_A_HISTORY)
    run_state_machine_as_test(lambda: ChangeHistories(live, lambda: next(steps)), settings=sized)
    return next(steps)


@pytest.mark.proof
def test_every_change_is_made_once_in_every_history() -> None:
    def live() -> Lived:
        clock = Clock()
        book = InMemoryOrderBook(FIRST, shop=a_shop(clock))
        return Lived([book], clock, lambda _before, after: book.put(after))

    assert _live(1000 if PROVE else 60, live) >= (40_000 if PROVE else 2_000)


@pytest.mark.proof
def test_the_sql_book_lives_every_history_as_the_one_in_memory_does(tmp_path: Path) -> None:
    template = tmp_path / "template.db"
    upgrade(f"sqlite:///{template}")
    fresh = (tmp_path / f"history-{number}.db" for number in count())

    with ExitStack() as stack:

        def live() -> Lived:
            url = f"sqlite:///{shutil.copyfile(template, next(fresh))}"
            clock = Clock()
            sql = filled_sql_book(url, FIRST, a_shop(clock))
            stack.callback(sql.close)
            return _side_by_side(sql, clock)

        assert _live(200 if PROVE else 6, live) >= (8_000 if PROVE else 200)


@pytest.mark.proof
def test_a_book_over_a_shops_own_tables_lives_every_history_as_the_one_in_memory_does(tmp_path: Path) -> None:
    template = tmp_path / "template.db"
    make_tables(f"sqlite:///{template}")
    fresh = (tmp_path / f"history-{number}.db" for number in count())

    with ExitStack() as stack:

        def live() -> Lived:
            url = f"sqlite:///{shutil.copyfile(template, next(fresh))}"
            clock = Clock()
            mapped = filled_tea_book(url, FIRST, a_shop(clock))
            stack.callback(mapped.close)
            return _side_by_side(mapped, clock)

        assert _live(100 if PROVE else 3, live) >= (4_000 if PROVE else 100)


def _side_by_side(book: SqlOrderBook | MappedOrderBook, clock: Clock) -> Lived:
    memory = InMemoryOrderBook(FIRST, shop=a_shop(clock))
    engine: Engine = book._engine
    accident = _Accident(engine)

    def put(before: Order, after: Order) -> None:
        memory.put(after)
        with writing(engine) as connection:
            if isinstance(book, MappedOrderBook):
                set_status(connection, after.number, after.state)
            else:
                order_rows.update(connection, before, after)

    return Lived([memory, book], clock, put, accident.happen_at)


class _Accident:
    """Breaks the database's connection at the given statement of the next write."""

    def __init__(self, engine: Engine) -> None:
        self._left = 0
        event.listen(engine, "do_execute", self._tick)
        event.listen(engine, "do_executemany", self._tick)

    def happen_at(self, statement: int) -> bool:
        self._left = statement
        return True

    def _tick(self, *_: object) -> None:
        if self._left:
            self._left -= 1
            if self._left == 0:
                raise sqlite3.OperationalError("the disk is gone")
