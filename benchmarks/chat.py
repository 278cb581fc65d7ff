"""A conversation as a browser holds it: its token, messages sent over HTTP, events read from the stream."""

import json
import secrets
import time
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, ClientSession


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the stream; `arrived` is in seconds since the epoch, as the journal's own `at`."""

    kind: str
    data: dict[str, Any]
    arrived: float


class Chat:
    def __init__(self, http: ClientSession, token: str) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def send(self, text: str) -> int:
        """Returns the message's seq once the gateway has said that it is kept."""
        message = {"id": secrets.token_urlsafe(12), "text": text}
        async with self._http.post(
            "/webhooks/widget/messages", json=message, headers=self._headers
        ) as response:
            return int((await response.json())["seq"])

    async def open_stream(self) -> ClientResponse:
        """A stream of this conversation's events from its beginning, which is open when this returns."""
        return await self._http.get("/webhooks/widget/events", headers=self._headers)


async def open_chat(http: ClientSession, customer_token: str | None = None) -> Chat:
    body = {} if customer_token is None else {"customer_token": customer_token}
    async with http.post("/webhooks/widget/session", json=body) as response:
        return Chat(http, (await response.json())["token"])


async def read_events(chunks: AsyncIterable[bytes]) -> AsyncIterator[Event]:
    """The events of a stream's bytes, however the network has cut them."""
    begun = b""
    async for chunk in chunks:
        arrived = time.time()
        *frames, begun = (begun + chunk).split(b"\n\n")
        for frame in frames:
            fields = dict(line.split(b": ", 1) for line in frame.split(b"\n") if b": " in line)
            if b"data" in fields:
                yield Event(fields[b"event"].decode(), json.loads(fields[b"data"]), arrived)
