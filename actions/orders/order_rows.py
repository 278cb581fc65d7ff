"""Reading and writing whole orders in our tables. Knows which row is whose, decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from actions.orders.errors import OrderBookDamaged, OrderChangedMeanwhile
from actions.orders.order import Order
from actions.orders.orders_of_rows import Children, order_of
from actions.orders.rows_of_orders import child_rows, order_row
from actions.orders.tables import (
    order_charges,
    order_items,
    order_parcel_items,
    order_parcels,
    order_reports,
    orders,
)

Row = Mapping[str, Any]


def insert(connection: Connection, new_orders: Iterable[Order]) -> None:
    """Writes orders that are not there yet."""
    rows: dict[Table, list[Row]] = defaultdict(list)
    for order in new_orders:
        rows[orders].append(order_row(order))
        for table, table_rows in child_rows(order).items():
            rows[table] += table_rows
    for table, table_rows in rows.items():
        if table_rows:
            connection.execute(table.insert(), table_rows)


def update(connection: Connection, before: Order, after: Order) -> None:
    """Writes what differs. Raises OrderChangedMeanwhile if the order is no longer as it was `before`."""
    is_it = (orders.c.number == before.number) & (orders.c.version == before.version)
    if connection.execute(orders.update().where(is_it).values(order_row(after))).rowcount != 1:
        raise OrderChangedMeanwhile
    old_rows, new_rows = child_rows(before), child_rows(after)
    for table in (order_items, order_reports):
        _update_children(connection, table, old_rows[table], new_rows[table])


def _update_children(connection: Connection, table: Table, old: list[Row], new: list[Row]) -> None:
    def key(row: Row) -> tuple[Any, ...]:
        return tuple(row[column.name] for column in table.primary_key.columns)

    before, after = {key(row): row for row in old}, {key(row): row for row in new}
    for gone in before.keys() - after.keys():
        is_it = [column == value for column, value in zip(table.primary_key.columns, gone, strict=True)]
        connection.execute(table.delete().where(*is_it))
    for changed in (one for one in before.keys() & after.keys() if before[one] != after[one]):
        is_it = [column == value for column, value in zip(table.primary_key.columns, changed, strict=True)]
        connection.execute(table.update().where(*is_it).values(after[changed]))
    added = [row for one, row in after.items() if one not in before]
    if added:
        connection.execute(table.insert(), added)


def read(connection: Connection, order_rows: Sequence[Row]) -> tuple[Order, ...]:
    """The whole orders for these rows of `orders`, in their sequence. Raises OrderBookDamaged."""
    numbers = [row["number"] for row in order_rows]
    items = _children(connection, order_items, numbers, order_items.c.line)
    parcels = _children(connection, order_parcels, numbers, order_parcels.c.number)
    packed = _children(connection, order_parcel_items, list(parcels), order_parcel_items.c.line)
    charges = _children(connection, order_charges, numbers, order_charges.c.number)
    reports = _children(connection, order_reports, numbers, order_reports.c.number)
    try:
        return tuple(
            order_of(row, Children(items[n], parcels[n], packed[n], charges[n], reports[n]))
            for row, n in zip(order_rows, numbers, strict=True)
        )
    except (ValueError, TypeError, LookupError) as exc:
        raise OrderBookDamaged("An order in the database holds a word that no order has.") from exc


def _children(
    connection: Connection, table: Table, numbers: list[str], sequence: Any
) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    if not numbers:
        return found
    query = select(table).where(table.c.order_number.in_(numbers)).order_by(table.c.order_number, sequence)
    for row in connection.execute(query).mappings():
        found[row["order_number"]].append(row)
    return found
