"""Orders of a shop's own tables within one transaction: found for who may see them, and kept when changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from sqlalchemy import and_, desc, or_
from sqlalchemy.engine import Connection

from actions.orders import identifiers
from actions.orders.change_records import ChangeRecord
from actions.orders.change_rows import ChangeRows
from actions.orders.changes import ChangeKind
from actions.orders.errors import OrderBookDamaged, OrderNotFound
from actions.orders.mapped_binding import BoundMapping
from actions.orders.mapped_orders import SeenOrder, order_from, see
from actions.orders.mapped_rows import RawRow, columns_of, with_joined
from actions.orders.mapped_standing import Standing, kept_of, noted, save, standings, take_turns
from actions.orders.mapped_storage import NOBODY
from actions.orders.mapped_values import UnreadableValue
from actions.orders.mapped_writing import left_to_team, write
from actions.orders.order import Order
from actions.orders.order_book import OrderPage, Receipt
from actions.orders.proof import Access, Owner, Tier, tier_of
from actions.orders.tables_beside import changes_beside

CHANGES = ChangeRows(changes_beside)
_LONGEST_WORD = 40  # of a status word in a log; what is longer, or has an @, may be about a customer
log = structlog.get_logger()


class NeverSeen(Exception):
    """An order is not as it was when it was last looked at, and this transaction can't note it."""


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order, with the rows that it was read from and what stands beside them."""

    seen: SeenOrder
    standing: Standing
    order: Order

    def for_team(self, kind: ChangeKind) -> Order:
        """The order, if changes of this kind turned out to be none that its tables take."""
        return replace(self.order, left_to_team=(*self.order.left_to_team, kind.value))


class MappedOrders:
    """Where `may_write` is False, an order that is not as it was last seen raises NeverSeen."""

    def __init__(self, connection: Connection, bound: BoundMapping, may_write: bool) -> None:
        self.connection = connection
        self._bound = bound
        self._may_write = may_write

    def open(self, order_number: str, access: Access) -> tuple[FoundOrder, Tier]:
        """Raises OrderNotFound alike, and after the same work, for an unknown order and a wrong access."""
        number = identifiers.order_number_or_none(order_number)
        if self._may_write:
            take_turns(self.connection, number)
        raw = self._with_number(number)
        tier = tier_of(access, self._owner(raw) if raw else None)
        if tier is None or raw is None:
            raise OrderNotFound
        return self._found([raw])[0], tier

    def seen(self, number: str) -> SeenOrder:
        """The order with this number as its tables tell it, whoever asks. Raises OrderBookDamaged."""
        raw = self._with_number(number)
        if raw is None:
            raise OrderBookDamaged("An order that was there is there no more.")
        return self._see([raw])[0]

    def page(self, customer_id: str, limit: int, before: str | None) -> OrderPage:
        """As `OrderBook.recent_orders`; nothing for anybody if the tables do not know customers."""
        orders = self._bound.orders
        if "customer_id" not in orders.fields:
            if before is not None:
                raise OrderNotFound
            return OrderPage(())
        known = orders.fields["customer_id"].looked_up(
            customer_id if identifiers.is_storable(customer_id) else ""
        )
        placed_at, number = orders.column_of("placed_at"), orders.column_of("number")
        query = columns_of(orders).where(orders.column_of("customer_id").in_([known]))
        if before is not None:
            last = self._last_seen(before, customer_id)
            query = query.where(
                or_(
                    placed_at < last[placed_at.name],
                    and_(placed_at == last[placed_at.name], number < last[number.name]),
                )
            )
        query = query.order_by(desc(placed_at), desc(number)).limit(limit + 1)
        rows = self.connection.execute(query).mappings().all()
        found = self._found(with_joined(self.connection, orders, rows[:limit]))
        page = tuple(one.order for one in found)
        return OrderPage(page, older=page[-1].number if len(rows) > limit else None)

    def keep(self, found: FoundOrder, after: Order, record: ChangeRecord) -> Receipt:
        """Writes the changed order and the record of it. Raises NotTaken, OrderChangedMeanwhile."""
        write(self.connection, self._bound, found.seen, found.order, after, record.at)
        seen = self.seen(after.number)
        kept = kept_of(after, seen, self._bound.orders)
        save(self.connection, after.number, Standing(after.version, seen.digest, kept), is_new=False)
        CHANGES.insert(self.connection, record)
        return record.receipt

    def _last_seen(self, before: str, customer_id: str) -> Any:
        raw = self._with_number(identifiers.order_number_or_none(before))
        if raw is None or self._owner(raw).customer_id != customer_id or not customer_id:
            raise OrderNotFound
        return raw.own

    def _with_number(self, number: str) -> RawRow | None:
        """The one row with this number. Where there are two, nobody can tell whose it is."""
        orders, field = self._bound.orders, self._bound.orders.fields["number"]
        wanted = field.looked_up(number)
        if wanted is None:
            wanted = NOBODY.get(field.storage)
        query = columns_of(orders).where(orders.column_of("number").in_([wanted])).limit(2)
        rows = with_joined(self.connection, orders, self.connection.execute(query).mappings().all())
        if len(rows) > 1:
            log.error("orders.number_ambiguous", order=number)
        return rows[0] if len(rows) == 1 and self._has_number(rows[0]) else None

    def _has_number(self, raw: RawRow) -> bool:
        """Not so for a number that only a lenient database takes for the one that was asked for."""
        field = self._bound.orders.fields["number"]
        try:
            return bool(field.read(raw.own[field.mapped.column]))
        except UnreadableValue:
            return False

    def _owner(self, raw: RawRow) -> Owner:
        values = {
            name: str(field.read(raw.value(field.mapped.join, field.mapped.column)) or "")
            for name in ("email", "postcode", "customer_id", "number")
            if (field := self._bound.orders.fields.get(name))
        }
        return Owner(values["email"], values["postcode"], values.get("customer_id"), values["number"])

    def _found(self, rows: Sequence[RawRow]) -> list[FoundOrder]:
        seen = self._see(rows)
        if self._may_write:
            for number in sorted(one.number for one in seen):
                take_turns(self.connection, number)
        known = standings(self.connection, [one.number for one in seen])
        return [self._whole(one, known.get(one.number)) for one in seen]

    def _whole(self, seen: SeenOrder, known: Standing | None) -> FoundOrder:
        if known is None or known.seen != seen.digest:
            if not self._may_write:
                raise NeverSeen
            known = noted(self.connection, seen, known)
        try:
            row = {**known.kept.added_to(seen.row), "version": known.version}
            order = order_from(row, seen.children, self._bound, left_to_team(self._bound))
            return FoundOrder(seen, known, replace(order, reports=known.kept.told()))
        except (ValueError, TypeError, LookupError) as exc:
            raise OrderBookDamaged("An order in the shop's tables can't be read.") from exc

    def _see(self, rows: Sequence[RawRow]) -> list[SeenOrder]:
        try:
            return see(self.connection, self._bound, rows)
        except UnreadableValue as exc:
            field = exc.mapped
            at = {"field": field.field.name, "column": field.source, "line": field.place.line}
            log.error(
                "orders.unknown_word" if exc.word is not None else "orders.unreadable", **at, **_word(exc)
            )
            raise OrderBookDamaged(f"An order in the shop's tables can't be read: {exc}.") from exc


def _word(exc: UnreadableValue) -> dict[str, str]:
    is_safe = exc.word is not None and len(exc.word) <= _LONGEST_WORD and "@" not in exc.word
    return {"word": exc.word or ""} if is_safe else {}
