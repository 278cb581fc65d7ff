"""`/help` and `/help/<slug>`: the shop's answers as pages to read, print and pass on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from time import monotonic
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.faq.errors import NoSuchEntry
from actions.faq.live_shelf import LOOK_EVERY, LiveShelf
from actions.faq.shelf import FaqShelf
from conversations.clock import utc_now
from gateway.help_html import HelpSite, entry_page, index_page, missing_page
from gateway.settings import Settings
from gateway.site_files import load_site

_DEMO_SHOP = "Harbour & Pine"
_HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class HelpPages:
    """In demo mode they are the demo shop's, with the chat on them. An expired entry has no page any more."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        is_demo = settings.is_demo
        self._site = HelpSite(
            name=_DEMO_SHOP if is_demo else "Help",
            address=settings.public_url,
            home="/" if is_demo else "",
            has_chat=is_demo,
        )
        self._files = load_site(settings.web / "help")
        self._shelf = LiveShelf(settings.faq)
        self._zone = settings.zone
        self._now = now
        self._looked_at: float | None = None

    def add_to(self, app: Sanic[Any, Any]) -> None:
        methods = ["GET", "HEAD"]
        app.add_route(self.index, "/help", methods=methods, name="help")
        app.add_route(self.page, "/help/<name:str>", methods=methods, name="help_page")

    async def index(self, request: Request) -> HTTPResponse:
        return _answer(index_page(await self._valid_entries(), self._site))

    async def page(self, request: Request, name: str) -> HTTPResponse:
        file = self._files.get(name)
        if file is not None:
            return HTTPResponse(file.body, headers=_HEADERS, content_type=file.content_type)
        shelf = await self._valid_entries()
        try:
            return _answer(entry_page(shelf.entry(name), shelf, self._site))
        except NoSuchEntry:
            return _answer(missing_page(self._site), status=404)

    async def _valid_entries(self) -> FaqShelf:
        if self._looked_at is None or monotonic() - self._looked_at >= LOOK_EVERY:
            self._looked_at = monotonic()
            await asyncio.to_thread(self._shelf.renew)
        return self._shelf.latest.valid_on(self._today())

    def _today(self) -> date:
        return self._now().astimezone(self._zone).date()


def _answer(page: str, status: int = 200) -> HTTPResponse:
    return HTTPResponse(page, status=status, headers=_HEADERS, content_type="text/html; charset=utf-8")
