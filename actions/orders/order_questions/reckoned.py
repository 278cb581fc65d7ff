"""Days that no carrier has named: of a new item in an exchange, and of an order that is paid now.

They are counted by the shop's terms and said with care.
"""

from datetime import UTC, date, tzinfo

from actions.orders.lifecycle import UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import Exchange, Order, OrderState, PaymentMethod
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.travelling import between, span
from actions.orders.order_questions.working_days import after_working_days
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

WAY_BACK = (2, 5)
"""In how many working days what comes back reaches us, as the help page of exchanges says."""

_TRANSFER_DAYS = 2
"""The most that a bank transfer takes, in working days."""


def new_one_arrives(order: Order, terms: OrderTerms, today: date, zone: tzinfo = UTC) -> Answer | None:
    """When the new item of an exchange is there, also of one that may be begun; None where there is none."""
    exchange = order.exchange
    may_be = terms.can_exchange and order.state is OrderState.DELIVERED and not order.reports
    if exchange is None and not may_be:
        return None
    leaves = _new_one_leaves(exchange, today)
    first, last = (span(order, day, terms) for day in leaves)
    if first is None or last is None:
        return None
    telling, days = Telling(order, today, zone), (first[0], last[1])
    when = between(telling, days)
    if exchange and (exchange.sent_on or exchange.received_at):
        what = "is on its way" if exchange.sent_on else "leaves us now, as the old one is here"
        said = f"The new one {what}, and should be with you {when}."
    else:
        said = (
            f"If you hand the old one in today, the new one should be with you {when}: the way to us takes "
            f"{WAY_BACK[0]} to {WAY_BACK[1]} working days, and the new one leaves when the old one is here."
        )
    return answer(
        said,
        f"For the exchange of order {order.number}, counted from today: {when}. {said}",
        f"I expect the new one of order {order.number} {when}.",
        NextStep.TRACK_ORDER,
        NextStep.DELIVERY_TIMES,
    )


def arrives_when_paid(order: Order, terms: OrderTerms, today: date, zone: tzinfo = UTC) -> Answer | None:
    """When an order comes that is paid today; None of one that is paid, or where nothing can be counted."""
    quick = span(order, after_working_days(today, 1), terms)
    slow = span(order, after_working_days(today, 1 + _TRANSFER_DAYS), terms)
    if order.state not in UNPAID or quick is None or slow is None:
        return None
    telling, number = Telling(order, today, zone), order.number
    by_card, by_transfer = between(telling, quick), between(telling, slow)
    either = (
        f"by bank transfer, which takes up to {_TRANSFER_DAYS} working days, order {number} should be with "
        f"you {by_transfer}; by card or PayPal {by_card}"
        if order.payment_method is PaymentMethod.BANK_TRANSFER
        else f"by card or PayPal, order {number} should be with you {by_card}; by bank transfer {by_transfer}"
    )
    return answer(
        f"Paid today {either}.",
        f"Order {number} leaves us about a working day after the money is here. Paid today {either}.",
        f"Paid today {either}.",
        NextStep.PAYMENT_HELP,
        NextStep.TRACK_ORDER,
    )


def _new_one_leaves(exchange: Exchange | None, today: date) -> tuple[date, date]:
    """The first and the last day on which it leaves us, or left."""
    if exchange and exchange.sent_on:
        return exchange.sent_on, exchange.sent_on
    if exchange and exchange.received_at:
        return after_working_days(today, 1), after_working_days(today, 1)
    fewest, most = WAY_BACK
    return after_working_days(today, fewest), after_working_days(today, most)
