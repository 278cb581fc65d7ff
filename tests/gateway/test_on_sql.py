"""The main ways once more, over the journals that people run."""

import asyncio

import pytest

from conversations import schema
from conversations.desk import open_desk
from tests.gateway.answering import answer_all
from tests.gateway.gateways import Gateways
from tests.gateway.offering import DEVICE, PAGE, PAYMENT_FAILED
from tests.gateway.shop_signing import SHOP_KEYS, customer_token


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request, tmp_path):
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path}/deskbell.db"


@pytest.fixture
async def gateways(settings, database_url):
    schema.upgrade(database_url)
    desk = open_desk(database_url)
    gateways = Gateways(settings, desk)
    yield gateways
    await gateways.close()
    desk.close()


async def test_a_question_is_asked_answered_and_streamed(running, client):
    visitor = await client.open()
    stream = await visitor.stream()
    seq = await visitor.say("where is my order?", "a")
    assert await asyncio.to_thread(answer_all, running.journal, "On its way.") == 1
    events = []
    while len(events) < 3:
        event = await stream.next()
        events += [] if event.kind == "typing" else [event]
    assert [(event.id, event.kind) for event in events] == [(1, "message"), (2, "message"), (3, "turn")]
    assert events[1].data["because"] == {"kind": "reply", "ref": str(seq)}
    _, read = await visitor.read()
    assert [entry["text"] for entry in read["entries"]] == ["where is my order?", "On its way."]


async def test_messages_sent_together_are_all_kept_once(client):
    visitor = await client.open()
    stream = await visitor.stream()
    sent = [visitor.say(f"message {number}", str(number)) for number in range(20)]
    again = [visitor.say(f"message {number}", str(number)) for number in range(20)]
    seqs = await asyncio.gather(*sent, *again)
    assert sorted(seqs[:20]) == list(range(1, 21))
    assert seqs[20:] == seqs[:20]
    assert [event.id for event in await stream.take(20)] == list(range(1, 21))


async def test_an_id_used_again_with_another_text_is_refused(client):
    visitor = await client.open()
    await visitor.say("one", "a")
    assert (await visitor.post(id="a", text="two"))[0] == 409


async def test_two_gateways_show_the_same(gateways):
    first, second = await gateways.start(), await gateways.start()
    visitor = await first.client.open()
    stream = await second.client.visitor(visitor.token).stream()
    await visitor.say("hello", "a")
    assert (await stream.next()).data["text"] == "hello"


async def test_a_cue_becomes_an_offer_and_the_offer_a_conversation(running, client):
    _, answer = await client.cue(DEVICE, page=PAGE)
    status, opened = await client.end_offer(answer["offer"]["id"], "accepted")
    assert status == 200
    _, read = await client.visitor(opened["token"]).read()
    assert [entry["speaker"] for entry in read["entries"]] == ["bot", "customer"]
    assert read["entries"][0]["text"] == PAYMENT_FAILED.text
    turn = await asyncio.to_thread(running.journal.claim_turn, "test")
    assert (turn.conversation_id, turn.inbound.page) == (opened["conversation"], PAGE)
    assert turn.inbound.choice.meaning == PAYMENT_FAILED.opens
    assert await client.cue(DEVICE) == (204, None)


async def test_an_offer_ends_once_and_never_is_always_heard(client):
    _, answer = await client.cue(DEVICE)
    offer_id = answer["offer"]["id"]
    ends = ["declined", "accepted", "ignored", "never", "never"]
    assert [(await client.end_offer(offer_id, end))[0] for end in ends] == [204, 409, 409, 204, 204]
    assert (await client.end_offer("a" * 22, "never"))[0] == 404


async def test_the_no_of_a_customer_holds_on_every_device(gateways):
    client = (await gateways.start(shop_keys=SHOP_KEYS)).client
    _, answer = await client.cue(DEVICE, customer_token=customer_token())
    await client.end_offer(answer["offer"]["id"], "declined")
    assert (await client.cue("another-device-of-theirs", customer_token=customer_token()))[0] == 204
    assert (await client.cue("another-device-of-theirs"))[0] == 200


async def test_two_gateways_with_databases_of_their_own_make_one_offer(gateways, database_url):
    """As two processes would: nothing is shared but the database."""
    first, other = await gateways.start(), open_desk(database_url)
    gateways.take(journal=other.journal, ledger=other.ledger)
    second = await gateways.start()
    cues = [gateway.client.cue(DEVICE) for gateway in (first, second) for _ in range(10)]
    statuses = sorted(status for status, _ in await asyncio.gather(*cues))
    assert statuses == [200] + [204] * 19
    await gateways.stop(second)
    other.close()


async def test_acceptances_at_the_same_moment_open_one_conversation(running, client):
    _, answer = await client.cue(DEVICE)
    accepts = (client.end_offer(answer["offer"]["id"], "accepted") for _ in range(10))
    opened = await asyncio.gather(*accepts)
    assert [status for status, _ in opened] == [200] * 10
    assert len({answer["conversation"] for _, answer in opened}) == 1
    assert await asyncio.to_thread(answer_all, running.journal) == 1


async def test_a_thumb_is_for_an_answer_of_ones_own_conversation(running, client):
    visitor, stranger = await client.open(), await client.open()
    await visitor.say("where is my order?", "a")
    await asyncio.to_thread(answer_all, running.journal)
    assert [await visitor.rate(2, helpful) for helpful in (True, False)] == [204, 204]
    assert [await visitor.rate(seq, True) for seq in (1, 3, 2**31, 2**53 - 1)] == [404] * 4
    assert await stranger.rate(2, True) == 404


async def ready(client):
    async with client.session.get(client.base + "/health/ready") as response:
        return response.status, await response.json()


async def test_a_gateway_whose_database_file_is_gone_says_so_and_takes_nothing(settings, tmp_path):
    """Nor does one that starts meanwhile, and none makes an empty file in its place."""
    file, away = tmp_path / "deskbell.db", tmp_path / "away.db"
    schema.upgrade(f"sqlite:///{file}")
    desks = [open_desk(f"sqlite:///{file}") for _ in range(2)]
    gateways = [Gateways(settings, desk) for desk in desks]
    client = (await gateways[0].start()).client
    visitor = await client.open()
    assert (await visitor.post(id="a", text="hello"))[0] == 202
    file.rename(away)
    late = (await gateways[1].start()).client

    for one in (client, late):
        status, answer = await ready(one)
        assert (status, answer["missing"]) == (503, ["database"])
        assert "file is gone" in answer["message"]
        assert (await one.visitor(visitor.token).post(id="b", text="hello?"))[0] == 503
        assert (await one.cue(DEVICE))[0] == 503
    assert not file.exists()
    away.rename(file)

    for one in (client, late):
        assert (await one.visitor(visitor.token).post(id="b", text="hello?"))[0] in {200, 202}
    for running, desk in zip(gateways, desks, strict=True):
        await running.close()
        desk.close()
