"""Our frozen values as JSON and back, guided by their type hints: for what is kept as a record, whole."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, texts, numbers and None for a value of ours."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # and a datetime, which is one
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(entry) for key, entry in sorted(value.items())}
    if isinstance(value, tuple):
        return [to_plain(entry) for entry in value]
    return value


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of type `kind` that `to_plain` wrote. Raises ValueError, TypeError or LookupError."""
    if plain is None:
        return None
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return from_plain(next(one for one in arguments if one is not type(None)), plain)
    if origin is tuple:
        return tuple(from_plain(arguments[0], entry) for entry in plain)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {arguments[0](key): from_plain(arguments[1], entry) for key, entry in plain.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        given = {field.name: from_plain(hints[field.name], plain[field.name]) for field in fields(kind)}
        return kind(**given)
    if kind is datetime or kind is date:
        return kind.fromisoformat(plain)
    return kind(plain)
