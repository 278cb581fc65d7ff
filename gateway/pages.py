"""Serves what a browser shows or runs: the widget's files, the demo shop, a small status page."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.cues import Cues
from gateway.errors import NotFound
from gateway.launcher_script import LAUNCHER, with_thresholds
from gateway.site_files import Rewriting, SiteFile, load_site

_STRICT = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}

JOINED = ("chat.js",)
"""The scripts of the widget that are served as one file with all that they import."""

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
        self._widget = load_site(web / "widget", JOINED, {LAUNCHER: counting})
        self._shop = load_site(web / "shop") if is_demo else {}
        self._cache_control = "no-cache" if is_demo else "public, max-age=600"

    def add_to(self, app: Sanic[Any, Any]) -> None:
        methods = ["GET", "HEAD"]
        app.add_route(self.home, "/", methods=methods, name="home")
        app.add_route(self.widget_file, "/widget/<name:path>", methods=methods, name="widget_file")
        app.add_route(self.shop_file, "/shop/<name:path>", methods=methods, name="shop_file")

    async def home(self, request: Request) -> HTTPResponse:
        if "index.html" in self._shop:
            return self._serve(request, self._shop, "index.html")
        return HTTPResponse(_STATUS_PAGE, headers=_STRICT, content_type="text/html; charset=utf-8")

    async def widget_file(self, request: Request, name: str) -> HTTPResponse:
        answer = self._serve(request, self._widget, name)
        answer.headers["cross-origin-resource-policy"] = "cross-origin"  # Shops load it from their pages.
        return answer

    async def shop_file(self, request: Request, name: str) -> HTTPResponse:
        return self._serve(request, self._shop, name or "index.html")

    def _serve(self, request: Request, site: Mapping[str, SiteFile], name: str) -> HTTPResponse:
        file = site.get(name)
        if file is None:
            raise NotFound("There is no such file.")
        headers = {
            **_STRICT,
            "etag": file.etag,
            "last-modified": file.last_modified,
            "cache-control": self._cache_control,
        }
        if _is_unchanged(request, file):
            return HTTPResponse(status=304, headers=headers)
        if file.gzipped is not None and _takes_gzip(request):
            headers["content-encoding"] = "gzip"
            return HTTPResponse(file.gzipped, headers=headers, content_type=file.content_type)
        return HTTPResponse(file.body, headers=headers, content_type=file.content_type)


def _is_unchanged(request: Request, file: SiteFile) -> bool:
    """Whether the browser has this version (RFC 9110, 13.2.2: an ETag beats a date)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or file.etag in {tag.strip() for tag in known.split(",")}
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and parsedate_to_datetime(file.last_modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def _takes_gzip(request: Request) -> bool:
    codings = request.headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    return any(
        coding == "gzip" or (coding.startswith("gzip;q=") and coding[7:].strip("0.")) for coding in codings
    )
