"""Reads what is delivered: its raw bytes, whatever they are, because what signs them is all that counts.

A thousand messages of 2,000 characters, each spelled `\\uXXXX`, are 12 MiB: far more than any other request
may have. So a body is read only under what can be a signature, and few large ones are held at a time.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import cast

from sanic.http import Http
from sanic.request import Request

from gateway.messenger.signing import HEADER, Seal, is_signature
from gateway.request_body import LARGEST_DRAINED, one_deadline

LARGEST_DELIVERY = 16 * 1024 * 1024
_LARGE_AT_ONCE = 2


class DeliveryBodies:
    def __init__(self, secret: str, seconds: float) -> None:
        """`secret` is the app's; a whole body may take so many seconds."""
        self._secret = secret
        self._seconds = seconds
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)

    @asynccontextmanager
    async def signed(self, request: Request) -> AsyncIterator[bytes | None]:
        """The body, while it is worked on; None for one that the platform has not signed.

        Raises `BodyTooSlow`, and Sanic's `PayloadTooLarge` beyond `LARGEST_DELIVERY`.
        """
        signature = request.headers.get(HEADER)
        if not is_signature(signature):
            yield None
            return
        async with AsyncExitStack() as held:
            body, seal = await self._read(cast(Http, request.stream), held)
            yield body if seal.matches(signature) else None

    async def _read(self, stream: Http, held: AsyncExitStack) -> tuple[bytes, Seal]:
        body, seal, is_large = bytearray(), Seal(self._secret), False
        stream.request_max_size = LARGEST_DELIVERY  # of this request alone: Sanic sets it anew for each
        async with one_deadline(stream, self._seconds):
            while piece := await stream.read():
                body += piece
                seal.add(piece)
                if len(body) > LARGEST_DRAINED and not is_large:
                    is_large = True
                    await held.enter_async_context(self._large)
        return bytes(body), seal
