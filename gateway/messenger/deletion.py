"""`/webhooks/facebook/deletion`: somebody wants to be forgotten, and the page that says that it is done.

The platform posts a `signed_request` that names the person by the app's id, which is not the page's: it is
asked which ids of the page are theirs. Everything is erased before the answer.
"""

import asyncio
import re
import secrets
from html import escape
from typing import Any, TypeGuard
from urllib.parse import parse_qs

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.keyed_digests import KeyedDigests, erased_event_digests
from conversations.messenger import MessengerErasures
from gateway.answers import error_answer, json_answer
from gateway.errors import Busy, NotFound
from gateway.journal_calls import JournalCalls
from gateway.messenger.credentials import Credentials
from gateway.messenger.errors import GraphError, Refused
from gateway.messenger.graph import GraphApi
from gateway.messenger.signing import read_signed_request
from gateway.site_answers import STRICT

PATH = "/webhooks/facebook/deletion"
_LARGEST = 16 * 1024
_SECONDS = 5
_ID = re.compile(r"[0-9]{1,40}")
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>{title}</title>
<h1>{title}</h1>
<p>{text}</p>
<p>Confirmation code: <code>{code}</code></p>
</html>
"""


class MessengerDeletion:
    def __init__(
        self,
        credentials: Credentials,
        erasures: MessengerErasures,
        graph: GraphApi,
        calls: JournalCalls,
        secret: str,
        public_url: str,
    ) -> None:
        self._credentials = credentials
        self._erasures = erasures
        self._graph = graph
        self._calls = calls
        self._digests = KeyedDigests.of(secret, "messenger deletion")
        self._erased_digests = erased_event_digests(secret)
        self._public_url = public_url

    def add_to(self, app: Sanic[Any, Any]) -> None:
        app.add_route(self.ask, PATH, methods=["POST"], name="messenger_deletion")
        path = f"{PATH}/<code:str>"
        app.add_route(self.state, path, methods=["GET", "HEAD"], name="messenger_deletion_state")

    async def ask(self, request: Request) -> HTTPResponse:
        """403 for what the platform has not signed, or what names nobody.

        Raises `Busy` when the platform does not say whom it means.
        """
        signed = _signed_request(request.body)
        data = read_signed_request(signed, self._credentials.app_secret)
        user_id = "" if data is None else data.get("user_id")
        if not _is_id(user_id):
            return error_answer(403, "not_signed", "This is for the platform alone.")
        person_ids = await self._ids_of(user_id)
        code = await self._calls.run(
            self._erasures.ask, secrets.token_hex(12), self._digests.hex_digest(user_id)
        )
        await self._calls.run(self._erasures.erase, person_ids, self._erased_digests)
        await self._calls.run(self._erasures.done, code)
        base = self._public_url or f"{request.scheme}://{request.host}"
        return json_answer({"url": f"{base}{PATH}/{code}", "confirmation_code": code})

    async def state(self, request: Request, code: str) -> HTTPResponse:
        state = await self._calls.run(self._erasures.state, code)
        if state is None:
            raise NotFound("There is no such code.")
        _, done_at = state
        title = "Your data is being erased" if done_at is None else "Your data is erased"
        text = "We are at it. Look again in a few minutes."
        if done_at is not None:
            text = (
                "Everything that we held about your conversations with us on Messenger was erased on "
                f"{done_at:%d %B %Y at %H:%M} UTC."
            )
        page = _PAGE.format(title=title, text=text, code=escape(code))
        return HTTPResponse(page, headers=STRICT, content_type="text/html; charset=utf-8")

    async def _ids_of(self, user_id: str) -> list[str]:
        try:
            async with asyncio.timeout(_SECONDS):
                found = await self._graph.page_scoped_ids(user_id)
        except Refused:
            found = []  # The platform knows no other id of theirs.
        except (GraphError, TimeoutError):
            raise Busy("The platform does not say whom it means. Ask again.") from None
        return sorted({user_id, *found})


def _is_id(user_id: object) -> TypeGuard[str]:
    """An id of the platform is digits. Nothing else gets into the address of a call."""
    return isinstance(user_id, str) and _ID.fullmatch(user_id) is not None


def _signed_request(body: bytes) -> str:
    try:
        fields = parse_qs(body[:_LARGEST].decode("ascii"), max_num_fields=20)
    except ValueError:
        return ""
    return fields.get("signed_request", [""])[0]
