"""One field of a shop's own table: its values as ours, and ours as its values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from actions.orders import identifiers
from actions.orders.errors import NotAnOrderNumber
from actions.orders.mapped_fields import CODE_LENGTHS, Kind
from actions.orders.mapped_storage import Storage
from actions.orders.mapped_tables import MappedField
from actions.orders.mapped_times import day_of, moment_of, raw_day, raw_moment

_ROUGHLY = Decimal("0.0001")  # of a cent: what a column of rough numbers may be away from a whole one
_LONGEST_WHOLE = 18  # digits that every database's widest whole number has room for


class UnreadableValue(ValueError):
    """A value of a shop's table that can't be what the mapping says. `word` is it, if it may be told."""

    def __init__(self, mapped: MappedField, word: str | None = None) -> None:
        super().__init__(f"{mapped.field.name} ({mapped.source}) can't be read")
        self.mapped = mapped
        self.word = word


@dataclass(frozen=True, slots=True)
class BoundField:
    """`zone` is meant by times without one; `has_times`: the database has column types for times."""

    mapped: MappedField
    storage: Storage
    zone: tzinfo
    has_times: bool

    @property
    def name(self) -> str:
        return self.mapped.field.name

    def read(self, raw: Any) -> Any:
        """Our value, or None where there may be none. Raises UnreadableValue."""
        if self.mapped.always is not None:
            raw = self.mapped.always
        try:
            value = self._read(raw)
        except UnreadableValue:
            raise
        except (ValueError, ArithmeticError, TypeError, NotAnOrderNumber) as exc:
            raise UnreadableValue(self.mapped) from exc
        if value is None and self.mapped.field.is_required:
            return self._nothing()
        return value

    def write(self, value: Any, like: Any = None) -> Any:
        """What the column keeps for our value, which has a word if the column has words.

        `like` is how the shop spells another moment of the row.
        """
        if value is None:
            return None
        if self.mapped.words is not None:
            return self._raw_word(value)
        match self.mapped.field.kind:
            case Kind.MONEY:
                return self._raw_money(value)
            case Kind.MOMENT:
                return raw_moment(value, self.storage, self.zone, has_times=self.has_times, like=like)
            case Kind.DAY:
                return raw_day(value, self.storage, self.zone, has_times=self.has_times)
            case Kind.COUNT:
                return str(value) if self.storage is Storage.TEXT else value
        return value

    def can_write(self, value: Any) -> bool:
        """Whether there is a word for the value, where the column has words."""
        return value is None or self.mapped.words is None or value in self.mapped.words.values()

    def looked_up(self, text: str) -> Any:
        """What to compare the column with to find `text`; None if no value of the column can be it."""
        text = f"{self.mapped.prefix}{text}" if text else ""
        if self.storage in (Storage.WHOLE, Storage.EXACT):
            is_whole = text.isascii() and text.isdigit() and len(text) <= _LONGEST_WHOLE
            return int(text) if is_whole else None
        if self.storage is Storage.UUID:
            return text if _is_uuid(text) else None
        return text or None

    def _read(self, raw: Any) -> Any:
        kind = self.mapped.field.kind
        if self.mapped.words is not None and self.mapped.always is None:
            return _meaning(self.mapped, self.mapped.words, raw)
        if kind is Kind.KEY or raw is None:
            return raw
        match kind:
            case Kind.NUMBER:
                return _number(raw, self.mapped.prefix)
            case Kind.MONEY:
                return _cents(raw, self.mapped.is_in_cents)
            case Kind.MOMENT:
                return moment_of(raw, self.zone)
            case Kind.DAY:
                return day_of(raw, self.zone)
            case Kind.COUNT:
                return _whole(Decimal(str(raw).strip()))
        text = str(raw).rstrip() or None
        return _code(text, CODE_LENGTHS[kind]) if text and kind in CODE_LENGTHS else text

    def _nothing(self) -> str:
        """A text may be empty; an empty one proves nothing, and that is right."""
        if self.mapped.field.kind is not Kind.TEXT:
            raise UnreadableValue(self.mapped)
        return ""

    def _raw_word(self, value: Any) -> Any:
        words = self.mapped.words or {}
        word = next(word for word, meaning in words.items() if meaning == value)
        if word == "":
            return None
        if self.storage is Storage.SWITCH:
            return word == "true"
        return int(word) if self.storage is Storage.WHOLE else word

    def _raw_money(self, cents: int) -> Any:
        if self.mapped.is_in_cents:
            return str(cents) if self.storage is Storage.TEXT else cents
        amount = Decimal(cents) / 100
        if self.storage is Storage.TEXT:
            return f"{amount:.2f}"
        return amount if self.storage is Storage.EXACT and self.has_times else float(amount)


def word_of(raw: Any) -> str:
    """A word as a mapping file spells it: nothing is an empty one, yes and no are `true` and `false`."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return "" if raw is None else str(raw).strip()


def _meaning(mapped: MappedField, words: Mapping[str, str], raw: Any) -> str | None:
    word = word_of(raw)
    if word in words:
        return words[word]
    if word == "" and not mapped.field.is_required:
        return None
    raise UnreadableValue(mapped, word)


def _number(raw: Any, prefix: str) -> str:
    text = str(raw).strip()
    if not text.startswith(prefix):
        raise ValueError("the prefix is missing")
    number = text.removeprefix(prefix)
    if identifiers.order_number(number) != number:
        raise ValueError("no customer could write this number")
    return number


def _cents(raw: Any, is_in_cents: bool) -> int:
    try:
        amount = Decimal(str(raw).strip())
    except InvalidOperation as exc:
        raise ValueError("no amount") from exc
    return _whole(amount if is_in_cents else amount * 100)


def _whole(number: Decimal) -> int:
    if not number.is_finite() or abs(number - round(number)) > _ROUGHLY:
        raise ValueError("no whole number")
    return round(number)


def _code(text: str, length: int) -> str:
    if not (len(text) == length and text.isascii() and text.isalpha()):
        raise ValueError("no code")
    return text.upper()


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
