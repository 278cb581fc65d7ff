"""The support team in a browser: signs in with a cookie, and speaks docs/inbox_api.md."""

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
from argon2 import PasswordHasher

from conversations.accounts import save_account
from conversations.passwords import Passwords
from tests.gateway.visiting import EventReader

CHEAP_PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
PASSWORD = "correct horse battery"


def email_of(name: str) -> str:
    return f"{name.lower()}@shop.example"


@dataclass
class Colleague:
    """One support agent with a browser of their own. `client_ids` makes ids for replies and notes."""

    base: str
    name: str
    session: aiohttp.ClientSession
    me: dict[str, Any] = field(default_factory=dict)
    client_ids: "count[int]" = field(default_factory=count)

    @property
    def id(self) -> str:
        return self.me["agent"]["id"]

    async def get(self, path: str, **headers: str) -> tuple[int, Any]:
        async with self.session.get(f"{self.base}/inbox/api/{path}", headers=headers) as response:
            return response.status, await response.json()

    async def post(self, path: str, fields: Any = None, **headers: Any) -> tuple[int, Any]:
        """With the session's token, unless another one is given (None: without)."""
        sent = {"content-type": "application/json", "x-csrf-token": self.me.get("csrf")}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in sent.items() if value is not None}
        url, data = f"{self.base}/inbox/api/{path}", json.dumps({} if fields is None else fields)
        async with self.session.post(url, data=data, headers=sent) as response:
            body = await response.read()
            return response.status, json.loads(body) if body else None

    async def sign_in(self, password: str = PASSWORD) -> int:
        fields = {"email": email_of(self.name), "password": password}
        status, self.me = await self.post("sign-in", fields)
        return status

    async def do(self, conversation_id: str, what: str, **fields: Any) -> tuple[int, Any]:
        return await self.post(f"conversations/{conversation_id}/{what}", fields)

    async def say(self, conversation_id: str, text: str) -> int:
        fields = {"id": f"r{next(self.client_ids)}", "text": text}
        status, answer = await self.do(conversation_id, "replies", **fields)
        assert status == 201, answer
        return answer["seq"]

    async def queue(self) -> Any:
        status, queue = await self.get("queue")
        assert status == 200, queue
        return queue

    async def listed(self, which: str) -> list[str]:
        queue = await self.queue()
        return [row["id"] for row in queue["lists"][which]["conversations"]]

    async def whole(self, conversation_id: str) -> Any:
        status, whole = await self.get(f"conversations/{conversation_id}")
        assert status == 200, whole
        return whole

    async def stream(self, after: int) -> EventReader:
        url = f"{self.base}/inbox/api/events?after={after}"
        response = await self.session.get(url)
        assert response.status == 200, await response.text()
        return EventReader(response)


class Colleagues:
    """Makes accounts on a running gateway's desk, and browsers for them."""

    def __init__(self, running: Any) -> None:
        self._running = running
        self._sessions: list[aiohttp.ClientSession] = []

    async def come(self, name: str) -> Colleague:
        """A new colleague, signed in."""
        book = self._running.desk.team.accounts
        save_account(book, name, email_of(name), PASSWORD, CHEAP_PASSWORDS)
        colleague = self.stranger(name)
        assert await colleague.sign_in() == 200
        return colleague

    def stranger(self, name: str = "Nobody") -> Colleague:
        """Somebody with a browser who is not signed in."""
        jar = aiohttp.CookieJar(unsafe=True)  # takes cookies from an address without a name
        session = aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=None))
        self._sessions.append(session)
        return Colleague(self._running.client.base, name, session)

    async def close(self) -> None:
        for session in self._sessions:
            await session.close()
