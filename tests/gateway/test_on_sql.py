"""The main ways once more, over the journals that people run."""

import asyncio

import pytest

from conversations import schema
from conversations.desk import open_desk
from tests.gateway.answering import answer_all
from tests.gateway.gateways import Gateways


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
