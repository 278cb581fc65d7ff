"""Writing the demo's orders into the order tables: `python -m actions.orders.seed sqlite:///var/deskbell.db`.

Done twice, it changes nothing. Done on another day, the demo's orders are those of that day, and of what a
customer changed every day moves by the difference, so that what was due tomorrow still is. A database that
holds a shop's own orders is left alone.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, Table, bindparam, func, select
from sqlalchemy.engine import Connection

from actions.orders import order_rows
from actions.orders.database import open_engine, writing
from actions.orders.demo_orders import demo_edition, demo_orders
from actions.orders.errors import DemoRefused, OrderError
from actions.orders.order import Order
from actions.orders.schema import upgrade, wait_for_turn
from actions.orders.tables import Moment, metadata, orders, orders_demo


class Seeding(StrEnum):
    """What seeding did."""

    WRITTEN = "written"
    MOVED = "moved to today"
    UNCHANGED = "already there"


def seed(url: str, today: date) -> Seeding:
    """Makes the demo's orders those of `today`, all of it or nothing; the tables must be there.

    Changes that customers made to demo orders stay, until a new edition of the demo replaces them.
    Raises DemoRefused if orders of somebody else are in the tables, OrderBookUnavailable, OrdersUrlRefused.
    """
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            wait_for_turn(connection)
            return _seed(connection, today)
    finally:
        engine.dispose()


def _seed(connection: Connection, today: date) -> Seeding:
    demo = connection.execute(select(orders_demo)).mappings().first()
    if demo is None:
        _refuse_other_orders(connection)
    if demo is None or demo["edition"] != demo_edition():
        _write(connection, today)
        return Seeding.WRITTEN
    if demo["day"] != today:
        fresh = _take_out_unchanged(connection, today)
        _move(connection, today - demo["day"])
        order_rows.insert(connection, fresh)
        connection.execute(orders_demo.update().values(day=today))
        return Seeding.MOVED
    return Seeding.UNCHANGED


def _refuse_other_orders(connection: Connection) -> None:
    count = connection.execute(select(func.count()).select_from(orders)).scalar()
    if count:
        raise DemoRefused(
            f"The database holds {count} orders that are not the demo's. "
            "Give the demo a database of its own with ORDERS_URL, or set DESKBELL_DEMO=0."
        )


def _write(connection: Connection, today: date) -> None:
    connection.execute(orders.delete())
    connection.execute(orders_demo.delete())
    order_rows.insert(connection, demo_orders(today))
    connection.execute(orders_demo.insert(), {"id": 1, "edition": demo_edition(), "day": today})


def _take_out_unchanged(connection: Connection, today: date) -> Sequence[Order]:
    """What nobody changed is written anew, as it is today: a day that is only moved may be a Sunday."""
    versions = dict(connection.execute(select(orders.c.number, orders.c.version)).all())
    fresh = [order for order in demo_orders(today) if versions.get(order.number) == order.version]
    connection.execute(orders.delete().where(orders.c.number.in_([order.number for order in fresh])))
    return fresh


def _move(connection: Connection, days: timedelta) -> None:
    for table in metadata.sorted_tables:
        when = [column for column in table.columns if isinstance(column.type, Date | Moment)]
        if when and table is not orders_demo:
            _move_table(connection, table, when, days)


def _move_table(connection: Connection, table: Table, when: list[Column], days: timedelta) -> None:
    keys = list(table.primary_key.columns)
    rows = connection.execute(select(*keys, *when)).mappings().all()
    if not rows:
        return
    update = table.update().values({column.name: bindparam(f"new_{column.name}") for column in when})
    for key in keys:
        update = update.where(key == bindparam(f"old_{key.name}"))
    connection.execute(update, [_moved(row, keys, when, days) for row in rows])


def _moved(row: Mapping[str, Any], keys: list[Column], when: list[Column], days: timedelta) -> dict[str, Any]:
    old = {f"old_{key.name}": row[key.name] for key in keys}
    new = {f"new_{column.name}": row[column.name] and row[column.name] + days for column in when}
    return old | new


def main(arguments: list[str]) -> int:
    """Upgrades and seeds the database named on the command line, in ORDERS_URL or in DATABASE_URL."""
    named = (*arguments[:1], os.environ.get("ORDERS_URL"), os.environ.get("DATABASE_URL"))
    url = next((url for url in named if url), None)
    if url is None:
        sys.stderr.write("Which database? Name it: python -m actions.orders.seed sqlite:///var/deskbell.db\n")
        return 2
    try:
        upgrade(url)
        done = seed(url, datetime.now().astimezone().date())
    except OrderError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    sys.stdout.write(f"Demo orders: {done}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
