"""Sends a stream of events to a client that reads it, and lets go of one that doesn't."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sanic.request import Request
from sanic.response import HTTPResponse

HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}  # The second is for nginx.
_SECONDS_TO_READ = 15
"""A client that takes nothing for so long is disconnected. It resumes with `Last-Event-ID`."""


@contextmanager
def sending(request: Request) -> Iterator[None]:
    """Cuts the connection when the client does not read."""
    try:
        yield
    except TimeoutError:
        cast(asyncio.Transport, request.transport).abort()


async def send(response: HTTPResponse, data: bytes) -> None:
    """Raises `TimeoutError` when the client does not read."""
    async with asyncio.timeout(_SECONDS_TO_READ):
        await response.send(data)
