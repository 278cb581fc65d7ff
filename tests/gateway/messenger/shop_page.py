"""The shop's page on the double: persons write to it, the test plays the bot, and waits for what they see."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import aiohttp

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, TurnEnd, Words
from conversations.journal import ClaimedTurn, TurnResult
from gateway.messenger.double.deliveries import Deliveries, poster
from gateway.messenger.double.platform import MessengerPlatform
from gateway.messenger.webhook import PATH
from tests.gateway.gateways import RunningGateway

PATIENCE = 60


class ShopPage:
    def __init__(self, running: RunningGateway, platform: MessengerPlatform) -> None:
        self.running = running
        self.platform = platform
        self.url = f"{running.client.base}{PATH}"
        self.session = aiohttp.ClientSession()
        self.deliveries = Deliveries(platform, poster(self.session, self.url), pause_seconds=0.05)
        self._delivering: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._delivering = asyncio.create_task(self.deliveries.run())

    async def close(self) -> None:
        if self._delivering is not None:
            self._delivering.cancel()
        await self.session.close()

    @property
    def journal(self):
        return self.running.journal

    async def answers(self, *texts: str, choices: tuple[str, ...] = (), **result) -> ClaimedTurn:
        """The bot takes the next message and says this."""
        turn = await until(lambda: self.journal.claim_turn("test"))
        offered = tuple(ChoiceToOffer(label, ChoiceMeaning("ask_order_status")) for label in choices)
        words = [Words(text) for text in texts[:-1]] + [Words(text, offered) for text in texts[-1:]]
        outcome = Outcome.ANSWERED if words else Outcome.QUIET
        end = result.pop("end", TurnEnd(outcome, "test"))
        await asyncio.to_thread(self.journal.commit_turn, turn, TurnResult(end, tuple(words), **result))
        return turn

    async def hears(self, person_id: str, count: int) -> list[str]:
        """What the page has said to this person, once it is so many messages."""
        await until(lambda: len(self.platform.said_to(person_id)) >= count)
        return self.platform.said_to(person_id)


Found = TypeVar("Found")


async def until(look: Callable[[], Found]) -> Found:
    """What `look` returns, once it is something."""
    async with asyncio.timeout(PATIENCE):
        while not (found := await asyncio.to_thread(look)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        return found
