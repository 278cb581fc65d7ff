"""The Graph API over HTTP. The token travels in a header and never in an address, which others log."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import aiohttp
import orjson

from gateway.messenger.credentials import Credentials
from gateway.messenger.errors import GraphError, NotReached, Unclear
from gateway.messenger.graph import Json, PageIdentity
from gateway.messenger.graph_answers import read_answer

SECONDS = 10.0
_SECONDS_TO_CONNECT = 3.0
_AT_ONCE = 32


class HttpGraph:
    """Connections are kept. One object for one event loop."""

    def __init__(self, credentials: Credentials, seconds: float = SECONDS) -> None:
        self._base = f"{credentials.graph_url}/{credentials.graph_version}"
        self._headers = {
            "Authorization": f"Bearer {credentials.page_token}",
            "Content-Type": "application/json",
        }
        # Proves that we know the app's secret, and finds out at once when it is another app's.
        proof = hmac.new(
            credentials.app_secret.encode(), credentials.page_token.encode(), hashlib.sha256
        ).hexdigest()
        self._params = {"appsecret_proof": proof}
        self._timeout = aiohttp.ClientTimeout(total=seconds, connect=_SECONDS_TO_CONNECT)
        self._session: aiohttp.ClientSession | None = None

    async def identify(self) -> PageIdentity:
        page = await self._ask("GET", "me", params={"fields": "id,name"})
        try:
            app_id = str((await self._ask("GET", "app", params={"fields": "id"}))["id"])
        except (GraphError, KeyError):
            app_id = None  # Not every page token may ask; the first echo tells it.
        return PageIdentity(str(page.get("id", "")), str(page.get("name", "")), app_id)

    async def call(self, name: str, body: Json) -> str | None:
        answer = await self._ask("POST", f"me/{name}", body)
        mid = answer.get("message_id")
        return mid if isinstance(mid, str) else None

    async def set_profile(self, profile: Json) -> None:
        await self._ask("POST", "me/messenger_profile", profile)

    async def page_scoped_ids(self, user_id: str) -> Sequence[str]:
        answer = await self._ask("GET", f"{user_id}/ids_for_pages")
        found = answer.get("data")
        return [str(item["id"]) for item in found if "id" in item] if isinstance(found, list) else []

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _ask(
        self, method: str, path: str, body: Json | None = None, params: dict[str, str] | None = None
    ) -> dict[str, Any]:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_AT_ONCE)
            self._session = aiohttp.ClientSession(connector=connector, timeout=self._timeout)
        data = None if body is None else orjson.dumps(body)
        asked = {**self._params, **(params or {})}
        try:
            async with self._session.request(
                method, f"{self._base}/{path}", data=data, params=asked, headers=self._headers
            ) as response:
                return read_answer(response.status, await response.read())
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError):
            raise NotReached("The platform cannot be reached.") from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise Unclear("The platform did not answer.") from None
