"""What is kept beside a shop's order: which version it has for us, and what no column of the shop's holds."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from actions.orders.errors import OrderBookDamaged
from actions.orders.lifecycle import leads_to
from actions.orders.mapped_binding import BoundTable
from actions.orders.mapped_fields import FIELDS, Kind
from actions.orders.mapped_orders import Row, SeenOrder
from actions.orders.order import Order, OrderState, Report
from actions.orders.plain_values import from_plain, to_plain
from actions.orders.rows_of_orders import order_row
from actions.orders.tables_beside import orders_beside

_READ = {Kind.MOMENT: datetime.fromisoformat, Kind.DAY: date.fromisoformat}


@dataclass(frozen=True, slots=True)
class Kept:
    """`columns`: what a column of ours would hold, as JSON, promised when the order was in `state`.

    A promise is gone when the shop takes the order where that state can't lead; reports stay. All of it is
    gone when the number is that of another order, placed at another time than `placed_at`.
    """

    state: str = OrderState.PLACED.value
    columns: Mapping[str, Any] = field(default_factory=dict)
    reports: Sequence[Any] = ()
    placed_at: str = ""

    def added_to(self, row: Row) -> Row:
        """The row with what the shop's tables do not say."""
        if not leads_to(OrderState(self.state), OrderState(row["state"])):
            return row
        kept = {name: _value(name, plain) for name, plain in self.columns.items() if row[name] is None}
        return {**row, **kept}

    def told(self) -> tuple[Report, ...]:
        reports: tuple[Report, ...] = from_plain(tuple[Report, ...], self.reports)
        return reports


@dataclass(frozen=True, slots=True)
class Standing:
    """`seen`: the digest that the order had in this version."""

    version: int
    seen: str
    kept: Kept


def standings(connection: Connection, numbers: Sequence[str]) -> dict[str, Standing]:
    """By order number, what is kept of those that were ever looked at."""
    query = select(orders_beside).where(orders_beside.c.order_number.in_(numbers))
    return {row["order_number"]: _standing(row) for row in connection.execute(query).mappings()}


def save(connection: Connection, number: str, standing: Standing, *, is_new: bool) -> None:
    values = {
        "order_number": number,
        "version": standing.version,
        "seen": standing.seen,
        "kept": json.dumps(to_plain(standing.kept)),
    }
    if is_new:
        connection.execute(orders_beside.insert(), values)
        return
    connection.execute(orders_beside.update().where(orders_beside.c.order_number == number).values(values))


def noted(connection: Connection, seen: SeenOrder, known: Standing | None) -> Standing:
    """The standing of the order as it was seen now: a version more if the shop has changed it."""
    if known is not None and known.seen == seen.digest:
        return known
    version = known.version + 1 if known else 1
    is_same = known is not None and known.kept.placed_at == to_plain(seen.row["placed_at"])
    kept = known.kept if known and is_same else Kept(placed_at=to_plain(seen.row["placed_at"]))
    now = Standing(version, seen.digest, kept)
    save(connection, seen.number, now, is_new=known is None)
    return now


def kept_of(after: Order, seen: SeenOrder, orders: BoundTable) -> Kept:
    """What of the changed order the shop's tables, as seen after the change, do not say."""
    row = order_row(after)
    columns = {
        name: to_plain(value)
        for name, value in row.items()
        if value is not None and name != "version" and value != seen.row[name] and not orders.is_written(name)
    }
    reports, placed_at = to_plain(after.reports), to_plain(after.placed_at)
    return Kept(after.state.value, columns, reports, placed_at)


def take_turns(connection: Connection, number: str) -> None:
    """From here to the end of the transaction, nobody else of us writes about this order.

    On SQLite the transaction itself sees to that. The shop is not held up: its hand shows when we write.
    """
    if connection.dialect.name == "postgresql":
        lock = zlib.crc32(f"deskbell order {number}".encode())
        connection.execute(select(func.pg_advisory_xact_lock(lock)))


def _value(name: str, plain: Any) -> Any:
    known = FIELDS["orders"].get(name)
    read = _READ.get(known.kind) if known else None
    return read(plain) if read else plain


def _standing(row: Mapping[str, Any]) -> Standing:
    try:
        return Standing(row["version"], row["seen"], Kept(**json.loads(row["kept"])))
    except (ValueError, TypeError) as exc:
        raise OrderBookDamaged("What is kept beside an order can't be read.") from exc
