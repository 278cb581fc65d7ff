"""A gateway over the journal in memory, and a client to talk to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.desk import in_memory_desk
from gateway.settings import Settings
from gateway.shop_keys import FixedKeys
from tests.gateway.gateways import Gateways, RunningGateway
from tests.gateway.team import Colleagues
from tests.gateway.visiting import Client

SECRET = "s" * 32


def settings_for(web: Path) -> Settings:
    return Settings(
        host="127.0.0.1",
        port=0,
        database_url="",
        secret=SECRET,
        shop_keys=FixedKeys({}),
        origins=frozenset({"https://shop.example"}),
        trusted_proxies=(),
        has_rate_limit=False,
        is_demo=False,
        web=web,
        finish_seconds=0.2,
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path / "web")


@pytest.fixture
async def gateways(settings: Settings) -> AsyncIterator[Gateways]:
    desk = in_memory_desk()
    gateways = Gateways(settings, desk)
    yield gateways
    await gateways.close()
    desk.close()


@pytest.fixture
async def running(gateways: Gateways) -> RunningGateway:
    return await gateways.start()


@pytest.fixture
def client(running: RunningGateway) -> Client:
    return running.client


@pytest.fixture
async def colleagues(running: RunningGateway) -> AsyncIterator[Colleagues]:
    colleagues = Colleagues(running)
    yield colleagues
    await colleagues.close()
