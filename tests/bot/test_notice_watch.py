"""What customers asked to be told: told once, when it has happened, and to nobody else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from actions.orders.demo_orders import demo_orders
from actions.orders.errors import OrderBookUnavailable
from actions.orders.in_memory_order_book import InMemoryOrderBook
from bot.notice_watch import NoticeWatch
from conversations.desk import in_memory_desk
from conversations.entries import Outcome, Speaker, TurnEnd, Words
from conversations.journal import TurnResult
from conversations.notices import NoticeKind, NoticeToKeep
from conversations.ownership import Owner

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ORDERS = {order.number: order for order in demo_orders(NOW.date())}
WAITING_TO_SHIP, SHIPPED = ORDERS["10057"], ORDERS["10042"]
MIRA = "mira.lindqvist@example.com"


@pytest.fixture
def desk():
    return in_memory_desk(lambda: NOW)


@pytest.fixture
def order_book():
    return InMemoryOrderBook(ORDERS.values())


@pytest.fixture
def watch(desk, order_book):
    return NoticeWatch(desk.notices, order_book, NOW.date, UTC)


def ask_to_be_told(desk, proof_email=MIRA, customer_id=None):
    conversation = desk.journal.open_conversation("widget", customer_id).id
    desk.journal.append_inbound(conversation, "a", text="tell me when it ships")
    turn = desk.journal.claim_turn("w")
    notice = NoticeToKeep(NoticeKind.ORDER_SHIPPED, WAITING_TO_SHIP.number, proof_email)
    end = TurnEnd(Outcome.ANSWERED, "promised")
    desk.journal.commit_turn(turn, TurnResult(end, (Words("I will."),), notices=(notice,)))
    return conversation


def ship(order_book):
    order_book.put(replace(SHIPPED, number=WAITING_TO_SHIP.number, version=2))


def told(desk, conversation):
    entries = desk.journal.read_entries(conversation, after=0)
    return [entry for entry in entries if entry.speaker is Speaker.BOT and entry.because.kind == "notice"]


def test_nothing_is_told_before_it_happens(desk, watch):
    conversation = ask_to_be_told(desk)
    assert watch.look() == 0
    assert told(desk, conversation) == []


def test_it_is_told_once_when_it_happens(desk, watch, order_book):
    conversation = ask_to_be_told(desk)
    ship(order_book)
    assert [watch.look(), watch.look()] == [1, 0]
    [entry] = told(desk, conversation)
    assert WAITING_TO_SHIP.number in entry.text
    assert entry.choices


def test_a_vouched_customer_is_told_without_an_email(desk, watch, order_book):
    conversation = ask_to_be_told(desk, proof_email=None, customer_id="demo-mira")
    ship(order_book)
    watch.look()
    assert len(told(desk, conversation)) == 1


def test_a_proof_that_no_longer_fits_tells_nothing(desk, watch, order_book):
    conversation = ask_to_be_told(desk, proof_email="stranger@example.org")
    ship(order_book)
    watch.look()
    assert told(desk, conversation) == []


def test_a_person_is_not_talked_over_and_the_notice_goes_on_waiting(desk, watch, order_book):
    conversation = ask_to_be_told(desk)
    desk.journal.change_owner(conversation, Owner.SUPPORT_AGENT, name="Ada")
    ship(order_book)
    watch.look()
    assert told(desk, conversation) == []
    desk.journal.change_owner(conversation, Owner.BOT)
    watch.look()
    assert len(told(desk, conversation)) == 1


def test_an_order_book_that_is_away_is_asked_again(desk, order_book):
    conversation = ask_to_be_told(desk)
    ship(order_book)

    class AwayOnce:
        is_away = True

        def find(self, number, proof):
            if self.is_away:
                self.is_away = False
                raise OrderBookUnavailable("down")
            return order_book.find(number, proof)

    watch = NoticeWatch(desk.notices, AwayOnce(), NOW.date, UTC)
    assert [watch.look(), watch.look()] == [0, 1]
    assert len(told(desk, conversation)) == 1


def test_many_notices_are_looked_at_page_by_page(desk, watch, order_book):
    conversations = [ask_to_be_told(desk) for _ in range(205)]
    ship(order_book)
    assert watch.look() == 205
    assert all(len(told(desk, conversation)) == 1 for conversation in conversations)
