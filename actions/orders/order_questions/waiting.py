"""What there is for who does not want to wait as long as an order, or its money, takes."""

from datetime import UTC, date, tzinfo

from actions.orders.lifecycle import PACKING, UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import Order, OrderState, ParcelState, Refund, ReportKind
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.travelling import arrival, why_late
from actions.orders.wordings.telling import Telling

_WITH_THE_TEAM = frozenset({ReportKind.MISSING, ReportKind.DAMAGED, ReportKind.WRONG, ReportKind.REFUND})
_OVER = frozenset(
    {OrderState.CANCELLED, OrderState.RETURN_ON_THE_WAY, OrderState.RETURN_RECEIVED, OrderState.REFUNDED}
)
"""Of these nobody waits for a parcel, so that none is late or in time."""

_UNDERWAY = frozenset({OrderState.PARTLY_SHIPPED, OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY})


def takes_too_long(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """That I can't hurry it, and what can be done instead; a late order is told with its reason."""
    telling = Telling(order, today, zone)
    if order.refund is not None and order.refund.paid_on is None:
        return _money(telling, order.refund)
    if any(report.kind in _WITH_THE_TEAM for report in order.reports):
        return _with_the_team(order.number)
    if order.state in UNPAID:
        return _unpaid(order.number)
    if order.state in PACKING:
        return _here(telling)
    return _underway(telling) if order.state in _UNDERWAY else why_late(order, today, zone)


def worth_of_delay(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """That a delay alone is worth nothing by `data/order_terms.yml`, and what there is instead."""
    number, when = order.number, arrival(order, today, zone).wordings[0]
    is_late = order.state is OrderState.LATE or any(one.state is ParcelState.LATE for one in order.parcels)
    is_not = "" if is_late or order.state in _OVER else f"As far as I can see, order {number} is not late. "
    instead = "Write “I want my money back”, and our team decides on it; a" if is_late else "A"
    return answer(
        f"{is_not}Our terms set nothing for a delay by itself, so I can't promise you anything for it. "
        f"{instead} person can also see what else is possible.",
        f"For a delay alone there is no discount and no voucher that I could give. {when} A person can look "
        f"at order {number} with you.",
        f"I can promise nothing for the delay of order {number}; a person sees what is possible.",
        NextStep.TRACK_ORDER,
    )


def _money(telling: Telling, refund: Refund) -> Answer:
    number, money = telling.order.number, telling.refund(refund)
    return answer(
        f"I'm sorry that the money of order {number} takes so long. {money} I can't make that faster.",
        f"The refund of order {number} can't be hurried from here. {money}",
        f"For the refund of order {number} there is no faster way that I know of.",
        NextStep.TELL_WHEN_REFUNDED,
    )


def _with_the_team(number: str) -> Answer:
    return answer(
        f"I'm sorry that it takes so long. Our team looks after what you told us of order {number}. The "
        "quickest way is to ask for a person here, who sees how far it is.",
        f"I can't see how far our team is with order {number}; a person can.",
        f"What you told us of order {number} is with our team.",
        NextStep.TRACK_ORDER,
    )


def _unpaid(number: str) -> Answer:
    return answer(
        f"Order {number} waits for its payment: the sooner that is here, the sooner it leaves. A card or "
        "PayPal is faster than a transfer; to express I can't change it.",
        f"As soon as order {number} is paid, we pack it; that is what it waits for.",
        f"Order {number} waits for its payment.",
        NextStep.TRACK_ORDER,
        NextStep.CANCEL_ORDER,
    )


def _here(telling: Telling) -> Answer:
    number, day = telling.order.number, telling.order.ships_by
    leaves = f" It leaves us {telling.on(day)}." if day and day >= telling.today else ""
    return answer(
        f"I'm sorry that it takes so long. I can't make order {number} leave sooner, nor change it to "
        f"express.{leaves} As long as it is here, it can be cancelled.",
        f"There is no faster way for order {number} now. If it is too late for you, cancel it before it "
        "leaves.",
        f"Order {number} can't leave sooner, and can still be cancelled.",
        NextStep.CANCEL_ORDER,
        NextStep.TELL_WHEN_SHIPPED,
    )


def _underway(telling: Telling) -> Answer:
    order = telling.order
    when = arrival(order, telling.today, telling.zone).wordings[0]
    return answer(
        f"I'm sorry that it takes so long. Order {order.number} is with the carrier, and I can't make it "
        f"faster, nor change it to express. {when} If that is too late for you, refuse it at the door, or "
        "send it back.",
        f"The carrier sets the pace of order {order.number} now. What you don't want any more when it comes, "
        "you can refuse or send back.",
        f"Order {order.number} can't come sooner.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )
