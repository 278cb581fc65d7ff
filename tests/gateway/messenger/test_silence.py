"""Deliveries that stop while people were writing are noticed, and so is a page that may not send."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.clock import HandClock
from conversations.heartbeats import Part
from conversations.messenger import Page
from gateway.messenger.channel import MessengerParts
from gateway.messenger.double.graph import DoubleGraph
from gateway.messenger.double.platform import Fault
from gateway.messenger.silence import BUSY, SILENT_AFTER, is_silent
from tests.gateway.gateways import RunningGateway
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.shop_page import ShopPage, until

START = HandClock()()


@pytest.mark.parametrize(
    ("lately", "ago", "expected"),
    [
        (BUSY, SILENT_AFTER, True),
        (BUSY, SILENT_AFTER - timedelta(seconds=1), False),
        (BUSY - 1, 10 * SILENT_AFTER, False),
    ],
)
def test_a_busy_page_that_falls_silent_is_noticed_and_a_quiet_one_is_not(lately, ago, expected):
    assert is_silent(Page("page", None, START - ago, lately), START) is expected


async def test_health_and_metrics_tell_of_the_silence(gateways, platform):
    clock = HandClock(datetime.now(UTC))
    gateways.messenger = MessengerParts(CREDENTIALS, DoubleGraph(platform), clock)
    page = ShopPage(await started(gateways), platform)
    for number in range(BUSY):
        platform.writes(f"person {number}", "Hello")
    await page.deliveries.deliver_all()
    assert (await ready(page))["messenger"]["state"] == "fine"
    assert "deskbell_messenger_silent 0.0" in await metrics(page)
    clock.move(SILENT_AFTER + timedelta(minutes=1))
    told = (await ready(page))["messenger"]
    assert (told["state"], "minutes" in told["message"]) == ("silent", True)
    assert "deskbell_messenger_silent 1.0" in await metrics(page)
    await page.close()


async def test_health_tells_of_a_page_that_may_not_send(page, platform):
    for part in (Part.BOT, Part.ACTIONS):
        page.running.desk.heartbeats.beat(part, "test")
    platform.faults.append(Fault(400, 190))
    platform.writes("ann", "Hello")
    await page.answers("Good morning.")
    assert await until(lambda: page.running.server.gateway.messenger.sender.trouble) == "190"
    told = (await ready(page))["messenger"]
    assert (told["state"], "190" in told["message"]) == ("refused", True)


async def ready(page) -> dict:
    async with page.session.get(f"{page.running.client.base}/health/ready") as response:
        return await response.json()


async def metrics(page) -> str:
    async with page.session.get(f"{page.running.client.base}/metrics") as response:
        return await response.text()


async def started(gateways) -> RunningGateway:
    """A gateway that says it is ready, because the other parts beat."""
    for part in (Part.BOT, Part.ACTIONS):
        gateways.desk.heartbeats.beat(part, "test")
    return await gateways.start()
