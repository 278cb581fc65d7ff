"""The double's Graph API over HTTP: as slow, as broken and as often away as a test wants it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from gateway.messenger.double.platform import MessengerPlatform


@dataclass
class GraphServer:
    """`requests` are (method, path with version, its query, the Authorization header)."""

    platform: MessengerPlatform
    url: str = ""
    answers_after: float = 0
    garbage: bytes | None = None
    requests: list[tuple[str, str, str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        authorization = request.headers.get("authorization", "")
        self.requests.append((request.method, request.path, request.query_string, authorization))
        body = await request.json() if request.can_read_body else {}
        path = request.path.partition("/v26.0/")[2]
        token = authorization.removeprefix("Bearer ")
        fault = self.platform.faults[0] if self.platform.faults and path == "me/messages" else None
        status, answer = self.platform.answer(request.method, path, dict(request.query), token, body)
        await asyncio.sleep(max(self.answers_after, fault.seconds if fault else 0))
        if self.garbage is not None:
            return web.Response(body=self.garbage, status=200)
        return web.json_response(answer, status=status)


@asynccontextmanager
async def graph_server(platform: MessengerPlatform) -> AsyncIterator[GraphServer]:
    server = GraphServer(platform)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()
