"""Customers of a running Deskbell who prove nothing, and look at the clock."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence

import aiohttp

from tests.gateway.visiting import Client, EventReader, Visitor

AT_ONCE = 16
ATTEMPTS = 5
"""Of a conversation: all that it may make. Each of its times is one sample."""

EXISTING = [str(number) for number in range(9841, 10_000)]
_UNKNOWN = [str(number) for number in range(8000, 9000)]
_LOCKED = 15


async def times_of_failures(base: str, conversations: int, seed: int) -> Mapping[str, Sequence[list[float]]]:
    """Seconds from the message to the end of its turn, by why it failed, for so many conversations each.

    All conversations are mixed, and many are held at once. No order is tried more often than it may be.
    """
    chance = random.Random(seed)
    existing, unknown = chance.sample(EXISTING, len(EXISTING)), chance.sample(_UNKNOWN, conversations)
    locked, tried = existing[:_LOCKED], existing[_LOCKED:]
    planned = [
        *(("unknown", number) for number in unknown),
        *(("wrong", number) for number in tried[:conversations]),
        *(("locked", chance.choice(locked)) for _ in range(conversations)),
    ]
    assert len(planned) == 3 * conversations, "There are not so many orders."
    chance.shuffle(planned)
    places, times = asyncio.Semaphore(AT_ONCE), defaultdict(list)

    async with aiohttp.TCPConnector(limit=0) as connector:

        async def fail(kind: str, number: str, name: int) -> None:
            async with places, _Failing(connector, base, name) as customer:
                times[kind].append([await customer.seconds_of(number) for _ in range(ATTEMPTS)])

        await asyncio.gather(*(fail("before", number, name) for name, number in enumerate(locked)))
        await asyncio.gather(
            *(fail(kind, number, name) for name, (kind, number) in enumerate(planned, start=_LOCKED))
        )
    del times["before"]  # they have locked the orders for everybody after them
    return times


class _Failing:
    """One conversation, from an address of its own."""

    def __init__(self, connector: aiohttp.TCPConnector, base: str, name: int) -> None:
        self._connector = connector
        self._base = base
        self._address = f"10.0.{name // 256}.{name % 256}"
        self._messages = 0

    async def __aenter__(self) -> "_Failing":
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            timeout=aiohttp.ClientTimeout(total=None),
            headers={"x-forwarded-for": self._address},
        )
        self._visitor: Visitor = await Client(self._session, self._base).open()
        self._stream: EventReader = await self._visitor.stream()
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._stream.response.close()
        await self._session.close()

    async def seconds_of(self, number: str) -> float:
        self._messages += 1
        text = f"order {number} kim{self._messages}@example.com"
        began = time.perf_counter()
        seq = await self._visitor.say(text, str(self._messages))
        while True:
            event = await self._stream.next()
            assert event is not None
            if event.kind == "turn" and event.data["seq"] == seq:
                return time.perf_counter() - began
