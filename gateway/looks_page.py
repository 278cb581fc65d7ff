"""`/inbox/looks`: who of the support team looked at which order, when, and in which conversation."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.desk import Team
from gateway.errors import NotSignedIn, Unusable
from gateway.inbox_doors import InboxDoors
from gateway.journal_calls import JournalCalls
from gateway.looks_html import looks_page

_ON_A_PAGE = 100
_LONGEST = 64
_ALWAYS: Mapping[str, str] = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
_LOADS = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class LooksPage:
    def __init__(self, team: Team, calls: JournalCalls, doors: InboxDoors) -> None:
        self._floor = team.floor
        self._calls = calls
        self._doors = doors

    def add_to(self, app: Sanic[Any, Any]) -> None:
        app.add_route(self.page, "/inbox/looks", methods=["GET", "HEAD"], name="inbox_looks")

    async def page(self, request: Request) -> HTTPResponse:
        """Reached by a link from anywhere, as `/audit` is. `?order=` narrows it to one order."""
        try:
            await self._doors.session_of(request)
        except NotSignedIn:
            return HTTPResponse(status=303, headers={**_ALWAYS, "location": "/inbox?then=/inbox/looks"})
        number = _word(request, "order")
        try:
            page = await self._calls.run(self._floor.trail, _ON_A_PAGE, number, _word(request, "more"))
        except ValueError:
            raise Unusable("`more` is none that this page gave out.") from None
        narrowed = {"order": number} if number else {}
        earlier = "" if page.more is None else f"?{urlencode({**narrowed, 'more': page.more})}"
        return HTTPResponse(
            looks_page(page.lines, number or "", earlier),
            headers={**_ALWAYS, "content-security-policy": _LOADS},
            content_type="text/html; charset=utf-8",
        )


def _word(request: Request, name: str) -> str | None:
    return (request.args.get(name) or "").strip()[:_LONGEST] or None
