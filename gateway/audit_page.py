"""`/audit`: whether the manners were kept, for the support team. It takes the session of the inbox."""

from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from gateway.audit_printing import AuditPrinting
from gateway.errors import NotFound, NotSignedIn
from gateway.inbox_doors import InboxDoors
from gateway.settings import Settings
from gateway.site_files import load_site

_ALWAYS = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
_PAGE_LOADS = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# Matplotlib writes styles into its files. Nothing else may happen in one that is opened by itself.
_CHART_LOADS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class AuditPage:
    def __init__(self, settings: Settings, doors: InboxDoors) -> None:
        self._doors = doors
        self._files = load_site(settings.web / "audit")
        self._printing = AuditPrinting(settings.database_url)

    def add_to(self, app: Sanic[Any, Any]) -> None:
        methods = ["GET", "HEAD"]
        app.add_route(self.page, "/audit", methods=methods, name="audit")
        app.add_route(self.csv, "/audit.csv", methods=methods, name="audit_csv")
        app.add_route(self.chart, "/audit/chart/<name:str>", methods=methods, name="audit_chart")
        app.add_route(self.file, "/audit/<name:str>", methods=methods, name="audit_file")

    async def page(self, request: Request) -> HTTPResponse:
        """Reached by a link from anywhere, so the origin does not count: a page can't read it over there."""
        try:
            await self._doors.session_of(request)
        except NotSignedIn:
            return HTTPResponse(status=303, headers={**_ALWAYS, "location": "/inbox?then=/audit"})
        page = (await self._printing.latest()).page
        return _answer(page, "text/html; charset=utf-8", {"content-security-policy": _PAGE_LOADS})

    async def csv(self, request: Request) -> HTTPResponse:
        await self._admit(request)
        attached = {"content-disposition": 'attachment; filename="deskbell-audit.csv"'}
        return _answer((await self._printing.latest()).csv, "text/csv; charset=utf-8", attached)

    async def chart(self, request: Request, name: str) -> HTTPResponse:
        await self._admit(request)
        chart = (await self._printing.latest()).charts.get(name.removesuffix(".svg"))
        if chart is None or not name.endswith(".svg"):
            raise NotFound("There is no such chart.")
        return _answer(chart, "image/svg+xml", {"content-security-policy": _CHART_LOADS})

    async def file(self, request: Request, name: str) -> HTTPResponse:
        await self._admit(request)
        file = self._files.get(name)
        if file is None:
            raise NotFound("There is no such file.")
        return _answer(file.body, file.content_type, {})

    async def _admit(self, request: Request) -> None:
        self._doors.check_origin(request)
        await self._doors.session_of(request)


def _answer(body: str | bytes, content_type: str, headers: dict[str, str]) -> HTTPResponse:
    return HTTPResponse(body, headers={**_ALWAYS, **headers}, content_type=content_type)
