"""The record of a change: made, given back for the same key, and taken back. Books keep the records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints

from actions.orders.applying import applied
from actions.orders.changes import Change, ChangeKind, tier_for
from actions.orders.errors import ChangeRefused, ConfirmationNeeded, KeyUsedBefore, OrderChangedMeanwhile
from actions.orders.order import Order
from actions.orders.order_book import Actor, Receipt, TrailEntry
from actions.orders.plain_values import from_plain, to_plain
from actions.orders.proof import Access, CustomerProof, Tier
from actions.orders.shop import Shop
from actions.orders.weighing import Refused, weigh
from actions.orders.weighing.case import Case
from actions.orders.weighing.undoing import nothing_to_undo, undone_words, why_not_undone

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change or undoing of an order. `before` and `after` are the fields it touched, as plain values.

    `for_team`: it is not done, but noted for a person.
    """

    key: str
    order_number: str
    actor: Actor
    change: Change
    at: datetime
    version: int
    done: str
    undo_until: datetime | None
    before: Plain
    after: Plain
    undoes: str | None = None
    for_team: bool = False

    @property
    def receipt(self) -> Receipt:
        return Receipt(self.key, self.order_number, self.at, self.version, self.done, self.undo_until)

    @property
    def trail_entry(self) -> TrailEntry:
        return TrailEntry(
            self.key, self.actor, self.change, self.at, self.version, self.undoes, self.for_team
        )


def actor_of(access: Access) -> Actor:
    return Actor.SIGNED_IN if isinstance(access, CustomerProof) else Actor.GUEST


def check_tier(tier: Tier, kind: ChangeKind) -> None:
    """Raises ConfirmationNeeded if `tier` is not enough for a change of this kind."""
    if tier < tier_for(kind):
        raise ConfirmationNeeded


def replayed(known: ChangeRecord, order: Order, change: Change) -> Receipt:
    """The receipt of the change that was made with this key. Raises KeyUsedBefore if it was another one."""
    is_same = known.undoes is None and to_plain(known.change) == to_plain(change)
    if not is_same or known.change.kind is not change.kind or known.order_number != order.number:
        raise KeyUsedBefore
    return known.receipt


def replayed_undo(known: ChangeRecord, order: Order, key_of_change: str) -> Receipt:
    """As `replayed`, for an undoing."""
    if known.undoes != key_of_change or known.order_number != order.number:
        raise KeyUsedBefore
    return known.receipt


def make_change(
    order: Order, actor: Actor, change: Change, key: str, version: int, shop: Shop
) -> tuple[Order, ChangeRecord]:
    """The changed order and the record of it. Raises OrderChangedMeanwhile, ChangeRefused."""
    if order.version != version:
        raise OrderChangedMeanwhile
    now = shop.now()
    answer = weigh(order, change, shop.terms, now, shop.zone)
    if isinstance(answer, Refused):
        raise ChangeRefused(answer)
    changed = applied(Case(order, shop.terms, now, shop.zone), change)
    record = ChangeRecord(
        key, order.number, actor, change, now, changed.version, answer.done, answer.undo_until,
        *_difference(order, changed), for_team=change.kind.value in order.left_to_team,
    )  # fmt: skip
    return changed, record


def undo_change(
    order: Order,
    actor: Actor,
    known: ChangeRecord | None,
    is_undone: bool,
    key: str,
    shop: Shop,
) -> tuple[Order, ChangeRecord]:
    """The order as if the change `known` had not been made, and the record of that. Raises ChangeRefused."""
    now = shop.now()
    case = Case(order, shop.terms, now, shop.zone)
    if known is None:
        raise ChangeRefused(nothing_to_undo(case))
    is_as_left = _plain_fields(order, known.after) == known.after
    refusal = why_not_undone(
        case, known.change.kind, known.undo_until, is_undone=is_undone, is_as_left=is_as_left
    )
    if refusal:
        raise ChangeRefused(refusal)
    hints = _order_hints()
    old = {name: from_plain(hints[name], plain) for name, plain in known.before.items()}
    restored = replace(order, **old, version=order.version + 1)
    record = ChangeRecord(
        key, order.number, actor, known.change, now, restored.version,
        undone_words(restored, known.change.kind), None, known.after, known.before, undoes=known.key,
    )  # fmt: skip
    return restored, record


def trail_of(records: Sequence[ChangeRecord]) -> tuple[TrailEntry, ...]:
    return tuple(record.trail_entry for record in sorted(records, key=lambda record: record.version))


def _difference(before: Order, after: Order) -> tuple[Plain, Plain]:
    names = [
        field.name
        for field in fields(Order)
        if field.name != "version" and getattr(before, field.name) != getattr(after, field.name)
    ]
    return _plain_fields(before, names), _plain_fields(after, names)


def _plain_fields(order: Order, names: Sequence[str] | Plain) -> dict[str, Any]:
    return {name: to_plain(getattr(order, name)) for name in names}


@cache
def _order_hints() -> Mapping[str, Any]:
    return get_type_hints(Order)
