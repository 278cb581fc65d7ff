"""`/demo/messenger`: the double as a small phone, to try Messenger without an account. Only in demo mode.

What is written there goes the whole way: it is delivered, signed, and answered through a Graph API.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.errors import JournalUnavailable
from gateway.answers import empty_answer, json_answer
from gateway.errors import Busy, NotFound, Unusable
from gateway.field_checks import check_text, refuse_unknown
from gateway.input_checks import check_after
from gateway.json_bodies import parse_object
from gateway.messenger.credentials import Credentials
from gateway.messenger.double.deliveries import Deliveries
from gateway.messenger.double.graph import DoubleGraph
from gateway.messenger.double.phone import phone_of
from gateway.messenger.double.platform import MessengerPlatform
from gateway.messenger.profile import Profile
from gateway.messenger.signing import HEADER
from gateway.request_body import read_json_body, reading_its_own_body
from gateway.site_answers import serve
from gateway.site_files import load_site

MOST_PERSONS = 500
"""Whoever was quiet longest is forgotten then, as all are when Deskbell starts again."""

LONGEST_POLL_SECONDS = 20
_ACTS = frozenset({"say", "reply", "tap", "attach", "read"})
_LIKE = 369239263222822
"""The platform's number for its thumb."""

Accept = Callable[[bytes, str | None], Awaitable[bool]]
"""Takes a delivery and its signature, as the webhook does."""


class MessengerDemo:
    """`run` goes on until it is cancelled. Lives on one event loop."""

    def __init__(self, profile: Profile, web: Path, body_seconds: float) -> None:
        self.credentials = Credentials(
            secrets.token_hex(16), secrets.token_hex(16), f"EAAG{secrets.token_hex(40)}"
        )
        self._platform = MessengerPlatform(self.credentials.app_secret, self.credentials.page_token)
        self._platform.on_change = self._note_change
        self.graph = DoubleGraph(self._platform)
        self._profile = profile
        self._files = load_site(web / "messenger_demo")
        self._body_seconds = body_seconds
        self._versions: OrderedDict[str, int] = OrderedDict()
        self._news = asyncio.Event()
        self._is_over = False

    def add_to(self, app: Sanic[Any, Any]) -> None:
        api, methods = "/demo/messenger/api", ["GET", "HEAD"]
        app.add_route(self.page, "/demo/messenger", methods=methods, name="messenger_demo")
        app.add_route(self.file, "/messenger_demo/<name:str>", methods=methods, name="messenger_demo_file")
        app.add_route(self.phone, f"{api}/phone", methods=["GET"], name="messenger_demo_phone")
        app.add_route(self.begin, f"{api}/persons", methods=["POST"], name="messenger_demo_begin")
        act = reading_its_own_body(self.act)
        app.add_route(act, f"{api}/acts", methods=["POST"], name="messenger_demo_act")

    async def run(self, accept: Accept) -> None:
        """Delivers what happens on the phones."""
        await self.graph.set_profile(self._profile.as_body())
        deliveries = Deliveries(self._platform, _poster(accept))
        try:
            while True:
                news = self._news
                await deliveries.deliver_all()
                if not self._platform.events:
                    await news.wait()
        finally:
            self._is_over = True
            self._tell()

    async def page(self, request: Request) -> HTTPResponse:
        return await self.file(request, "index.html")

    async def file(self, request: Request, name: str) -> HTTPResponse:
        return serve(request, self._files, name, "no-cache")

    async def begin(self, request: Request) -> HTTPResponse:
        """`{}` → `201 {"person"}`: somebody who has written nothing yet. Who knows the id, has the phone."""
        person = "".join(secrets.choice("0123456789") for _ in range(24))
        self._versions[person] = 1
        while len(self._versions) > MOST_PERSONS:
            self._platform.forget(self._versions.popitem(last=False)[0])
        return json_answer({"person": person}, 201)

    async def phone(self, request: Request) -> HTTPResponse:
        """`?after=<version>` → what the phone shows, once it is something newer, or after some seconds."""
        person, after = self._person(request), check_after(request.args.get("after"))
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_POLL_SECONDS):
                while self._versions.get(person, 0) == after and not self._is_over:
                    await self._news.wait()
        return json_answer({"version": self._versions.get(person, 0), **phone_of(self._platform, person)})

    async def act(self, request: Request) -> HTTPResponse:
        """`{"do": "say", "text"}`; `reply`, `tap` with `title`, `payload`; `attach` with `what`; `read`."""
        person = self._person(request)
        fields = parse_object(await read_json_body(request, self._body_seconds))
        refuse_unknown(fields, {"do", "text", "title", "payload", "what"})
        self._do(person, fields, f"{request.scheme}://{request.host}")
        return empty_answer()

    def _do(self, person: str, fields: Mapping[str, Any], origin: str) -> None:
        platform = self._platform
        match fields.get("do"):
            case "say":
                platform.writes(person, check_text(fields.get("text")))
            case "reply":
                platform.writes(person, check_text(fields.get("title")), check_text(fields.get("payload")))
            case "tap":
                platform.taps(person, check_text(fields.get("title")), check_text(fields.get("payload")))
            case "attach":
                platform.attaches(person, _attachment(fields.get("what"), origin))
            case "read":
                platform.does(person, read={"watermark": int(platform.clock().timestamp() * 1000)})
            case _:
                raise Unusable(f"`do` is one of {', '.join(sorted(_ACTS))}.")

    def _person(self, request: Request) -> str:
        person = request.headers.get("x-person", "")
        if person not in self._versions:
            raise NotFound("Nobody has this phone. Begin with a new one.")
        return person

    def _note_change(self, person_id: str) -> None:
        if person_id in self._versions:
            self._versions[person_id] += 1
            self._versions.move_to_end(person_id)
        self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


def _poster(accept: Accept) -> Callable[[bytes, dict[str, str]], Awaitable[int]]:
    async def post(body: bytes, headers: dict[str, str]) -> int:
        try:
            return 200 if await accept(body, headers[HEADER]) else 403
        except (JournalUnavailable, Busy):
            return 503

    return post


def _attachment(what: object, origin: str) -> Mapping[str, Any]:
    match what:
        case "like":
            payload = {"url": f"{origin}/messenger_demo/like.svg", "sticker_id": _LIKE}
            return {"type": "image", "payload": payload}
        case "picture":
            return {"type": "image", "payload": {"url": f"{origin}/shop/pictures/pine-trail-boot.svg"}}
        case "location":
            return {"type": "location", "payload": {"coordinates": {"lat": 47.3769, "long": 8.5417}}}
        case _:
            raise Unusable("`what` is one of like, location, picture.")
