"""Holds a mapping against its database: `python -m actions.orders.mapped_check FILE URL`.

Names, types, words, numbers that two orders share, and whether the newest orders can be read. Writes nothing.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, desc, func, select
from sqlalchemy.engine import Connection, Engine

from actions.orders.database import open_engine, reading
from actions.orders.errors import OrderBookUnavailable, OrderError, OrderMappingMistake
from actions.orders.mapped_binding import BoundMapping, BoundTable, bind
from actions.orders.mapped_file import load_mapping
from actions.orders.mapped_rows import RawRow, columns_of, of_owners, with_joined
from actions.orders.mapped_tables import MappedField, OrderMapping
from actions.orders.mapped_values import BoundField, UnreadableValue, word_of
from actions.orders.mapped_writing import left_to_team

_PATIENCE = 30.0  # seconds; a start may look through a large table once
_NEWEST = 200
_MOST_WORDS = 50
_LONGEST_WORD = 40


def check_mapping(url: str, mapping: OrderMapping) -> BoundMapping:
    """Raises OrderMappingMistake with a line for each mistake; OrderBookUnavailable, OrdersUrlRefused."""
    engine = open_engine(url, _PATIENCE)
    try:
        _check_file(engine)
        with reading(engine) as connection:
            bound = bind(mapping, connection)
            mistakes = [
                *_shared_numbers(connection, bound.orders),
                *_ambiguous_joins(connection, bound),
                *_unknown_words(connection, bound),
            ]
            mistakes += [what for field, what in _unreadable(connection, bound) if field.words is None]
    finally:
        engine.dispose()
    if mistakes:
        raise OrderMappingMistake("\n".join(dict.fromkeys(mistakes)))
    return bound


def _check_file(engine: Engine) -> None:
    """SQLite makes a file that is not there, and a misspelt name would look like an empty shop."""
    is_file = engine.dialect.name == "sqlite"
    if is_file and not Path(engine.url.database).exists():
        raise OrderBookUnavailable(f"There is no file {engine.url.database}. Correct ORDERS_URL.")


def _shared_numbers(connection: Connection, orders: BoundTable) -> Iterator[str]:
    number = orders.fields["number"].mapped
    if _has_doubles(connection, orders.table, orders.table.c[number.column]):
        yield number.place.mistake(
            f"{number.column} is the same for several orders, so it can't tell whose an order is. "
            "Name the column that customers know their order by."
        )


def _ambiguous_joins(connection: Connection, bound: BoundMapping) -> Iterator[str]:
    for table in bound.tables.values():
        for join in table.joins.values():
            if _has_doubles(connection, join.table, join.table.c[join.mapped.column]):
                yield join.mapped.place.mistake(
                    f"{join.mapped.table} has several rows for one {join.mapped.column}. A join must "
                    "lead to one."
                )


def _has_doubles(connection: Connection, table: Table, column: Column) -> bool:
    if list(table.primary_key.columns) == [column]:
        return False
    query = select(column).where(column.is_not(None)).group_by(column).having(func.count() > 1).limit(1)
    return connection.execute(query).first() is not None


def _unknown_words(connection: Connection, bound: BoundMapping) -> Iterator[str]:
    for table in bound.tables.values():
        for field in table.fields.values():
            if field.mapped.words is not None:
                yield from _words_without_meaning(connection, table, field, field.mapped.words)


def _words_without_meaning(
    connection: Connection, table: BoundTable, field: BoundField, words: Mapping[str, str]
) -> Iterator[str]:
    mapped = field.mapped
    owner = table.joins[mapped.join].table if mapped.join else table.table
    query = select(owner.c[mapped.column]).distinct().limit(_MOST_WORDS + 1)
    found = sorted({word_of(row[0]) for row in connection.execute(query)})
    if len(found) > _MOST_WORDS:
        yield mapped.place.mistake(f"{mapped.source} has over {_MOST_WORDS} words. Is it the right column?")
        return
    for word in found:
        if word in words or (word == "" and not mapped.field.is_required):
            continue
        is_word = len(word) <= _LONGEST_WORD and "@" not in word
        named = repr(word) if is_word else "a text that is no word"
        allowed = f" ({', '.join(mapped.field.words)})" if mapped.field.words else ""
        yield mapped.place.mistake(f"{mapped.source} has {named}. Say under words what it means{allowed}.")


def _unreadable(connection: Connection, bound: BoundMapping) -> Iterator[tuple[MappedField, str]]:
    """The fields of the newest orders that can't be read, and what to say of them."""
    orders = bound.orders
    query = columns_of(orders).order_by(desc(orders.column_of("placed_at"))).limit(_NEWEST)
    rows = with_joined(connection, orders, connection.execute(query).mappings().all())
    keys = [row.own[orders.key_column.name] for row in rows]
    yield from _unreadable_in(orders, rows)
    for name, table in bound.tables.items():
        if name not in ("orders", "parcel_items"):
            its = of_owners(connection, table, table.column_of("order"), keys)
            yield from _unreadable_in(table, [row for rows in its.values() for row in rows])


def _unreadable_in(table: BoundTable, rows: list[RawRow]) -> Iterator[tuple[MappedField, str]]:
    for field in table.fields.values():
        mapped = field.mapped
        bad = sum(not _can_be_read(field, row) for row in rows) if not mapped.is_counted else 0
        if bad:
            what = f"{mapped.source or 'always'} can't be read as {_MEANT[mapped.field.kind.value]}"
            yield mapped, mapped.place.mistake(f"{what}, in {bad} of the newest {len(rows)} rows.")


_MEANT = {
    "number": "an order number of 1 to 12 digits after the prefix",
    "text": "a text",
    "currency": "a currency of three letters, such as EUR",
    "country": "a country of two letters, such as DE",
    "word": "one of its words",
    "money": "an amount of money",
    "moment": "a date and time",
    "day": "a date",
    "count": "a whole number",
    "key": "a key",
}


def _can_be_read(field: BoundField, row: RawRow) -> bool:
    try:
        field.read(row.value(field.mapped.join, field.mapped.column) if field.mapped.column else None)
    except UnreadableValue:
        return False
    return True


def main(arguments: list[str]) -> int:
    """Checks the file and the database that are named here, or in ORDERS_MAPPING and ORDERS_URL."""
    given: list[Any] = [*arguments, None, None]
    file = given[0] or os.environ.get("ORDERS_MAPPING")
    url = given[1] or os.environ.get("ORDERS_URL") or os.environ.get("DATABASE_URL")
    if not file or not url:
        sys.stderr.write(
            "Which file and database? python -m actions.orders.mapped_check data/order_mapping.yml sqlite:///shop.db\n"
        )
        return 2
    try:
        bound = check_mapping(url, load_mapping(Path(file)))
    except OrderError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    left = left_to_team(bound)
    sys.stdout.write(f"{file} fits the database. Left to your team: {', '.join(left) or 'nothing'}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
