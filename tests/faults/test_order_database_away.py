"""The shop's order database is away: the customer is told, and hears the truth about it in the end."""

import os
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bot.replies import STILL_AWAY

pytestmark = [pytest.mark.model, pytest.mark.postgres, pytest.mark.faults]

PROVE = os.environ.get("DESKBELL_PROVE") == "1"


@contextmanager
def away(database_url):
    """Cuts every connection to this database and lets no new one in."""
    url = make_url(database_url)
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": url.database},
        )
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true"))
    engine.dispose()


@contextmanager
def locked(database_url):
    """Lets no one read the orders: every query waits until it gives up."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"))
        yield
    engine.dispose()


@pytest.mark.parametrize("trouble", [away, locked] if PROVE else [away])
async def test_an_order_is_told_when_the_order_database_is_back(deskbell, customer, orders_url, trouble):
    await customer.ask("where is my order 10042?")
    with trouble(orders_url):
        seq = await customer.say("mira.lindqvist@example.com")
        delay = await customer.sees_delay(seq)
        assert delay.data["status"] == "delayed"
    reply = await customer.reply_to(seq)
    assert reply.outcome == "answered"
    assert len(reply.texts) == 1
    assert "10042" in reply.texts[0]


@pytest.mark.skipif(not PROVE, reason="the worker's patience is long: in `make prove`")
async def test_a_customer_hears_that_the_order_database_stays_away_and_can_ask_something_else(
    deskbell, customer, orders_url
):
    await customer.ask("where is my order 10042?")
    with away(orders_url):
        seq = await customer.say("mira.lindqvist@example.com")
        await customer.sees_delay(seq)
        reply = await customer.reply_to(seq)
        assert reply.outcome == "failed"
        assert reply.texts == (STILL_AWAY[0].text,)
        assert "30 days" in (await customer.ask("how do returns work?")).texts[0]
    assert "10042" in (await customer.ask("mira.lindqvist@example.com")).texts[0]
