"""The whole dialogue in one process: journal, Rasa with the trained model, the actions over demo orders."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from actions.faq.search import FaqSearch
from actions.faq.shelf import load_shelf
from actions.orders.demo_orders import demo_orders
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.wiring import all_actions
from bot.agent import load_agent
from bot.train import train
from bot.turn import think
from conversations.desk import in_memory_desk
from tests.dialogues.customer import Customer
from tests.dialogues.in_process_actions import InProcessActions

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def agent():
    return load_agent(train(ROOT), InProcessActions())


@pytest.fixture
def desk():
    return in_memory_desk(lambda: NOW)


@pytest.fixture
def order_book():
    return InMemoryOrderBook(demo_orders(NOW.date()))


@pytest.fixture
def customer(agent, desk, order_book):
    """A guest who has just opened the chat; `customer.signed_in("demo-mira")` is somebody the shop knows."""
    agent.action_endpoint.use(
        all_actions(
            order_book,
            FaqSearch(load_shelf(ROOT / "data" / "faq")),
            lambda conversation: desk.journal.conversation(conversation).customer_id,
            desk.notices.of_conversation,
            NOW.date,
            UTC,
        )
    )
    return Customer(desk, partial(think, agent))
