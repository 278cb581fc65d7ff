"""What every order book promises of changes: once, for the right customer, on the order as it was weighed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.orders.changes import (
    CancelOrder,
    Change,
    ChangeAddress,
    ChangeItems,
    ChangeKind,
    Feedback,
    RecordFeedback,
    tier_for,
)
from actions.orders.errors import (
    ChangeHalfDone,
    ChangeRefused,
    ConfirmationNeeded,
    KeyUsedBefore,
    OrderChangedMeanwhile,
    OrderError,
    OrderNotFound,
)
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.lifecycle import may_follow
from actions.orders.order import (
    CancelReason,
    Order,
    OrderState,
    PackedItem,
    Refund,
    ReportKind,
    ReturnReason,
)
from actions.orders.order_book import Actor, OrderBook, Receipt
from actions.orders.proof import Access, CustomerProof, EmailProof, Pass, PostcodeProof, Tier
from actions.orders.weighing import Possible, Refused, weigh
from tests.actions.orders.conftest import MakeBook
from tests.actions.orders.every_case import CHANGES, OFFICE, ORDERS
from tests.actions.orders.making_changes import CONFIRMED, NORA, PAID, SEEN, change, is_possible
from tests.actions.orders.sample_orders import TODAY, an_order, days
from tests.actions.orders.sample_terms import NOW, STRICT, TERMS, Clock, a_shop

WRONG_ACCESSES: tuple[Access, ...] = (
    EmailProof("somebody@example.com"),
    PostcodeProof("1234"),
    CustomerProof("somebody"),
    CustomerProof(""),
    Pass("20002", Tier.CONFIRMED),
    Pass("#20001", Tier.CONFIRMED),
)


@pytest.mark.parametrize("wish", CHANGES)
def test_a_change_is_done_exactly_when_weighing_says_that_itis_possible(
    make_book: MakeBook, wish: str
) -> None:
    orders = [replace(order, number=str(20001 + count)) for count, order in enumerate(ORDERS.values())]
    book = make_book(*orders, shop=a_shop())

    for before in orders:
        answer = weigh(before, CHANGES[wish], TERMS, NOW, NOW.tzinfo)
        if isinstance(answer, Possible):
            _assert_done(book, before, CHANGES[wish], answer)
        else:
            _assert_refused(book, before, CHANGES[wish], answer)


def _assert_done(book: OrderBook, before: Order, wish: Change, answer: Possible) -> None:
    key = f"k:{before.number}"

    receipt = book.change(before.number, NORA, wish, key=key, version=1)

    after = book.find(before.number, NORA)
    assert receipt == Receipt(key, before.number, NOW, 2, answer.done, answer.undo_until)
    assert after.version == 2
    assert after != replace(before, version=2)
    assert after.state is before.state or may_follow(before.state, after.state)


def _assert_refused(book: OrderBook, before: Order, wish: Change, answer: Refused) -> None:
    with pytest.raises(ChangeRefused) as caught:
        book.change(before.number, NORA, wish, key=f"k:{before.number}", version=1)

    assert caught.value.refused == answer
    assert book.find(before.number, NORA) == before
    assert book.trail(before.number, NORA) == ()


def test_a_cancelled_order_says_why_and_owes_the_money(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop(terms=STRICT))

    change(book, CancelOrder())

    order = book.find("20001", NORA)
    assert order.state is OrderState.CANCELLED
    assert order.cancellation is not None
    assert (order.cancellation.at, order.cancellation.reason) == (NOW, CancelReason.BY_CUSTOMER)
    assert order.refund == Refund(13000, TODAY + days(7))


def test_items_taken_off_and_a_cancellation_afterwards_pay_back_all_there_was(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())
    change(book, ChangeItems({1: 0, 2: 1}))

    order = book.find("20001", NORA)
    assert [(item.line, item.quantity) for item in order.items] == [(2, 1)]
    assert order.total == 13500 - 9900 - 1800
    assert order.refund == Refund(11700, TODAY + days(7))

    change(book, CancelOrder(), "k:2", version=2)
    assert book.find("20001", NORA).refund == Refund(13500, TODAY + days(7))


def test_a_new_address_does_not_move_what_proves_the_order(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())

    change(book, ChangeAddress(OFFICE))

    assert book.find("20001", PostcodeProof("SW1A 1AA")).address == OFFICE
    with pytest.raises(OrderNotFound):
        book.find("20001", PostcodeProof(OFFICE.postcode))


def test_a_started_return_knows_its_items_its_label_and_its_last_day(make_book: MakeBook) -> None:
    book = make_book(ORDERS[OrderState.DELIVERED], shop=a_shop())

    change(book, CHANGES["return"])

    order = book.find("20001", NORA)
    trip = order.return_trip
    assert trip is not None
    assert (trip.items, trip.reason) == ((PackedItem(2, 1),), ReturnReason.DOES_NOT_FIT)
    assert (trip.label, trip.send_by) == ("https://labels.example.org/20001", TODAY + days(29))
    assert order.refund is not None
    assert (order.refund.amount, order.refund.due_by) == (1800, TODAY + days(29 + 7 + 7))


def test_a_report_is_kept_with_what_it_is_about(make_book: MakeBook) -> None:
    book = make_book(ORDERS[OrderState.DELIVERED], shop=a_shop())

    change(book, CHANGES["damaged"])
    change(book, CHANGES["refund"], "k:2", version=2)

    damaged, refund = book.find("20001", NORA).reports
    assert (damaged.kind, damaged.note) == (ReportKind.DAMAGED, "the sole is off")
    assert damaged.items == (PackedItem(1, 1),)
    assert refund.kind is ReportKind.REFUND


@pytest.mark.parametrize("access", WRONG_ACCESSES, ids=repr)
def test_nobody_else_changes_an_order_or_learns_that_it_is_there(make_book: MakeBook, access: Access) -> None:
    book = make_book(PAID, shop=a_shop())
    change(book, ChangeAddress(OFFICE))
    calls: list[Callable[[str], object]] = [
        lambda number: book.change(number, access, CancelOrder(), key="k:1", version=2),
        lambda number: book.change(number, access, CancelOrder(), key="k:2", version=9),
        lambda number: book.change(number, access, CHANGES["praise"], key="k:3", version=2),
        lambda number: book.undo(number, access, "k:1", key="k:4"),
        lambda number: book.undo(number, access, "no such key", key="k:5"),
        lambda number: book.trail(number, access),
    ]

    for number in ("20001", "20009", "no number"):
        for call in calls:
            with pytest.raises(OrderNotFound):
                call(number)
    assert book.find("20001", NORA).version == 2


@pytest.mark.parametrize(
    "access", [EmailProof("nora.field@example.com"), PostcodeProof("SW1A 1AA"), SEEN], ids=repr
)
@pytest.mark.parametrize("wish", CHANGES)
def test_who_may_only_look_may_report_and_nothing_more(
    make_book: MakeBook, wish: str, access: Access
) -> None:
    before = next(order for order in ORDERS.values() if is_possible(order, CHANGES[wish]))
    book = make_book(before, shop=a_shop())

    if tier_for(CHANGES[wish].kind) is Tier.SEEN:
        assert change(book, CHANGES[wish], access=access).version == 2
        assert book.undo("20001", access, "k:1", key="k:2").version == 3
        return
    for version in (1, 7):
        with pytest.raises(ConfirmationNeeded):
            change(book, CHANGES[wish], access=access, version=version)
    change(book, CHANGES[wish])
    with pytest.raises(ConfirmationNeeded):
        change(book, CHANGES[wish], access=access)
    with pytest.raises(ConfirmationNeeded):
        book.undo("20001", access, "k:1", key="k:2")
    assert book.find("20001", NORA).version == 2


def test_reports_and_feedback_are_the_changes_that_need_no_code() -> None:
    needs_none = {kind for kind in ChangeKind if tier_for(kind) is Tier.SEEN}

    assert needs_none == {ChangeKind.REPORT_PROBLEM, ChangeKind.RECORD_FEEDBACK}


def test_a_guest_with_a_confirmed_pass_changes_the_order(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())

    change(book, CancelOrder(), access=CONFIRMED)

    assert book.find("20001", SEEN).state is OrderState.CANCELLED
    assert [entry.actor for entry in book.trail("20001", SEEN)] == [Actor.GUEST]


def test_the_same_wish_with_the_same_key_is_done_once_and_gives_the_same_receipt(
    make_book: MakeBook,
) -> None:
    clock = Clock()
    book = make_book(PAID, shop=a_shop(clock))
    first = change(book, ChangeItems({2: 1}))
    clock.wait(minutes=90)

    for version in (1, 2, 99):
        assert change(book, ChangeItems({2: 1}), version=version) == first
    assert book.find("20001", NORA).version == 2
    assert len(book.trail("20001", NORA)) == 1


def test_a_key_stays_with_its_wish(make_book: MakeBook) -> None:
    book = make_book(PAID, an_order(number="20002"), shop=a_shop())
    change(book, ChangeItems({2: 1}))

    for other in (ChangeItems({2: 0}), CancelOrder(), CHANGES["praise"]):
        with pytest.raises(KeyUsedBefore):
            change(book, other, version=2)
    with pytest.raises(KeyUsedBefore):
        book.change("20002", NORA, ChangeItems({2: 1}), key="k:1", version=1)
    with pytest.raises(KeyUsedBefore):
        book.undo("20001", NORA, "k:1", key="k:1")
    book.undo("20001", NORA, "k:1", key="k:2")
    with pytest.raises(KeyUsedBefore):
        change(book, ChangeItems({2: 1}), "k:2", version=3)


def test_two_wishes_that_say_the_same_in_other_fields_are_two(make_book: MakeBook) -> None:
    book = make_book(ORDERS[OrderState.DELIVERED], shop=a_shop())
    change(book, RecordFeedback(Feedback.PRAISE, "good"))

    with pytest.raises(KeyUsedBefore):
        change(book, RecordFeedback(Feedback.COMPLAINT, "good"), version=2)


def test_a_change_weighed_on_an_older_version_is_not_done(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())
    change(book, ChangeAddress(OFFICE))

    for version in (1, 3, 0):
        with pytest.raises(OrderChangedMeanwhile):
            change(book, CancelOrder(), "k:2", version=version)

    assert book.find("20001", NORA).state is OrderState.PAID
    assert change(book, CancelOrder(), "k:2", version=2).version == 3


def test_the_trail_tells_who_did_what_and_when_and_with_which_key(make_book: MakeBook) -> None:
    clock = Clock()
    book = make_book(PAID, shop=a_shop(clock))
    change(book, ChangeAddress(OFFICE), "a:7")
    clock.wait(minutes=1)
    book.undo("20001", CONFIRMED, "a:7", key="a:8")
    clock.wait(minutes=1)
    change(book, CHANGES["praise"], "b:1", SEEN, version=3)

    trail = book.trail("20001", NORA)

    assert [(one.key, one.actor, one.version, one.undoes) for one in trail] == [
        ("a:7", Actor.SIGNED_IN, 2, None),
        ("a:8", Actor.GUEST, 3, "a:7"),
        ("b:1", Actor.GUEST, 4, None),
    ]
    assert [one.at - NOW for one in trail] == [timedelta(minutes=minute) for minute in range(3)]
    assert [one.change for one in trail] == [ChangeAddress(OFFICE)] * 2 + [CHANGES["praise"]]


@pytest.mark.parametrize("key", ["", "k" * 201, "k\0", "k\n", "\ud800"])
def test_what_can_not_be_a_key_is_a_mistake_of_the_caller(make_book: MakeBook, key: str) -> None:
    book = make_book(PAID, shop=a_shop())

    with pytest.raises(ValueError, match="key"):
        change(book, CancelOrder(), key)
    with pytest.raises(ValueError, match="key"):
        book.undo("20001", NORA, key, key="k:1")
    assert book.find("20001", NORA) == PAID


@pytest.mark.parametrize(
    "note", ["", "nul\0 here", "half \ud800", "two\nlines", "x" * 100_000, "' OR 1=1 --"]
)
def test_any_text_can_be_a_note(make_book: MakeBook, note: str) -> None:
    book = make_book(PAID, shop=a_shop())
    wish = RecordFeedback(Feedback.COMPLAINT, note)

    first = change(book, wish)

    assert change(book, wish) == first
    kept = book.find("20001", NORA).reports[0].note
    assert len(kept) <= 2000
    assert "\0" not in kept


def test_of_many_at_once_with_one_key_it_is_done_once(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())

    with ThreadPoolExecutor(6) as threads:
        receipts = list(threads.map(lambda _: change(book, ChangeItems({2: 1})), range(12)))

    assert len(set(receipts)) == 1
    assert book.find("20001", NORA).version == 2


def test_of_many_at_once_on_one_version_one_is_done(make_book: MakeBook) -> None:
    book = make_book(PAID, shop=a_shop())

    def cancel(number: int) -> bool:
        try:
            change(book, CancelOrder(), f"k:{number}")
        except OrderError as error:
            assert isinstance(error, OrderChangedMeanwhile), error
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        done = list(threads.map(cancel, range(12)))

    assert sum(done) == 1
    assert len(book.trail("20001", NORA)) == 1


def test_a_back_end_that_stops_half_way_says_what_is_done_and_never_tries_that_again() -> None:
    book = InMemoryOrderBook([PAID], shop=a_shop())
    book.stop_half_way("the order is cancelled", "the refund has not been started")

    for _ in range(2):
        with pytest.raises(ChangeHalfDone) as caught:
            change(book, CancelOrder())
        assert caught.value.done == "the order is cancelled"
        assert caught.value.not_done == "the refund has not been started"
    assert change(book, CancelOrder(), "k:2").version == 2
