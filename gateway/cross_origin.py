"""Lets the shop's own pages call the gateway from another origin (CORS): named origins only, no cookies."""

from collections.abc import Iterable

from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

_HEADERS = "authorization, content-type, last-event-id"


class CrossOrigin:
    def __init__(self, origins: frozenset[str]) -> None:
        self._origins = origins

    async def mark(self, request: Request, response: BaseHTTPResponse) -> None:
        """Tells the browser whether the page that asked may read the answer."""
        response.headers["vary"] = "Origin, Accept-Encoding"
        origin = request.headers.get("origin")
        if origin in self._origins:
            response.headers["access-control-allow-origin"] = origin
            response.headers["access-control-expose-headers"] = "retry-after"

    def preflight(self, methods: Iterable[str]) -> HTTPResponse:
        """The answer to `OPTIONS`; `mark` adds whether the origin may."""
        allowed = ", ".join(methods)
        headers = {
            "allow": allowed,
            "access-control-allow-methods": allowed,
            "access-control-allow-headers": _HEADERS,
            "access-control-max-age": "600",
        }
        return HTTPResponse(status=204, headers=headers)
