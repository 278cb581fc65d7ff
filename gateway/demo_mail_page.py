"""`/demo/mail`: the mail that the demo would have sent. Only in demo mode, and only for this machine."""

import asyncio
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.mail.demo_mailbox import DemoMailbox
from actions.mail.errors import MailboxUnreadable
from gateway.demo_mail_html import demo_mail_page
from gateway.errors import Busy, NotFound
from gateway.local_requests import is_from_this_machine
from gateway.settings import Settings

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class DemoMailPage:
    def __init__(self, settings: Settings) -> None:
        self._is_demo = settings.is_demo
        self._trusted = settings.trusted_proxies
        self._mailbox = DemoMailbox.under(settings.var)

    def add_to(self, app: Sanic[Any, Any]) -> None:
        if self._is_demo:
            app.add_route(self.page, "/demo/mail", methods=["GET", "HEAD"], name="demo_mail")

    async def page(self, request: Request) -> HTTPResponse:
        self._admit(request)
        try:
            mails = await asyncio.to_thread(self._mailbox.newest)
        except MailboxUnreadable as error:
            raise Busy(f"{error} Delete what is in there.") from error
        return HTTPResponse(demo_mail_page(mails), headers=_HEADERS, content_type="text/html; charset=utf-8")

    def _admit(self, request: Request) -> None:
        forwarded_for = ",".join(request.headers.getall("x-forwarded-for", []))
        host = request.headers.get("host", "")
        if not is_from_this_machine(request.ip, forwarded_for, host, self._trusted):
            raise NotFound("There is nothing here.")
