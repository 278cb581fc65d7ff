"""How an offer of help ends, and that only accepting it opens a conversation."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from conversations.cue_ledger import WhoSawIt
from conversations.desk import in_memory_desk
from conversations.initiative import WAITING_LASTS, Verdict
from conversations.offers import ANSWERED_AGAIN
from tests.gateway.gateways import Gateways
from tests.gateway.offering import DEVICE, PAGE, PAYMENT_FAILED, make_offer

NOES = ["declined", "ignored", "never"]


class HandClock:
    now = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
async def gateways(settings, clock):
    gateways = Gateways(settings, in_memory_desk(clock))
    yield gateways
    await gateways.close()


@pytest.fixture
def offer(running):
    return make_offer(running.desk.ledger)


async def accept(client, offer):
    status, opened = await client.end_offer(offer.id, "accepted")
    assert status == 200
    return client.visitor(opened["token"]), opened["conversation"]


async def test_accepting_opens_a_conversation_that_begins_with_the_offer(client, offer):
    visitor, _ = await accept(client, offer)
    _, read = await visitor.read()
    offered, accepted = read["entries"]
    assert (offered["seq"], offered["speaker"], offered["text"]) == (1, "bot", PAYMENT_FAILED.text)
    assert offered["because"] == {"kind": "offer", "ref": offer.id}
    assert (accepted["seq"], accepted["speaker"]) == (2, "customer")


async def test_an_accepted_offer_waits_for_its_turn_with_what_the_page_said(running, client, offer):
    _, conversation_id = await accept(client, offer)
    turn = running.journal.claim_turn("test")
    assert turn.conversation_id == conversation_id
    assert turn.inbound.choice.meaning == PAYMENT_FAILED.opens
    assert turn.inbound.page == PAGE
    assert turn.channel == "widget"


async def test_an_accepted_offer_is_streamed_and_can_be_talked_about(client, offer):
    visitor, _ = await accept(client, offer)
    stream = await visitor.stream()
    assert [event.data["speaker"] for event in await stream.take(2)] == ["bot", "customer"]
    assert await visitor.say("it says declined", "a") == 3


async def test_the_customer_whom_the_shop_vouched_for_is_the_conversations(running, client):
    offer = make_offer(running.desk.ledger, customer_id="customer-7")
    _, conversation_id = await accept(client, offer)
    assert running.journal.conversation(conversation_id).customer_id == "customer-7"


@pytest.mark.parametrize("outcome", NOES)
async def test_a_no_is_heard_and_opens_nothing(running, client, offer, outcome):
    assert await client.end_offer(offer.id, outcome) == (204, None)
    assert running.journal.claim_turn("test") is None
    assert isinstance(running.desk.ledger.consider(PAYMENT_FAILED.to_offer(), WhoSawIt(DEVICE)), Verdict)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (first, second)
        for first in ["accepted", *NOES]
        for second in ["accepted", "declined", "ignored"]
        if (first, second) != ("accepted", "accepted")
    ],
)
async def test_an_offer_ends_once(client, offer, first, second):
    await client.end_offer(offer.id, first)
    status, answer = await client.end_offer(offer.id, second)
    assert (status, answer["error"]) == (409, "offer_spent")
    assert "token" not in answer


@pytest.mark.parametrize("first", ["accepted", *NOES])
async def test_never_may_be_said_after_any_end(running, client, clock, offer, first):
    await client.end_offer(offer.id, first)
    assert await client.end_offer(offer.id, "never") == (204, None)
    clock.now += timedelta(days=400)
    verdict = running.desk.ledger.consider(PAYMENT_FAILED.to_offer(), WhoSawIt(DEVICE))
    assert isinstance(verdict, Verdict)


@pytest.mark.parametrize("outcome", ["accepted", "declined", "ignored"])
async def test_an_offer_that_waited_too_long_has_ended(client, clock, offer, outcome):
    clock.now += WAITING_LASTS
    status, _ = await client.end_offer(offer.id, outcome)
    assert status == 409


@pytest.mark.parametrize("outcome", ["accepted", *NOES])
@pytest.mark.parametrize("offer_id", ["x", "a" * 22, "a" * 65, "a%00b", "%ff", "..", "a.b", "10042"])
async def test_an_offer_that_nobody_was_made_is_unknown(client, offer, offer_id, outcome):
    status, answer = await client.end_offer(offer_id, outcome)
    assert (status, answer["error"]) == (404, "not_found")


async def test_whoever_lost_the_answer_to_an_acceptance_gets_the_same_conversation_and_a_token(
    running, client, offer
):
    _, conversation_id = await accept(client, offer)
    again, same = await accept(client, offer)
    assert same == conversation_id
    assert [entry["seq"] for entry in (await again.read())[1]["entries"]] == [1, 2]
    assert running.journal.claim_turn("test") is not None
    assert running.journal.claim_turn("test") is None


async def test_an_acceptance_is_counted_once_however_often_it_is_repeated(running, client, offer):
    for _ in range(3):
        await accept(client, offer)
    async with client.session.get(client.base + "/metrics") as response:
        assert 'deskbell_offers_ended_total{outcome="accepted"} 1.0' in await response.text()


async def test_an_acceptance_of_long_ago_gets_no_token(client, clock, offer):
    await accept(client, offer)
    clock.now += ANSWERED_AGAIN
    status, answer = await client.end_offer(offer.id, "accepted")
    assert (status, answer["error"]) == (409, "offer_spent")
    assert "token" not in answer


async def test_acceptances_at_the_same_moment_open_one_conversation(running, client, offer):
    answers = await asyncio.gather(*(client.end_offer(offer.id, "accepted") for _ in range(10)))
    assert [status for status, _ in answers] == [200] * 10
    assert len({answer["conversation"] for _, answer in answers}) == 1
    assert running.journal.claim_turn("test") is not None
    assert running.journal.claim_turn("test") is None


async def test_an_acceptance_counts_among_the_conversations_of_an_address(gateways):
    running = await gateways.start(has_rate_limit=True)
    offer = make_offer(running.desk.ledger)
    for _ in range(30):
        await running.client.open()
    assert (await running.client.end_offer(offer.id, "accepted"))[0] == 429
    assert (await running.client.end_offer(offer.id, "declined"))[0] == 204
