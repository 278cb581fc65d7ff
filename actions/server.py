"""The action server: takes signed calls from the worker on loopback and runs one action for each.

Rasa's own (`rasa_sdk/endpoint.py:140`) echoes the whole call, with everything the customer said, when an
action fails; this one answers with a name and a status.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import orjson
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from actions.speaking_action import BackEndAway
from conversations.signatures import SIGNATURE_HEADER, CallSigner

_LARGEST_CALL = 4 * 1024 * 1024


def create_app(actions: Sequence[Action], signer: CallSigner, now: Callable[[], float] = time.time) -> Sanic:
    """`POST /webhook` as Rasa calls it. 400 no call, 401 unsigned, 404 unknown, 503 something is away."""
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
            return json(await executor.run(call))
        except ActionExecutionRejection as rejection:
            return json({"error": str(rejection), "action_name": rejection.action_name}, status=400)
        except ActionNotFoundException as unknown:
            return json({"error": "unknown action", "action_name": unknown.action_name}, status=404)
        except BackEndAway:
            return json({"error": "a back end is away"}, status=503)

    return app
