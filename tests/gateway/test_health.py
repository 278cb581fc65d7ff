"""Whether the gateway says truly what is there and what is missing."""

import pytest

from conversations.errors import JournalUnavailable
from conversations.heartbeats import Part
from conversations.in_memory_heartbeats import InMemoryHeartbeats
from conversations.in_memory_journal import InMemoryJournal
from tests.gateway.visiting import eventually


async def get(running, path):
    async with running.client.session.get(running.client.base + path) as response:
        return response.status, await response.json(), response.headers


async def test_it_lives_whatever_else_is_missing(running):
    assert (await get(running, "/health/live"))[:2] == (200, {"status": "live"})


@pytest.mark.parametrize(
    ("there", "missing"),
    [([], ["bot", "actions"]), ([Part.BOT], ["actions"]), ([Part.ACTIONS], ["bot"])],
)
async def test_it_is_not_ready_and_names_what_is_missing(running, there, missing):
    for part in there:
        running.desk.heartbeats.beat(part, "test")
    status, answer, headers = await get(running, "/health/ready")
    assert (status, answer["error"], answer["missing"]) == (503, "not_ready", missing)
    assert all(part in answer["message"] for part in missing)
    assert headers["retry-after"] == "2"


async def test_it_is_ready_when_everything_is_there(running):
    for part in (Part.BOT, Part.ACTIONS):
        running.desk.heartbeats.beat(part, "test")
    assert (await get(running, "/health/ready"))[:2] == (200, {"status": "ready"})


class LostJournal(InMemoryJournal):
    """A journal whose database went away after a conversation was opened."""

    def is_available(self):
        return False

    def append_inbound(self, *args, **kwargs):
        raise JournalUnavailable("away")

    read_entries = read_stream = tell_delayed = last_seqs = append_inbound


class LostHeartbeats(InMemoryHeartbeats):
    def alive(self, *args, **kwargs):
        raise JournalUnavailable("away")

    beat = stop = alive


async def test_without_a_database_it_lives_but_is_not_ready(gateways):
    gateways.take(journal=LostJournal(), heartbeats=LostHeartbeats())
    running = await gateways.start()
    assert (await get(running, "/health/live"))[0] == 200
    status, answer, _ = await get(running, "/health/ready")
    assert (status, answer["missing"]) == (503, ["database"])


class FullHeartbeats(InMemoryHeartbeats):
    """On a disk that is full until there is room: what was written can be read, and gets old."""

    has_room = False

    def beat(self, *args, **kwargs):
        if not self.has_room:
            raise JournalUnavailable("full")
        super().beat(*args, **kwargs)


async def test_a_database_that_takes_no_writes_is_named_and_no_part_is_blamed(gateways):
    gateways.take(heartbeats=FullHeartbeats())
    running = await gateways.start()
    await eventually(lambda: not running.server.gateway.background.can_write)
    status, answer, _ = await get(running, "/health/ready")
    assert (status, answer["missing"]) == (503, ["database"])
    assert "disk is full" in answer["message"]
    assert "kept" not in answer["message"], "no message is taken now"


async def test_a_database_that_takes_writes_again_is_not_missing(gateways):
    heartbeats = FullHeartbeats()
    gateways.take(heartbeats=heartbeats)
    running = await gateways.start()
    await eventually(lambda: not running.server.gateway.background.can_write)
    heartbeats.has_room = True
    await eventually(lambda: running.server.gateway.background.can_write)
    assert (await get(running, "/health/ready"))[1]["missing"] == ["bot", "actions"]


async def test_without_a_database_a_message_is_refused_for_now(gateways):
    gateways.take(journal=LostJournal())
    running = await gateways.start()
    visitor = await running.client.open()
    for status, answer in [await visitor.post(id="a", text="hello"), await visitor.read()]:
        assert (status, answer["error"]) == (503, "busy")


async def test_the_gateway_beats(running):
    await eventually(running.desk.heartbeats.alive)
    assert [heartbeat.part for heartbeat in running.desk.heartbeats.alive()] == [Part.GATEWAY]


async def test_a_gateway_that_stops_says_so(gateways):
    running = await gateways.start()
    await eventually(running.desk.heartbeats.alive)
    await gateways.stop(running)
    assert running.desk.heartbeats.alive() == []
