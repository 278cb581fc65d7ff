"""Serves what a browser shows or runs: the widget's files, the demo shop, a small status page."""

from pathlib import Path
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.cues import Cues
from gateway.launcher_script import LAUNCHER, with_thresholds
from gateway.site_answers import STRICT, serve
from gateway.site_files import Rewriting, load_site

JOINED = ("chat.js",)
"""The scripts of the widget that are served as one file with all that they import."""

SHARED = ("deskbell-client.js", "elements.js", "stream-parser.js", "times.js")
"""Scripts of the widget that the support team's page loads by themselves."""

_STATUS_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Deskbell</title>
<h1>Deskbell is running</h1>
<p>Shops reach it through their own pages. Whether every part is there, says
<a href="/health/ready">/health/ready</a>.</p>
</html>
"""


class Pages:
    """In demo mode the shop stands at `/` and files change often; otherwise browsers keep them a while."""

    def __init__(self, web: Path, is_demo: bool, cues: Cues, cue_file: Path) -> None:
        """`cues` are those of `cue_file`: what they say is in the launcher, so that no page has to ask."""
        counting = Rewriting(lambda source: with_thresholds(source, cues.thresholds), cue_file)
        alone = load_site(web / "widget")
        shared = {name: alone[name] for name in SHARED if name in alone}
        self._widget = {**shared, **load_site(web / "widget", JOINED, {LAUNCHER: counting})}
        self._shop = load_site(web / "shop") if is_demo else {}
        self._cache_control = "no-cache" if is_demo else "public, max-age=600"

    def add_to(self, app: Sanic[Any, Any]) -> None:
        methods = ["GET", "HEAD"]
        app.add_route(self.home, "/", methods=methods, name="home")
        app.add_route(self.widget_file, "/widget/<name:path>", methods=methods, name="widget_file")
        app.add_route(self.shop_file, "/shop/<name:path>", methods=methods, name="shop_file")

    async def home(self, request: Request) -> HTTPResponse:
        if "index.html" in self._shop:
            return serve(request, self._shop, "index.html", self._cache_control)
        return HTTPResponse(_STATUS_PAGE, headers=STRICT, content_type="text/html; charset=utf-8")

    async def widget_file(self, request: Request, name: str) -> HTTPResponse:
        answer = serve(request, self._widget, name, self._cache_control)
        answer.headers["cross-origin-resource-policy"] = "cross-origin"  # Shops load it from their pages.
        return answer

    async def shop_file(self, request: Request, name: str) -> HTTPResponse:
        return serve(request, self._shop, name or "index.html", self._cache_control)
