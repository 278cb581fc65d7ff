"""How a column of a shop's own table keeps its values: what of it may be read from there, and written."""

from enum import StrEnum
from typing import Any

from sqlalchemy import types
from sqlalchemy.dialects import postgresql

from actions.orders.mapped_fields import Kind


class Storage(StrEnum):
    """ANY: the database does not say. ZONED: moments with a time zone. OTHER: nothing that we could read."""

    ANY = "values of any kind"
    WHOLE = "whole numbers"
    EXACT = "decimal numbers"
    FLOAT = "rough numbers"
    TEXT = "texts"
    DAY = "days"
    MOMENT = "moments"
    ZONED = "moments with a time zone"
    SWITCH = "yes or no"
    UUID = "UUIDs"
    OTHER = "values of its own kind"


_TYPES: tuple[tuple[Any, Storage], ...] = (
    (types.Boolean, Storage.SWITCH),
    (types.Integer, Storage.WHOLE),
    (types.Float, Storage.FLOAT),
    (types.Numeric, Storage.EXACT),
    (types.Date, Storage.DAY),
    (types.String, Storage.TEXT),
    (postgresql.UUID, Storage.UUID),
    (types.NullType, Storage.ANY),
)
NUMBERS = frozenset({Storage.WHOLE, Storage.EXACT, Storage.FLOAT})
_WHEN = frozenset({Storage.DAY, Storage.MOMENT, Storage.ZONED, Storage.WHOLE, Storage.TEXT, Storage.ANY})
_READABLE = {
    Kind.MONEY: NUMBERS | {Storage.TEXT, Storage.ANY},
    Kind.COUNT: NUMBERS | {Storage.TEXT, Storage.ANY},
    Kind.MOMENT: _WHEN,
    Kind.DAY: _WHEN,
    Kind.NUMBER: frozenset({Storage.WHOLE, Storage.EXACT, Storage.TEXT, Storage.ANY}),
    Kind.WORD: frozenset({Storage.TEXT, Storage.WHOLE, Storage.SWITCH, Storage.ANY}),
    Kind.KEY: frozenset(Storage) - {Storage.OTHER},
    Kind.CURRENCY: frozenset({Storage.TEXT, Storage.ANY}),
    Kind.COUNTRY: frozenset({Storage.TEXT, Storage.ANY}),
    Kind.TEXT: frozenset(Storage) - {Storage.OTHER},
}


NOBODY = {
    Storage.WHOLE: -1,
    Storage.EXACT: -1,
    Storage.FLOAT: -1,
    Storage.TEXT: "",
    Storage.UUID: "00000000-0000-0000-0000-000000000000",
}
"""What is looked for in place of nothing, so that looking for nothing is no less work."""


def storage_of(column_type: Any) -> Storage:
    """For a column type as the database was seen to have it."""
    if isinstance(column_type, types.DateTime):
        return Storage.ZONED if column_type.timezone else Storage.MOMENT
    return next((storage for kind, storage in _TYPES if isinstance(column_type, kind)), Storage.OTHER)


def can_hold(storage: Storage, kind: Kind) -> bool:
    """Whether values of this kind may be found in such a column."""
    return storage in _READABLE[kind]
