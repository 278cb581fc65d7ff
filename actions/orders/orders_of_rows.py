"""Rows of our tables as orders. A word that no order has is a ValueError."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.orders.order import (
    Address,
    Cancellation,
    CancelReason,
    Charge,
    ChargeState,
    Exchange,
    Invoice,
    Item,
    Order,
    OrderState,
    PackedItem,
    Parcel,
    ParcelState,
    PaymentMethod,
    Refund,
    Report,
    ReportKind,
    Return,
    ReturnReason,
)
from actions.orders.plain_values import from_plain

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Children:
    """The rows of the other tables that belong to one order."""

    items: Sequence[Row]
    parcels: Sequence[Row]
    packed: Sequence[Row]
    charges: Sequence[Row]
    reports: Sequence[Row]


def order_of(row: Row, its: Children) -> Order:
    return Order(
        number=row["number"],
        email=row["email"],
        postcode=row["postcode"],
        name=row["name"],
        state=OrderState(row["state"]),
        placed_at=row["placed_at"],
        items=tuple(_item(item) for item in its.items),
        total=row["total"],
        currency=row["currency"],
        payment_method=PaymentMethod(row["payment_method"]),
        customer_id=row["customer_id"],
        parcels=tuple(_parcel(parcel, its.packed) for parcel in its.parcels),
        ships_by=row["ships_by"],
        payment_problem=row["payment_problem"],
        pay_by=row["pay_by"],
        cancellation=_cancellation(row),
        return_trip=_return_trip(row),
        refund=_refund(row),
        address=_address(row),
        invoice=_invoice(row),
        charges=tuple(_charge(charge) for charge in its.charges),
        exchange=_exchange(row),
        reports=tuple(_report(report) for report in its.reports),
        version=row["version"],
    )


def _item(row: Row) -> Item:
    return Item(
        row["line"], row["slug"], row["name"], row["colour"], row["size"], row["quantity"], row["price"]
    )


def _parcel(row: Row, packed: Sequence[Row]) -> Parcel:
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
        row["return_label"],
        row["return_send_by"],
        ReturnReason(row["return_reason"]) if row["return_reason"] else None,
        _pieces_of(row["return_items"]),
    )


def _address(row: Row) -> Address | None:
    if row["delivery_country"] is None:
        return None
    return Address(
        row["delivery_name"],
        row["delivery_street"],
        row["delivery_postcode"],
        row["delivery_city"],
        row["delivery_country"],
    )


def _invoice(row: Row) -> Invoice | None:
    if row["invoice_number"] is None:
        return None
    return Invoice(row["invoice_number"], row["invoice_issued_on"], row["invoice_link"])


def _exchange(row: Row) -> Exchange | None:
    if row["exchange_started_at"] is None:
        return None
    return Exchange(
        row["exchange_started_at"],
        _pieces_of(row["exchange_items"]),
        row["exchange_wanted"],
        ReturnReason(row["exchange_reason"]),
        row["exchange_send_by"],
        row["exchange_carrier"],
        row["exchange_label"],
        row["exchange_received_at"],
        row["exchange_sent_on"],
    )


def _charge(row: Row) -> Charge:
    return Charge(row["at"], row["amount"], ChargeState(row["state"]), row["text"])


def _report(row: Row) -> Report:
    kind = ReportKind(row["kind"])
    return Report(kind, row["at"], row["note"], row["parcel"], _pieces_of(row["items"]))


def _refund(row: Row) -> Refund | None:
    if row["refund_amount"] is None:
        return None
    return Refund(row["refund_amount"], row["refund_due_by"], row["refund_paid_on"])


def _pieces_of(text: str | None) -> tuple[PackedItem, ...]:
    return from_plain(tuple[PackedItem, ...], json.loads(text)) if text else ()
