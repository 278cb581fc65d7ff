"""What a shop's own order tables are, as its mapping file says it: plain values, right by the file's rules.

Whether the database has those tables is not known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from actions.orders.changes import ChangeKind
from actions.orders.mapped_fields import Field


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the mapping file, for what has to be said about it later."""

    path: Path
    line: int

    def mistake(self, what: str) -> str:
        return f"{self.path}:{self.line}: {what}"


@dataclass(frozen=True, slots=True)
class MappedField:
    """Where a field comes from: a column, of a joined table if `join` names one; or `always` the same text.

    `words` says what the column's words stand for, in the file's sequence; `prefix` stands before each
    order number; `is_counted`: the rows of an order are numbered from 1, in the sequence of the column.
    """

    field: Field
    place: Place
    column: str = ""
    join: str = ""
    always: str | None = None
    words: Mapping[str, str] | None = None
    prefix: str = ""
    is_in_cents: bool = False
    is_counted: bool = False

    @property
    def source(self) -> str:
        """The column as the file names it."""
        return f"{self.join}.{self.column}" if self.join else self.column


@dataclass(frozen=True, slots=True)
class MappedJoin:
    """A row of another table for each row: the one whose `column` equals the row's own column `equals`."""

    name: str
    table: str
    column: str
    equals: str
    place: Place


@dataclass(frozen=True, slots=True)
class MappedTable:
    name: str
    table: str
    joins: Mapping[str, MappedJoin]
    fields: Mapping[str, MappedField]
    place: Place


@dataclass(frozen=True, slots=True)
class OrderMapping:
    """`zone` is meant by times that carry none; `writes` are the changes that may be written there."""

    path: Path
    writes: frozenset[ChangeKind]
    zone: tzinfo
    tables: Mapping[str, MappedTable]
