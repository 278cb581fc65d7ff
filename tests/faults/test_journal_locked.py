"""Another process locks the journal: nobody is told a lie, nobody dies, and nothing is lost."""

import asyncio
import sqlite3
from contextlib import AsyncExitStack, closing, contextmanager

import pytest
from sqlalchemy.engine import make_url

from tests.faults.stubborn_customer import PATIENCE, StubbornCustomer
from tests.running_deskbell import PARTS

pytestmark = [pytest.mark.model, pytest.mark.postgres, pytest.mark.faults]


@contextmanager
def locked(database_url):
    """Holds SQLite's write lock, as a long backup or a careless shell would."""
    with closing(sqlite3.connect(make_url(database_url).database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def test_messages_get_through_when_the_journal_is_no_longer_locked(deskbell):
    pids = [deskbell.pid(part) for part in PARTS]
    async with AsyncExitStack() as stack:
        customers = [
            await stack.enter_async_context(StubbornCustomer(deskbell.url, name)) for name in ("lee", "mia")
        ]
        before = [await customer.say("how do returns work?") for customer in customers]
        with locked(deskbell.database_url):
            during = [asyncio.create_task(customer.say("how do I get a refund?")) for customer in customers]
            async with asyncio.timeout(PATIENCE):
                while not all(customer.refusals for customer in customers):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        for customer, earlier, later in zip(customers, before, during, strict=True):
            assert (await customer.reply_to(earlier)).outcome == "answered"
            assert (await customer.reply_to(await later)).outcome == "answered"
            assert {status for status, _ in customer.refusals} == {503}
            assert all(int(retry_after) > 0 for _, retry_after in customer.refusals)
    deskbell.wait_until_ready()
    assert [deskbell.pid(part) for part in PARTS] == pids
