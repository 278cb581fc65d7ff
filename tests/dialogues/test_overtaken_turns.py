"""A person takes over while an action of a turn is at work: its words are dropped, its deed is told."""

import asyncio
import re
import threading
from functools import partial

import pytest

from actions.orders.in_memory_order_book import InMemoryOrderBook
from bot.errors import TurnVoided
from bot.turn_context import current_turn
from conversations.accounts import save_account
from tests.bot.at_work import SOON, finished, working
from tests.dialogues.conftest import SHOP
from tests.gateway.team import CHEAP_PASSWORDS, PASSWORD

pytestmark = pytest.mark.model


class SlowOrderBook(InMemoryOrderBook):
    """Changes an order at once, and answers when it is let go."""

    def __init__(self, orders, shop):
        super().__init__(orders, shop=shop)
        self.has_changed = threading.Event()
        self.may_answer = threading.Event()

    def change(self, *arguments, **options):
        receipt = super().change(*arguments, **options)
        self.has_changed.set()
        assert self.may_answer.wait(SOON)
        return receipt


@pytest.fixture
def order_book(orders):
    return SlowOrderBook(orders, SHOP)


@pytest.fixture
def ana(desk):
    return save_account(desk.team.accounts, "Ana", "ana@shop.example", PASSWORD, CHEAP_PASSWORDS)


async def about_to_cancel(customer, mailer):
    """One message before the order is cancelled: which one."""
    await customer.say("cancel my order 10057")
    await customer.say("mira.lindqvist@example.com")
    await customer.pick("Yes, cancel it")
    return re.search(r"\b\d{6}\b", mailer.sent[-1].text)[0]


async def test_an_order_that_was_cancelled_in_an_overtaken_turn_is_a_note_for_who_took_over(
    customer, desk, agent, order_book, mailer, clock, ana
):
    code = await about_to_cancel(customer, mailer)
    chat, spoken = customer.conversation, len(customer.entries)
    async with working(desk, partial(customer.think, customer.find_said), clock):
        desk.journal.append_inbound(chat, "code", text=code)
        assert await asyncio.to_thread(order_book.has_changed.wait, SOON)
        desk.team.floor.take(chat, ana)
        order_book.may_answer.set()
    (note,) = desk.team.floor.notes(chat)
    assert (note.agent, note.after_seq) == (None, customer.entries[-1].seq)
    assert "Order 10057 is cancelled" in note.text
    assert [entry.text for entry in customer.entries[spoken:]] == [code]


async def test_a_code_that_was_mailed_in_an_overtaken_turn_is_a_note_too(customer, desk, mailer, ana):
    await customer.say("cancel my order 10057")
    await customer.say("mira.lindqvist@example.com")
    customer.before_commit = lambda: desk.team.floor.take(customer.conversation, ana)
    heard = await customer.pick("Yes, cancel it")
    assert (heard.outcome, len(mailer.sent)) == ("passed_on", 1)
    (note,) = desk.team.floor.notes(customer.conversation)
    assert "code to change order 10057 was mailed" in note.text


async def test_an_order_that_was_cancelled_before_an_action_broke_is_told_to_the_customer(
    customer, desk, agent, mailer, clock, order_book
):
    order_book.may_answer.set()
    code = await about_to_cancel(customer, mailer)
    request = agent.action_endpoint.request

    async def break_after(*arguments, json, **options):
        answer = await request(*arguments, json=json, **options)
        if order_book.has_changed.is_set():
            current_turn.get().failures.append(TurnVoided("broke"))
        return answer

    agent.action_endpoint.request = break_after
    try:
        async with working(desk, partial(customer.think, customer.find_said), clock):
            desk.journal.append_inbound(customer.conversation, "code", text=code)
            entries = await finished(desk, customer.conversation, 4)
    finally:
        del agent.action_endpoint.request
    assert "Order 10057 is cancelled" in entries[-1].text
    assert "failed on our side" in entries[-1].text


async def test_a_turn_that_did_nothing_leaves_no_note(customer, desk, ana):
    customer.before_commit = lambda: desk.team.floor.take(customer.conversation, ana)
    heard = await customer.say("cancel my order 10057")
    assert heard.outcome == "passed_on"
    assert desk.team.floor.notes(customer.conversation) == []
