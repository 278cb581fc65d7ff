"""Requests that do not end: each is given up in time, however it drips."""

import asyncio
from urllib.parse import urlsplit

from tests.gateway.visiting import raw_status

HEAD = (
    b"POST /webhooks/widget/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    b"content-length: 100\r\n\r\n"
)


async def test_a_body_that_never_comes_is_given_up(gateways):
    running = await gateways.start(body_seconds=0.2)
    assert await raw_status(running.client.base, HEAD, b"{") == 408


async def test_a_body_that_drips_is_given_up(gateways):
    running = await gateways.start(body_seconds=0.5)
    url = urlsplit(running.client.base)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    writer.write(HEAD)
    answer = asyncio.create_task(reader.readline())
    for _ in range(99):
        if answer.done():
            break
        writer.write(b" ")
        await asyncio.wait([answer], timeout=0.1)
    assert b" 408 " in await answer
    writer.close()


async def test_a_request_head_that_drips_is_given_up(gateways):
    running = await gateways.start(body_seconds=0.5)
    url = urlsplit(running.client.base)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    answer = asyncio.create_task(reader.readline())
    for byte in b"GET /health/live HTTP/1.1\r\nx: " + b"x" * 100:
        if answer.done():
            break
        writer.write(bytes([byte]))
        await asyncio.wait([answer], timeout=0.1)
    assert b" 408 " in await answer
    writer.close()
