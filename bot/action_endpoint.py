"""Calls the action server: signed, over connections that stay open, and loud when it fails.

Rasa's own endpoint opens a connection for each call (`endpoints.py:173`) and its caller swallows failures
(`processor.py:993`): here each failure is also noted in the turn, which ends by it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import aiohttp
import orjson
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.errors import TurnError, TurnPostponed, TurnVoided
from bot.form_checks import Check
from bot.turn_context import current_turn
from conversations.signatures import SIGNATURE_HEADER, CallSigner

CALL_TIMEOUT_SECONDS = 10
"""An action that takes longer has failed. The order back ends have a limit of 3 s of their own."""

HAND_OVER_SECONDS = 2
"""A person is one step away: what takes longer on that way, the worker does itself (`bot/turn.py`)."""

_ON_THE_WAY_TO_A_PERSON = frozenset({"action_ask_for_person", "action_forget_matter"})

PATIENCE_WITH_SERVER = timedelta(hours=1)
"""The supervisor brings the action server back in seconds; the message is kept and answered then."""

PATIENCE_WITH_BACK_END = timedelta(seconds=20)
"""A shop's order system may stay away for long: the customer hears so, and can ask something else."""

_REJECTED = 400
_AWAY = 503


class SignedActionEndpoint(EndpointConfig):
    """Rasa's `action_endpoint` with a signature on every call.

    Raises what Rasa expects for a rejection (400). A server that is away (no connection, or 503) postpones
    the turn; everything else voids it. `local_checks` are answered here.
    """

    def __init__(
        self, url: str, signer: CallSigner, local_checks: Mapping[str, Check] | None = None, **options: Any
    ) -> None:
        super().__init__(url, **options)
        self._signer = signer
        self._local_checks = local_checks or {}
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        *,
        json: Any = None,
        **_options: Any,
    ) -> Any:
        if check := self._local_checks.get(json["next_action"]):
            return check(json)
        seconds = (
            HAND_OVER_SECONDS if json["next_action"] in _ON_THE_WAY_TO_A_PERSON else CALL_TIMEOUT_SECONDS
        )
        try:
            return await self._post(orjson.dumps(json), seconds)
        except (aiohttp.ClientConnectionError, TimeoutError) as error:
            raise _noted(
                TurnPostponed("The action server cannot be reached.", PATIENCE_WITH_SERVER)
            ) from error

    async def _post(self, body: bytes, seconds: float) -> Any:
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: self._signer.sign(body, time.time()),
        }
        timeout = aiohttp.ClientTimeout(total=seconds, connect=2)
        async with self._open_session().post(
            self.url, data=body, headers=headers, timeout=timeout
        ) as response:
            if response.status == _REJECTED:
                raise ClientResponseError(response.status, "rejected", await response.text())
            if response.status == _AWAY:
                raise _noted(
                    TurnPostponed("Something that the action needs is away.", PATIENCE_WITH_BACK_END)
                )
            if response.status != 200:
                raise _noted(TurnVoided(f"The action server answered {response.status}."))
            return orjson.loads(await response.read())

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=64),
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _noted(error: TurnError) -> TurnError:
    current_turn.get().failures.append(error)
    return error
