"""A real gateway on a real loopback port, over the journal in memory, and a client to talk to it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sanic import Sanic

from conversations.bell import Bell
from conversations.heartbeats import Heartbeats
from conversations.in_memory_bell import InMemoryBell
from conversations.in_memory_heartbeats import InMemoryHeartbeats
from conversations.in_memory_journal import InMemoryJournal
from conversations.journal import Journal
from gateway.app import build_gateway
from gateway.server import GatewayServer, listen_on
from gateway.settings import Settings
from gateway.shop_keys import FixedKeys

Sanic.test_mode = True  # lets apps of one name follow each other, and stand side by side, in one process

SECRET = "s" * 32
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

    async def read(self, after: int | str = 0) -> tuple[int, dict[str, Any]]:
        url = f"{self.client.url('messages')}?after={after}"
        async with self.client.session.get(url, headers=self.headers) as response:
            return response.status, await response.json()

    async def stream(self, after: int | None = None, query: str = "") -> EventReader:
        headers = {**self.headers, **({} if after is None else {"last-event-id": str(after)})}
        response = await self.client.session.get(self.client.url("events") + query, headers=headers)
        assert response.status == 200, await response.text()
        return EventReader(response)


@dataclass
class RunningGateway:
    server: GatewayServer
    settings: Settings
    journal: Journal
    bell: Bell
    heartbeats: Heartbeats
    client: Client

    @property
    def hub(self):
        return self.server.gateway.hub


class Gateways:
    """Starts gateways over one journal, and stops them all."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.bell = InMemoryBell()
        self.journal: Journal = InMemoryJournal(self.bell)
        self.heartbeats = InMemoryHeartbeats()
        self._running: list[RunningGateway] = []
        self._sessions: list[aiohttp.ClientSession] = []

    async def start(self, **changes: Any) -> RunningGateway:
        settings = replace(self.settings, **changes)
        gateway = build_gateway(settings, self.journal, self.bell, self.heartbeats)
        gateway.app.config.TOUCHUP = False  # Sanic would rewrite its own classes at every start
        server = GatewayServer(gateway)
        listening = listen_on(settings.host, settings.port)
        port = listening.getsockname()[1]
        await server.start(listening)
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        self._sessions.append(session)
        client = Client(session, f"http://127.0.0.1:{port}")
        running = RunningGateway(server, settings, self.journal, self.bell, self.heartbeats, client)
        self._running.append(running)
        return running

    async def stop(self, running: RunningGateway) -> None:
        self._running.remove(running)
        await running.server.stop()

    async def close(self) -> None:
        for session in self._sessions:
            await session.close()
        for running in list(self._running):
            await self.stop(running)
        self.bell.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        host="127.0.0.1",
        port=0,
        database_url="",
        secret=SECRET,
        shop_keys=FixedKeys({}),
        origins=frozenset({"https://shop.example"}),
        trusted_proxies=(),
        has_rate_limit=False,
        is_demo=False,
        web=tmp_path / "web",
    )


@pytest.fixture
async def gateways(settings: Settings) -> AsyncIterator[Gateways]:
    gateways = Gateways(settings)
    yield gateways
    await gateways.close()


@pytest.fixture
async def running(gateways: Gateways) -> RunningGateway:
    return await gateways.start()


@pytest.fixture
def client(running: RunningGateway) -> Client:
    return running.client
