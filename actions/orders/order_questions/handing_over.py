"""What is asked further of the moment at the door: a signature, a call before, and who took the parcel in."""

from actions.orders import plain_words
from actions.orders.next_steps import NextStep
from actions.orders.order import Order, OrderState, Parcel
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

_TO_COME = frozenset(OrderState) - {
    OrderState.DELIVERED,
    OrderState.CANCELLED,
    OrderState.RETURN_ON_THE_WAY,
    OrderState.RETURN_RECEIVED,
    OrderState.REFUNDED,
}


def signature(telling: Telling, terms: OrderTerms) -> Answer | None:
    """Whether somebody has to sign, by what is in each parcel; None where none is to come."""
    order, number, limit = telling.order, telling.order.number, terms.signature_over
    if order.state not in _TO_COME or not order.items:
        return None
    if not limit:
        return answer(
            f"No, order {number} is handed over without a signature.",
            f"Nobody has to sign for order {number}.",
            f"Order {number} needs no signature.",
            NextStep.TRACK_ORDER,
        )
    over = telling.money(limit)
    to_come = [one for one in order.parcels if one.delivered_at is None]
    each = [_signed(telling, limit, one) for one in to_come] or [_signed(telling, limit)]
    said = " ".join(each)
    return answer(
        f"{said} Parcels of more than {over} are handed over against a signature; anybody in the house may "
        "sign.",
        f"What counts is whether more than {over} is in the parcel. {said}",
        said,
        NextStep.TRACK_ORDER,
    )


def calls_first(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """That a driver rings and calls nobody before; None where nothing is to come."""
    order = telling.order
    if order.state not in _TO_COME:
        return None
    links = [one.tracking_link for one in order.parcels if one.tracking_link and not one.delivered_at]
    where = f"its tracking page {links[0]}" if links else "its tracking page, which our e-mail leads to,"
    return answer(
        "No, drivers ring at the door and call nobody before. On the morning of the day "
        f"{where} mostly shows at about what time they come.",
        f"There is no call before a delivery. Whoever wants to follow order {order.number} to the door looks "
        f"at {where.rstrip(',')}.",
        "Drivers ring at the door, and call nobody before.",
        NextStep.TRACK_ORDER,
    )


def who_took_it(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """What the carrier noted of a delivery; None where there was none."""
    order, number = telling.order, telling.order.number
    there = [one for one in order.parcels if one.delivered_at]
    if not there:
        return None
    noted = " ".join(_noted(telling, one, is_only=len(order.parcels) == 1) for one in there)
    carriers = plain_words.listing(sorted({one.carrier or "the carrier" for one in there}))
    return answer(
        f"The carrier noted of order {number}: {noted} A name or a signature I don't see.",
        f"Who took order {number} in, {carriers} can say, and I can't. {noted}",
        f"For order {number} the carrier noted: {noted}",
        NextStep.REPORT_PROBLEM,
    )


def _signed(telling: Telling, limit: int, parcel: Parcel | None = None) -> str:
    order = telling.order
    worth, is_all = _worth(order, parcel), _worth(order, parcel) == _worth(order)
    which = f"order {order.number}" if parcel is None or is_all else f"parcel {parcel.number}"
    needs = "Yes, somebody has to sign" if worth > limit else "No signature is needed"
    return f"{needs} for {which}, with {telling.money(worth)} in it."


def _worth(order: Order, parcel: Parcel | None = None) -> int:
    """Of the goods, in cents."""
    inside = order.items_in(parcel) if parcel else [(item, item.quantity) for item in order.items]
    return sum(item.price * count for item, count in inside)


def _noted(telling: Telling, parcel: Parcel, *, is_only: bool) -> str:
    which = "it" if is_only else f"parcel {parcel.number}"
    left = f", left {parcel.left_at}" if parcel.left_at else ""
    moment = parcel.delivered_at
    when = f" {telling.on(moment)} at {telling.clock(moment)}" if moment else ""
    return f"{which} was delivered{when}{left}."
