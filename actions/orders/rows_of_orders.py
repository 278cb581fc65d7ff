"""Orders as rows of our tables."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table

from actions.orders.order import (
    Address,
    Charge,
    Exchange,
    Invoice,
    Item,
    Order,
    PackedItem,
    Parcel,
    Report,
    Return,
)
from actions.orders.plain_values import to_plain
from actions.orders.tables import (
    order_charges,
    order_items,
    order_parcel_items,
    order_parcels,
    order_reports,
    orders,
)

Row = Mapping[str, Any]

NO_ORDER_ROW: Row = dict.fromkeys(column.name for column in orders.columns)
"""A row in which nothing is known."""


def child_rows(order: Order) -> dict[Table, list[Row]]:
    """By table, in the sequence in which they can be written."""
    return {
        order_items: [_item_row(order, item) for item in order.items],
        order_parcels: [_parcel_row(order, parcel) for parcel in order.parcels],
        order_parcel_items: _packed_rows(order),
        order_charges: [_charge_row(order, *numbered) for numbered in enumerate(order.charges, start=1)],
        order_reports: [_report_row(order, *numbered) for numbered in enumerate(order.reports, start=1)],
    }


def order_row(order: Order) -> Row:
    cancellation, refund = order.cancellation, order.refund
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
        "refund_amount": refund and refund.amount,
        "refund_due_by": refund and refund.due_by,
        "refund_paid_on": refund and refund.paid_on,
        "version": order.version,
        **_return_columns(order.return_trip),
        **_delivery_columns(order.address),
        **_invoice_columns(order.invoice),
        **_exchange_columns(order.exchange),
    }


def _return_columns(back: Return | None) -> Row:
    return {
        "return_started_at": back and back.started_at,
        "return_carrier": back and back.carrier,
        "return_tracking_number": back and back.tracking_number,
        "return_received_at": back and back.received_at,
        "return_label": back and back.label,
        "return_send_by": back and back.send_by,
        "return_reason": back.reason.value if back and back.reason else None,
        "return_items": _pieces(back.items) if back else None,
    }


def _delivery_columns(address: Address | None) -> Row:
    return {
        "delivery_name": address and address.name,
        "delivery_street": address and address.street,
        "delivery_postcode": address and address.postcode,
        "delivery_city": address and address.city,
        "delivery_country": address and address.country.upper(),
    }


def _invoice_columns(invoice: Invoice | None) -> Row:
    return {
        "invoice_number": invoice and invoice.number,
        "invoice_link": invoice and invoice.link,
        "invoice_issued_on": invoice and invoice.issued_on,
    }


def _exchange_columns(exchange: Exchange | None) -> Row:
    return {
        "exchange_started_at": exchange and exchange.started_at,
        "exchange_items": _pieces(exchange.items) if exchange else None,
        "exchange_wanted": exchange and exchange.wanted,
        "exchange_reason": exchange and exchange.reason.value,
        "exchange_send_by": exchange and exchange.send_by,
        "exchange_carrier": exchange and exchange.carrier,
        "exchange_label": exchange and exchange.label,
        "exchange_received_at": exchange and exchange.received_at,
        "exchange_sent_on": exchange and exchange.sent_on,
    }


def _pieces(pieces: tuple[PackedItem, ...]) -> str:
    return json.dumps(to_plain(pieces))


def _charge_row(order: Order, number: int, charge: Charge) -> Row:
    return {
        "order_number": order.number,
        "number": number,
        "at": charge.at,
        "amount": charge.amount,
        "state": charge.state.value,
        "text": charge.text,
    }


def _report_row(order: Order, number: int, report: Report) -> Row:
    return {
        "order_number": order.number,
        "number": number,
        "kind": report.kind.value,
        "at": report.at,
        "note": report.note,
        "parcel": report.parcel,
        "items": _pieces(report.items),
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
