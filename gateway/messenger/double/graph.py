"""The port of the Graph API on the double in the same process; errors are read as those over HTTP are."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import orjson

from gateway.messenger.double.platform import MessengerPlatform
from gateway.messenger.graph import Json, PageIdentity
from gateway.messenger.graph_answers import read_answer


class DoubleGraph:
    def __init__(self, platform: MessengerPlatform) -> None:
        self._platform = platform
        secret, token = platform.app_secret.encode(), platform.page_token.encode()
        self._params = {"appsecret_proof": hmac.new(secret, token, hashlib.sha256).hexdigest()}

    async def identify(self) -> PageIdentity:
        page, app = self._ask("GET", "me"), self._ask("GET", "app")
        return PageIdentity(page["id"], page["name"], app["id"])

    async def call(self, name: str, body: Json) -> str | None:
        mid: str | None = self._ask("POST", f"me/{name}", body).get("message_id")
        return mid

    async def set_profile(self, profile: Json) -> None:
        self._ask("POST", "me/messenger_profile", profile)

    async def page_scoped_ids(self, user_id: str) -> Sequence[str]:
        return [item["id"] for item in self._ask("GET", f"{user_id}/ids_for_pages")["data"]]

    async def close(self) -> None:
        pass

    def _ask(self, method: str, path: str, body: Json | None = None) -> dict[str, Any]:
        answered = self._platform.answer(method, path, self._params, self._platform.page_token, body or {})
        status, answer = answered
        return read_answer(status, orjson.dumps(answer))
