"""The proof that a cancellation over which the worker or the action server is killed is done once.

`tests/actions/orders/test_killed_while_changing.py` kills the process that writes to the order tables.
"""

import asyncio
import random
import re
import sys
from collections import Counter
from datetime import date

import pytest

from actions.mail.demo_mailbox import DemoMailbox
from actions.orders.changes import ChangeKind
from actions.orders.demo_orders import demo_orders
from actions.orders.proof import EmailProof
from actions.orders.sql_order_book import SqlOrderBook
from tests.conftest import PROVE
from tests.faults.journal_audit import rows
from tests.faults.kill_schedule import LEASED
from tests.faults.stubborn_customer import StubbornCustomer

pytestmark = [pytest.mark.model, pytest.mark.postgres, pytest.mark.faults]

NUMBERS = ("10060", "10057", "10058", "10059")
EMAILS = {order.number: order.email for order in demo_orders(date(2026, 11, 22)) if order.number in NUMBERS}
ROUNDS = 3 if PROVE else 1
"""Of each order: for more, no further code would be sent within the hour."""

LONGEST_PAUSE = 0.04
"""Seconds; an answer takes about so long."""


@pytest.fixture
def order_book(orders_url):
    book = SqlOrderBook(orders_url)
    yield book
    book.close()


def done(order_book, number):
    """How often the order was cancelled, and how often that was taken back."""
    trail = order_book.trail(number, EmailProof(EMAILS[number]))
    assert {entry.change.kind for entry in trail} <= {ChangeKind.CANCEL_ORDER}
    return Counter("undone" if entry.undoes else "cancelled" for entry in trail)


async def ask_for_code(deskbell, customer, number):
    """The code that must be typed for the order to be cancelled, from the mail to its address."""
    await customer.ask(f"order {number} {EMAILS[number]}")
    await customer.ask("cancel it")
    await customer.ask("yes")
    mail = DemoMailbox.under(deskbell.var).newest()[0].mail
    assert mail.to == EMAILS[number]
    return re.search(r"\b\d{6}\b", mail.text)[0]


async def test_a_cancellation_over_which_a_process_is_killed_is_done_once(deskbell, order_book, capsys):
    chance, cut_off = random.Random(20261122), 0
    for number in NUMBERS if PROVE else NUMBERS[:2]:
        for before in range(ROUNDS):
            async with StubbornCustomer(deskbell.url, "kim") as customer:
                seq = await customer.say(await ask_for_code(deskbell, customer, number))
                await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE))
                cut_off += rows(deskbell.database_url, LEASED)[0][0]
                deskbell.kill(chance.choice(["bot", "actions"]))
                await asyncio.to_thread(deskbell.mend)
                assert (await customer.reply_to(seq)).outcome == "answered"
                assert done(order_book, number) == Counter(cancelled=before + 1, undone=before)
                await customer.ask("undo that")
                assert done(order_book, number) == Counter(cancelled=before + 1, undone=before + 1)
    if PROVE:
        with capsys.disabled():
            sys.stdout.write(f"\n{ROUNDS * len(NUMBERS)} cancellations, {cut_off} of them cut off\n")
        assert cut_off >= 3
