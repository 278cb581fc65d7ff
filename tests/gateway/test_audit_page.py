"""The audit over HTTP: who may see it, and what they see."""

import asyncio
import csv
from dataclasses import replace
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
from tests.gateway.team import Colleagues

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
async def colleagues(gateways):
    colleagues = Colleagues(await gateways.start())
    yield colleagues
    await colleagues.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ana(colleagues):
    return await colleagues.come("Ana")


def rename_cue(database_url, name):
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE offers SET cue = :name"), {"name": name})
    engine.dispose()


async def get(client, path, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.session.get(client.base + path, headers=headers)


async def test_the_page_shows_the_figures_and_no_words(ana):
    response = await get(ana, "/audit")
    page = await response.text()
    assert response.status == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<li class="kept"><strong>0</strong> <span>forced entries</span>' in page
    assert '<li class="broken"><strong>1</strong> <span>repeated texts</span>' in page
    assert '<th role="rowheader" scope="row">payment_failed</th><td role="cell" class="figure"' in page
    assert SECRET_WORDS not in page
    assert "It is packed." not in page


async def test_the_page_runs_nothing_and_loads_only_what_is_its_own(ana):
    policy = (await get(ana, "/audit")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


async def test_everything_that_the_page_names_is_there(ana):
    for path in ["/audit/audit.css", "/audit/icon.svg", "/audit.csv"]:
        assert (await get(ana, path)).status == 200
    for name in ("words", "messages", "endings", "offers"):
        for shade in ("", "-dark"):
            response = await get(ana, f"/audit/chart/{name}{shade}.svg")
            assert response.headers["content-type"] == "image/svg+xml"
            assert (await response.text()).startswith("<?xml")


async def test_a_chart_that_is_opened_alone_runs_nothing(ana):
    policy = (await get(ana, "/audit/chart/words.svg")).headers["content-security-policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


async def test_the_figures_can_be_taken_along(ana):
    response = await get(ana, "/audit.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="deskbell-audit.csv"'
    rows = list(csv.DictReader((await response.text()).splitlines()))
    values = {(row["table"], row["row"], row["column"]): row["value"] for row in rows}
    assert values["words", "reply", "entries"] == "2"
    assert values["offers", "payment_failed", "declined"] == "1"


@pytest.mark.parametrize("path", ["/audit/chart/words", "/audit/chart/nothing.svg", "/audit/other.css"])
async def test_there_is_nothing_else(ana, path):
    assert (await get(ana, path)).status == 404


async def test_nothing_of_it_is_kept_on_the_way(ana):
    for path in PATHS:
        assert (await get(ana, path)).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("is_demo", [True, False])
async def test_who_is_not_signed_in_is_led_to_the_sign_in_and_sees_nothing(gateways, is_demo):
    client = (await gateways.start(is_demo=is_demo)).client
    async with client.session.get(client.base + "/audit", allow_redirects=False) as response:
        assert (response.status, response.headers["location"]) == (303, "/inbox?then=/audit")
        assert await response.read() == b""
    for path in PATHS[1:]:
        response = await get(client, path)
        assert (response.status, (await response.json())["error"]) == (401, "not_signed_in")


async def test_a_page_of_another_origin_gets_nothing_of_it(ana):
    for path in PATHS:
        response = await get(ana, path, sec_fetch_site="cross-site")
        assert response.status == (200 if path == "/audit" else 403)


async def test_a_journal_that_cannot_be_read_is_no_error_of_the_gateway(gateways, ana, tmp_path: Path):
    token = next(iter(ana.session.cookie_jar)).value
    client = (await gateways.start(database_url=f"sqlite:///{tmp_path}/none.db")).client
    response = await get(client, "/audit", cookie=f"deskbell-support={token}")
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
