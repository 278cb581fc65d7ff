"""The double's Graph API over HTTP, as routes of a Sanic app: the demo's gateway, or a test's own server."""

import asyncio
from typing import Any

import orjson
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from gateway.messenger.double.platform import MessengerPlatform

PATH = "/demo/messenger/graph"


class DoubleHttp:
    def __init__(self, platform: MessengerPlatform) -> None:
        self._platform = platform

    def add_to(self, app: Sanic[Any, Any]) -> None:
        path = f"{PATH}/<version:str>/<name:path>"
        app.add_route(self.call, path, methods=["GET", "POST"], name="messenger_double")

    async def call(self, request: Request, version: str, name: str) -> HTTPResponse:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        params = {key: request.args.get(key, "") for key in request.args}
        fault = self._platform.faults[0] if self._platform.faults and name == "me/messages" else None
        try:
            body = orjson.loads(request.body) if request.body else {}
        except orjson.JSONDecodeError:
            body = {}
        status, answer = self._platform.answer(request.method, name, params, token, body)
        if fault is not None and fault.seconds:
            await asyncio.sleep(fault.seconds)
        return HTTPResponse(orjson.dumps(answer), status, content_type="application/json")
