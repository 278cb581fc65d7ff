"""Who of the support team may come in: a session in a cookie, and for each change the token of that session.

No token of a chat or of a shop opens anything here. A page of another origin gets nothing, signed in or not.
"""

import hmac
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse

from conversations import errors
from conversations.accounts import Accounts, Session
from gateway.addresses import is_trusted
from gateway.errors import NotFound, NotSignedIn, WrongCsrf, WrongOrigin
from gateway.journal_calls import JournalCalls
from gateway.json_bodies import parse_object
from gateway.request_body import read_json_body, reading_its_own_body
from gateway.settings import Settings

_COOKIE = "deskbell-support"
_SECURE_COOKIE = f"__Host-{_COOKIE}"
"""A browser takes this name only over https, for the whole host and from nobody else (RFC 6265bis, 4.1.3)."""

_LONGEST_TOKEN = 64
_OWN_PAGES = frozenset({"same-origin", "none"})

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]


class InboxDoors:
    """Every method raises the refusal that the page gets."""

    def __init__(self, settings: Settings, accounts: Accounts, calls: JournalCalls) -> None:
        self._public_url = settings.public_url
        self._trusted = settings.trusted_proxies
        self._body_seconds = settings.body_seconds
        self._accounts = accounts
        self._calls = calls

    def reading(self, handler: Handler) -> Handler:
        """A route that shows something: `handler(request, session, …)`."""

        async def handle(request: Request, **named_in_path: str) -> HTTPResponse | None:
            self.check_origin(request)
            session = await self.session_of(request)
            return await _translated(handler(request, session, **named_in_path))

        return handle

    def changing(self, handler: Handler) -> Any:
        """A route that does something: `handler(request, session, fields, …)`."""

        async def handle(request: Request, **named_in_path: str) -> HTTPResponse | None:
            self.check_origin(request)
            session = await self.session_of(request)
            self._check_csrf(request)
            fields = parse_object(await read_json_body(request, self._body_seconds))
            return await _translated(handler(request, session, fields, **named_in_path))

        return reading_its_own_body(handle)

    async def session_of(self, request: Request) -> Session:
        try:
            return await self._calls.run(self._accounts.session, self.token_of(request))
        except errors.NotSignedIn:
            raise NotSignedIn("Sign in first.") from None

    def token_of(self, request: Request) -> str:
        token = request.cookies.get(self._cookie_name(request)) or ""
        if not token or len(token) > _LONGEST_TOKEN:
            raise NotSignedIn("Sign in first.")
        return str(token)

    def check_origin(self, request: Request) -> None:
        """Browsers say where a request comes from, and no page can change what they say."""
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            if site not in _OWN_PAGES:
                raise WrongOrigin("Open the inbox at its own address.")
            return
        origin = request.headers.get("origin")
        if origin is not None and origin.lower() not in self._own_origins(request):
            raise WrongOrigin("Open the inbox at its own address. (DESKBELL_PUBLIC_URL says which it is.)")

    def set_cookie(self, request: Request, response: HTTPResponse, token: str) -> None:
        is_secure = self._is_https(request)
        response.add_cookie(
            self._cookie_name(request), token, path="/", secure=is_secure, httponly=True, samesite="Strict"
        )

    def clear_cookie(self, request: Request, response: HTTPResponse) -> None:
        response.add_cookie(
            self._cookie_name(request),
            "",
            path="/",
            secure=self._is_https(request),
            httponly=True,
            samesite="Strict",
            max_age=0,
        )

    def _check_csrf(self, request: Request) -> None:
        shown = request.headers.get("x-csrf-token", "")
        expected = self._accounts.csrf_token(self.token_of(request))
        if not hmac.compare_digest(shown.encode("utf-8", "surrogatepass"), expected.encode()):
            raise WrongCsrf("Load the page again: its token is missing or is another session's.")

    def _own_origins(self, request: Request) -> set[str]:
        host = request.headers.get("host", "").lower()
        return {f"http://{host}", f"https://{host}", self._public_url.lower()}

    def _cookie_name(self, request: Request) -> str:
        return _SECURE_COOKIE if self._is_https(request) else _COOKIE

    def _is_https(self, request: Request) -> bool:
        if self._public_url:
            return urlsplit(self._public_url).scheme == "https"
        return is_trusted(request.ip, self._trusted) and (
            request.headers.get("x-forwarded-proto", "").lower() == "https"
        )


async def _translated(answer: Coroutine[Any, Any, HTTPResponse | None]) -> HTTPResponse | None:
    """In the inbox an unknown conversation is one of many pages that are not there."""
    try:
        return await answer
    except errors.UnknownConversation:
        raise NotFound("There is no such conversation.") from None
    except errors.UnknownAgent:
        raise NotFound("There is no such colleague.") from None
