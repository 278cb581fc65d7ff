"""Starts real gateways on real loopback ports, in the test's own process."""

from dataclasses import dataclass, replace
from typing import Any

import aiohttp
from sanic import Sanic

from actions.mail.in_memory_mailer import InMemoryMailer
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.shop import usual_shop
from conversations.desk import Desk
from conversations.journal import Journal
from gateway.app import InboxParts, build_gateway
from gateway.messenger.channel import MessengerParts
from gateway.server import GatewayServer, listen_on
from gateway.settings import Settings
from tests.gateway.offering import CUES
from tests.gateway.team import CHEAP_PASSWORDS
from tests.gateway.visiting import Client

Sanic.test_mode = True  # lets apps of one name follow each other, and stand side by side, in one process


@dataclass
class RunningGateway:
    server: GatewayServer
    settings: Settings
    desk: Desk
    client: Client

    @property
    def journal(self) -> Journal:
        return self.desk.journal

    @property
    def hub(self):
        return self.server.gateway.hub


class Gateways:
    """Starts gateways over one desk, and stops them all."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self.settings = settings
        self.desk = desk
        self.cues = CUES
        self.orders = InMemoryOrderBook([])
        self.mailer = InMemoryMailer()
        self.messenger: MessengerParts | None = None
        self._running: list[RunningGateway] = []
        self._sessions: list[aiohttp.ClientSession] = []

    def take(self, **parts: Any) -> None:
        """Gateways that start from now on work with this journal, this ledger, these heartbeats."""
        self.desk = replace(self.desk, **parts)

    async def start(self, **changes: Any) -> RunningGateway:
        settings = replace(self.settings, **changes)
        inbox = InboxParts(self.orders, usual_shop(), CHEAP_PASSWORDS, self.mailer)
        gateway = build_gateway(settings, self.desk, self.cues, inbox, self.messenger)
        gateway.app.config.TOUCHUP = False  # Sanic would rewrite its own classes at every start
        server = GatewayServer(gateway, settings.finish_seconds)
        listening = listen_on(settings.host, settings.port)
        port = listening.getsockname()[1]
        await server.start(listening)
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        self._sessions.append(session)
        client = Client(session, f"http://127.0.0.1:{port}")
        running = RunningGateway(server, settings, self.desk, client)
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
