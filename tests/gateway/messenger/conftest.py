"""A gateway on a database, with the double of Messenger behind it, and the bot played by the test."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from conversations.clock import HandClock
from conversations.desk import Desk, in_memory_desk, open_desk
from conversations.schema import upgrade
from gateway.messenger.channel import MessengerParts
from gateway.messenger.credentials import Credentials
from gateway.messenger.double.graph import DoubleGraph
from gateway.messenger.double.platform import MessengerPlatform
from tests.gateway.gateways import Gateways
from tests.gateway.messenger.post_office import PostOffice
from tests.gateway.messenger.shop_page import ShopPage
from tests.gateway.team import Colleagues

CREDENTIALS = Credentials("a verify text", "0123456789abcdef" * 2, "EAAG" + "t" * 40)


@pytest.fixture
def platform() -> MessengerPlatform:
    return MessengerPlatform(CREDENTIALS.app_secret, CREDENTIALS.page_token)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request, tmp_path) -> str:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    url = url or f"sqlite:///{tmp_path}/deskbell.db"
    upgrade(url)
    return url


@pytest.fixture
def desk(database_url) -> Desk:
    desk = open_desk(database_url)
    yield desk
    desk.close()


@pytest.fixture
async def gateways(settings, desk, platform) -> AsyncIterator[Gateways]:
    gateways = Gateways(replace(settings, messenger=CREDENTIALS), desk)
    gateways.messenger = MessengerParts(CREDENTIALS, DoubleGraph(platform))
    yield gateways
    await gateways.close()


@pytest.fixture
async def page(gateways, platform) -> AsyncIterator[ShopPage]:
    """The shop's page on Messenger; whoever writes to it reaches the gateway."""
    page = ShopPage(await gateways.start(), platform)
    await page.open()
    yield page
    await page.close()


@pytest.fixture
async def colleagues(page) -> AsyncIterator[Colleagues]:
    colleagues = Colleagues(page.running)
    yield colleagues
    await colleagues.close()


def _desk_of(request, tmp_path, clock) -> Desk:
    if request.param == "in memory":
        return in_memory_desk(clock)
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    url = url or f"sqlite:///{tmp_path}/deskbell.db"
    upgrade(url)
    return open_desk(url, clock)


@pytest.fixture
def hand_clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=["in memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def office(request, tmp_path, hand_clock) -> Iterator[PostOffice]:
    """The way out, step by step, on each adapter."""
    desk = _desk_of(request, tmp_path, hand_clock)
    platform = MessengerPlatform(CREDENTIALS.app_secret, CREDENTIALS.page_token, clock=hand_clock)
    office = PostOffice(desk, platform, hand_clock)
    yield office
    office.close()
    desk.close()
