"""The page whose token we have: our answers are that page's, and what another page is told is left alone."""

import asyncio
from contextlib import suppress

import structlog

from conversations.errors import SettingError
from gateway.messenger.credentials import FILE
from gateway.messenger.errors import GraphError, NotReached, Unclear
from gateway.messenger.graph import GraphApi

ASKS_EVERY_SECONDS = 30.0

log = structlog.get_logger(__name__)


class OurPage:
    """Its `id` is None until the platform has said it: deliveries are kept then, and none is taken."""

    def __init__(self, graph: GraphApi, asks_every_seconds: float = ASKS_EVERY_SECONDS) -> None:
        self.id: str | None = None
        self._graph = graph
        self._asks_every_seconds = asks_every_seconds

    async def check(self) -> None:
        """Asks the platform whose token it is. Raises `SettingError` when it is nobody's, or another app's.

        A platform that does not answer now keeps nobody from starting.
        """
        try:
            await self._ask()
        except (NotReached, Unclear):
            log.warning("messenger.platform_away")
        except GraphError as error:
            raise SettingError(
                f"{FILE}: Messenger does not take facebook.page-access-token with facebook.secret "
                f"(error {error.name}). Copy both anew from your app's settings."
            ) from error

    async def learn(self) -> None:
        """Asks until the platform answers, when it did not at the start."""
        while self.id is None:
            with suppress(GraphError):
                await self._ask()
            await asyncio.sleep(self._asks_every_seconds)

    async def _ask(self) -> None:
        self.id = (await self._graph.identify()).page_id or None
        log.info("messenger.connected", page=self.id)
