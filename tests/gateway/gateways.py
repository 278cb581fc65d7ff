"""Starts real gateways on real loopback ports, in the test's own process."""

from dataclasses import dataclass, replace
from typing import Any

import aiohttp
from sanic import Sanic

from conversations.bell import Bell
from conversations.desk import Desk
from conversations.heartbeats import Heartbeats
from conversations.journal import Journal
from gateway.app import build_gateway
from gateway.server import GatewayServer, listen_on
from gateway.settings import Settings
from tests.gateway.visiting import Client

Sanic.test_mode = True  # lets apps of one name follow each other, and stand side by side, in one process


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

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self.settings = settings
        self.bell = desk.bell
        self.journal = desk.journal
        self.heartbeats = desk.heartbeats
        self._running: list[RunningGateway] = []
        self._sessions: list[aiohttp.ClientSession] = []

    async def start(self, **changes: Any) -> RunningGateway:
        settings = replace(self.settings, **changes)
        gateway = build_gateway(settings, self.journal, self.bell, self.heartbeats)
        gateway.app.config.TOUCHUP = False  # Sanic would rewrite its own classes at every start
        server = GatewayServer(gateway, settings.finish_seconds)
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
