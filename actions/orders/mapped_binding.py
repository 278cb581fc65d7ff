"""A mapping bound to its database: only names that the database itself gave ever reach a statement."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Column, MetaData, Table, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import NoSuchTableError, SAWarning
from sqlalchemy.types import NullType

from actions.orders.errors import OrderMappingMistake
from actions.orders.mapped_storage import NUMBERS, Storage, can_hold, storage_of
from actions.orders.mapped_tables import MappedField, MappedJoin, MappedTable, OrderMapping, Place
from actions.orders.mapped_values import BoundField


@dataclass(frozen=True)
class BoundJoin:
    mapped: MappedJoin
    table: Table


@dataclass(frozen=True)
class BoundTable:
    """`table` has the columns that the database says it has; values come and go as the driver has them."""

    mapped: MappedTable
    table: Table
    joins: Mapping[str, BoundJoin]
    fields: Mapping[str, BoundField]

    @cached_property
    def key_column(self) -> Column:
        """By which rows of other tables belong to this one's: `id`, or the number of order, parcel, line."""
        name = next(name for name in ("id", "number", "line") if name in self.fields)
        return self.column_of(name)

    @cached_property
    def own_columns(self) -> tuple[Column, ...]:
        """The columns of the table itself that name a row or that the mapping speaks of, each once."""
        names = [column.name for column in self.table.primary_key.columns]
        names += [field.mapped.column for field in self.fields.values() if not field.mapped.join]
        names += [join.mapped.equals for join in self.joins.values()]
        return tuple(self.table.c[name] for name in dict.fromkeys(filter(None, names)))

    @cached_property
    def sequence(self) -> tuple[Column, ...]:
        """What brings rows into the same sequence each time."""
        keys = tuple(self.table.primary_key.columns)
        return keys or ((self.key_column,) if "id" in self.fields else ())

    def joined_columns(self, join: BoundJoin) -> tuple[Column, ...]:
        """The columns of a joined table that the mapping speaks of, each once."""
        fields = (field.mapped for field in self.fields.values())
        names = [field.column for field in fields if field.join == join.mapped.name]
        return tuple(join.table.c[name] for name in dict.fromkeys((join.mapped.column, *names)))

    def column_of(self, name: str) -> Column:
        return self.table.c[self.fields[name].mapped.column]

    def is_written(self, name: str) -> bool:
        """Whether a value may be put there: a column of the table itself, which nothing else shares."""
        field = self.fields.get(name)
        if field is None or field.mapped.join or not field.mapped.column:
            return False
        sources = [other.mapped.source for other in self.fields.values()]
        keys = {join.mapped.equals for join in self.joins.values()}
        return sources.count(field.mapped.source) == 1 and field.mapped.column not in keys


@dataclass(frozen=True)
class BoundMapping:
    mapping: OrderMapping
    tables: Mapping[str, BoundTable]

    @property
    def orders(self) -> BoundTable:
        return self.tables["orders"]


def bind(mapping: OrderMapping, connection: Connection) -> BoundMapping:
    """Raises OrderMappingMistake with a line for each table, column and type that the database has not."""
    return _Binder(mapping, connection).bind()


_KEYS = (
    ("items", "order", "orders"),
    ("parcels", "order", "orders"),
    ("charges", "order", "orders"),
    ("parcel_items", "parcel", "parcels"),
    ("parcel_items", "line", "items"),
)


