"""The audit over HTTP: who may see it, and what they see."""

import asyncio
import csv
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from conversations import schema
from conversations.cue_ledger import WhoSawIt
from conversations.desk import open_desk
from conversations.entries import Outcome, TurnEnd, Words
from conversations.initiative import OfferOutcome
from conversations.journal import TurnResult
from conversations.sql_database import open_engine
from gateway.audit_printing import AuditPrinting
from gateway.errors import Busy
from tests.contracts.project_files import ROOT
from tests.gateway.conftest import settings_for
from tests.gateway.gateways import Gateways
from tests.gateway.offering import DEVICE, PAGE, PAYMENT_FAILED

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATHS = ["/audit", "/audit.csv", "/audit/chart/words.svg", "/audit/audit.css"]
SECRET_WORDS = "Where is my very peculiar parcel?"


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A journal with one answered message, a repeated text and a declined offer."""
    url = f"sqlite:///{tmp_path_factory.mktemp('audit')}/deskbell.db"
    schema.upgrade(url)
    desk = open_desk(url)
    chat = desk.journal.open_conversation("widget").id
    desk.journal.append_inbound(chat, "a", text=SECRET_WORDS)
    turn = desk.journal.claim_turn("worker")
    words = (Words("It is packed."), Words("It is packed."))
    desk.journal.commit_turn(turn, TurnResult(TurnEnd(Outcome.ANSWERED, "ask_order_status"), words))
    offer = desk.ledger.consider(PAYMENT_FAILED.to_offer(PAGE), WhoSawIt(DEVICE))
    desk.ledger.end(offer.id, OfferOutcome.DECLINED)
    desk.close()
    return url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateways(database_url: str):
    settings = replace(settings_for(ROOT / "web"), database_url=database_url)
    desk = open_desk(database_url)
    gateways = Gateways(settings, desk)
    yield gateways
    await gateways.close()
    desk.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(gateways):
    return (await gateways.start(is_demo=True)).client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def live(gateways):
    return (await gateways.start()).client


def rename_cue(database_url, name):
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE offers SET cue = :name"), {"name": name})
    engine.dispose()


async def get(client, path, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.session.get(client.base + path, headers=headers)


async def test_the_page_shows_the_figures_and_no_words(demo):
    response = await get(demo, "/audit")
    page = await response.text()
    assert response.status == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<li class="kept"><strong>0</strong> <span>forced entries</span>' in page
    assert '<li class="broken"><strong>1</strong> <span>repeated texts</span>' in page
    assert '<th role="rowheader" scope="row">payment_failed</th><td role="cell" class="figure"' in page
    assert SECRET_WORDS not in page
    assert "It is packed." not in page


async def test_the_page_runs_nothing_and_loads_only_what_is_its_own(demo):
    policy = (await get(demo, "/audit")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


async def test_everything_that_the_page_names_is_there(demo):
    for path in ["/audit/audit.css", "/audit/icon.svg", "/audit.csv"]:
        assert (await get(demo, path)).status == 200
    for name in ("words", "messages", "endings", "offers"):
        for shade in ("", "-dark"):
            response = await get(demo, f"/audit/chart/{name}{shade}.svg")
            assert response.headers["content-type"] == "image/svg+xml"
            assert (await response.text()).startswith("<?xml")


async def test_a_chart_that_is_opened_alone_runs_nothing(demo):
    policy = (await get(demo, "/audit/chart/words.svg")).headers["content-security-policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


async def test_the_figures_can_be_taken_along(demo):
    response = await get(demo, "/audit.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="deskbell-audit.csv"'
    rows = list(csv.DictReader((await response.text()).splitlines()))
    values = {(row["table"], row["row"], row["column"]): row["value"] for row in rows}
    assert values["words", "reply", "entries"] == "2"
    assert values["offers", "payment_failed", "declined"] == "1"


@pytest.mark.parametrize("path", ["/audit/chart/words", "/audit/chart/nothing.svg", "/audit/other.css"])
async def test_there_is_nothing_else(demo, path):
    assert (await get(demo, path)).status == 404


async def test_nothing_of_it_is_kept_on_the_way(demo):
    for path in PATHS:
        assert (await get(demo, path)).headers["cache-control"] == "no-store"


async def test_outside_the_demo_this_machine_may_see_it(live):
    assert (await get(live, "/audit/audit.css")).status == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", [{"x_forwarded_for": "192.0.2.7"}, {"host": "rebound.example"}])
async def test_outside_the_demo_nobody_else_learns_that_it_is_there(live, path, headers):
    response = await get(live, path, **headers)
    unknown = await get(live, "/no-such-page", **headers)
    assert response.status == unknown.status == 404
    assert await response.json() == await unknown.json()


async def test_behind_a_trusted_proxy_the_address_that_it_passes_on_counts(gateways):
    trusted = (ip_network("127.0.0.1/32"),)
    client = (await gateways.start(trusted_proxies=trusted)).client
    assert (await get(client, "/audit/audit.css", x_forwarded_for="127.0.0.1")).status == 200
    assert (await get(client, "/audit/audit.css", x_forwarded_for="192.0.2.7")).status == 404


async def test_a_journal_that_cannot_be_read_is_no_error_of_the_gateway(gateways, tmp_path: Path):
    client = (await gateways.start(is_demo=True, database_url=f"sqlite:///{tmp_path}/none.db")).client
    response = await get(client, "/audit")
    assert (response.status, (await response.json())["error"]) == (503, "busy")
    assert "retry-after" in response.headers


async def test_who_asks_together_gets_the_same_which_is_made_anew_after_a_minute(database_url):
    seconds = [0.0]
    printing = AuditPrinting(database_url, clock=lambda: seconds[0])
    first, second = await asyncio.gather(printing.latest(), printing.latest())
    rename_cue(database_url, "search_empty")
    seconds[0] = 59
    assert first is second is await printing.latest()
    seconds[0] = 61
    assert "search_empty" in (await printing.latest()).csv
    assert "search_empty" not in first.csv
    rename_cue(database_url, "payment_failed")


async def test_an_audit_that_takes_too_long_is_given_up(database_url):
    with pytest.raises(Busy):
        await AuditPrinting(database_url, most_seconds=0).latest()
