"""The door of the demo's phone: who has one, what can be done with it, and what it shows."""

import asyncio
from dataclasses import replace

import pytest

from conversations.desk import Desk
from gateway.messenger.channel import MessengerParts
from gateway.messenger.demo import MOST_PERSONS
from gateway.messenger.double.graph import DoubleGraph
from tests.contracts.project_files import ROOT
from tests.gateway.gateways import Gateways
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.shop_page import ShopPage

API = "/demo/messenger/api"


class Phone:
    def __init__(self, client, person: str) -> None:
        self.client = client
        self.person = person
        self.version = 0

    async def do(self, **what: str) -> int:
        headers = {"x-person": self.person}
        url = f"{self.client.base}{API}/acts"
        async with self.client.session.post(url, json=what, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def look(self) -> dict:
        """What it shows, once that is something new."""
        url = f"{self.client.base}{API}/phone?after={self.version}"
        async with self.client.session.get(url, headers={"x-person": self.person}) as answer:
            assert answer.status == 200
            shown = await answer.json()
        self.version = shown["version"]
        return shown

    async def look_for(self, text: str) -> dict:
        """What it shows once this stands there."""
        async with asyncio.timeout(20):
            while True:
                shown = await self.look()
                if any(text in bubble["text"] for bubble in shown["bubbles"]):
                    return shown


@pytest.fixture
async def demo(settings, desk: Desk):
    gateways = Gateways(replace(settings, is_demo=True, web=ROOT / "web"), desk)
    yield await gateways.start()
    await gateways.close()


async def new_phone(running) -> Phone:
    async with running.client.session.post(f"{running.client.base}{API}/persons", json={}) as answer:
        assert answer.status == 201
        return Phone(running.client, (await answer.json())["person"])


@pytest.fixture
async def phone(demo) -> Phone:
    return await new_phone(demo)


@pytest.fixture
async def bot(demo):
    """Answers what is written on phones."""
    page = ShopPage(demo, None)
    yield page
    await page.close()


async def test_a_new_phone_shows_what_stands_before_the_first_word(phone):
    shown = await phone.look()
    assert (shown["page"], shown["bubbles"], shown["is_typing"]) == ("Harbour & Pine", [], False)
    assert shown["greeting"]
    assert shown["get_started"] == "say:Hello"
    assert [line["type"] for line in shown["menu"]] == ["postback"] * len(shown["menu"])


async def test_what_is_written_goes_to_the_bot_and_its_answer_comes_back(phone, bot):
    assert await phone.do(do="say", text="Where is my order?") == 204
    turn = await bot.answers("Which one?", choices=("The boots", "The bag"))
    assert (turn.inbound.text, turn.channel) == ("Where is my order?", "messenger")
    shown = await phone.look_for("Which one?")
    own, answer = shown["bubbles"]
    assert (own["from"], own["text"], answer["from"]) == ("person", "Where is my order?", "page")
    assert [reply["title"] for reply in answer["replies"]] == ["The boots", "The bag"]

    assert await phone.do(do="reply", **answer["replies"][1]) == 204
    turn = await bot.answers("It comes tomorrow.")
    assert turn.inbound.choice.label == "The bag"
    assert (await phone.look_for("tomorrow"))["seen_at"]


async def test_a_line_of_the_menu_says_what_it_holds(phone, bot):
    line = (await phone.look())["menu"][0]
    assert await phone.do(do="tap", title=line["title"], payload=line["payload"]) == 204
    assert (await bot.answers("Yes.")).inbound.text == line["payload"].removeprefix("say:")


async def test_a_picture_is_shown_and_told_as_a_link(phone, bot):
    assert await phone.do(do="attach", what="picture") == 204
    turn = await bot.answers("Thank you.")
    (attached,) = (await phone.look_for("Thank you."))["bubbles"][0]["attached"]
    assert attached["kind"] == "image"
    assert attached["url"] in turn.inbound.text


async def test_phones_do_not_show_each_others_words(demo, phone, bot):
    other = await new_phone(demo)
    await phone.do(do="say", text="I am Ann")
    await bot.answers("Hello Ann.")
    await phone.look_for("Hello Ann.")
    assert (await other.look())["bubbles"] == []


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"do": "shout"},
        {"do": "say"},
        {"do": "say", "text": "  "},
        {"do": "say", "text": "\0"},
        {"do": "reply", "title": "Yes"},
        {"do": "attach", "what": "a house"},
        {"do": ["say"], "text": "Hello"},
    ],
)
async def test_what_nobody_can_do_on_a_phone_is_refused(phone, what):
    assert await phone.do(**what) == 422
    assert await phone.do(do="say", text="x" * 2001) == 413
    assert await phone.do(do="say", text="Hello", loud="yes") == 400


async def test_nobody_has_a_phone_that_was_not_given_out(demo, phone):
    await phone.look()
    for person in ("", "1", phone.person[:-1], "ä"):
        assert await Phone(demo.client, person).do(do="say", text="Hello") == 404


async def test_the_phone_that_was_quiet_longest_is_forgotten(demo):
    first, second = await new_phone(demo), await new_phone(demo)
    await first.do(do="say", text="Hello")
    for _ in range(MOST_PERSONS - 1):
        await new_phone(demo)
    assert await first.do(do="read") == 204
    assert await second.do(do="read") == 404


async def test_the_page_loads_nothing_from_elsewhere(demo):
    async with demo.client.session.get(f"{demo.client.base}/demo/messenger") as answer:
        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "src='http" not in (await answer.text()).replace('"', "'")


async def test_a_real_shop_and_a_demo_with_a_page_of_its_own_have_no_phone(settings, desk):
    gateways = Gateways(settings, desk)
    for running in (
        await gateways.start(is_demo=False),
        await gateways.start(is_demo=True, messenger=CREDENTIALS),
    ):
        for path in (f"{API}/phone", "/messenger_demo/phone.js"):
            async with running.client.session.get(running.client.base + path) as answer:
                assert answer.status == 404
    await gateways.close()


async def test_with_a_page_of_its_own_the_demo_shops_link_leads_there(settings, desk: Desk, platform):
    gateways = Gateways(replace(settings, is_demo=True, web=ROOT / "web", messenger=CREDENTIALS), desk)
    gateways.messenger = MessengerParts(CREDENTIALS, DoubleGraph(platform))
    running = await gateways.start()
    await running.server.gateway.messenger.check()
    url = f"{running.client.base}/demo/messenger"
    async with running.client.session.get(url, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["location"]) == (303, f"https://m.me/{platform.page_id}")
    await gateways.close()
