"""Orders as a shop's own tables tell them, before what Deskbell keeps beside them is added."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy.engine import Connection

from actions.orders.mapped_binding import BoundMapping, BoundTable
from actions.orders.mapped_rows import RawRow, of_owners
from actions.orders.order import Order, OrderPart, ParcelState
from actions.orders.orders_of_rows import Children, order_of
from actions.orders.rows_of_orders import NO_ORDER_ROW

Row = dict[str, Any]

_GROUPS = (
    ("cancelled_at", ("cancelled_at", "cancel_reason")),
    ("refund_amount", ("refund_amount", "refund_due_by")),
    ("delivery_country", ("delivery_street", "delivery_postcode", "delivery_city", "delivery_country")),
    ("invoice_number", ("invoice_number", "invoice_issued_on")),
    ("return_started_at", ("return_started_at",)),
    (
        "exchange_started_at",
        ("exchange_started_at", "exchange_wanted", "exchange_reason", "exchange_send_by"),
    ),
)
"""What an order has only as a whole: the first column stands for the others, without which it is unknown."""

_TOLD_BY = {
    OrderPart.CHARGES: "charges",
    OrderPart.REFUND: "refund_amount",
    OrderPart.INVOICE: "invoice_number",
}
"""The table or the field without which a part of the order is unknown."""

_NOT_LOOKED_AT = ("id", "updated_at")


@dataclass(frozen=True, slots=True)
class SeenOrder:
    """`row` and `children` are as in our own tables; `digest` changes whenever the shop's tables do.

    `item_rows` are the shop's own rows, by line: those of no pieces as well, which are no items any more.
    """

    raw: RawRow
    item_rows: Mapping[int, RawRow]
    row: Row
    children: Children
    digest: str

    @property
    def number(self) -> str:
        return str(self.row["number"])


def values_of(bound: BoundTable, raw: RawRow) -> Row:
    """By field, our values of one of the shop's rows. Raises UnreadableValue."""
    return {
        name: field.read(raw.value(field.mapped.join, field.mapped.column) if field.mapped.column else None)
        for name, field in bound.fields.items()
        if not field.mapped.is_counted
    }


def see(connection: Connection, bound: BoundMapping, rows: Sequence[RawRow]) -> list[SeenOrder]:
    """The whole orders of these rows, in their sequence. Raises UnreadableValue."""
    keys = [row.own[bound.orders.key_column.name] for row in rows]
    items = _children(connection, bound, "items", keys)
    parcels = _children(connection, bound, "parcels", keys)
    charges = _children(connection, bound, "charges", keys)
    packed = _packed(connection, bound, [raw for rows in parcels.values() for raw, _ in rows])
    return [
        _seen(bound, raw, items.get(key, []), parcels.get(key, []), charges.get(key, []), packed)
        for raw, key in zip(rows, keys, strict=True)
    ]


def order_from(row: Row, children: Children, bound: BoundMapping, left_to_team: tuple[str, ...]) -> Order:
    """The order of this row, once what is kept beside it has been added. Raises ValueError, LookupError."""
    order = order_of(completed(row), children)
    told = {*bound.tables, *bound.orders.fields}
    unknown = tuple(part for part, source in _TOLD_BY.items() if source not in told)
    return replace(order, unknown=unknown, left_to_team=left_to_team)


def completed(row: Row) -> Row:
    """The row without the parts that would be told by halves."""
    row = {**row, "refund_due_by": row["refund_due_by"] or row["refund_paid_on"]}
    for whole, needed in _GROUPS:
        if any(row[name] is None for name in needed):
            row[whole] = None
    return row


_Pair = tuple[RawRow, Row]


