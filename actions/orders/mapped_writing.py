"""Writes a changed order into a shop's own tables: columns of rows that are there, no row more or less."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, and_
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, IntegrityError, InternalError, ProgrammingError

from actions.orders.changes import ChangeKind
from actions.orders.errors import OrderChangedMeanwhile
from actions.orders.mapped_binding import BoundMapping, BoundTable
from actions.orders.mapped_orders import SeenOrder
from actions.orders.mapped_rows import RawRow
from actions.orders.order import Order, OrderState
from actions.orders.rows_of_orders import order_row

_ADDRESS = ("delivery_name", "delivery_street", "delivery_postcode", "delivery_city")
_MUST_ARRIVE = frozenset({"state", "total", "delivery_country", "exchange_started_at", *_ADDRESS})
"""Without these in the shop's own tables nobody there would act; the rest may be kept beside them."""

_ROUGHLY = 2e-7  # PostgreSQL's `real` gives back a number that does not equal it
REFUSALS = (DataError, IntegrityError, InternalError, ProgrammingError)
"""What a database raises that will not take such a value, or not from us."""


class NotTaken(Exception):
    """The shop's tables can't hold what the change would write; nothing was written."""


def left_to_team(bound: BoundMapping) -> tuple[str, ...]:
    """The kinds of changes that these tables can't take, or that the shop does not want written."""
    orders, items = bound.orders, bound.tables["items"]
    has_room = {
        ChangeKind.CANCEL_ORDER: _has_word(orders, OrderState.CANCELLED),
        ChangeKind.CHANGE_ADDRESS: all(orders.is_written(name) for name in _ADDRESS),
        ChangeKind.CHANGE_ITEMS: items.is_written("quantity") and orders.is_written("total"),
        ChangeKind.START_RETURN: _has_word(orders, OrderState.RETURN_ON_THE_WAY),
        ChangeKind.START_EXCHANGE: orders.is_written("exchange_started_at"),
    }
    return tuple(kind.value for kind, has in has_room.items() if not has or kind not in bound.mapping.writes)


def write(
    connection: Connection, bound: BoundMapping, seen: SeenOrder, before: Order, after: Order, at: datetime
) -> None:
    """Writes what differs, if the rows still are as seen. Raises NotTaken, OrderChangedMeanwhile."""
    like = seen.raw.own[bound.orders.column_of("placed_at").name]
    columns = _changed_columns(bound.orders, before, after, like)
    quantities = _changed_quantities(before, after)
    if not columns and not quantities:
        return
    try:
        with connection.begin_nested():
            _update(connection, bound.orders, seen.raw, {**columns, **_touched(bound.orders, seen, at, like)})
            for line, quantity in quantities.items():
                items = bound.tables["items"]
                raw = items.fields["quantity"].write(quantity)
                _update(connection, items, seen.item_rows[line], {items.column_of("quantity").name: raw})
    except REFUSALS as exc:
        raise NotTaken from exc


def _has_word(orders: BoundTable, state: OrderState) -> bool:
    return orders.is_written("state") and orders.fields["state"].can_write(state.value)


def _changed_columns(orders: BoundTable, before: Order, after: Order, like: Any) -> dict[str, Any]:
    """By the name of their column, the shop's values for what changed. Raises NotTaken."""
    old, new = order_row(before), order_row(after)
    columns: dict[str, Any] = {}
    for name in (name for name in new if new[name] != old[name] and name != "version"):
        field = orders.fields.get(name)
        is_written = field is not None and orders.is_written(name) and field.can_write(new[name])
        if is_written and field is not None:
            columns[field.mapped.column] = field.write(new[name], like)
        elif name in _MUST_ARRIVE:
            raise NotTaken
    return columns


def _changed_quantities(before: Order, after: Order) -> Mapping[int, int]:
    """By line, how many pieces are wanted now. A line that is gone keeps its row, with no pieces."""
    old = {item.line: item.quantity for item in before.items}
    new = {item.line: item.quantity for item in after.items}
    return {
        line: new.get(line, 0) for line in sorted(old.keys() | new) if old.get(line, 0) != new.get(line, 0)
    }


def _touched(orders: BoundTable, seen: SeenOrder, at: datetime, like: Any) -> dict[str, Any]:
    """What tells the shop's own programs that the row has changed."""
    touched: dict[str, Any] = {}
    if orders.is_written("updated_at"):
        touched[orders.column_of("updated_at").name] = orders.fields["updated_at"].write(at, like)
    if orders.is_written("version"):
        version = (seen.row["version"] or 0) + 1
        touched[orders.column_of("version").name] = orders.fields["version"].write(version)
    return touched


def _update(connection: Connection, bound: BoundTable, raw: RawRow, columns: Mapping[str, Any]) -> None:
    if not columns:
        return
    is_as_seen = and_(*(_holds(column, raw.own[column.name]) for column in bound.own_columns))
    changed = connection.execute(bound.table.update().where(is_as_seen).values(columns)).rowcount
    if changed > 1:
        raise NotTaken  # two rows that nothing tells apart: the savepoint takes it back
    if changed == 0:
        raise OrderChangedMeanwhile


def _holds(column: Column, value: Any) -> Any:
    """A plain comparison, for which the database has its indexes; rough numbers are compared roughly."""
    if value is None:
        return column.is_(None)
    if isinstance(value, float):
        about = abs(value) * _ROUGHLY
        return column.between(value - about, value + about)
    return column == value
