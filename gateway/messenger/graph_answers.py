"""Reads what the Graph API answers: the JSON object, or the error that it stands for. Pure."""

from typing import Any

import orjson

from gateway.messenger.errors import Unclear, graph_error


def read_answer(status: int, body: bytes) -> dict[str, Any]:
    """Raises `GraphError`."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if status == 200 and isinstance(answer, dict) and "error" not in answer:
        return answer
    error = answer.get("error") if isinstance(answer, dict) else None
    error = error if isinstance(error, dict) else {}
    if status == 200 and not error:
        raise Unclear("The platform answered with something else than JSON.")
    raise graph_error(status, _number(error.get("code")), _number(error.get("error_subcode")))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
