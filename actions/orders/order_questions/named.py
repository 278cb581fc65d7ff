"""What to say first where a question names a day, a sum of money or an item: whether the order fits it."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo

from actions.orders import plain_words
from actions.orders.lifecycle import UNDERWAY
from actions.orders.order import Charge, ChargeState, Item, Order, OrderPart, Parcel, ParcelState
from actions.orders.wordings.telling import Telling

_CENTS = 100


def of_day(order: Order, day: date, today: date, zone: tzinfo = UTC) -> str:
    """Whether it comes by a day that is still to be, or what became of one that is over; "" if neither."""
    telling = Telling(order, today, zone)
    if order.state not in UNDERWAY:
        return ""
    if any(parcel.delayed_from == day for parcel in order.parcels):
        return f"{_begin(telling, day)} was the carrier's first promise, and it could not keep it."
    if day in {parcel.expected_on for parcel in order.parcels}:
        return f"{_begin(telling, day)} is the day that the carrier names."
    if day < today:
        return f"I don't see {telling.day(day)} as a day that was promised for order {order.number}."
    return _whether_by(telling, day)


def of_wished_day(order: Order, day: date, today: date, zone: tzinfo = UTC) -> str:
    """That the day is the carrier's, for who would like another one; that it comes by then promises none."""
    said = of_day(order, day, today, zone)
    if not said:
        return ""
    days = _days_ahead(Telling(order, today, zone))
    is_later = bool(days) and max(days) < day
    links = [one.tracking_link for one in order.parcels if one.tracking_link and not one.delivered_at]
    more = f": its tracking page shows at {links[0]} whether another one can be chosen" if links else ""
    return f"{'' if is_later else said} The day is the carrier's{more}.".lstrip()


def of_hour(order: Order) -> str:
    """That nobody has said the time of the day; "" where nothing is on its way."""
    return "I know the day and not the hour." if order.state in UNDERWAY else ""


def parcel_of_day(order: Order, day: date, zone: tzinfo = UTC) -> int | None:
    """The place from 0 of the one parcel that this day belongs to: promised for it, or delivered on it."""
    telling = Telling(order, day, zone)
    meant = [place for place, parcel in enumerate(order.parcels) if day in _days_of(telling, parcel)]
    return meant[0] if len(meant) == 1 else None


def parcel_of_items(order: Order, items: Sequence[Item]) -> int | None:
    """The place from 0 of the one parcel that holds all of these items."""
    lines = {item.line for item in items}
    meant = [
        place
        for place, parcel in enumerate(order.parcels)
        if lines and lines <= {packed.line for packed in parcel.items}
    ]
    return meant[0] if len(meant) == 1 else None


def parcel_on_its_way(order: Order) -> int | None:
    """The place from 0 of the one parcel that has left us and is not there yet."""
    underway = (ParcelState.SHIPPED, ParcelState.LATE, ParcelState.OUT_FOR_DELIVERY)
    meant = [place for place, parcel in enumerate(order.parcels) if parcel.state in underway]
    return meant[0] if len(meant) == 1 else None


def parcel_not_left(order: Order) -> int | None:
    """The place from 0 of the one parcel that is still here."""
    meant = [at for at, parcel in enumerate(order.parcels) if parcel.state is ParcelState.PREPARING]
    return meant[0] if len(meant) == 1 else None


def without_item(order: Order, name: str, today: date, zone: tzinfo = UTC) -> str:
    """That an item is not in this order."""
    holds = Telling(order, today, zone).all_items
    return f"I don't see “{name}” in order {order.number}; it holds {holds}." if holds else ""


def of_sum(order: Order, said: str, today: date, zone: tzinfo = UTC) -> str:
    """What a sum of money ("49.90"; "49" with any cents) stands for in this order."""
    telling = Telling(order, today, zone)
    if order.unknown and OrderPart.CHARGES in order.unknown and not order.charges:
        return ""
    moved = [one for one in order.charges if _fits(one.amount, said)]
    return _moved(telling, moved) or _made_of(telling, said) or _no_such(telling, said)


def of_refund(order: Order, said: str, today: date, zone: tzinfo = UTC) -> str:
    """That the refund is of another sum; "" where it is not, or there is none."""
    if order.refund is None or _fits(order.refund.amount, said):
        return ""
    return f"The refund that I see is not {_in_words(said, order)}."


def _begin(telling: Telling, day: date) -> str:
    said = telling.day(day)
    return f"{said[0].upper()}{said[1:]}"


def _whether_by(telling: Telling, day: date) -> str:
    days = _days_ahead(telling)
    if not days:
        return ""
    if max(days) <= day:
        return f"Yes, by {telling.day(day)}."
    return f"Not {'all of it ' if len(days) > 1 else ''}by {telling.day(day)}."


def _days_ahead(telling: Telling) -> list[date]:
    """When what has not come is expected; empty where that is not known of all of it."""
    ahead = [parcel.expected_on for parcel in telling.order.parcels if not parcel.delivered_at]
    days = [expected for expected in ahead if expected and expected >= telling.today]
    return days if len(days) == len(ahead) else []


def _days_of(telling: Telling, parcel: Parcel) -> set[date | None]:
    delivered = telling.day_of(parcel.delivered_at) if parcel.delivered_at else None
    return {parcel.expected_on, parcel.delayed_from, delivered}


def _moved(telling: Telling, moved: Sequence[Charge]) -> str:
    taken = [one for one in moved if one.state is ChargeState.TAKEN]
    if not moved:
        return ""
    amount = telling.money(moved[0].amount)
    if len(taken) > 1:
        return f"You are right: {amount} was taken {len(taken)} times."
    return f"I see {amount} here." if len(moved) == 1 else f"I see {amount} here {len(moved)} times."


def _made_of(telling: Telling, said: str) -> str:
    order = telling.order
    goods = sum(item.price * item.quantity for item in order.items)
    parts = [(item.price, f"what one {item.name} costs") for item in order.items]
    parts += [(order.total - goods, "the delivery"), (goods, "what the items cost together")]
    for amount, what in (*parts, (order.total, "what the whole order comes to")):
        if amount > 0 and _fits(amount, said):
            return f"{telling.money(amount)} is {what}."
    return ""


def _no_such(telling: Telling, said: str) -> str:
    number = telling.order.number
    return f"I don't see {_in_words(said, telling.order)} in order {number}; it may belong to another one."


def _in_words(said: str, order: Order) -> str:
    whole, _, cents = said.partition(".")
    return plain_words.money(_CENTS * int(whole) + int(cents or 0), order.currency)


def _fits(amount: int, said: str) -> bool:
    whole, _, cents = said.partition(".")
    return amount // _CENTS == int(whole) and (not cents or amount % _CENTS == int(cents))
