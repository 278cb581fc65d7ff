"""Orders between our door and the customer's: shipped, in parts, late, out for delivery, delivered."""

from collections.abc import Iterable

from actions.orders import plain_words
from actions.orders.order import OrderState, Parcel, ParcelState
from actions.orders.wordings.telling import Telling, Wordings

_WITHOUT_PARCEL = {
    OrderState.PARTLY_SHIPPED: "has left us in part",
    OrderState.SHIPPED: "has left us",
    OrderState.LATE: "is late, and we are sorry",
    OrderState.OUT_FOR_DELIVERY: "is out for delivery",
    OrderState.DELIVERED: "was delivered",
}


def parcels(telling: Telling) -> Wordings:
    """Any order that has left: one parcel in sentences, several in a line each."""
    if not telling.order.parcels:
        return _no_parcel_known(telling)
    if len(telling.order.parcels) == 1:
        return _one_parcel(telling, telling.order.parcels[0])
    return _several_parcels(telling)


def parcel_state(parcel: Parcel, telling: Telling) -> ParcelState:
    """The parcel's state in truth: one that has missed its day is late, whatever the carrier says."""
    is_travelling = parcel.state in (ParcelState.SHIPPED, ParcelState.OUT_FOR_DELIVERY)
    is_overdue = parcel.expected_on is not None and parcel.expected_on < telling.today
    return ParcelState.LATE if is_travelling and is_overdue else parcel.state


def _no_parcel_known(telling: Telling) -> Wordings:
    number, how = telling.order.number, _WITHOUT_PARCEL[telling.order.state]
    return Wordings(
        answer=f"Order {number} {how}. I can't see its parcel or a tracking number.",
        detail=f"{telling.what_was_ordered} It {how}, and the carrier has told us nothing more.",
        in_brief=f"order {number} {how}, and I can't see its parcel",
    )


def _one_parcel(telling: Telling, parcel: Parcel) -> Wordings:
    where = _where(telling, parcel)
    link = _follow(parcel)
    left = f"It left us {telling.on(parcel.shipped_at)}." if parcel.shipped_at else ""
    arrived = parcel.state is ParcelState.DELIVERED
    return Wordings(
        answer=_joined(f"Order {telling.order.number} {where}", "" if arrived else link),
        detail=_joined(
            telling.what_was_ordered, left, f"The parcel {where}", _handed_over(telling, parcel), link
        ),
        in_brief=f"order {telling.order.number} {where}".rstrip("."),
    )


def _several_parcels(telling: Telling) -> Wordings:
    order = telling.order
    opening = f"Order {order.number} comes in {len(order.parcels)} parcels."
    brief = " ".join(f"Parcel {parcel.number} {_where(telling, parcel)}" for parcel in order.parcels)
    return Wordings(
        answer="\n".join((opening, *(_line(telling, parcel) for parcel in order.parcels))),
        detail="\n".join(
            (telling.what_was_ordered, *(_long_line(telling, parcel) for parcel in order.parcels))
        ),
        in_brief=f"order {order.number} comes in {len(order.parcels)} parcels. {brief}".rstrip("."),
    )


def _line(telling: Telling, parcel: Parcel) -> str:
    inside = f"Inside: {plain_words.items(telling.order.items_in(parcel))}."
    link = "" if parcel.state is ParcelState.DELIVERED else _follow(parcel)
    return _joined(f"Parcel {parcel.number} {_where(telling, parcel)}", inside, link)


def _long_line(telling: Telling, parcel: Parcel) -> str:
    inside = plain_words.items(telling.order.items_in(parcel))
    left = f"It left us {telling.on(parcel.shipped_at)}." if parcel.shipped_at else ""
    start = f"Parcel {parcel.number}, with {inside}, {_where(telling, parcel)}"
    return _joined(start, left, _handed_over(telling, parcel), _follow(parcel))


def _where(telling: Telling, parcel: Parcel) -> str:
    """The predicate of a sentence about the parcel, with its full stop."""
    match parcel_state(parcel, telling):
        case ParcelState.PREPARING:
            return f"is still being packed.{_leaves(telling)}"
        case ParcelState.SHIPPED:
            return f"is on its way{_with_carrier(parcel)}.{_arrives(telling, parcel)}"
        case ParcelState.OUT_FOR_DELIVERY:
            return f"is out for delivery{_with_carrier(parcel)}.{_arrives(telling, parcel)}"
        case ParcelState.DELIVERED:
            return f"was delivered{_delivered_on(telling, parcel)}."
        case ParcelState.LATE:
            return f"is late, and we are sorry.{_why_late(parcel)}{_new_date(telling, parcel)}"


def _leaves(telling: Telling) -> str:
    ships_by = telling.order.ships_by
    if ships_by is None:
        return ""
    if ships_by < telling.today:
        return f" It should have left us {telling.on(ships_by)}, and has not yet; we are sorry."
    return f" It leaves us {telling.on(ships_by)}."


def _arrives(telling: Telling, parcel: Parcel) -> str:
    if parcel.expected_on is None:
        return " The carrier has not named a day yet."
    return f" It should arrive {telling.on(parcel.expected_on)}."


def _why_late(parcel: Parcel) -> str:
    if not parcel.delay_reason:
        return ""
    return f" The reason that {parcel.carrier or 'the carrier'} gives: {parcel.delay_reason}."


def _new_date(telling: Telling, parcel: Parcel) -> str:
    is_still_ahead = parcel.expected_on is not None and parcel.expected_on >= telling.today
    missed = parcel.delayed_from if is_still_ahead or parcel.expected_on is None else parcel.expected_on
    was = f" It was expected {telling.on(missed)}" if missed else " It has missed its day"
    if is_still_ahead and parcel.expected_on:
        return f"{was}; the new day is {telling.day(parcel.expected_on)}."
    return f"{was}, and there is no new day yet."


def _delivered_on(telling: Telling, parcel: Parcel) -> str:
    day = f" {telling.on(parcel.delivered_at)}" if parcel.delivered_at else ""
    place = f" and left {parcel.left_at}" if parcel.left_at else ""
    return f"{day}{place}"


def _handed_over(telling: Telling, parcel: Parcel) -> str:
    if parcel.state is not ParcelState.DELIVERED or parcel.delivered_at is None:
        return ""
    carrier = parcel.carrier or "The carrier"
    return f"{carrier} recorded it at {telling.clock(parcel.delivered_at)}."


def _with_carrier(parcel: Parcel) -> str:
    return f" with {parcel.carrier}" if parcel.carrier else ""


def _follow(parcel: Parcel) -> str:
    if not parcel.tracking_number:
        return ""
    link = f": {parcel.tracking_link}" if parcel.tracking_link else "."
    return f"Tracking number {parcel.tracking_number}{link}"


def _joined(*sentences: str) -> str:
    return " ".join(_filled(sentences))


def _filled(sentences: Iterable[str]) -> Iterable[str]:
    return (sentence for sentence in sentences if sentence)


WORDINGS = {
    OrderState.PARTLY_SHIPPED: parcels,
    OrderState.SHIPPED: parcels,
    OrderState.LATE: parcels,
    OrderState.OUT_FOR_DELIVERY: parcels,
    OrderState.DELIVERED: parcels,
}
