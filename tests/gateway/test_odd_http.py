"""Bytes that no HTTP client would send: each gets an answer, and the next one is served as ever."""

import pytest
import pytest_asyncio

from conversations.desk import in_memory_desk
from tests.gateway.conftest import settings_for
from tests.gateway.gateways import Gateways
from tests.gateway.visiting import raw_status

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(tmp_path_factory):
    """One gateway takes it all: what one request does must not harm the next."""
    gateways = Gateways(settings_for(tmp_path_factory.mktemp("web")), in_memory_desk())
    yield (await gateways.start()).client
    await gateways.close()


CHUNKED = (
    b"POST /webhooks/widget/session HTTP/1.1\r\ncontent-type: application/json\r\n"
    b"transfer-encoding: chunked\r\n\r\n"
)
ADDRESSES = {
    "a NUL": "/a\0b",
    "a control character": "/a\x01",
    "a delete": "/a\x7f",
    "no slash": "health/live",
    "a port out of range": "https://x:99999/health/live",
    "half of an address": "http://[::1/health/live",
    "only a query": "?a=b",
}
RAW = {
    **{
        f"a path with {name}": (f"GET {address} HTTP/1.1\r\nhost: x\r\n\r\n".encode(), 400)
        for name, address in ADDRESSES.items()
    },
    "a tunnel": (b"CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n", 400),
    "no HTTP": (b"hello\r\n\r\n", 400),
    "an unknown version": (b"GET / HTTP/9.9\r\n\r\n", 400),
    "a path that is not ASCII": ("GET /ä HTTP/1.1\r\nhost: x\r\n\r\n".encode(), 400),
    "a header without a name": (b"GET /health/live HTTP/1.1\r\nhost\r\n\r\n", 400),
    "a length that is no number": (
        b"POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n",
        400,
    ),
    "a negative length": (b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx", 400),
    "headers of 20 KB": (b"GET / HTTP/1.1\r\nx: " + b"x" * 20_000 + b"\r\n\r\n", 413),
    "a huge announced length": (
        b"POST /webhooks/widget/session HTTP/1.1\r\ncontent-type: application/json\r\n"
        b"content-length: 99999999999\r\n\r\n",
        413,
    ),
    "broken chunks": (
        b"POST /webhooks/widget/session HTTP/1.1\r\ncontent-type: application/json\r\n"
        b"transfer-encoding: chunked\r\n\r\nzz\r\n",
        400,
    ),
    "a length in Arabic digits": (
        "POST /webhooks/widget/session HTTP/1.1\r\ncontent-type: application/json\r\n"
        "content-length: \u0662\r\n\r\n{}".encode(),
        400,
    ),
    "a chunk whose size says how it is written": (CHUNKED + b"0x2\r\n{}\r\n0\r\n\r\n", 400),
    "a chunk whose size is in Arabic digits": (CHUNKED + "\u0662\r\n{}\r\n0\r\n\r\n".encode(), 400),
    "a chunk without a line end": (CHUNKED + b"2\r\n{}xx0\r\n\r\n", 400),
    "chunks as they should be": (CHUNKED + b"1\r\n{\r\n01;of=2\r\n}\r\n0\r\n\r\n", 201),
    "a token that is not ASCII": (
        "GET /webhooks/widget/events HTTP/1.1\r\nauthorization: Bearer ä\r\n\r\n".encode(),
        401,
    ),
}


@pytest.mark.parametrize("name", RAW)
async def test_odd_http_is_answered_and_harms_nobody(client, name):
    request, status = RAW[name]
    assert await raw_status(client.base, request) == status
    async with client.session.get(f"{client.base}/health/live") as response:
        assert response.status == 200
