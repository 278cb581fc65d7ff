"""Orders that are being undone: cancelled, on the way back, received back, refunded."""

from datetime import date

from actions.orders import plain_words
from actions.orders.order import Cancellation, CancelReason, OrderPart, OrderState, Return
from actions.orders.wordings.telling import Telling, Wordings

_REASONS = {
    CancelReason.BY_CUSTOMER: "as you asked",
    CancelReason.OUT_OF_STOCK: "because we ran out of stock",
    CancelReason.NEVER_PAID: "because the payment never reached us",
}


def cancelled(telling: Telling) -> Wordings:
    order = telling.order
    how = f"was cancelled{_when_and_why(telling, order.cancellation)}"
    return Wordings(
        answer=f"Order {order.number} {how}. {_money(telling)}",
        detail=f"{telling.what_was_ordered} It {how}, so nothing will be sent. {_money(telling)}",
        in_brief=f"order {order.number} {how}",
    )


def return_on_the_way(telling: Telling) -> Wordings:
    order = telling.order
    trip = order.return_trip
    if trip and trip.send_by:
        return _return_started(telling, trip, trip.send_by)
    how = _travelling(trip) if trip else ""
    started = f"The return was started {telling.on(trip.started_at)}. " if trip else ""
    return Wordings(
        answer=f"Your return of order {order.number} is on its way back to us{how}. {_money(telling)}",
        detail=(
            f"{telling.what_was_ordered} {started}The parcel is coming back to us{how} and is not here yet. "
            f"We check it when it is here. {_money(telling)}"
        ),
        in_brief=f"the return of order {order.number} is on its way, and has not reached us yet",
    )


def _return_started(telling: Telling, trip: Return, send_by: date) -> Wordings:
    """The customer still has the parcel, as far as we know."""
    number, carrier = telling.order.number, f" with {trip.carrier}" if trip.carrier else ""
    label = f" The label to print: {trip.label}" if trip.label else ""
    hand_in = f"Please hand the parcel in{carrier} by {telling.day(send_by)}."
    if send_by < telling.today:
        hand_in = f"It had to be handed in{carrier} by {telling.day(send_by)}; I can't see it on its way yet."
    what = _what_comes_back(telling, trip)
    return Wordings(
        answer=f"The return of {what} is started. {hand_in} {_money_on_arrival(telling)}{label}",
        detail=(
            f"{telling.what_was_ordered} You started the return {telling.on(trip.started_at)}. {hand_in} "
            f"{_money_on_arrival(telling)}{label}"
        ),
        in_brief=f"the return of order {number} is started, and the parcel is to be handed in{carrier}",
    )


def _what_comes_back(telling: Telling, trip: Return) -> str:
    """The order, or those of its items that are in the parcel."""
    order, by_line = telling.order, {item.line: item for item in telling.order.items}
    packed = [(by_line[one.line], one.quantity) for one in trip.items if one.line in by_line]
    is_part = sum(count for _, count in packed) < sum(item.quantity for item in order.items)
    name = f"order {order.number}"
    return f"{plain_words.items(packed)} from {name}" if packed and is_part else name


def _money_on_arrival(telling: Telling) -> str:
    refund = telling.order.refund
    if refund is None or refund.paid_on or refund.due_by < telling.today:
        return _money(telling)
    account = plain_words.money_goes_to(telling.order.payment_method)
    amount, latest = telling.money(refund.amount), telling.day(refund.due_by)
    return f"{amount} goes back to {account} when it has reached us, at the latest by {latest}."


def _travelling(trip: Return) -> str:
    number = f" (tracking number {trip.tracking_number})" if trip.tracking_number else ""
    return f" with {trip.carrier}{number}" if trip.carrier else ""


def return_received(telling: Telling) -> Wordings:
    order = telling.order
    received_at = order.return_trip.received_at if order.return_trip else None
    day = f" {telling.on(received_at)}" if received_at else ""
    return Wordings(
        answer=f"Your return of order {order.number} reached us{day}. {_money(telling)}",
        detail=(
            f"{telling.what_was_ordered} It came back to us{day} and is being checked. {_money(telling)} "
            "You get an e-mail when the money leaves us."
        ),
        in_brief=f"the return of order {order.number} reached us{day}",
    )


def refunded(telling: Telling) -> Wordings:
    order = telling.order
    why = _why_refunded(telling)
    return Wordings(
        answer=f"Order {order.number} is refunded. {_money(telling)}",
        detail=(
            f"{telling.what_was_ordered} {why}{_money(telling)} "
            "Banks can take up to 5 working days to show it on a statement."
        ),
        in_brief=f"order {order.number} is refunded{_paid_on(telling)}",
    )


def _why_refunded(telling: Telling) -> str:
    order = telling.order
    if order.cancellation:
        return f"The order was cancelled{_when_and_why(telling, order.cancellation)}. "
    if order.return_trip and order.return_trip.received_at:
        return f"Your return reached us {telling.on(order.return_trip.received_at)}. "
    return ""


def _when_and_why(telling: Telling, cancellation: Cancellation | None) -> str:
    if cancellation is None:
        return ""
    return f" {telling.on(cancellation.at)}, {_REASONS[cancellation.reason]}"


def _paid_on(telling: Telling) -> str:
    refund = telling.order.refund
    return (
        f", {telling.money(refund.amount)} {telling.on(refund.paid_on)}" if refund and refund.paid_on else ""
    )


def _money(telling: Telling) -> str:
    order = telling.order
    if order.refund:
        return telling.refund(order.refund)
    if OrderPart.REFUND in order.unknown:
        return "I can't see from here whether and when money goes back."
    if order.cancellation:
        return "Nothing was charged, so there is nothing to pay back."
    return "I can't see the amount of the refund yet."


WORDINGS = {
    OrderState.CANCELLED: cancelled,
    OrderState.RETURN_ON_THE_WAY: return_on_the_way,
    OrderState.RETURN_RECEIVED: return_received,
    OrderState.REFUNDED: refunded,
}
