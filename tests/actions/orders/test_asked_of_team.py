"""What the support team reads of the changes that were left to it."""

from dataclasses import replace

from actions.orders.asked_of_team import asked_of_team
from actions.orders.changes import CancelOrder, ChangeAddress, ChangeItems, StartExchange, StartReturn
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.order import Address, ReturnReason
from tests.actions.orders.every_case import ORDERS
from tests.actions.orders.making_changes import NORA, change, is_possible
from tests.actions.orders.sample_terms import a_shop

ALL = ("cancel_order", "change_address", "change_items", "start_return", "start_exchange")


def asked(wish):
    order = replace(next(one for one in ORDERS.values() if is_possible(one, wish)), left_to_team=ALL)
    book = InMemoryOrderBook([order], shop=a_shop())
    change(book, wish)
    (one,) = asked_of_team(order, book.trail(order.number, NORA))
    return one.words


def test_each_wish_is_told_with_what_a_colleague_needs_to_do_it():
    there = Address("Nora Field", "5 Quayside", "SW1A 2AA", "London", "GB")
    assert asked(CancelOrder()) == "Cancel the order"
    assert asked(ChangeAddress(there)) == "Send it to Nora Field, 5 Quayside, SW1A 2AA London"
    assert asked(ChangeItems({1: 0})).startswith("Take off ")
    assert asked(StartReturn({}, ReturnReason.NOT_LIKED)) == "Take back everything: not liked"
    exchange = asked(StartExchange({1: 1}, ReturnReason.DOES_NOT_FIT, "size 43"))
    assert exchange.startswith("Exchange ")
    assert exchange.endswith(" for size 43: does not fit")


def test_what_was_done_at_once_is_not_asked_of_anybody():
    order = next(one for one in ORDERS.values() if is_possible(one, CancelOrder()))
    book = InMemoryOrderBook([order], shop=a_shop())
    change(book, CancelOrder())
    assert asked_of_team(order, book.trail(order.number, NORA)) == ()
