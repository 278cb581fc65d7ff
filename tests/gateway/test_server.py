"""Starting, stopping, and what happens meanwhile."""

import asyncio
import socket
from urllib.parse import urlsplit

import pytest

from conversations.in_memory_journal import InMemoryJournal


async def test_a_gateway_stops_while_streams_are_open(gateways):
    running = await gateways.start()
    visitors = [await running.client.open() for _ in range(5)]
    streams = [await visitor.stream() for visitor in visitors]
    await gateways.stop(running)
    for stream in streams:
        assert await stream.next() is None


async def test_a_gateway_that_has_stopped_takes_no_connections(gateways):
    running = await gateways.start()
    url = urlsplit(running.client.base)
    await gateways.stop(running)
    with pytest.raises(OSError):
        await asyncio.open_connection(url.hostname, url.port)


async def test_a_client_that_never_finishes_does_not_hold_up_the_stop(gateways):
    running = await gateways.start()
    url = urlsplit(running.client.base)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    writer.write(b"POST /webhooks/widget/session HTTP/1.1\r\ncontent-type: application/json\r\n")
    writer.write(b"content-length: 100\r\n\r\n{")
    await writer.drain()
    await gateways.stop(running)
    assert await reader.read() == b""
    writer.close()


async def test_what_waits_for_a_stream_is_still_sent_when_the_gateway_stops(gateways):
    running = await gateways.start()
    visitor = await running.client.open()
    stream = await visitor.stream()
    await visitor.say("hello", "a")
    event = await stream.next()
    await gateways.stop(running)
    assert event.data["text"] == "hello"


async def test_a_client_that_reads_nothing_harms_nobody(running, client):
    visitor = await client.open()
    url = urlsplit(client.base)
    deaf = socket.create_connection((url.hostname, url.port))
    deaf.sendall(
        f"GET /webhooks/widget/events HTTP/1.1\r\nauthorization: Bearer {visitor.token}\r\n\r\n".encode()
    )
    stream = await visitor.stream()
    for number in range(300):
        running.journal.append_inbound(visitor.conversation_id, str(number), text="x" * 2000)
    assert [event.id for event in await stream.take(300)] == list(range(1, 301))
    deaf.close()


async def test_a_client_that_goes_away_at_once_harms_nobody(client):
    url = urlsplit(client.base)
    for _ in range(20):
        gone = socket.create_connection((url.hostname, url.port))
        gone.sendall(b"GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n")
        gone.close()
    visitor = await client.open()
    assert await visitor.say("hello", "a") == 1


async def test_several_requests_come_over_one_connection(client):
    url = urlsplit(client.base)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    for _ in range(3):
        writer.write(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        await reader.readexactly(len(b'{"status":"live"}'))
    writer.close()


class BuggyJournal(InMemoryJournal):
    """Fails in a way that nobody foresaw, with a customer's words in the message."""

    def append_inbound(self, conversation_id, client_id, **words):
        raise KeyError(f"bug with {words}")


async def test_a_bug_is_answered_without_its_inside(gateways, capsys):
    gateways.take(journal=BuggyJournal())
    running = await gateways.start()
    visitor = await running.client.open()
    status, answer = await visitor.post(id="a", text="my words")
    assert (status, answer["error"]) == (500, "failed")
    assert set(answer) == {"error", "message"}
    assert "bug" not in answer["message"]
    logged = "".join(capsys.readouterr())
    assert "KeyError" in logged
    assert "my words" not in logged
    assert (await visitor.read())[0] == 200


async def test_everybody_is_limited_in_requests_but_not_the_look_whether_it_lives(gateways):
    running = await gateways.start(has_rate_limit=True)
    client = running.client

    async def status_of(path):
        async with client.session.get(client.base + path) as response:
            return response.status

    assert 429 in [await status_of("/nowhere") for _ in range(400)]
    assert {await status_of("/health/live") for _ in range(50)} == {200}
