"""Where an order stands, as the reason in a sentence: to begin one, after a colon, and in short."""

from collections.abc import Callable
from datetime import date, datetime

from actions.orders.order import OrderState
from actions.orders.weighing.case import Case

Three = tuple[str, str, str]


def standing_facts(case: Case) -> Three:
    """`Order 10042 left us on …`, `order 10042 is on its way since …`, `order 10042 is on its way`."""
    return _FACTS[case.order.state](case)


def _placed(case: Case) -> Three:
    number = case.order.number
    return (
        f"Order {number} is waiting for its payment",
        f"the payment for order {number} has not reached us yet",
        f"order {number} is not paid yet",
    )


def _payment_failed(case: Case) -> Three:
    number = case.order.number
    return (
        f"The payment for order {number} did not go through",
        f"the payment for order {number} was not accepted",
        f"order {number} is not paid, as the payment failed",
    )


def _paid(case: Case) -> Three:
    number = case.order.number
    return (
        f"Order {number} is paid and waiting to be packed",
        f"order {number} is paid and will be packed next",
        f"order {number} is paid and not packed yet",
    )


def _packed(case: Case) -> Three:
    number = case.order.number
    return (
        f"Order {number} is packed and waiting for the carrier",
        f"order {number} stands ready for the carrier",
        f"order {number} is packed",
    )


def _partly_shipped(case: Case) -> Three:
    number, left = case.order.number, _first_shipped(case)
    return (
        f"A part of order {number} left us{_on(case, left)}",
        f"a part of order {number} has been on its way{_since(case, left)}",
        f"a part of order {number} is on its way",
    )


def _shipped(case: Case) -> Three:
    number, left = case.order.number, _first_shipped(case)
    return (
        f"Order {number} left us{_on(case, left)}",
        f"order {number} has been on its way{_since(case, left)}",
        f"order {number} is on its way",
    )


def _late(case: Case) -> Three:
    number, left = case.order.number, _first_shipped(case)
    return (
        f"Order {number} left us{_on(case, left)} and is late",
        f"order {number} has been on its way{_since(case, left)}, longer than it should",
        f"order {number} is on its way, and late",
    )


def _out_for_delivery(case: Case) -> Three:
    number = case.order.number
    return (
        f"Order {number} is out for delivery",
        f"the driver has order {number} already",
        f"order {number} is with the driver",
    )


def _delivered(case: Case) -> Three:
    number, day = case.order.number, case.delivered_on
    return (
        f"Order {number} was delivered{_on(case, day)}",
        f"order {number} reached you{_on(case, day)}",
        f"order {number} has been delivered",
    )


def _cancelled(case: Case) -> Three:
    number, cancelled = case.order.number, case.order.cancellation
    day = _on(case, cancelled.at if cancelled else None)
    return (
        f"Order {number} was cancelled{day}",
        f"I see that order {number} was cancelled{day}",
        f"order {number} is cancelled",
    )


def _return_on_the_way(case: Case) -> Three:
    number, trip = case.order.number, case.order.return_trip
    day = _on(case, trip.started_at if trip else None)
    return (
        f"A return of order {number} was started{day}",
        f"the return of order {number} was started{day}",
        f"a return of order {number} is under way",
    )


def _return_received(case: Case) -> Three:
    number, trip = case.order.number, case.order.return_trip
    day = _on(case, trip.received_at if trip else None)
    return (
        f"The return of order {number} reached us{day}",
        f"order {number} came back to us{day}",
        f"the return of order {number} is here",
    )


def _refunded(case: Case) -> Three:
    number, refund = case.order.number, case.order.refund
    day = _on(case, refund.paid_on if refund else None)
    return (
        f"The money for order {number} was paid back{day}",
        f"the money for order {number} went back to you{day}",
        f"order {number} is refunded",
    )


def _first_shipped(case: Case) -> datetime | None:
    return min((parcel.shipped_at for parcel in case.order.parcels if parcel.shipped_at), default=None)


def _on(case: Case, when: date | datetime | None) -> str:
    return f" {case.telling.on(when)}" if when else ""


def _since(case: Case, when: date | datetime | None) -> str:
    return f" since {case.telling.day(when)}" if when else " for a while"


_FACTS: dict[OrderState, Callable[[Case], Three]] = {
    OrderState.PLACED: _placed,
    OrderState.PAYMENT_FAILED: _payment_failed,
    OrderState.PAID: _paid,
    OrderState.PACKED: _packed,
    OrderState.PARTLY_SHIPPED: _partly_shipped,
    OrderState.SHIPPED: _shipped,
    OrderState.LATE: _late,
    OrderState.OUT_FOR_DELIVERY: _out_for_delivery,
    OrderState.DELIVERED: _delivered,
    OrderState.CANCELLED: _cancelled,
    OrderState.RETURN_ON_THE_WAY: _return_on_the_way,
    OrderState.RETURN_RECEIVED: _return_received,
    OrderState.REFUNDED: _refunded,
}
