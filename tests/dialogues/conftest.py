"""The whole dialogue in one process: journal, Rasa with the trained model, the actions over demo orders."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from actions.faq.search import FaqSearch
from actions.faq.shelf import load_shelf
from actions.handoff.opening_hours_file import load_opening_hours
from actions.handoff.outlook import Reception
from actions.mail.in_memory_mailer import InMemoryMailer
from actions.orders.demo_orders import demo_orders
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.shop import Shop
from actions.orders.terms import load_terms
from actions.wiring import all_actions
from bot.agent import load_agent
from bot.hand_over import person_asked
from bot.train import train
from bot.turn import think
from conversations.clock import HandClock
from conversations.desk import in_memory_desk, in_memory_identity
from conversations.in_memory_record import InMemoryRecord
from tests.dialogues.customer import Customer
from tests.dialogues.in_process_actions import InProcessActions

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHOP = Shop(load_terms(), UTC, lambda: NOW)


@pytest.fixture(scope="session")
def agent():
    return load_agent(train(ROOT), InProcessActions())


@pytest.fixture(scope="session")
def faq():
    """Takes two seconds to read, and never changes."""
    return FaqSearch(load_shelf(ROOT / "data" / "faq"))


@pytest.fixture
def record():
    return InMemoryRecord()


@pytest.fixture
def clock():
    """Of the chat; the shop's own stands still at NOW."""
    return HandClock(NOW)


@pytest.fixture
def desk(record, clock):
    return in_memory_desk(clock, record)


@pytest.fixture
def orders():
    return demo_orders(NOW.date())


@pytest.fixture
def order_book(orders):
    return InMemoryOrderBook(orders, shop=SHOP)


@pytest.fixture
def identity(record):
    return in_memory_identity(record, lambda: NOW)


@pytest.fixture
def mailer():
    return InMemoryMailer()


@pytest.fixture
def reception(desk, clock):
    return Reception(desk.team.waits, load_opening_hours(), clock)


@pytest.fixture
def reception_of_actions(reception):
    return reception


@pytest.fixture
def customer(agent, faq, desk, order_book, identity, mailer, reception, reception_of_actions):
    """A guest who has just opened the chat; `customer.signed_in("demo-mira")` is somebody the shop knows."""
    agent.action_endpoint.use(
        all_actions(
            order_book,
            faq,
            lambda conversation: desk.journal.conversation(conversation).customer_id,
            desk.notices.of_conversation,
            identity,
            mailer,
            SHOP,
            reception_of_actions,
        )
    )
    return Customer(desk, partial(think, agent, person_asked(reception)))
