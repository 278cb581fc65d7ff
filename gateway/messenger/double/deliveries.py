"""How the platform delivers: in batches, signed, in any order and more than once, until it hears a `200`."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Sequence

import aiohttp

from gateway.messenger.double.platform import MessengerPlatform
from gateway.messenger.graph import Json
from gateway.messenger.signing import HEADER, signature_of

MOST_IN_A_DELIVERY = 1000

Post = Callable[[bytes, dict[str, str]], Awaitable[int]]
"""Posts a body with these headers; the status of the answer, or 0 when there was none."""


def delivery_of(page_id: str, events: Sequence[Json], milliseconds: int) -> bytes:
    """The body of one delivery, escaped as the platform does it."""
    entry = {"id": page_id, "time": milliseconds, "messaging": list(events)}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def headers_of(body: bytes, secret: str) -> dict[str, str]:
    return {HEADER: signature_of(body, secret), "content-type": "application/json"}


class Deliveries:
    """Delivers what the platform has. `copies` says how often an event goes out; then the order is any."""

    def __init__(
        self,
        platform: MessengerPlatform,
        post: Post,
        *,
        most: int = MOST_IN_A_DELIVERY,
        copies: Callable[[random.Random], int] | None = None,
        seed: int = 1,
        pause_seconds: float = 0.2,
    ) -> None:
        self._platform = platform
        self._post = post
        self._most = most
        self._copies = copies
        self._random = random.Random(seed)  # noqa: S311 (no secret)
        self._pause_seconds = pause_seconds
        self.statuses: list[int] = []

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            if not await self.deliver_all():
                await asyncio.sleep(self._pause_seconds / 10)

    async def deliver_all(self) -> int:
        """Everything that there is now, copies included; returns how many events that was."""
        events = [self._platform.events.popleft() for _ in range(len(self._platform.events))]
        copied = events
        if self._copies is not None:
            copied = [event for event in events for _ in range(self._copies(self._random))]
            self._random.shuffle(copied)
        for batch in self._batches(copied):
            await self._deliver(batch)
        return len(events)

    def _batches(self, events: Sequence[Json]) -> list[Sequence[Json]]:
        """Of any size, as long as they come in any order; else as large as they may be."""
        found: list[Sequence[Json]] = []
        rest = list(events)
        while rest:
            size = self._random.randint(1, self._most) if self._copies else self._most
            found.append(rest[:size])
            rest = rest[size:]
        return found

    async def _deliver(self, events: Sequence[Json]) -> None:
        milliseconds = int(self._platform.clock().timestamp() * 1000)
        body = delivery_of(self._platform.page_id, events, milliseconds)
        headers = headers_of(body, self._platform.app_secret)
        while (status := await self._post(body, headers)) != 200:
            self.statuses.append(status)
            await asyncio.sleep(self._pause_seconds)
        self.statuses.append(status)


def poster(session: aiohttp.ClientSession, url: str) -> Post:
    """Whatever goes wrong on the way is no answer."""

    async def post(body: bytes, headers: dict[str, str]) -> int:
        try:
            async with session.post(url, data=body, headers=headers) as response:
                await response.read()
                return response.status
        except (OSError, TimeoutError, aiohttp.ClientError):
            return 0

    return post
