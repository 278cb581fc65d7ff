"""Starts a gateway on a socket, and stops it soon, also while streams are open.

Sanic's own worker manager is not used: one process, one event loop, and the supervisor is outside.
"""

import asyncio
import socket
from contextlib import suppress
from typing import Any

from sanic import Sanic
from sanic.http.constants import Stage
from sanic.server.protocols.http_protocol import HttpProtocol

from conversations.bell import Topic
from conversations.errors import JournalUnavailable
from conversations.heartbeats import Part
from gateway.app import Gateway
from gateway.background import NAME
from gateway.errors import Busy
from gateway.strict_http import StrictHttp

_BACKLOG = 1024
_SECONDS_FOR_GOODBYE = 0.5


class ImpatientProtocol(HttpProtocol):
    """Gives a whole request head `REQUEST_TIMEOUT` seconds; Sanic 25.12 gives every piece of it that long."""

    HTTP_CLASS = StrictHttp

    def data_received(self, data: bytes) -> None:
        began = self._time
        super().data_received(data)
        if self.http is not None and self.http.stage is Stage.REQUEST:
            self._time = began


class GatewayServer:
    def __init__(self, gateway: Gateway, finish_seconds: float) -> None:
        self.gateway = gateway
        self._finish_seconds = finish_seconds
        self._server: Any = None

    async def start(self, listening: socket.socket) -> None:
        """Answers requests on this socket when it returns."""
        gateway, loop = self.gateway, asyncio.get_running_loop()

        def on_ring(topic: Topic, conversation_id: str) -> None:
            with suppress(RuntimeError):  # The loop is closed: a last ring of a bell that is stopping.
                loop.call_soon_threadsafe(gateway.ring, topic, conversation_id)

        self._server = await gateway.app.create_server(
            sock=listening, protocol=ImpatientProtocol, backlog=_BACKLOG, return_asyncio_server=True
        )
        await self._server.startup()
        gateway.background.start()
        if gateway.messenger is not None:
            gateway.messenger.start()
        # In a thread, and last: a bell may wait seconds for a database that is away.
        topics = frozenset({Topic.STREAM, Topic.TYPING})
        self._stop_listening = await asyncio.to_thread(gateway.bell.listen, topics, on_ring)

    async def stop(self) -> None:
        """Ends streams, gives requests under way `finish_seconds`, and says goodbye."""
        gateway = self.gateway
        self._server.server.close()
        gateway.hub.close()
        self._stop_listening()
        await gateway.background.stop()
        if gateway.messenger is not None:
            await gateway.messenger.stop()
        await _finish(self._server.connections, self._finish_seconds)
        with suppress(JournalUnavailable, Busy, TimeoutError):
            async with asyncio.timeout(_SECONDS_FOR_GOODBYE):
                await gateway.calls.run(gateway.heartbeats.stop, Part.GATEWAY, NAME)
        gateway.calls.close()
        Sanic.unregister_app(gateway.app)


async def _finish(connections: set[Any], seconds: float) -> None:
    """Closes idle connections as they become idle, and after the time is up the others too."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while connections:
                for connection in list(connections):
                    connection.close_if_idle()
                await asyncio.sleep(0.005)
    for connection in list(connections):
        connection.abort()


def listen_on(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_BACKLOG)
