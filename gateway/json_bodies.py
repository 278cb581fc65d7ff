"""Turns the bytes of a request into a JSON object, or says why not. Pure.

Depth is counted before the parser sees the text: Python's JSON parser recurses.
"""

import json
import re
from typing import Any, NoReturn

from gateway.errors import Malformed

MOST_NESTED = 4
"""The contract needs two levels."""

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""One that nobody closes reaches to the end: so no character is looked at twice, whatever is sent."""


def parse_object(body: bytes) -> dict[str, Any]:
    """The JSON object that the body holds. Raises `Malformed` for everything else."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("The body is not UTF-8. Send JSON as UTF-8.") from None
    if nesting_depth(text) > MOST_NESTED:
        raise Malformed("The JSON is nested too deeply. Send a flat object.")
    try:
        value = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicates)
    except ValueError:
        raise Malformed("The body is not JSON. Send one JSON object.") from None
    if not isinstance(value, dict):
        raise Malformed("The body is not a JSON object. Send one JSON object.")
    return value


def nesting_depth(text: str) -> int:
    """How deep brackets and braces nest outside strings, whether or not the text is JSON."""
    depth = deepest = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members
