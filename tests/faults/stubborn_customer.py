"""A customer whose connection breaks all the time, and who loses and doubles nothing."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.gateway.visiting import Event, EventReader

PATIENCE = 60
"""Seconds that a customer waits for what must come. No test waits for it to pass."""

_RETRY_SECONDS = 0.1
_CUT_OFF = (aiohttp.ClientError, TimeoutError)


@dataclass(frozen=True)
class Reply:
    """How one message ended, and the words that its permit covers."""

    outcome: str
    texts: tuple[str, ...]


class StubbornCustomer:
    """Sends each message until it is acknowledged, and keeps a stream open that resumes where it broke off.

    `note` hears what happens to the messages: `sent`, `acknowledged`, `answered`. Use it as a context.
    """

    def __init__(self, base: str, name: str, note: Callable[[str], None] = lambda _: None) -> None:
        self._base = f"{base}/webhooks/widget"
        self._name = name
        self._note = note
        self.texts: dict[str, str] = {}
        self.acknowledged: dict[str, int] = {}
        self.refusals: list[tuple[int, str | None]] = []
        self.repeats = 0
        self.streams = 0
        self.seen: list[Event] = []

    async def __aenter__(self) -> "StubbornCustomer":
        # An address of their own: wrong proofs are counted by it, and no customer answers for another.
        address = f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=None, connect=5), headers={"x-forwarded-for": address}
        )
        async with self._session.post(f"{self._base}/session", json={}) as response:
            assert response.status == 201, await response.text()
            opened = await response.json()
        self.conversation_id: str = opened["conversation"]
        self._headers = {"authorization": f"Bearer {opened['token']}"}
        self._reading = asyncio.create_task(self._read_on())
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
        await self._session.close()

    @property
    def last_seen(self) -> int:
        return max((event.id for event in self.seen if event.id is not None), default=0)

    async def say(self, text: str) -> int:
        """The seq under which the message is kept, sent as often as it takes."""
        client_id = self._new_message(text)
        async with asyncio.timeout(PATIENCE):
            while not await self._try_to_send(client_id):
                self.repeats += 1
                await asyncio.sleep(_RETRY_SECONDS)
        return self.acknowledged[client_id]

    async def say_once(self, text: str) -> None:
        """Sends a message and does not care whether it arrives."""
        await self._try_to_send(self._new_message(text))

    async def say_again(self) -> None:
        """Sends the latest acknowledged message once more, as if the acknowledgement had been lost."""
        await self._try_to_send(list(self.acknowledged)[-1])

    async def sees(self, holds: Callable[[Event], bool]) -> Event:
        """Waits for an event of the stream."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in self.seen:
                    if holds(event):
                        return event
                if self._reading.done():
                    self._reading.result()
                await asyncio.sleep(0.02)

    async def sees_delay(self, seq: int) -> Event:
        """Waits until the stream says, after this message, that the answer takes longer."""
        return await self.sees(lambda event: event.kind == "status" and (event.id or 0) > seq)

    async def reply_to(self, seq: int) -> Reply:
        """Waits until the message is done."""
        turn = await self.sees(lambda event: event.kind == "turn" and event.data["seq"] == seq)
        said = [event.data for event in self.seen if event.kind == "message" and _is_reply(event, seq)]
        return Reply(turn.data["outcome"], tuple(words["text"] for words in said))

    async def ask(self, text: str) -> Reply:
        return await self.reply_to(await self.say(text))

    def _new_message(self, text: str) -> str:
        client_id = f"{self._name}-{len(self.texts)}"
        self.texts[client_id] = text
        return client_id

    async def _try_to_send(self, client_id: str) -> bool:
        body = {"id": client_id, "text": self.texts[client_id]}
        self._note("sent")
        try:
            async with self._session.post(
                f"{self._base}/messages", json=body, headers=self._headers
            ) as response:
                return self._take(client_id, response, await response.json())
        except _CUT_OFF:
            return False

    def _take(self, client_id: str, response: aiohttp.ClientResponse, answer: dict[str, Any]) -> bool:
        if response.status == 503:
            self.refusals.append((response.status, response.headers.get("retry-after")))
            return False
        assert response.status in {200, 202}, answer
        if client_id in self.acknowledged:
            assert (response.status, answer["seq"]) == (200, self.acknowledged[client_id])
            return True
        self.acknowledged[client_id] = answer["seq"]
        self._note("acknowledged")
        return True

    async def _read_on(self) -> None:
        while True:
            with suppress(*_CUT_OFF):
                await self._read_stream()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _read_stream(self) -> None:
        headers = {**self._headers, "last-event-id": str(self.last_seen)}
        async with self._session.get(f"{self._base}/events", headers=headers) as response:
            assert response.status in {200, 503}, await response.text()
            self.streams += 1
            reader = EventReader(response)
            while response.status == 200 and (event := await reader.next()) is not None:
                self.seen.append(event)
                if event.kind == "turn":
                    self._note("answered")


def _is_reply(event: Event, seq: int) -> bool:
    return event.data["because"] == {"kind": "reply", "ref": str(seq)}
