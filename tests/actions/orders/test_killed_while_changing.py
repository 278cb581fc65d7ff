"""A process that is killed while it cancels has cancelled an order wholly, or not at all."""

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from actions.orders.changes import CancelOrder
from actions.orders.order import Order, OrderState
from actions.orders.order_book import OrderBook
from actions.orders.schema import upgrade
from tests.actions.orders import cancelling_process as process
from tests.actions.orders.conftest import filled_sql_book
from tests.actions.orders.making_changes import PAID
from tests.actions.orders.tea_shop import MAPPING_FILE, filled_tea_book, make_tables
from tests.conftest import PROVE, ROOT

KILLS = 30 if PROVE else 3


@pytest.mark.faults
@pytest.mark.parametrize("mapping", ["", str(MAPPING_FILE)], ids=["our tables", "a shop's own tables"])
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_cancellation_that_is_killed_is_done_once_or_not_at_all(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, mapping: str
) -> None:
    url = f"sqlite:///{tmp_path}/o.db" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    make_tables(url) if mapping else upgrade(url)
    fill = filled_tea_book if mapping else filled_sql_book
    chance = random.Random(kind)

    for _ in range(KILLS):
        book = fill(url, tuple(replace(PAID, number=number) for number in process.numbers()))
        begun = chance.randrange(1, process.HOW_MANY)
        _kill_during([url, mapping], begun, chance.uniform(0.0, 0.01))
        done = sum(_is_whole(book, number) for number in process.numbers())
        _cancel_all_again(book)
        assert sum(_is_whole(book, number) for number in process.numbers()) == process.HOW_MANY
        assert begun - 1 <= done <= process.HOW_MANY
        book.close()


def _kill_during(arguments: list[str], which: int, seconds: float) -> None:
    """Kills the process a moment after it began its so many-eth cancellation."""
    command = [sys.executable, "-m", process.__name__, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        for _ in range(which):
            assert victim.stdout.readline()
        time.sleep(seconds)
        victim.kill()


def _is_whole(book: OrderBook, number: str) -> bool:
    """Whether the order is cancelled; in either case, everything about it says the same."""
    order, trail = book.find(number, process.CUSTOMER), book.trail(number, process.CUSTOMER)
    is_cancelled = order.state is OrderState.CANCELLED
    expected: tuple[object, ...] = (True, True, 2, [process.key_for(number)])
    assert _facts(order, [entry.key for entry in trail]) == (
        expected if is_cancelled else (False, False, 1, [])
    )
    return is_cancelled


def _facts(order: Order, keys: list[str]) -> tuple[object, ...]:
    return order.cancellation is not None, order.refund is not None, order.version, keys


def _cancel_all_again(book: OrderBook) -> None:
    for number in process.numbers():
        receipt = book.change(number, process.CUSTOMER, CancelOrder(), key=process.key_for(number), version=1)
        assert receipt.version == 2
