"""What every order book promises, whatever it is made of."""

from datetime import timedelta

import pytest

from actions.orders.errors import OrderNotFound
from actions.orders.order import Order
from actions.orders.proof import Access, CustomerProof, EmailProof, Pass, PostcodeProof, Tier
from tests.actions.orders.conftest import MakeBook
from tests.actions.orders.sample_orders import an_order, an_order_that_says_everything

NORA = EmailProof("nora.field@example.com")
WRONG_PROOFS: tuple[Access, ...] = (
    EmailProof("nora.field@example.org"),
    EmailProof(""),
    EmailProof("nora.field@example.com\0"),
    EmailProof("\ud800"),
    PostcodeProof("SW1A 1AB"),
    PostcodeProof(""),
    PostcodeProof("%"),
    CustomerProof("someone-else"),
    CustomerProof(""),
    Pass("20003", Tier.CONFIRMED),
    Pass("", Tier.CONFIRMED),
)


def test_an_order_comes_back_with_everything_it_says(make_book: MakeBook) -> None:
    order = an_order_that_says_everything()

    assert make_book(an_order(number="1"), order).find(order.number, NORA) == order


def test_an_order_comes_back_that_says_as_little_as_possible(make_book: MakeBook) -> None:
    order = an_order(customer_id=None, items=())

    assert make_book(order).find(order.number, NORA) == order


@pytest.mark.parametrize("spelling", ["20001", "#20001", "DB-20001", " 20 001. ", "order no. 20001"])
def test_an_order_is_found_by_any_spelling_of_its_number(make_book: MakeBook, spelling: str) -> None:
    assert make_book(an_order()).find(spelling, NORA).number == "20001"


@pytest.mark.parametrize(
    "proof",
    [
        EmailProof(" Nora.Field@Example.com"),
        PostcodeProof("sw1a1aa"),
        CustomerProof("nora"),
        Pass("20001", Tier.SEEN),
    ],
)
def test_each_kind_of_proof_opens_its_own_order(make_book: MakeBook, proof: Access) -> None:
    assert make_book(an_order()).find("20001", proof).number == "20001"


@pytest.mark.parametrize("proof", WRONG_PROOFS, ids=repr)
def test_a_wrong_proof_and_an_unknown_order_are_the_same_error(make_book: MakeBook, proof: Access) -> None:
    book = make_book(an_order())

    errors = []
    for number in ("20001", "20002", "", "no number at all", "9" * 5000, "2000\x001", "\ud800"):
        with pytest.raises(OrderNotFound) as caught:
            book.find(number, proof)
        errors.append((type(caught.value), caught.value.args, str(caught.value), caught.value.__cause__))

    assert len(set(errors)) == 1


def test_a_guests_order_is_not_opened_by_an_empty_customer(make_book: MakeBook) -> None:
    book = make_book(an_order(customer_id=None), an_order(number="20002", customer_id=""))

    for number in ("20001", "20002"):
        with pytest.raises(OrderNotFound):
            book.find(number, CustomerProof(""))
        with pytest.raises(OrderNotFound):
            book.find(number, CustomerProof("nobody"))
    assert book.recent_orders("", 10).orders == ()


def test_recent_orders_are_the_customers_own_newest_first(make_book: MakeBook) -> None:
    old, new = an_order(number="20001"), _later(an_order(number="20002"), days=1)
    book = make_book(old, new, an_order(number="20003", customer_id="somebody else"))

    page = book.recent_orders("nora", 10)

    assert page.orders == (new, old)
    assert page.older is None


def test_pages_hold_every_order_once_even_when_placed_at_the_same_moment(make_book: MakeBook) -> None:
    orders = [_later(an_order(number=str(20001 + index)), days=index // 3) for index in range(8)]
    book = make_book(*orders)

    seen, before = [], None
    for _ in range(len(orders)):
        page = book.recent_orders("nora", 3, before)
        seen += [order.number for order in page.orders]
        before = page.older
        if before is None:
            break

    assert seen == [str(20008 - index) for index in range(8)]


def test_the_last_full_page_says_that_nothing_is_older(make_book: MakeBook) -> None:
    book = make_book(an_order(number="20001"), an_order(number="20002"))

    assert book.recent_orders("nora", 2).older is None
    assert book.recent_orders("nora", 1).older == "20002"


def test_somebody_elses_order_is_no_place_to_go_on_from(make_book: MakeBook) -> None:
    book = make_book(an_order(), an_order(number="20002", customer_id="somebody else"))

    for before in ("20002", "20009", "not a number"):
        with pytest.raises(OrderNotFound):
            book.recent_orders("nora", 3, before)


@pytest.mark.parametrize("customer_id", ["", "nobody", "nora\0", "\ud800", "' OR 1=1 --", "n" * 100_000])
def test_a_stranger_has_no_orders(make_book: MakeBook, customer_id: str) -> None:
    assert make_book(an_order()).recent_orders(customer_id, 10).orders == ()


@pytest.mark.parametrize("limit", [0, -1, 51])
def test_a_page_of_no_or_too_many_orders_is_refused(make_book: MakeBook, limit: int) -> None:
    with pytest.raises(ValueError, match="1 to 50"):
        make_book().recent_orders("nora", limit)


def _later(order: Order, days: int) -> Order:
    return an_order(number=order.number, placed_at=order.placed_at + timedelta(days=days))