def _children(
    connection: Connection, bound: BoundMapping, name: str, keys: Sequence[Any]
) -> Mapping[Any, list[_Pair]]:
    """By the key of the order, its rows of that table: the shop's, and ours in the sequence they count in."""
    table = bound.tables.get(name)
    if table is None:
        return {}
    found = of_owners(connection, table, table.column_of("order"), keys)
    return {
        key: _numbered(table, [(raw, values_of(table, raw)) for raw in rows]) for key, rows in found.items()
    }


def _numbered(table: BoundTable, pairs: list[_Pair]) -> list[_Pair]:
    for name, field in table.fields.items():
        if field.mapped.is_counted:
            pairs.sort(key=lambda pair: pair[0].own[field.mapped.column])
            return [(raw, {**row, name: count}) for count, (raw, row) in enumerate(pairs, start=1)]
    by = next((name for name in ("line", "number", "at") if name in table.fields), None)
    return sorted(pairs, key=lambda pair: pair[1][by]) if by else pairs


def _packed(
    connection: Connection, bound: BoundMapping, parcels: Sequence[RawRow]
) -> Mapping[Any, list[Row]]:
    """By the key of the parcel, what is in it."""
    table = bound.tables.get("parcel_items")
    if table is None:
        return {}
    keys = [parcel.own[bound.tables["parcels"].key_column.name] for parcel in parcels]
    found = of_owners(connection, table, table.column_of("parcel"), keys)
    return {key: [values_of(table, raw) for raw in rows] for key, rows in found.items()}


def _seen(
    bound: BoundMapping,
    raw: RawRow,
    items: list[_Pair],
    parcels: list[_Pair],
    charges: list[_Pair],
    packed: Mapping[Any, list[Row]],
) -> SeenOrder:
    values = values_of(bound.orders, raw)
    row = {**NO_ORDER_ROW, **values}
    sent = [(raw, _parcel(parcel)) for raw, parcel in parcels if _is_known(parcel)]
    children = Children(
        items=[{**_NO_ITEM, **item} for _, item in items if item["quantity"] > 0],
        parcels=[parcel for _, parcel in sent],
        packed=_contents(bound, items, sent, packed),
        charges=[charge for _, charge in charges],
        reports=[],
    )
    looked_at = {name: value for name, value in values.items() if name not in _NOT_LOOKED_AT}
    seen = [looked_at, children.items, children.parcels, children.packed, children.charges]
    digest = sha256(json.dumps(seen, default=str, sort_keys=True).encode()).hexdigest()
    return SeenOrder(raw, {item["line"]: raw for raw, item in items}, row, children, digest)


_NO_ITEM: Row = {"slug": "", "colour": None, "size": None}
_NO_PARCEL: Row = dict.fromkeys(
    (
        *("carrier", "tracking_number", "tracking_link", "shipped_at", "expected_on", "delayed_from"),
        *("delay_reason", "delivered_at", "left_at"),
    )
)


def _is_known(parcel: Row) -> bool:
    """Without a state, it is a parcel once something speaks of it: an order's own row may stand for one."""
    return any(parcel.get(name) for name in ("state", "shipped_at", "tracking_number", "delivered_at"))


def _parcel(values: Row) -> Row:
    state = ParcelState.DELIVERED if values.get("delivered_at") else ParcelState.SHIPPED
    return {**_NO_PARCEL, "state": state.value, **values}


def _contents(
    bound: BoundMapping, items: list[_Pair], sent: list[_Pair], packed: Mapping[Any, list[Row]]
) -> list[Row]:
    """In each parcel, the lines that the order still has."""
    if not packed:
        return []
    item_key, parcel_key = bound.tables["items"].key_column.name, bound.tables["parcels"].key_column.name
    lines = {raw.own[item_key]: item["line"] for raw, item in items if item["quantity"] > 0}
    return [
        {"parcel": parcel["number"], "line": lines[one["line"]], "quantity": one["quantity"]}
        for raw, parcel in sent
        for one in sorted(packed.get(raw.own[parcel_key], []), key=lambda one: lines.get(one["line"], 0))
        if one["line"] in lines
    ]
