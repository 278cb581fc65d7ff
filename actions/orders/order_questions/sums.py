"""What is left to pay for an order, what it comes to, and what one of its items costs."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo

from actions.orders import plain_words
from actions.orders.lifecycle import OVER, UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import ChargeState, Item, Order, PaymentMethod
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.payments import charges_unknown, made_of
from actions.orders.wordings.telling import Telling


def left_to_pay(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """The sum that is still open; an invoice's payment is not among what an order shows."""
    telling, number, total = Telling(order, today, zone), order.number, Telling(order, today, zone).total
    if order.state in OVER:
        first, again = (
            f"Nothing: order {number} is over.",
            f"For order {number} there is nothing left to pay.",
        )
    elif order.state in UNPAID:
        by = f", by {telling.day(order.pay_by)}" if order.pay_by else ""
        first = f"{total} for order {number}{by}. Nothing of it has reached us yet."
        again = f"Order {number} comes to {total}, and all of that is open{by}."
    elif taken := [one for one in order.charges if one.state is ChargeState.TAKEN]:
        first = (
            f"Nothing more: {telling.money(taken[0].amount)} for order {number} was charged "
            f"{telling.on(taken[0].at)}."
        )
        again = f"Order {number} is paid. {made_of(telling)}"
    elif order.payment_method is PaymentMethod.INVOICE:
        first = (
            f"{total} in all for order {number}, by invoice. Whether you have paid it already, I can't "
            "see from here."
        )
        again = f"The invoice of order {number} is over {total}. Our team sees what of it has arrived."
    elif not order.charges and order.unknown:
        return charges_unknown(telling, made_of(telling))
    else:
        first, again = (
            f"Nothing more: order {number} is paid.",
            f"Order {number} came to {total}, and is paid.",
        )
    return answer(
        first, again, f"Order {number}: {total} in all.", NextStep.EXPLAIN_CHARGE, NextStep.GET_INVOICE
    )


def total_of(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """What it comes to now, and of what that is made."""
    telling = Telling(order, today, zone)
    return answer(
        made_of(telling).replace("The order", f"Order {order.number}", 1),
        f"{telling.total} is the total of order {order.number}. {made_of(telling)}",
        f"The total of order {order.number} is {telling.total}.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.GET_INVOICE,
    )


def how_much_came_back(order: Order, today: date, zone: tzinfo = UTC) -> Answer | None:
    """What was paid back, beside what the order came to, and what makes the difference; None before that."""
    refund = order.refund
    if refund is None or refund.paid_on is None:
        return None
    telling, number = Telling(order, today, zone), order.number
    back, total = telling.money(refund.amount), telling.total
    account = plain_words.money_goes_to(order.payment_method)
    paid = f"{back} for order {number} went back to {account} {telling.on(refund.paid_on)}"
    if refund.amount >= order.total:
        first = f"{paid}, and that is all that it came to."
        why = "If less than that has shown there, a person can find out where the rest is."
    else:
        first, why = f"{paid}, of the {total} that it came to.", _why_less(telling, refund.amount)
    return answer(
        f"{first} {why}",
        f"Order {number} came to {total}, and {back} of it was paid back to {account}. {why}",
        f"{back} of {total} was paid back for order {number}.",
        NextStep.TALK_TO_PERSON,
        NextStep.EXPLAIN_CHARGE,
        NextStep.REFUND_TIMES,
    )


def _why_less(telling: Telling, back: int) -> str:
    order = telling.order
    less, delivery = order.total - back, order.total - sum(item.price * item.quantity for item in order.items)
    if less == delivery:
        return (
            f"The {telling.money(less)} between is for delivery, which comes back only when all of the "
            "order does. If you sent back all of it, tell a person."
        )
    return (
        f"What came back to us is paid for; a person can tell you what the {telling.money(less)} between is."
    )


def price_of(order: Order, items: Sequence[Item], today: date, zone: tzinfo = UTC) -> Answer | None:
    """What each of these items costs; None where none is meant."""
    if not items:
        return None
    telling = Telling(order, today, zone)
    prices = plain_words.listing([_price(telling, item) for item in items])
    return answer(
        f"{prices}.",
        f"In order {order.number}: {prices}. The whole order comes to {telling.total}.",
        f"The price was this: {prices}.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.GET_INVOICE,
    )


def _price(telling: Telling, item: Item) -> str:
    one = telling.money(item.price)
    if item.quantity == 1:
        return f"{item.name}: {one}"
    return f"{item.name}: {one} each, {telling.money(item.price * item.quantity)} for {item.quantity}"
