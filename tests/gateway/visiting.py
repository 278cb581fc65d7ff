"""Speaks the HTTP contract as a visitor's browser would."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

PATIENCE = 10
"""Seconds that a test waits for what must come. No test waits for it to pass."""


@dataclass
class Event:
    """One server-sent event; `id` is None for one without a place in the stream."""

    kind: str
    data: dict[str, Any]
    id: int | None = None


class EventReader:
    """Reads events from a response, one by one."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    async def next(self) -> Event | None:
        """The next event; None when the stream has ended."""
        async with asyncio.timeout(PATIENCE):
            while block := await self._block():
                fields = dict(line.split(": ", 1) for line in block if not line.startswith((":", "retry:")))
                if "data" in fields:
                    number = int(fields["id"]) if "id" in fields else None
                    return Event(fields["event"], json.loads(fields["data"]), number)
        return None

    async def take(self, count: int) -> list[Event]:
        events = [await self.next() for _ in range(count)]
        assert None not in events, "the stream ended early"
        return events

    async def _block(self) -> list[str]:
        lines = []
        while line := (await self.response.content.readline()).decode():
            if line == "\n":
                return lines
            lines.append(line.rstrip("\n"))
        return lines


class Client:
    """Speaks the HTTP contract, for one visitor."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self.session = session
        self.base = base

    def url(self, name: str) -> str:
        return f"{self.base}/webhooks/widget/{name}"

    async def open(self, **fields: Any) -> "Visitor":
        async with self.session.post(self.url("session"), json=fields) as response:
            assert response.status == 201, await response.text()
            answer = await response.json()
        return Visitor(self, answer["token"], answer["conversation"])

    async def cue(
        self, visitor: str, name: str = "payment_failed", token: str | None = None, **fields: Any
    ) -> tuple[int, dict[str, Any] | None]:
        return await self.post("cues", {"visitor": visitor, "cue": name, **fields}, token)

    async def end_offer(self, offer_id: str, outcome: Any) -> tuple[int, dict[str, Any] | None]:
        return await self.post(f"offers/{offer_id}", {"outcome": outcome})

    async def post(
        self, name: str, fields: Any, token: str | None = None
    ) -> tuple[int, dict[str, Any] | None]:
        """The status, and the answer's JSON if there is any."""
        headers = {"content-type": "application/json"}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        data = json.dumps(fields)
        async with self.session.post(self.url(name), data=data, headers=headers) as response:
            return response.status, (await response.json()) if await response.read() else None

    def visitor(self, token: str) -> "Visitor":
        return Visitor(self, token, "")


@dataclass
class Visitor:
    client: Client
    token: str
    conversation_id: str

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    async def post(self, **fields: Any) -> tuple[int, dict[str, Any]]:
        url = self.client.url("messages")
        async with self.client.session.post(url, json=fields, headers=self.headers) as response:
            return response.status, await response.json()

    async def say(self, text: str, client_id: str) -> int:
        status, answer = await self.post(id=client_id, text=text)
        assert status in {200, 202}, answer
        return answer["seq"]

    async def rate(self, seq: Any, helpful: Any) -> int:
        status, _ = await self.client.post("feedback", {"seq": seq, "helpful": helpful}, self.token)
        return status

    async def read(self, after: int | str = 0) -> tuple[int, dict[str, Any]]:
        url = f"{self.client.url('messages')}?after={after}"
        async with self.client.session.get(url, headers=self.headers) as response:
            return response.status, await response.json()

    async def stream(self, after: int | None = None, query: str = "") -> EventReader:
        headers = {**self.headers, **({} if after is None else {"last-event-id": str(after)})}
        response = await self.client.session.get(self.client.url("events") + query, headers=headers)
        assert response.status == 200, await response.text()
        return EventReader(response)


async def raw_status(base, *pieces):
    """Sends bytes that no HTTP client would send, and reads the status of the answer."""
    url = urlsplit(base)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        async with asyncio.timeout(PATIENCE):
            line = await reader.readline()
        return int(line.split()[1])
    finally:
        writer.close()


async def eventually(holds: Callable[[], Any]) -> None:
    """Waits for something that happens elsewhere, in a thread or a process, and that nothing announces."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
