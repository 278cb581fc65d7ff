"""The platform's address: it is verified, it takes what is signed, and every event once."""

import json
from dataclasses import replace

import pytest

from conversations.errors import JournalUnavailable
from conversations.queue import QueueList
from gateway.messenger.channel import MessengerParts
from gateway.messenger.double.deliveries import delivery_of, headers_of
from gateway.messenger.double.graph import DoubleGraph
from gateway.messenger.errors import NotReached
from gateway.messenger.signing import HEADER, signature_of
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.delivering import deliver, message, post
from tests.gateway.messenger.shop_page import ShopPage, until

SUBSCRIBE = {"hub.mode": "subscribe", "hub.verify_token": CREDENTIALS.verify, "hub.challenge": "1158201444"}


async def test_the_challenge_comes_back_for_the_right_verify_text(page):
    async with page.session.get(page.url, params=SUBSCRIBE) as response:
        assert (response.status, await response.text()) == (200, "1158201444")
        assert response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hub.verify_token": "another"},
        {"hub.verify_token": ""},
        {"hub.mode": "unsubscribe"},
        {"hub.challenge": ""},
        {"hub.challenge": "x" * 500},
        {"hub.challenge": "\N{SNOWMAN}"},
    ],
)
async def test_nobody_else_gets_it_back(page, wrong):
    async with page.session.get(page.url, params={**SUBSCRIBE, **wrong}) as response:
        assert response.status == 403
    async with page.session.get(page.url) as response:
        assert response.status == 403


async def test_what_is_not_signed_is_refused_and_changes_nothing(page):
    body = delivery_of("100200300400500", [message("ann", "Hello", "m1")], 1)
    good = signature_of(body, CREDENTIALS.app_secret)
    for signature in ("", "sha256=", good[:-1], good.upper(), good[7:], good + "0", f"sha256={'0' * 64}"):
        assert await post(page, body, **{HEADER: signature}) == 403
    assert await post(page, body) == 403
    assert await post(page, body + b" ", **{HEADER: good}) == 403
    assert await post(page, body, **{"x-hub-signature": "sha1=" + "0" * 40}) == 403
    assert await post(page, body, **{HEADER: good}) == 200
    turn = await page.answers("Good morning.")
    assert (turn.inbound.text, page.journal.claim_turn("test")) == ("Hello", None)


DEEP = b'{"object": "page", "x": ' + b"[" * 40 + b"]" * 40 + b"}"


@pytest.mark.parametrize("body", [b"", b"[]", b"nothing", b"[" * 5000, DEEP, b"\xff", b'{"object": "page"'])
async def test_what_is_signed_and_no_delivery_is_malformed(page, body):
    assert await post(page, body, **{HEADER: signature_of(body, CREDENTIALS.app_secret)}) == 400


@pytest.mark.parametrize(
    "delivery",
    [
        {"object": "instagram", "entry": [{"id": "1", "messaging": [message("ann", "Hello", "m1")]}]},
        {"object": "page"},
        {"object": "page", "entry": {"id": "1"}},
        {"object": "page", "entry": [None, 1, {"id": 7, "messaging": [{}, 5, {"sender": 1}]}]},
        {"object": "page", "entry": [{"id": "1", "messaging": [{"sender": {"id": "ann"}, "new_kind": {}}]}]},
    ],
)
async def test_what_is_signed_and_nothing_for_us_is_taken_quietly(page, delivery):
    body = json.dumps(delivery).encode()
    assert await post(page, body, **headers_of(body, CREDENTIALS.app_secret)) == 200
    await deliver(page, message("ben", "Hello", "m2"))
    turn = await page.answers("Good morning.")
    assert (turn.inbound.client_id, page.journal.claim_turn("test")) == ("m2", None)


async def test_a_message_that_is_delivered_again_and_again_is_one_message(page):
    for _ in range(3):
        assert await deliver(page, *[message("ann", "Hello", "m1")] * 3) == 200
    turn = await page.answers("Good morning.")
    assert await deliver(page, message("ann", "Hello", "m1"), message("ann", "Bye", "m2")) == 200
    second = await page.answers("Goodbye.")
    assert [turn.inbound.text, second.inbound.text] == ["Hello", "Bye"]
    assert page.journal.claim_turn("test") is None