class _Binder:
    def __init__(self, mapping: OrderMapping, connection: Connection) -> None:
        self._mapping = mapping
        self._inspector = inspect(connection)
        self._is_sqlite = connection.dialect.name == "sqlite"
        self._mistakes: list[str] = []

    def bind(self) -> BoundMapping:
        tables = {name: self._table(table) for name, table in self._mapping.tables.items()}
        if not self._mistakes:
            self._check_keys({name: table for name, table in tables.items() if table})
        if self._mistakes:
            raise OrderMappingMistake("\n".join(self._mistakes))
        return BoundMapping(self._mapping, {name: table for name, table in tables.items() if table})

    def _table(self, mapped: MappedTable) -> BoundTable | None:
        table = self._seen(mapped.table, mapped.place)
        joins = {join.name: self._join(join, table) for join in mapped.joins.values()}
        if table is None or None in joins.values():
            return None
        there = {name: join for name, join in joins.items() if join is not None}
        found = [self._field(field, table, there) for field in mapped.fields.values()]
        fields = {field.name: field for field in found if field is not None}
        return BoundTable(mapped, table, there, fields)

    def _join(self, mapped: MappedJoin, table: Table | None) -> BoundJoin | None:
        joined = self._seen(mapped.table, mapped.place)
        if table is None or joined is None:
            return None
        is_there = self._has(table, mapped.equals, mapped.place)
        if not self._has(joined, mapped.column, mapped.place) or not is_there:
            return None
        self._check_alike(joined.c[mapped.column], table.c[mapped.equals], mapped.place)
        return BoundJoin(mapped, joined)

    def _field(self, mapped: MappedField, table: Table, joins: Mapping[str, BoundJoin]) -> BoundField | None:
        zone, has_times = self._mapping.zone, not self._is_sqlite
        if mapped.always is not None:
            return BoundField(mapped, Storage.TEXT, zone, has_times)
        owner = joins[mapped.join].table if mapped.join else table
        if not self._has(owner, mapped.column, mapped.place):
            return None
        storage = owner.c[mapped.column].info["storage"]
        self._mistakes += [mapped.place.mistake(what) for what in _misfits(mapped, storage, owner)]
        return BoundField(mapped, storage, zone, has_times)

    def _check_keys(self, tables: Mapping[str, BoundTable]) -> None:
        """What names a row of another table must be of the kind by which that one is named."""
        for name, field, owner in _KEYS:
            if name in tables and owner in tables:
                place = tables[name].fields[field].mapped.place
                self._check_alike(tables[name].column_of(field), tables[owner].key_column, place)

    def _check_alike(self, one: Column, other: Column, place: Place) -> None:
        kinds = [column.info["storage"] for column in (one, other)]
        if Storage.ANY in kinds or kinds[0] is kinds[1] or set(kinds) <= NUMBERS:
            return
        what = f"{one.table.name}.{one.name} holds {kinds[0]}, and {other.table.name}.{other.name} {kinds[1]}"
        self._mistakes.append(place.mistake(f"{what}: rows can't be joined by these."))

    def _has(self, table: Table, column: str, place: Place) -> bool:
        if column in table.c:
            return True
        names = ", ".join(column.name for column in table.columns)
        self._mistakes.append(place.mistake(f"{table.name} has no column {column!r}. It has: {names}."))
        return False

    def _seen(self, name: str, place: Place) -> Table | None:
        """The table or view as the database describes it; `schema.table` for one of another schema."""
        schema, _, plain = name.rpartition(".")
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", SAWarning
            )  # types that SQLAlchemy does not know are read as they come
            try:
                is_there = plain and (not schema or schema in self._inspector.get_schema_names())
                columns = self._inspector.get_columns(plain, schema or None) if is_there else []
                keys = self._inspector.get_pk_constraint(plain, schema or None) if columns else {}
            except NoSuchTableError:
                columns = []
        if not columns:
            self._mistakes.append(place.mistake(f"The database has no table {name!r}. {self._there(schema)}"))
            return None
        first = keys.get("constrained_columns") or ()
        made = [
            Column(
                column["name"],
                NullType(),
                primary_key=column["name"] in first,
                info={"storage": storage_of(column["type"]), "words": getattr(column["type"], "enums", None)},
            )
            for column in columns
        ]
        return Table(plain, MetaData(), *made, schema=schema or None)

    def _there(self, schema: str) -> str:
        if schema and schema not in self._inspector.get_schema_names():
            return f"There is no schema {schema!r}."
        found = self._inspector.get_table_names(schema or None)
        found += self._inspector.get_view_names(schema or None)
        names = sorted(name for name in found if not name.startswith("deskbell_"))
        return (
            f"It has: {', '.join(names[:40])}." if names else "It has no tables at all: is ORDERS_URL right?"
        )


def _misfits(mapped: MappedField, storage: Storage, table: Table) -> Iterator[str]:
    name, source = mapped.field.name, mapped.source
    if not can_hold(storage, mapped.field.kind):
        yield f"{source} holds {storage}, and {name} is no such thing. Name another column."
    elif mapped.field.kind == "money" and storage is Storage.WHOLE and not mapped.is_in_cents:
        cents = f"{name}: {{column: {source}, money: cents}}"
        yield f"{source} holds whole numbers. If they are cents, write {cents}."
    known: Any = table.c[mapped.column].info["words"]
    if known and mapped.words:
        for word in (word for word in mapped.words if word not in known):
            yield f"{source} can't hold the word {word!r}. It has: {', '.join(known)}."
    if storage is Storage.WHOLE and mapped.words:
        for word in (word for word in mapped.words if not word.removeprefix("-").isdigit()):
            yield f"{source} holds whole numbers, so {word!r} is no word of it."
