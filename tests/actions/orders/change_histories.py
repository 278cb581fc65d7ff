"""Histories of customers, a shop and accidents around three orders, lived by one or several books at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from actions.orders.changes import CancelOrder, Change, ChangeItems, StartReturn
from actions.orders.errors import (
    ChangeRefused,
    ConfirmationNeeded,
    OrderBookUnavailable,
    OrderError,
    OrderNotFound,
)
from actions.orders.lifecycle import FOLLOWING
from actions.orders.order import Order, OrderState, ReturnReason
from actions.orders.order_book import OrderBook, Receipt
from actions.orders.proof import Access, CustomerProof, EmailProof, Pass, PostcodeProof, Tier
from tests.actions.orders.every_case import CHANGES, ORDERS
from tests.actions.orders.sample_terms import Clock

NUMBERS = ("20001", "20002", "20003")
FIRST = tuple(
    replace(ORDERS[state], number=number, customer_id=f"customer {number}", email=f"{number}@example.com")
    for number, state in zip(NUMBERS, (OrderState.PAID, OrderState.DELIVERED, OrderState.PLACED), strict=True)
)
WISHES: tuple[Change, ...] = (
    *CHANGES.values(),
    ChangeItems({1: 0}),
    ChangeItems({2: 0}),
    StartReturn({}, ReturnReason.DAMAGED),
    CancelOrder(),
)
KEYS = tuple(f"conversation:{number}" for number in range(12))


def owner(number: str) -> Access:
    return CustomerProof(f"customer {number}")


def accesses_of(number: str) -> tuple[Access, ...]:
    return (
        owner(number),
        Pass(number, Tier.CONFIRMED),
        Pass(number, Tier.SEEN),
        EmailProof(f"{number}@example.com"),
    )


@dataclass
class Lived:
    """Books that live the same history. `put` is the shop's own hand, `crash_next` breaks the next write."""

    books: Sequence[OrderBook]
    clock: Clock
    put: Callable[[Order, Order], None]
    crash_next: Callable[[int], bool] | None = None
    steps: int = 0
    receipts: dict[str, Receipt] = field(default_factory=dict)


