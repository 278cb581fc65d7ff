"""Reads `data/order_mapping.yml`: which table and column of a shop's own database is what of an order.

Every mistake of the file is named, with its line. What the database says to it is checked in `mapped_check`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from actions.orders.changes import ChangeKind
from actions.orders.errors import OrderMappingMistake
from actions.orders.mapped_fields import ALIKE, FIELDS, NEVER_ABSENT, UNSAID, Field
from actions.orders.mapped_file_fields import read_field
from actions.orders.mapped_tables import MappedField, MappedJoin, MappedTable, OrderMapping, Place
from actions.orders.marked_yaml import Marked, read_marked

_ABSENT = "absent"
_WRITABLE = (
    ChangeKind.CANCEL_ORDER,
    ChangeKind.CHANGE_ADDRESS,
    ChangeKind.CHANGE_ITEMS,
    ChangeKind.START_RETURN,
    ChangeKind.START_EXCHANGE,
)
Read = TypeVar("Read")


def load_mapping(path: Path) -> OrderMapping:
    """Reads and checks the file. Raises OrderMappingMistake with a line for each mistake."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._mistakes: list[str] = []

    def read(self) -> OrderMapping:
        parts = read_marked(self._path, OrderMappingMistake).fields("writes", "times", "money", *FIELDS)
        writes = self._attempt(lambda: _writes(parts["writes"]))
        zone = self._attempt(lambda: _zone(parts["times"]))
        is_in_cents = self._attempt(lambda: parts["money"].word("decimal", "cents") == "cents")
        tables = {name: self._table(name, parts[name], bool(is_in_cents)) for name in FIELDS}
        there = {name: table for name, table in tables.items() if table is not None}
        if not self._mistakes:
            self._check_between(there)
        if self._mistakes or writes is None or zone is None:
            raise OrderMappingMistake("\n".join(self._mistakes))
        return OrderMapping(self._path, writes, zone, there)

    def _attempt(self, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except OrderMappingMistake as mistake:
            self._mistakes.append(str(mistake))
            return None

    def _note(self, part: Marked, what: str, *, at_name: bool = True) -> None:
        self._mistakes.append(str(part.mistake(what, at_name=at_name)))

    def _table(self, name: str, part: Marked, is_in_cents: bool) -> MappedTable | None:
        if _is_absent(part):
            if name in NEVER_ABSENT:
                self._note(part, f"{name} can't be absent: name the table that holds them.")
            return None
        entries = self._attempt(lambda: _known_entries(part))
        if entries is None:
            return None
        table = self._attempt(entries["table"].text) or ""
        if not table:
            self._note(entries["table"], "table is empty. Name the table.")
        joins = self._joins(entries["joins"]) if "joins" in entries else {}
        fields = self._fields(name, entries["columns"], joins, is_in_cents)
        absent = self._absent(name, entries[_ABSENT]) if _ABSENT in entries else set()
        self._check_complete(name, entries["columns"], set(fields), absent)
        self._check_shared(fields)
        place = Place(self._path, part.name_line)
        good = {field: mapped for field, mapped in fields.items() if mapped is not None}
        return MappedTable(name, table, joins, good, place)

    def _joins(self, part: Marked) -> Mapping[str, MappedJoin]:
        entries = self._attempt(part.entries) or {}
        read = {name: self._attempt(lambda entry=entry: _join(entry)) for name, entry in entries.items()}  # type: ignore[misc]
        return {name: join for name, join in read.items() if join is not None}

    def _fields(
        self, table: str, part: Marked, joins: Mapping[str, MappedJoin], is_in_cents: bool
    ) -> Mapping[str, MappedField | None]:
        """By name, what each is; None for one that is named and wrong."""
        found: dict[str, MappedField | None] = {}
        for name, entry in (self._attempt(part.entries) or {}).items():
            field = FIELDS[table].get(name)
            if field is None:
                self._note(entry, f"{table} has no {name!r}. {_meant(name, FIELDS[table])}")
                continue
            found[name] = self._attempt(
                lambda field=field, entry=entry: read_field(field, entry, joins, is_in_cents)  # type: ignore[misc]
            )
        return found

    def _absent(self, table: str, part: Marked) -> set[str]:
        """The fields that the list names, alone or by the part of the order that they make up."""
        found: set[str] = set()
        for entry in self._attempt(part.list) or ():
            word = self._attempt(entry.text)
            named = {name for name, field in FIELDS[table].items() if word in (name, field.part)}
            needed = sorted(name for name in named if FIELDS[table][name].is_required)
            if word is not None and not named:
                known = [*FIELDS[table], *(field.part for field in FIELDS[table].values() if field.part)]
                self._note(entry, f"{table} has no {word!r}. {_meant(word, known)}", at_name=False)
            if needed:
                self._note(entry, f"{needed[0]} can't be absent: name its column.", at_name=False)
            found |= named
        return found

    def _check_complete(self, table: str, part: Marked, named: set[str], absent: set[str]) -> None:
        missing = [name for name in FIELDS[table] if name not in named | absent | UNSAID]
        needed = [name for name in missing if FIELDS[table][name].is_required]
        left = [name for name in missing if name not in needed]
        if needed:
            self._note(part, f"{table} needs the columns of: {', '.join(needed)}.")
        if left:
            self._note(part, f"Name the columns of {', '.join(left)}, or list them under absent.")
        for name in sorted(named & absent - {f for f in absent if FIELDS[table][f].part}):
            self._note(part, f"{name} has a column and is absent as well. Keep one of the two.")

    def _check_shared(self, fields: Mapping[str, MappedField | None]) -> None:
        seen: dict[str, list[MappedField]] = {}
        for mapped in filter(None, fields.values()):
            if not mapped.source or mapped.is_counted:
                continue  # rows may be counted in the sequence of any column
            for before in seen.get(mapped.source, ()):
                if frozenset((before.field.name, mapped.field.name)) not in ALIKE:
                    what = (
                        f"{mapped.source} is the column of {before.field.name} already "
                        f"(line {before.place.line}). Name another for {mapped.field.name}, or list "
                        "it under absent."
                    )
                    self._mistakes.append(mapped.place.mistake(what))
                    break
            seen.setdefault(mapped.source, []).append(mapped)

    def _check_between(self, tables: Mapping[str, MappedTable]) -> None:
        packed = tables.get("parcel_items")
        if packed is None:
            return
        for owner, number in (("parcels", "number"), ("items", "line")):
            if owner not in tables:
                self._mistakes.append(
                    packed.place.mistake(f"parcel_items need {owner}. Map them, or make both absent.")
                )
            elif "id" not in tables[owner].fields and not _joins_rows(tables[owner].fields[number]):
                what = f"{owner} need a column for 'id', to which parcel_items.{number} leads."
                self._mistakes.append(
                    tables[owner].place.mistake(what.replace("items.number", "items.parcel"))
                )


def _known_entries(part: Marked) -> dict[str, Marked]:
    entries = part.entries()
    known = ("table", "joins", "columns", _ABSENT)
    for name, entry in entries.items():
        if name not in known:
            raise entry.mistake(f"{part.name} has no {name!r}. Use one of: {', '.join(known)}.", at_name=True)
    for name in ("table", "columns"):
        if name not in entries:
            or_not = "" if part.name in NEVER_ABSENT else f" Or write: {part.name}: absent (you keep none)."
            raise part.mistake(f"{part.name} has no {name!r}. Add it.{or_not}", at_name=True)
    return entries


def _is_absent(part: Marked) -> bool:
    try:
        return part.text() == _ABSENT
    except OrderMappingMistake:
        return False


def _join(part: Marked) -> MappedJoin:
    fields = part.fields("table", "column", "equals")
    texts = {name: entry.text() for name, entry in fields.items()}
    for name, text in texts.items():
        if not text:
            raise fields[name].mistake(f"{name} is empty. Write it out.")
    return MappedJoin(part.name, place=Place(part.path, part.name_line), **texts)


def _joins_rows(number: MappedField) -> bool:
    return bool(number.column) and not number.is_counted


def _writes(part: Marked) -> frozenset[ChangeKind]:
    """`all`, `none`, or a list of the changes that may be written."""
    if _is_list(part):
        return frozenset(ChangeKind(entry.word(*_WRITABLE)) for entry in part.list())
    return frozenset(_WRITABLE) if part.word("all", "none") == "all" else frozenset()


def _is_list(part: Marked) -> bool:
    return getattr(part.node, "id", "") == "sequence"


def _zone(part: Marked) -> tzinfo:
    name = part.text()
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as exc:
        raise part.mistake(f"{name!r} is no time zone. Write UTC, or one such as Europe/Zurich.") from exc


def _meant(name: str, known: Sequence[str] | Mapping[str, Field]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"Did you mean {close[0]}?" if close else f"Use one of: {', '.join(dict.fromkeys(known))}."
