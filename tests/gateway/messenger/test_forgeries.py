"""The proof that a delivery which the platform has not signed is never accepted, and breaks nothing."""

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import text

from conversations.sql_database import open_engine
from tests.conftest import PROVE
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.forging import FORGED, DeliveryForger

FORGERIES = 10_000 if PROVE else 1_000
AT_ONCE = 16
SEED = 20261122
EVENTS = text("SELECT count(*) FROM messenger_events WHERE person_id = :person")


@pytest.mark.proof
async def test_no_forged_or_damaged_delivery_is_accepted_and_none_breaks_anything(page, database_url):
    forger = DeliveryForger(random.Random(SEED), page.platform.page_id, CREDENTIALS.app_secret)
    forged = [forger.forge() for _ in range(FORGERIES)]
    statuses: Counter[int] = Counter()
    ways = {how for how, _, _ in forged}

    async def post_each(some) -> None:
        for _, body, headers in some:
            async with page.session.post(page.url, data=body, headers=headers) as response:
                await response.read()
                statuses[response.status] += 1

    await asyncio.gather(*(post_each(forged[start::AT_ONCE]) for start in range(AT_ONCE)))
    assert statuses == {403: FORGERIES}
    assert len(ways) == 17
    assert stored(database_url, FORGED) == 0
    page.platform.writes("ann", "Hello")  # and what is signed still comes in
    assert (await page.answers("Good morning.")).inbound.text == "Hello"


def stored(database_url: str, person: str) -> int:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        return connection.execute(EVENTS, {"person": person}).scalar_one()
