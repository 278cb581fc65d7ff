"""Records of changes to table rows and back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from actions.orders.change_records import ChangeRecord
from actions.orders.changes import CHANGE_TYPES, ChangeKind
from actions.orders.errors import OrderBookDamaged
from actions.orders.order_book import Actor
from actions.orders.plain_values import from_plain, to_plain
from actions.orders.tables import order_changes


def find(connection: Connection, key: str) -> ChangeRecord | None:
    """The change or undoing with this key, of whatever order."""
    query = select(order_changes).where(order_changes.c.key == key)
    row = connection.execute(query).mappings().first()
    return _record(row) if row else None


def is_undone(connection: Connection, key: str) -> bool:
    query = select(order_changes.c.key).where(order_changes.c.undoes == key)
    return connection.execute(query).first() is not None


def of_order(connection: Connection, order_number: str) -> Sequence[ChangeRecord]:
    query = select(order_changes).where(order_changes.c.order_number == order_number)
    return [_record(row) for row in connection.execute(query).mappings()]


def insert(connection: Connection, record: ChangeRecord) -> None:
    connection.execute(
        order_changes.insert(),
        {
            "key": record.key,
            "order_number": record.order_number,
            "version": record.version,
            "actor": record.actor.value,
            "kind": record.change.kind.value,
            "content": json.dumps(to_plain(record.change)),
            "at": record.at,
            "done": record.done,
            "undo_until": record.undo_until,
            "before": json.dumps(record.before),
            "after": json.dumps(record.after),
            "undoes": record.undoes,
        },
    )


def _record(row: Mapping[str, Any]) -> ChangeRecord:
    try:
        return ChangeRecord(
            key=row["key"],
            order_number=row["order_number"],
            actor=Actor(row["actor"]),
            change=from_plain(CHANGE_TYPES[ChangeKind(row["kind"])], json.loads(row["content"])),
            at=row["at"],
            version=row["version"],
            done=row["done"],
            undo_until=row["undo_until"],
            before=json.loads(row["before"]),
            after=json.loads(row["after"]),
            undoes=row["undoes"],
        )
    except (ValueError, TypeError, LookupError) as exc:
        raise OrderBookDamaged("A change of an order in the database can't be read.") from exc
