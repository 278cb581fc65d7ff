"""An order book that answers in time, whatever the one behind it does: the only place for retries and limits.

A short failure is tried again, a long one is not waited for, and a back end that keeps failing is left alone
for a while, so that customers hear at once that it is away. What to say then is not decided here.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from circuitbreaker import CircuitBreaker  # type: ignore[import-untyped]
from tenacity import Retrying, retry_if_exception, stop_after_attempt, stop_after_delay, wait_random

from actions.orders.changes import Change
from actions.orders.database import PATIENCE
from actions.orders.errors import OrderBookDamaged, OrderBookUnavailable
from actions.orders.order import Order
from actions.orders.order_book import OrderBook, OrderPage, Receipt, TrailEntry
from actions.orders.proof import Access

Found = TypeVar("Found")

_TRIES = 3
_FAILURES_BEFORE_A_REST = 5
_REST = 10.0
_CALLS_AT_ONCE = 16


class PatientOrderBook:
    """Keeps the promises of `OrderBook` over another book, and answers within `patience` seconds in all.

    After five failures in a row every call is OrderBookUnavailable at once, for `rest` seconds; then the next
    call tries again. Safe for many threads, which don't wait for each other.
    """

    def __init__(self, order_book: OrderBook, patience: float = PATIENCE, rest: float = _REST) -> None:
        self._order_book = order_book
        self._patience = patience
        self._threads = ThreadPoolExecutor(_CALLS_AT_ONCE, thread_name_prefix="orders")
        self._breaker = CircuitBreaker(_FAILURES_BEFORE_A_REST, rest, _is_away)
        self._again = Retrying(
            retry=retry_if_exception(_is_worth_another_try),
            stop=stop_after_attempt(_TRIES) | stop_after_delay(patience / 2),
            wait=wait_random(patience / 100, patience / 20),
            reraise=True,
        )

    def close(self) -> None:
        """Takes no more calls. The book behind it stays open."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def find(self, order_number: str, access: Access) -> Order:
        return self._ask(partial(self._order_book.find, order_number, access))

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        return self._ask(partial(self._order_book.recent_orders, customer_id, limit, before))

    def change(self, order_number: str, access: Access, change: Change, *, key: str, version: int) -> Receipt:
        return self._ask(
            partial(self._order_book.change, order_number, access, change, key=key, version=version)
        )

    def undo(self, order_number: str, access: Access, key_of_change: str, *, key: str) -> Receipt:
        return self._ask(partial(self._order_book.undo, order_number, access, key_of_change, key=key))

    def trail(self, order_number: str, access: Access) -> tuple[TrailEntry, ...]:
        return self._ask(partial(self._order_book.trail, order_number, access))

    def _ask(self, call: Callable[[], Found]) -> Found:
        if self._breaker.opened:
            raise OrderBookUnavailable(
                "The order back end has failed several times, and is left alone for now."
            )
        with self._breaker:
            return self._in_time(self._threads.submit(self._again, call))

    def _in_time(self, future: "Future[Found]") -> Found:
        try:
            return future.result(self._patience)
        except TimeoutError as exc:
            future.cancel()  # what has not begun must not begin when nobody waits for it any more
            raise OrderBookUnavailable(f"The order back end took over {self._patience} s.") from exc


def _is_away(kind: type[BaseException], _error: BaseException | None) -> bool:
    return issubclass(kind, OrderBookUnavailable) and not issubclass(kind, OrderBookDamaged)


def _is_worth_another_try(error: BaseException) -> bool:
    return _is_away(type(error), error)
