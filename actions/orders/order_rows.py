"""Orders to table rows and back. Knows both shapes, decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from actions.orders.errors import OrderBookDamaged
from actions.orders.order import (
    Cancellation,
    CancelReason,
    Item,
    Order,
    OrderState,
    PackedItem,
    Parcel,
    ParcelState,
    PaymentMethod,
    Refund,
    Return,
)
from actions.orders.tables import order_items, order_parcel_items, order_parcels, orders

Row = Mapping[str, Any]


def insert(connection: Connection, new_orders: Iterable[Order]) -> None:
    """Writes orders that are not there yet."""
    rows: dict[Table, list[Row]] = {orders: [], order_items: [], order_parcels: [], order_parcel_items: []}
    for order in new_orders:
        rows[orders].append(_order_row(order))
        rows[order_items] += [_item_row(order, item) for item in order.items]
        rows[order_parcels] += [_parcel_row(order, parcel) for parcel in order.parcels]
        rows[order_parcel_items] += _packed_rows(order)
    for table, table_rows in rows.items():
        if table_rows:
            connection.execute(table.insert(), table_rows)


def read(connection: Connection, order_rows: Sequence[Row]) -> tuple[Order, ...]:
    """The whole orders for these rows of `orders`, in their sequence. Raises OrderBookDamaged."""
    numbers = [row["number"] for row in order_rows]
    items = _children(connection, order_items, numbers, order_items.c.line)
    parcels = _children(connection, order_parcels, numbers, order_parcels.c.number)
    packed = _children(connection, order_parcel_items, numbers, order_parcel_items.c.line)
    try:
        return tuple(
            _order(row, items[n], parcels[n], packed[n]) for row, n in zip(order_rows, numbers, strict=True)
        )
    except ValueError as exc:
        raise OrderBookDamaged("An order in the database holds a word that no order has.") from exc


def _children(
    connection: Connection, table: Table, numbers: list[str], sequence: Any
) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    query = select(table).where(table.c.order_number.in_(numbers)).order_by(table.c.order_number, sequence)
    for row in connection.execute(query).mappings():
        found[row["order_number"]].append(row)
    return found


def _order_row(order: Order) -> Row:
    cancellation, back, refund = order.cancellation, order.return_trip, order.refund
    return {
        "number": order.number,
        "customer_id": order.customer_id,
        "email": order.email,
        "postcode": order.postcode,
        "name": order.name,
        "state": order.state.value,
        "placed_at": order.placed_at,
        "total": order.total,
        "currency": order.currency,
        "payment_method": order.payment_method.value,
        "ships_by": order.ships_by,
        "payment_problem": order.payment_problem,
        "pay_by": order.pay_by,
        "cancelled_at": cancellation and cancellation.at,
        "cancel_reason": cancellation and cancellation.reason.value,
        "return_started_at": back and back.started_at,
        "return_carrier": back and back.carrier,
        "return_tracking_number": back and back.tracking_number,
        "return_received_at": back and back.received_at,
        "refund_amount": refund and refund.amount,
        "refund_due_by": refund and refund.due_by,
        "refund_paid_on": refund and refund.paid_on,
        "version": order.version,
    }


def _item_row(order: Order, item: Item) -> Row:
    return {
        "order_number": order.number,
        "line": item.line,
        "slug": item.slug,
        "name": item.name,
        "colour": item.colour,
        "size": item.size,
        "quantity": item.quantity,
        "price": item.price,
    }


def _parcel_row(order: Order, parcel: Parcel) -> Row:
    return {
        "order_number": order.number,
        "number": parcel.number,
        "state": parcel.state.value,
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "tracking_link": parcel.tracking_link,
        "shipped_at": parcel.shipped_at,
        "expected_on": parcel.expected_on,
        "delayed_from": parcel.delayed_from,
        "delay_reason": parcel.delay_reason,
        "delivered_at": parcel.delivered_at,
        "left_at": parcel.left_at,
    }


def _packed_rows(order: Order) -> list[Row]:
    return [
        {
            "order_number": order.number,
            "parcel": parcel.number,
            "line": packed.line,
            "quantity": packed.quantity,
        }
        for parcel in order.parcels
        for packed in parcel.items
    ]


def _order(row: Row, items: list[Row], parcels: list[Row], packed: list[Row]) -> Order:
    return Order(
        number=row["number"],
        email=row["email"],
        postcode=row["postcode"],
        name=row["name"],
        state=OrderState(row["state"]),
        placed_at=row["placed_at"],
        items=tuple(_item(item) for item in items),
        total=row["total"],
        currency=row["currency"],
        payment_method=PaymentMethod(row["payment_method"]),
        customer_id=row["customer_id"],
        parcels=tuple(_parcel(parcel, packed) for parcel in parcels),
        ships_by=row["ships_by"],
        payment_problem=row["payment_problem"],
        pay_by=row["pay_by"],
        cancellation=_cancellation(row),
        return_trip=_return_trip(row),
        refund=_refund(row),
        version=row["version"],
    )


def _item(row: Row) -> Item:
    return Item(
        row["line"], row["slug"], row["name"], row["colour"], row["size"], row["quantity"], row["price"]
    )


def _parcel(row: Row, packed: list[Row]) -> Parcel:
    return Parcel(
        number=row["number"],
        state=ParcelState(row["state"]),
        items=tuple(PackedItem(p["line"], p["quantity"]) for p in packed if p["parcel"] == row["number"]),
        carrier=row["carrier"],
        tracking_number=row["tracking_number"],
        tracking_link=row["tracking_link"],
        shipped_at=row["shipped_at"],
        expected_on=row["expected_on"],
        delayed_from=row["delayed_from"],
        delay_reason=row["delay_reason"],
        delivered_at=row["delivered_at"],
        left_at=row["left_at"],
    )


def _cancellation(row: Row) -> Cancellation | None:
    if row["cancelled_at"] is None:
        return None
    return Cancellation(row["cancelled_at"], CancelReason(row["cancel_reason"]))


def _return_trip(row: Row) -> Return | None:
    if row["return_started_at"] is None:
        return None
    return Return(
        row["return_started_at"],
        row["return_carrier"],
        row["return_tracking_number"],
        row["return_received_at"],
    )


def _refund(row: Row) -> Refund | None:
    if row["refund_amount"] is None:
        return None
    return Refund(row["refund_amount"], row["refund_due_by"], row["refund_paid_on"])
