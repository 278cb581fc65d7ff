"""The action server: takes signed calls from the worker on loopback and runs one action for each.

Rasa's own (`rasa_sdk/endpoint.py:140`) echoes the whole call, with everything the customer said, when an
action fails; this one answers with a name and a status.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from actions.speaking_action import BackEndAway
from conversations.errors import JournalUnavailable
from conversations.signatures import SIGNATURE_HEADER, CallSigner

_LARGEST_CALL = 4 * 1024 * 1024


NoteDeed = Callable[[str, int, str], None]
"""Writes down what was done for a message: `Journal.note_deed`."""


def create_app(
    actions: Sequence[Action],
    signer: CallSigner,
    note_deed: NoteDeed,
    now: Callable[[], float] = time.time,
) -> Sanic:
    """`POST /webhook` as Rasa calls it. 400 no call, 401 unsigned, 404 unknown, 503 something is away.

    What an action says it did (`{"did": …}`) is noted before the worker hears of it, which may die meanwhile.
    """
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    app = Sanic("deskbell-actions", configure_logging=False, loads=orjson.loads, dumps=orjson.dumps)
    app.config.update(REQUEST_MAX_SIZE=_LARGEST_CALL, ACCESS_LOG=False, FALLBACK_ERROR_FORMAT="json")

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        if not signer.is_signed(request.body, request.headers.get(SIGNATURE_HEADER, ""), now()):
            return json({"error": "This call is not signed by the worker."}, status=401)
        call = request.json
        if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
            return json({"error": "This is not a call of an action."}, status=400)
        try:
            result = await executor.run(call)
            for deed in _deeds(result):
                await asyncio.to_thread(note_deed, *_message(call), deed)
            return json(result)
        except ActionExecutionRejection as rejection:
            return json({"error": str(rejection), "action_name": rejection.action_name}, status=400)
        except ActionNotFoundException as unknown:
            return json({"error": "unknown action", "action_name": unknown.action_name}, status=404)
        except (BackEndAway, JournalUnavailable):
            return json({"error": "a back end is away"}, status=503)

    return app


def _deeds(result: Mapping[str, Any]) -> Sequence[str]:
    said = (response.get("custom") or {} for response in result["responses"])
    return [custom["did"] for custom in said if "did" in custom]


def _message(call: Mapping[str, Any]) -> tuple[str, int]:
    """The conversation, and the seq of the customer's message that this turn answers."""
    said = (event for event in reversed(call["tracker"]["events"]) if event.get("event") == "user")
    conversation_id, _, seq = str(next(said)["message_id"]).rpartition(":")
    return conversation_id, int(seq)
