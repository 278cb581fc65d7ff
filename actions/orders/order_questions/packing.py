"""Who carries an order, what is packed with what, and how many of a thing there are."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo

from actions.orders import plain_words
from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.next_steps import NextStep
from actions.orders.order import Item, Order, Parcel, ParcelState, Return
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.wordings.on_the_way import parcel_state
from actions.orders.wordings.telling import Telling


def carried_by(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """The carrier, number and link of each parcel that has one; None for an order that will not leave."""
    telling, number = Telling(order, today, zone), order.number
    if order.return_trip is not None and order.return_trip.received_at is None:
        return _carried_back(order, order.return_trip)
    known = [parcel for parcel in order.parcels if parcel.carrier or parcel.tracking_number]
    if not known and order.state not in BEFORE_SHIPPING and not order.parcels:
        return None
    if not known:
        leaves = f" It leaves us {telling.on(order.ships_by)}." if order.ships_by else ""
        return answer(
            f"Which carrier takes order {number} is known when it leaves us; the tracking link comes by "
            f"e-mail then.{leaves}",
            f"Order {number} has no carrier and no tracking link yet: it is still here.{leaves}",
            f"The carrier of order {number} is not known yet.",
            NextStep.TELL_WHEN_SHIPPED,
        )
    said = "\n".join(_carried(telling, parcel, len(order.parcels)) for parcel in order.parcels)
    carriers = plain_words.listing(list(dict.fromkeys(parcel.carrier or "?" for parcel in known)))
    return answer(
        said,
        f"The carrier of order {number}: {carriers}. {said}",
        f"All that I see of the carrier: {said}",
        NextStep.TRACK_ORDER,
        NextStep.DELIVERY_TIMES,
    )


def together(order: Order, items: Sequence[Item], today: date, zone: tzinfo = UTC) -> Answer | None:
    """Whether all of it, or these items, lie in one parcel; None where nothing is known of what it holds."""
    if not order.items:
        return None
    if order.return_trip is not None and order.return_trip.received_at is None:
        return _sent_back_together(order)
    if len(order.parcels) > 1:
        return _in_which_parcels(order, items or order.items, today, zone)
    what = plain_words.items([(item, item.quantity) for item in order.items])
    in_it = f"Yes, {_pieces(items)} in order {order.number}" if items else ""
    if order.parcels:
        first = f"{in_it}, which comes in one parcel." if items else f"Yes, all in one parcel: {what}."
    else:
        first = (
            f"{in_it}." if items else f"No parcel of order {order.number} has left us yet. It holds {what}."
        )
    return answer(
        first,
        f"{first} You ordered {what}." if items else f"Of order {order.number}: {first}",
        f"Order {order.number} has {what}.",
        NextStep.TRACK_ORDER,
    )


def how_many(order: Order, items: Sequence[Item]) -> Answer | None:
    """The pieces of these items, else of all; None where it is not known what the order holds."""
    if not order.items:
        return None
    pieces = plain_words.listing([f"{item.quantity} × {item.name}" for item in items or order.items])
    count = sum(item.quantity for item in order.items)
    return answer(
        f"Order {order.number} has {pieces if items else f'{_counted(count)}: {pieces}'}.",
        f"In order {order.number} there {'is' if count == 1 else 'are'} {_counted(count)}. {pieces}.",
        f"I count {pieces} in order {order.number}.",
        NextStep.TRACK_ORDER,
        NextStep.GET_INVOICE,
    )


def _carried_back(order: Order, trip: Return) -> Answer | None:
    if not trip.carrier:
        return None
    tracked = f" Tracking number {trip.tracking_number}." if trip.tracking_number else ""
    return answer(
        f"The return of order {order.number} goes with {trip.carrier}.{tracked}",
        f"{trip.carrier} brings order {order.number} back to us.{tracked}",
        f"{trip.carrier} has the return of order {order.number}.",
        NextStep.TRACK_ORDER,
        NextStep.WHERE_IS_REFUND,
    )


def _carried(telling: Telling, parcel: Parcel, count: int) -> str:
    name = f"The parcel of order {telling.order.number}" if count == 1 else f"Parcel {parcel.number}"
    carrier, state = parcel.carrier, parcel_state(parcel, telling)
    link = f": {parcel.tracking_link}" if parcel.tracking_link else "."
    tracked = f" Tracking number {parcel.tracking_number}{link}" if parcel.tracking_number else ""
    if state is ParcelState.PREPARING:
        return f"{name} has not left us, so its carrier is not known yet."
    if state is ParcelState.DELIVERED:
        on = f" {telling.on(parcel.delivered_at)}" if parcel.delivered_at else ""
        return f"{name} came{f' with {carrier}' if carrier else ''}{on}.{tracked}"
    travels = f"travels with {carrier}." if carrier else "is on its way, with a carrier that I can't see."
    expected = parcel.expected_on
    arrives = f" It should arrive {telling.on(expected)}." if expected and expected >= telling.today else ""
    return f"{name} {travels}{arrives}{tracked}"


def _in_which_parcels(order: Order, items: Sequence[Item], today: date, zone: tzinfo) -> Answer:
    telling, lines = Telling(order, today, zone), {item.line for item in items}
    holding = [parcel for parcel in order.parcels if lines & {packed.line for packed in parcel.items}]
    inside = " ".join(_holds(order, parcel, lines) for parcel in holding)
    which = ", ".join(f"parcel {parcel.number}" for parcel in holding)
    is_all = lines == {item.line for item in order.items}
    if len(holding) > 1:
        first = f"No, not all in one. {inside}"
    elif is_all:
        first = f"Yes, all of it is in {which}."
    else:
        first = f"{_pieces(items)} in {which}. {_state(telling, holding)}".rstrip()
    return answer(
        first,
        f"Order {order.number} comes in {len(order.parcels)} parcels. {inside}",
        f"This is how order {order.number} is packed: {inside}",
        NextStep.TRACK_ORDER,
    )


def _holds(order: Order, parcel: Parcel, lines: set[int]) -> str:
    packed = [(item, count) for item, count in order.items_in(parcel) if item.line in lines]
    return f"Parcel {parcel.number} has {plain_words.items(packed)}."


def _state(telling: Telling, parcels: Sequence[Parcel]) -> str:
    parcel = next(iter(parcels), None)
    if parcel is None:
        return ""
    if parcel.delivered_at:
        return f"It was delivered {telling.on(parcel.delivered_at)}."
    is_ahead = parcel.expected_on is not None and parcel.expected_on >= telling.today
    if is_ahead and parcel.expected_on:
        return f"It should arrive {telling.on(parcel.expected_on)}."
    is_packed = parcel_state(parcel, telling) is ParcelState.PREPARING
    return "It has not left us yet." if is_packed else ""


def _sent_back_together(order: Order) -> Answer:
    number = order.number
    return answer(
        "Yes, please put all that comes back into one parcel: the label is for one.",
        f"One parcel and one label are enough for the return of order {number}.",
        f"The return of order {number} is one parcel.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def _pieces(items: Sequence[Item]) -> str:
    is_one = sum(item.quantity for item in items) == 1
    return f"{plain_words.items([(item, item.quantity) for item in items])} {'is' if is_one else 'are'}"


def _counted(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
