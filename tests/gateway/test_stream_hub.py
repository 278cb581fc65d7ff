"""The hub by itself, without the slow look that would cover up a missed wake-up."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.errors import JournalUnavailable
from conversations.in_memory_journal import InMemoryJournal
from gateway.errors import Busy
from gateway.journal_calls import JournalCalls
from gateway.stream_hub import StreamHub
from gateway.subscription import MOST_FRAMES_WAITING

PATIENCE = 10


class CountingJournal(InMemoryJournal):
    """Counts reads, and is away on demand."""

    reads = 0
    is_away = False

    def read_stream(self, conversation_id, after, limit=500):
        self.reads += 1
        if self.is_away:
            raise JournalUnavailable("away")
        return super().read_stream(conversation_id, after, limit)


@pytest.fixture
def journal():
    return CountingJournal()


@pytest.fixture
async def hub(journal):
    calls = JournalCalls()
    yield StreamHub(journal, calls, most_streams=20)
    calls.close()


def write(journal, conversation_id, count):
    start = journal.conversation(conversation_id).last_seq
    for number in range(count):
        journal.append_inbound(conversation_id, str(start + number), text="x")


async def read_ids(hub, subscription, count):
    """The ids of the next frames, as a client that reads everything sees them."""
    ids = []
    while len(ids) < count:
        frames = await subscription.take(PATIENCE)
        assert frames, "nothing came"
        hub.caught_up(subscription)
        ids += [int(line[4:]) for line in frames.decode().splitlines() if line.startswith("id: ")]
    return ids


@pytest.mark.parametrize("count", [1, 99, 100, 101, 199, 200, 201, 350])
async def test_everything_written_before_the_stream_was_opened_comes(hub, journal, count):
    conversation = journal.open_conversation("widget").id
    write(journal, conversation, count)
    subscription = hub.subscribe(conversation, 0)
    assert await read_ids(hub, subscription, count) == list(range(1, count + 1))


async def test_one_read_serves_every_stream_of_a_conversation(hub, journal):
    conversation = journal.open_conversation("widget").id
    subscriptions = [hub.subscribe(conversation, 0) for _ in range(10)]
    hub.wake(conversation)
    await asyncio.sleep(0)
    write(journal, conversation, 1)
    before = journal.reads
    hub.wake(conversation)
    for subscription in subscriptions:
        assert await read_ids(hub, subscription, 1) == [1]
    assert journal.reads <= before + 2


async def test_a_slow_client_holds_nobody_up_and_loses_nothing(hub, journal):
    conversation = journal.open_conversation("widget").id
    slow, quick = hub.subscribe(conversation, 0), hub.subscribe(conversation, 0)
    total = 3 * MOST_FRAMES_WAITING
    seen = []
    for _ in range(3):
        write(journal, conversation, MOST_FRAMES_WAITING)
        hub.wake(conversation)
        seen += await read_ids(hub, quick, MOST_FRAMES_WAITING)
    assert seen == list(range(1, total + 1))
    assert await read_ids(hub, slow, total) == list(range(1, total + 1))


async def test_a_client_that_takes_nothing_costs_no_more_than_its_share(hub, journal):
    conversation = journal.open_conversation("widget").id
    subscription = hub.subscribe(conversation, 0)
    quick = hub.subscribe(conversation, 0)
    write(journal, conversation, 5 * MOST_FRAMES_WAITING)
    hub.wake(conversation)
    await read_ids(hub, quick, 5 * MOST_FRAMES_WAITING)
    frames = await subscription.take(PATIENCE)
    assert frames.count(b"id: ") == MOST_FRAMES_WAITING


async def test_a_look_finds_what_no_ring_told(hub, journal):
    conversation = journal.open_conversation("widget").id
    subscription = hub.subscribe(conversation, 0)
    write(journal, conversation, 2)
    await hub.look()
    assert await read_ids(hub, subscription, 2) == [1, 2]


async def test_a_database_that_was_away_only_makes_it_slower(hub, journal):
    conversation = journal.open_conversation("widget").id
    journal.is_away = True
    subscription = hub.subscribe(conversation, 0)
    write(journal, conversation, 1)
    assert await subscription.take(0.05) == b""
    journal.is_away = False
    await hub.look()
    assert await read_ids(hub, subscription, 1) == [1]


async def test_a_restored_database_lets_open_streams_go_on(hub, journal):
    conversation = journal.open_conversation("widget").id
    subscription = hub.subscribe(conversation, 40)  # stood further on before the restore
    await hub.look()
    write(journal, conversation, 1)
    hub.wake(conversation)
    assert await read_ids(hub, subscription, 1) == [1]


async def test_the_streams_of_a_conversation_that_is_gone_end(hub):
    subscription = hub.subscribe("gone", 0)
    assert await subscription.take(PATIENCE) is None


async def test_more_streams_than_the_process_holds_are_refused(hub):
    for number in range(20):
        hub.subscribe(f"conversation {number}", 0)
    with pytest.raises(Busy):
        hub.subscribe("one more", 0)


async def test_a_closed_hub_ends_streams_and_opens_none(hub, journal):
    subscription = hub.subscribe(journal.open_conversation("widget").id, 0)
    hub.close()
    assert await subscription.take(PATIENCE) is None
    with pytest.raises(Busy):
        hub.subscribe("another", 0)


async def test_giving_a_stream_back_twice_counts_once(hub, journal):
    conversation = journal.open_conversation("widget").id
    first, second = hub.subscribe(conversation, 0), hub.subscribe(conversation, 0)
    hub.unsubscribe(first)
    hub.unsubscribe(first)
    assert hub.open_streams == 1
    hub.unsubscribe(second)
    assert hub.open_streams == 0


acts = st.lists(st.sampled_from(["write", "write a lot", "wake", "open", "read", "pause"]), max_size=30)


@given(acts=acts)
async def test_each_stream_gets_each_item_once_and_in_order(acts):
    journal, calls = CountingJournal(), JournalCalls()
    hub = StreamHub(journal, calls)
    conversation = journal.open_conversation("widget").id
    streams = {hub.subscribe(conversation, 0): []}
    for act in acts:
        if act.startswith("write"):
            write(journal, conversation, 1 if act == "write" else MOST_FRAMES_WAITING + 5)
        elif act == "wake":
            hub.wake(conversation)
        elif act == "open" and len(streams) < 5:
            streams[hub.subscribe(conversation, 0)] = []
        elif act == "read":
            for subscription, ids in streams.items():
                ids += await _whatever_waits(hub, subscription)
        else:
            await asyncio.sleep(0.001)
    hub.wake(conversation)
    last = journal.conversation(conversation).last_seq
    for subscription, ids in streams.items():
        ids += await read_ids(hub, subscription, last - len(ids))
        assert len(ids) == last
        assert all(after == before + 1 for before, after in pairwise([0, *ids]))
    calls.close()


async def _whatever_waits(hub, subscription):
    frames = await subscription.take(0)
    hub.caught_up(subscription)
    return [int(line[4:]) for line in (frames or b"").decode().splitlines() if line.startswith("id: ")]
