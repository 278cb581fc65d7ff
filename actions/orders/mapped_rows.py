"""Rows of a shop's own tables, with those that belong to them; values are still the shop's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Column, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from actions.orders.mapped_binding import BoundJoin, BoundTable
from actions.orders.mapped_storage import NOBODY

Raw = Mapping[str, Any]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RawRow:
    """`own`: by the column's name; `joined`: by the join's name the row found there, or nothing."""

    own: Raw
    joined: Mapping[str, Raw]

    def value(self, join: str, column: str) -> Any:
        return self.joined[join].get(column) if join else self.own[column]


def columns_of(bound: BoundTable) -> Select:
    """The beginning of every query of that table."""
    return select(*bound.own_columns)


def with_joined(connection: Connection, bound: BoundTable, rows: Sequence[Raw]) -> list[RawRow]:
    """The rows, each with what the joins lead to. Also without rows, every table is asked."""
    found = {name: _joined(connection, bound, join, rows) for name, join in bound.joins.items()}
    return [
        RawRow(
            row,
            {name: found[name].get(row[join.mapped.equals], {}) for name, join in bound.joins.items()},
        )
        for row in rows
    ]


def of_owners(
    connection: Connection, bound: BoundTable, column: Column, owners: Iterable[Any]
) -> Mapping[Any, list[RawRow]]:
    """By owner, the rows whose `column` names it, in a sequence that is always the same."""
    wanted = list(dict.fromkeys(owner for owner in owners if owner is not None))
    query = columns_of(bound).where(column.in_(wanted)).order_by(*bound.sequence)
    rows = connection.execute(query).mappings().all()
    found: dict[Any, list[RawRow]] = defaultdict(list)
    for row in with_joined(connection, bound, rows):
        found[row.own[column.name]].append(row)
    return found


def _joined(
    connection: Connection, bound: BoundTable, join: BoundJoin, rows: Sequence[Raw]
) -> Mapping[Any, Raw]:
    wanted = list(dict.fromkeys(row[join.mapped.equals] for row in rows))
    column = join.table.c[join.mapped.column]
    found: dict[Any, Raw] = {}
    ambiguous: set[Any] = set()
    nobody = NOBODY.get(column.info["storage"])
    query = select(*bound.joined_columns(join)).where(column.in_(wanted or [nobody]))
    for row in connection.execute(query).mappings():
        if row[column.name] in found:
            ambiguous.add(row[column.name])
        found[row[column.name]] = row
    if ambiguous:
        log.error("orders.join_ambiguous", join=join.mapped.name, table=join.mapped.table)
    return {key: row for key, row in found.items() if key not in ambiguous}
