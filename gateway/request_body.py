"""Reads a request's body within its limits of type, size and time. Nothing is parsed here.

Sanic 25.12 times a body only between two pieces (`http_protocol.py`), so that one byte every few seconds
never ends; here the whole body has one deadline.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

from sanic.http import Http
from sanic.request import Request
from sanic.response import HTTPResponse

from gateway.errors import BodyTooSlow, TooLarge, WrongContentType

LARGEST_BODY = 16 * 1024
LARGEST_DRAINED = 2 * 1024 * 1024
"""How much of a refused body Sanic still reads, so that the client gets to see the answer."""


def reading_its_own_body(handler: Callable[..., Awaitable[HTTPResponse | None]]) -> Any:
    """Keeps Sanic from reading the body before the handler asks for it.

    A plain function, because Sanic 25.12 writes on the handler (`mixins/routes.py`), and no attribute can be
    set on a bound method.
    """

    async def handle(request: Request, **named_in_path: str) -> HTTPResponse | None:
        return await handler(request, **named_in_path)

    handle.is_stream = True  # type: ignore[attr-defined]
    return handle


async def read_json_body(request: Request, seconds: float) -> bytes:
    """The whole body. Raises `WrongContentType`, `TooLarge`, `BodyTooSlow`."""
    stream, body = cast(Http, request.stream), bytearray()
    _check_headers(request, stream)
    async with one_deadline(stream, seconds):
        while chunk := await stream.read():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise _too_large()
    return bytes(body)


@asynccontextmanager
async def one_deadline(stream: Http, seconds: float) -> AsyncIterator[None]:
    """For the whole body that is read meanwhile. Raises `BodyTooSlow`."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        stream.keep_alive = False
        stream.request_body = None  # Otherwise Sanic waits for the rest after it has answered.
        raise BodyTooSlow("The body took too long. Send it again.") from None


def _check_headers(request: Request, stream: Http) -> None:
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise WrongContentType("Compressed bodies are not read. Send it without Content-Encoding.")
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.replace(" ", "").replace('"', "")
    if media_type.strip() != "application/json" or charset not in {"", "charset=utf-8"}:
        raise WrongContentType("Send JSON with `Content-Type: application/json`.")
    if (stream.request_bytes_left or 0) > LARGEST_BODY:
        raise _too_large()


def _too_large() -> TooLarge:
    return TooLarge(f"The body is larger than {LARGEST_BODY // 1024} KB. Send less at once.")