async def test_what_another_page_of_the_app_is_told_is_not_answered(page):
    await page.running.server.gateway.messenger.check()
    body = delivery_of("999", [message("ann", "Hello", "m1")], 1)
    assert await post(page, body, **headers_of(body, CREDENTIALS.app_secret)) == 200
    assert await deliver(page, message("ben", "Hello", "m2")) == 200
    turn = await page.answers("Good morning.")
    assert (turn.inbound.client_id, page.journal.claim_turn("test")) == ("m2", None)


class ReticentGraph(DoubleGraph):
    """Does not say whose the token is until it is told to."""

    is_silent = True

    async def identify(self):
        if self.is_silent:
            raise NotReached("The platform cannot be reached.")
        return await super().identify()


async def test_until_the_platform_says_which_page_is_ours_deliveries_are_kept_and_none_is_answered(
    gateways, platform
):
    graph = ReticentGraph(platform)
    gateways.messenger = MessengerParts(CREDENTIALS, graph, asks_every_seconds=0.05)
    page = ShopPage(await gateways.start(), platform)
    channel = page.running.server.gateway.messenger
    body = delivery_of("999", [message("ann", "Hello", "m1")], 1)
    assert await post(page, body, **headers_of(body, CREDENTIALS.app_secret)) == 200
    assert await deliver(page, message("ben", "Hello", "m2")) == 200
    assert (await channel.health())["state"] == "waiting"
    graph.is_silent = False
    turn = await page.answers("Good morning.")
    assert (turn.inbound.client_id, page.journal.claim_turn("test")) == ("m2", None)
    assert (await channel.health())["state"] == "fine"
    await page.close()


async def test_messages_that_overtook_each_other_are_taken_in_the_order_they_were_written(page):
    began = 1_790_000_000_000
    written = [message("ann", f"number {number}", f"m{number}", began + number) for number in range(9)]
    assert await deliver(page, *reversed(written[5:])) == 200
    assert await deliver(page, *reversed(written[:5])) == 200
    taken = [(await page.answers("Yes.")).inbound.text for _ in written]
    assert taken == [f"number {number}" for number in range(9)]


async def test_a_message_with_letters_that_no_database_holds_is_taken_without_them(page):
    event = json.dumps(message("ann", "@", "m1")).replace("@", "He\\u0000llo \\ud83d")
    body = ('{"object": "page", "entry": [{"id": "100200300400500", "messaging": [' + event + "]}]}").encode()
    assert await post(page, body, **headers_of(body, CREDENTIALS.app_secret)) == 200
    turn = await page.answers("Good morning.")
    assert turn.inbound.text == "Hello ?"


async def test_a_delivery_of_a_thousand_events_is_stored_whole(page):
    events = [message(f"person {number % 50}", f"message {number}", f"m{number}") for number in range(1000)]
    assert await deliver(page, *events) == 200
    expected = {f"message {number}" for number in range(1000)}
    assert await until(lambda: len(heard := _heard(page)) >= 1000 and heard) == sorted(expected)


def _heard(page) -> list[str]:
    """What all customers said."""
    rows = page.running.desk.team.queue.page(QueueList.BOT, "nobody", 100).rows
    return sorted(entry.text for row in rows for entry in page.journal.read_entries(row.id, 0))


class LostInbox:
    """What comes in when the database is away."""

    def __init__(self, inbox) -> None:
        self._inbox = inbox
        self.is_away = True

    def keep(self, *events) -> None:
        if self.is_away:
            raise JournalUnavailable("away")
        self._inbox.keep(*events)

    def __getattr__(self, name):
        return getattr(self._inbox, name)


async def test_what_cannot_be_stored_is_not_acknowledged_and_comes_again(gateways, platform):
    inbox = LostInbox(gateways.desk.messenger.inbox)
    gateways.take(messenger=replace(gateways.desk.messenger, inbox=inbox))
    page = ShopPage(await gateways.start(), platform)
    assert await deliver(page, message("ann", "Hello", "m1")) == 503
    inbox.is_away = False
    assert await deliver(page, message("ann", "Hello", "m1")) == 200
    assert (await page.answers("Good morning.")).inbound.text == "Hello"
    await page.close()
