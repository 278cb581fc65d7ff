"""The stream of a conversation: what comes, in which order, once, and where it resumes."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.bell import Topic
from conversations.entries import Outcome, TurnEnd, Words
from conversations.errors import UnknownConversation
from conversations.in_memory_bell import InMemoryBell
from conversations.in_memory_journal import InMemoryJournal
from conversations.journal import TurnResult
from gateway.guest_tokens import GuestTokens
from tests.gateway.answering import answer_all
from tests.gateway.conftest import SECRET
from tests.gateway.visiting import eventually


async def test_a_message_shows_up_in_the_stream_of_its_conversation(client):
    visitor = await client.open()
    stream = await visitor.stream()
    seq = await visitor.say("hello", "a")
    event = await stream.next()
    assert (event.kind, event.id, event.data["seq"], event.data["text"]) == ("message", seq, seq, "hello")
    assert event.data["speaker"] == "customer"


async def test_a_turn_comes_as_its_words_and_its_end(running, client):
    visitor = await client.open()
    stream = await visitor.stream()
    seq = await visitor.say("hello", "a")
    answer_all(running.journal, "Hello!")
    events = [event for event in await stream.take(4) if event.kind != "typing"]
    assert [event.kind for event in events] == ["message", "message", "turn"]
    assert events[1].data["because"] == {"kind": "reply", "ref": str(seq)}
    assert events[2].data == {"seq": seq, "outcome": "answered", "reason": "test"}
    assert [event.id for event in events] == [1, 2, 3]


async def test_typing_has_no_place_in_the_conversation(running, client):
    visitor = await client.open()
    stream = await visitor.stream()
    await visitor.say("hello", "a")
    await stream.next()
    running.journal.claim_turn("test")
    event = await stream.next()
    assert (event.kind, event.id) == ("typing", None)


@pytest.mark.parametrize("way", ["header", "query"])
async def test_a_stream_resumes_after_the_given_place(client, way):
    visitor = await client.open()
    for number in range(5):
        await visitor.say(f"message {number}", str(number))
    stream = await (visitor.stream(after=3) if way == "header" else visitor.stream(query="?after=3"))
    assert [event.id for event in await stream.take(2)] == [4, 5]
    assert await visitor.say("one more", "more") == 6
    assert (await stream.next()).id == 6


async def test_the_header_wins_over_the_query(client):
    visitor = await client.open()
    for number in range(3):
        await visitor.say("x", str(number))
    stream = await visitor.stream(after=2, query="?after=0")
    assert (await stream.next()).id == 3


async def test_a_place_beyond_the_end_waits_for_what_comes(client):
    visitor = await client.open()
    await visitor.say("before", "a")
    stream = await visitor.stream(after=999)
    seq = await visitor.say("after a restore", "b")
    assert (await stream.next()).id == seq


async def test_a_long_conversation_comes_whole_and_in_order(running, client):
    visitor = await client.open()
    for number in range(350):
        running.journal.append_inbound(visitor.conversation_id, str(number), text="x" * 1000)
    stream = await visitor.stream()
    assert [event.id for event in await stream.take(350)] == list(range(1, 351))


async def test_every_stream_of_a_conversation_gets_everything(client):
    visitor = await client.open()
    streams = [await visitor.stream() for _ in range(3)]
    for number in range(5):
        await visitor.say("x", str(number))
    for stream in streams:
        assert [event.id for event in await stream.take(5)] == [1, 2, 3, 4, 5]


async def test_the_eleventh_stream_of_a_conversation_ends_the_first(running, client):
    visitor = await client.open()
    streams = [await visitor.stream() for _ in range(11)]
    assert await streams[0].next() is None
    await visitor.say("hello", "a")
    assert (await streams[1].next()).id == 1
    assert (await streams[10].next()).id == 1
    assert running.hub.open_streams == 10


async def test_a_stream_that_is_closed_holds_nothing(running, client):
    visitor = await client.open()
    stream = await visitor.stream()
    assert running.hub.open_streams == 1
    stream.response.close()
    await eventually(lambda: running.hub.open_streams == 0)


async def test_a_stream_breathes_while_nothing_happens(gateways):
    running = await gateways.start(keep_alive_seconds=0.05)
    visitor = await running.client.open()
    stream = await visitor.stream()
    lines = [await stream.response.content.readline() for _ in range(12)]
    assert lines.count(b": still here\n") >= 2


async def test_a_stream_ends_when_its_token_does(running, client):
    visitor = await client.open()
    tokens = GuestTokens(SECRET, lifetime=timedelta(seconds=1))
    stream = await client.visitor(tokens.make(visitor.conversation_id)).stream()
    assert await stream.next() is None


async def test_a_stream_is_not_kept_by_anybody_on_the_way(client):
    visitor = await client.open()
    stream = await visitor.stream()
    assert stream.response.headers["content-type"] == "text/event-stream"
    assert stream.response.headers["cache-control"] == "no-store"
    assert stream.response.headers["x-accel-buffering"] == "no"


async def test_the_gateway_says_when_the_bot_is_away(running, client):
    visitor = await client.open()
    seq = await visitor.say("hello", "a")
    stream = await visitor.stream(after=seq)
    running.journal.tell_delayed(timedelta(0), "We can't answer right now.")
    event = await stream.next()
    assert (event.kind, event.data["status"]) == ("status", "delayed")


async def test_two_gateways_over_one_journal_show_the_same(gateways):
    first, second = await gateways.start(), await gateways.start()
    visitor = await first.client.open()
    stream = await second.client.visitor(visitor.token).stream()
    await visitor.say("hello", "a")
    assert (await stream.next()).data["text"] == "hello"


async def test_a_restarted_gateway_resumes_a_stream_where_it_was(gateways):
    first = await gateways.start()
    visitor = await first.client.open()
    stream = await visitor.stream()
    await visitor.say("before", "a")
    last = (await stream.next()).id
    await gateways.stop(first)
    assert await stream.next() is None
    first.journal.append_inbound(visitor.conversation_id, "b", text="meanwhile")
    second = await gateways.start()
    again = await second.client.visitor(visitor.token).stream(after=last)
    assert (await again.next()).data["text"] == "meanwhile"


async def test_a_lost_ring_only_makes_it_slower(gateways):
    gateways.take(journal=InMemoryJournal(InMemoryBell()))  # rings where nobody listens
    running = await gateways.start(look_seconds=0.1)
    visitor = await running.client.open()
    stream = await visitor.stream()
    await visitor.say("hello", "a")
    assert (await stream.next()).data["text"] == "hello"


async def test_a_ring_for_nobody_harms_nobody(running, client):
    visitor = await client.open()
    stream = await visitor.stream()
    for topic in Topic:
        running.desk.bell.ring(topic, "no such conversation")
    await visitor.say("hello", "a")
    assert (await stream.next()).kind == "message"


class ErasableJournal(InMemoryJournal):
    """Forgets a conversation on demand, as the later erasure will."""

    erased: str | None = None

    def read_stream(self, conversation_id, after, limit=500):
        if conversation_id == self.erased:
            raise UnknownConversation("erased")
        return super().read_stream(conversation_id, after, limit)


async def test_the_stream_of_an_erased_conversation_ends(gateways):
    gateways.take(journal=ErasableJournal(gateways.desk.bell))
    running = await gateways.start()
    visitor = await running.client.open()
    stream = await visitor.stream()
    running.journal.erased = visitor.conversation_id
    running.desk.bell.ring(Topic.STREAM, visitor.conversation_id)
    assert await stream.next() is None


@given(writers=st.lists(st.integers(0, 3), min_size=1, max_size=25))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nobody_sees_another_conversation(running, client, writers):
    journal = running.journal
    visitors = [await client.open() for _ in range(4)]
    streams = [await visitor.stream() for visitor in visitors]
    for number, writer in enumerate(writers):
        await visitors[writer].say(f"from {writer}", f"{number}")
    while turn := journal.claim_turn("test"):
        words = (Words(f"to {turn.inbound.text}"),)
        journal.commit_turn(turn, TurnResult(TurnEnd(Outcome.ANSWERED, "test"), words))
    for number, (visitor, stream) in enumerate(zip(visitors, streams, strict=True)):
        written = writers.count(number)
        events = []
        while len(events) < 3 * written:
            event = await stream.next()
            events += [] if event.kind == "typing" else [event]
        assert [event.id for event in events] == list(range(1, 3 * written + 1))
        texts = {event.data["text"] for event in events if event.kind == "message"}
        assert texts <= {f"from {number}", f"to from {number}"}
        _, read = await visitor.read()
        assert {entry["text"] for entry in read["entries"]} == texts
        stream.response.close()
