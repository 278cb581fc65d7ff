"""The shapes of an answer: something as JSON, nothing, and an error."""

from collections.abc import Mapping
from typing import Any

import orjson
from sanic.response import HTTPResponse

_ALWAYS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def json_answer(data: Mapping[str, Any], status: int = 200) -> HTTPResponse:
    return _answer(data, status, {})


def empty_answer() -> HTTPResponse:
    """Done, and there is nothing to say."""
    return HTTPResponse(status=204, headers=_ALWAYS)


def error_answer(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None, **more: Any
) -> HTTPResponse:
    """`{"error": code, "message": what to do}`, and whatever else the client may use."""
    return _answer({"error": code, "message": message, **more}, status, headers or {})


def _answer(data: Mapping[str, Any], status: int, headers: Mapping[str, str]) -> HTTPResponse:
    return HTTPResponse(orjson.dumps(data), status, {**_ALWAYS, **headers}, "application/json")
