"""How large a delivery may be, and what is not even read."""

import asyncio
import json
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from gateway.messenger.delivery_bodies import LARGEST_DELIVERY
from gateway.messenger.double.deliveries import delivery_of, headers_of
from gateway.messenger.signing import HEADER, signature_of
from gateway.messenger.webhook import PATH
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.delivering import PAGE_ID, message, post
from tests.gateway.messenger.shop_page import ShopPage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SOMEBODYS = f"sha256={'0' * 64}"
LARGE = 3 * 1024 * 1024


def large_delivery(count: int) -> bytes:
    """Messages of 2,000 characters that are spelled with six bytes each, as the platform does it."""
    events = [
        message(f"person {n % 20}", "\N{CYRILLIC SMALL LETTER YA}" * 2000, f"m{n}") for n in range(count)
    ]
    return delivery_of(PAGE_ID, events, 1)


@asynccontextmanager
async def began(page, headers: dict[str, str], body: bytes = b""):
    """A request of which so much was sent; what comes back can be read, and more can be written."""
    url = urlsplit(page.url)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    lines = [f"POST {PATH} HTTP/1.1", f"host: {url.netloc}", *(f"{k}: {v}" for k, v in headers.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()
    yield reader, writer
    writer.close()


async def status_of(reader: asyncio.StreamReader) -> int:
    return int((await reader.readline()).split()[1])


async def test_a_thousand_messages_of_the_greatest_length_are_taken(page):
    body = large_delivery(1000)
    assert len(body) > 12_000_000
    assert await post(page, body, **headers_of(body, CREDENTIALS.app_secret)) == 200
    turn = await page.answers("Thank you.")
    assert turn.inbound.text == "\N{CYRILLIC SMALL LETTER YA}" * 2000


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
async def test_sixteen_mebibytes_are_the_most(page, more, status):
    body = b'{"object": "page"}'.ljust(LARGEST_DELIVERY + more)
    headers = {"content-length": str(len(body)), HEADER: signature_of(body, CREDENTIALS.app_secret)}
    sent = body if status == 200 else b""
    async with began(page, headers, sent) as (reader, _):
        assert await status_of(reader) == status


async def test_what_comes_in_chunks_has_the_same_limit(page):
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    async with began(page, {"transfer-encoding": "chunked", HEADER: SOMEBODYS}) as (reader, writer):
        for _ in range(LARGEST_DELIVERY // 0x100000):
            writer.write(chunk)
            await writer.drain()
        writer.write(b"1\r\n")
        assert await status_of(reader) == 413


@pytest.mark.parametrize("signature", [None, "", "sha256=", SOMEBODYS[:-1], SOMEBODYS.replace("0", "A")])
async def test_what_cannot_be_signed_is_refused_before_its_body_comes(page, signature):
    headers = {"content-length": str(LARGE), **({} if signature is None else {HEADER: signature})}
    async with began(page, headers) as (reader, _):
        assert await status_of(reader) == 403


async def test_a_large_body_that_is_not_signed_is_refused(page):
    assert await post(page, large_delivery(300), **{HEADER: SOMEBODYS}) == 403


async def test_small_deliveries_come_in_while_large_ones_dawdle(page):
    headers = {"content-length": str(LARGE), HEADER: SOMEBODYS}
    async with began(page, headers, b" " * (LARGE - 1)), began(page, headers, b" " * (LARGE - 1)):
        body = delivery_of(PAGE_ID, [message("ann", "Hello", "m1")], 1)
        assert await post(page, body, **headers_of(body, CREDENTIALS.app_secret)) == 200
    assert (await page.answers("Good morning.")).inbound.text == "Hello"


async def test_large_deliveries_that_dawdle_make_room_for_others(gateways, platform):
    page = ShopPage(await gateways.start(body_seconds=1), platform)
    headers, most = {"content-length": str(LARGE), HEADER: SOMEBODYS}, b" " * (LARGE - 1)
    async with began(page, headers, most) as (one, _), began(page, headers, most) as (two, _):
        assert [await status_of(one), await status_of(two)] == [408, 408]
    body = large_delivery(300)
    assert await post(page, body, **headers_of(body, CREDENTIALS.app_secret)) == 200
    await page.close()


async def test_after_a_large_delivery_the_connection_has_the_usual_limit(page):
    body = json.dumps({"object": "page", "x": "x" * LARGE}).encode()
    headers = {"content-length": str(len(body)), HEADER: signature_of(body, CREDENTIALS.app_secret)}
    async with began(page, headers, body) as (reader, writer):
        assert await status_of(reader) == 200
        await reader.readuntil(b"EVENT_RECEIVED")
        head = f"POST /webhooks/facebook/deletion HTTP/1.1\r\nhost: x\r\ncontent-length: {LARGE}\r\n\r\n"
        writer.write(head.encode())
        assert await status_of(reader) == 413