class ChangeHistories(RuleBasedStateMachine):
    """Whatever happens: every change once, on the version that was weighed, for its owner, and on record."""

    def __init__(self, live: Callable[[], Lived], count: Callable[[], None]) -> None:
        super().__init__()
        self._count = count
        self.lived = live()
        self.moved = dict.fromkeys(NUMBERS, 0)
        self.known = {order.number: order for order in FIRST}

    @rule(
        number=st.sampled_from(NUMBERS),
        whose=st.sampled_from(NUMBERS),
        access=st.integers(0, 3),
        wish=st.sampled_from(WISHES),
        key=st.sampled_from(KEYS),
        age=st.sampled_from((0, 0, 0, 0, 1, -1)),
    )
    def somebody_changes(
        self, number: str, whose: str, access: int, wish: Change, key: str, age: int
    ) -> None:
        shown = accesses_of(whose)[access]
        version = self.known[number].version - age
        outcome = self._all(lambda book: book.change(number, shown, wish, key=key, version=version))
        if number != whose:
            assert isinstance(outcome, OrderNotFound)
        self._remember(number, key, outcome, is_current=age == 0)

    @rule(number=st.sampled_from(NUMBERS), wish=st.sampled_from(WISHES), key=st.sampled_from(KEYS))
    def the_owner_changes(self, number: str, wish: Change, key: str) -> None:
        version = self.known[number].version
        outcome = self._all(lambda book: book.change(number, owner(number), wish, key=key, version=version))
        assert not isinstance(outcome, OrderNotFound | ConfirmationNeeded)
        self._remember(number, key, outcome, is_current=True)

    @rule(
        number=st.sampled_from(NUMBERS),
        access=st.integers(0, 3),
        key_of_change=st.sampled_from(KEYS),
        key=st.sampled_from(KEYS),
    )
    def somebody_undoes(self, number: str, access: int, key_of_change: str, key: str) -> None:
        shown = accesses_of(number)[access]
        outcome = self._all(lambda book: book.undo(number, shown, key_of_change, key=key))
        self._remember(number, key, outcome, is_current=True)

    @rule(number=st.sampled_from(NUMBERS), access=st.sampled_from((EmailProof("x@y"), PostcodeProof("1"))))
    def a_stranger_looks(self, number: str, access: Access) -> None:
        assert isinstance(self._all(lambda book: book.find(number, access)), OrderNotFound)
        assert isinstance(self._all(lambda book: book.trail(number, access)), OrderNotFound)

    @rule(minutes=st.sampled_from((1, 4, 11, 60 * 24 * 3)))
    def time_passes(self, minutes: int) -> None:
        self.lived.clock.wait(minutes)

    @rule(number=st.sampled_from(NUMBERS), choice=st.integers(0, 2))
    def the_shop_moves_an_order_on(self, number: str, choice: int) -> None:
        order = self.known[number]
        following = sorted(FOLLOWING[order.state])
        if following:
            state = following[choice % len(following)]
            self.lived.put(order, replace(order, state=state, version=order.version + 1))
            self.moved[number] += 1
            self._look_again(number)

    @precondition(lambda self: self.lived.crash_next is not None)
    @rule(
        number=st.sampled_from(NUMBERS),
        wish=st.sampled_from(WISHES),
        key=st.sampled_from(KEYS),
        at=st.integers(1, 12),
    )
    def a_write_breaks_off(self, number: str, wish: Change, key: str, at: int) -> None:
        """The last book loses its database at a statement: nothing is done, and the key is still free."""
        assert self.lived.crash_next is not None
        before, version = self._looked(self.lived.books[-1]), self.known[number].version
        if not self.lived.crash_next(at):
            return
        outcome = _outcome(
            lambda book: book.change(number, owner(number), wish, key=key, version=version),
            self.lived.books[-1],
        )
        self.lived.crash_next(0)
        if isinstance(outcome, OrderBookUnavailable):
            assert self._looked(self.lived.books[-1]) == before
        elif isinstance(outcome, Receipt):
            self._catch_up(number, wish, key, version)

    def _catch_up(self, number: str, wish: Change, key: str, version: int) -> None:
        """The write was over before the accident: the others live it as well, and all agree again."""
        outcome = self._all(lambda book: book.change(number, owner(number), wish, key=key, version=version))
        self._remember(number, key, outcome, is_current=True)

    @invariant()
    def every_version_is_on_record_once(self) -> None:
        self._count()
        for number in NUMBERS:
            order, trail = self._both(number)
            assert order == self.known[number]
            versions = [entry.version for entry in trail]
            assert order.version == 1 + len(trail) + self.moved[number]
            assert versions == sorted(set(versions))
            for entry in trail:
                assert self.lived.receipts[entry.key].order_number == number
                assert self.lived.receipts[entry.key].version == entry.version

    def _all(self, call: Callable[[OrderBook], Any]) -> Any:
        outcomes = [_outcome(call, book) for book in self.lived.books]
        assert all(_comparable(outcome) == _comparable(outcomes[0]) for outcome in outcomes), outcomes
        return outcomes[0]

    def _remember(self, number: str, key: str, outcome: Any, *, is_current: bool) -> None:
        if isinstance(outcome, Receipt):
            assert self.lived.receipts.setdefault(key, outcome) == outcome
            assert is_current or key in self.lived.receipts
        self._look_again(number)

    def _look_again(self, number: str) -> None:
        self.known[number] = self._both(number)[0]

    def _both(self, number: str) -> tuple[Order, Any]:
        return self._all(lambda book: (book.find(number, owner(number)), book.trail(number, owner(number))))

    def _looked(self, book: OrderBook) -> list[Any]:
        return [(book.find(number, owner(number)), book.trail(number, owner(number))) for number in NUMBERS]


def _outcome(call: Callable[[OrderBook], Any], book: OrderBook) -> Any:
    try:
        return call(book)
    except OrderError as error:
        return error


def _comparable(outcome: Any) -> Any:
    if isinstance(outcome, ChangeRefused):
        return ChangeRefused, outcome.refused
    return (type(outcome), outcome.args) if isinstance(outcome, OrderError) else outcome
