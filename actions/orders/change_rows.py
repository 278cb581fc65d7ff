"""Records of changes as rows of a table of ours, and back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from actions.orders.change_records import ChangeRecord
from actions.orders.changes import CHANGE_TYPES, ChangeKind
from actions.orders.errors import OrderBookDamaged
from actions.orders.order_book import Actor
from actions.orders.plain_values import from_plain, to_plain


class ChangeRows:
    """The records in `table`, which has the columns of `order_changes`, and perhaps `for_team`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, connection: Connection, key: str) -> ChangeRecord | None:
        """The change or undoing with this key, of whatever order."""
        query = select(self._table).where(self._table.c.key == key)
        row = connection.execute(query).mappings().first()
        return _record(row) if row else None

    def of_order_with_key(self, connection: Connection, order_number: str, key: str) -> ChangeRecord | None:
        """The change of this order with that key; an undoing is none."""
        record = self.find(connection, key)
        is_its = record is not None and record.order_number == order_number and record.undoes is None
        return record if is_its else None

    def is_undone(self, connection: Connection, key: str) -> bool:
        query = select(self._table.c.key).where(self._table.c.undoes == key)
        return connection.execute(query).first() is not None

    def of_order(self, connection: Connection, order_number: str) -> Sequence[ChangeRecord]:
        query = select(self._table).where(self._table.c.order_number == order_number)
        return [_record(row) for row in connection.execute(query).mappings()]

    def insert(self, connection: Connection, record: ChangeRecord) -> None:
        row = _row(record)
        connection.execute(self._table.insert(), {name: row[name] for name in self._table.c.keys()})  # noqa: SIM118


def _row(record: ChangeRecord) -> Mapping[str, Any]:
    return {
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
        "for_team": record.for_team,
    }


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
            for_team=bool(row.get("for_team")),
        )
    except (ValueError, TypeError, LookupError) as exc:
        raise OrderBookDamaged("A change of an order in the database can't be read.") from exc
