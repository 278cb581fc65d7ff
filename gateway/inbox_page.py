"""`/inbox`: the support team's page and its files. They hold nothing of anybody, so anybody may have them."""

from pathlib import Path
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from gateway.site_answers import serve
from gateway.site_files import load_site

_PAGE = "index.html"


class InboxPage:
    def __init__(self, web: Path, is_demo: bool) -> None:
        self._files = load_site(web / "inbox")
        self._cache_control = "no-cache" if is_demo else "public, max-age=600"

    def add_to(self, app: Sanic[Any, Any]) -> None:
        methods = ["GET", "HEAD"]
        app.add_route(self.page, "/inbox", methods=methods, name="inbox")
        app.add_route(self.file, "/inbox/<name:str>", methods=methods, name="inbox_file")

    async def page(self, request: Request) -> HTTPResponse:
        return await self.file(request, _PAGE)

    async def file(self, request: Request, name: str) -> HTTPResponse:
        return serve(request, self._files, name, self._cache_control)
