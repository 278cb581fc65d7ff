"""The invoice of an order, and where the money of a refund is."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

from actions.orders import plain_words
from actions.orders.lifecycle import UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import ChargeState, Order, OrderPart, OrderState, PaymentMethod, Refund, ReportKind
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.working_days import after_working_days
from actions.orders.terms import OrderTerms
from actions.orders.wordings.at_the_door import money_of_refused
from actions.orders.wordings.telling import Telling

_NOT_LEFT = (OrderState.PLACED, OrderState.PAYMENT_FAILED, OrderState.PAID, OrderState.PACKED)
_BANK_DAYS = 5
"""Within how many working days a bank or PayPal shows what was paid back, as the help pages say."""

_NEVER_PAID = (OrderState.PLACED, OrderState.PAYMENT_FAILED)


def invoice(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """Where it is; or from when on there is one."""
    telling = Telling(order, today, zone)
    if order.invoice is not None:
        return _invoice_there(telling, order.invoice.number, order.invoice.issued_on, order.invoice.link)
    if OrderPart.INVOICE in order.unknown:
        return _invoice_unknown(order)
    if order.state in _NOT_LEFT:
        return answer(
            f"The invoice for order {order.number} is written when the parcel leaves us.",
            f"There is no invoice for order {order.number} yet: it comes with the e-mail that says that your "
            "parcel has left.",
            f"Order {order.number} has no invoice before it leaves us.",
            *_before_leaving(order),
        )
    if order.state is OrderState.CANCELLED or (order.state is OrderState.REFUNDED and not order.parcels):
        return answer(
            f"Order {order.number} was cancelled before it left us, so no invoice was written for it.",
            f"An invoice is written when a parcel leaves, and order {order.number} never did.",
            f"Order {order.number} has no invoice, as it was cancelled.",
            NextStep.WHERE_IS_REFUND,
            NextStep.TRACK_ANOTHER,
        )
    return answer(
        f"I can't see the invoice for order {order.number} from here. It is in the e-mail that says that "
        "your parcel has left us.",
        f"The invoice for order {order.number} went out with the e-mail about the parcel; have a look at "
        "your spam as well. A person can send it again.",
        f"The invoice for order {order.number} is one of the things that I can't see.",
        NextStep.TRACK_ORDER,
    )


def invoices_of(orders: Sequence[Order]) -> str:
    """A line for each order: the number and the link of its invoice, or that there is none yet."""
    return "\n".join(f"Order {order.number}: {_invoice_in_short(order)}" for order in orders)


def where_is_refund(order: Order, today: date, zone: tzinfo = UTC, terms: OrderTerms | None = None) -> Answer:
    """What was paid back and when, or is promised, or that nothing is owed.

    Of what is on its way: what goes back, and by the shop's `terms` when, if it is refused at the door.
    """
    telling = Telling(order, today, zone)
    if order.refund is None and OrderPart.REFUND in order.unknown:
        return _refund_unknown(telling)
    if order.refund is None:
        return _no_refund(telling, terms)
    if order.refund.paid_on is not None:
        return _paid_back(telling, order.refund, order.refund.paid_on)
    return _promised(telling, order.refund)


def _invoice_in_short(order: Order) -> str:
    if order.invoice is not None:
        return f"{order.invoice.number}, {order.invoice.link or 'in the e-mail about its parcel'}"
    return "no invoice yet" if order.state in _NOT_LEFT else "no invoice that I can see"


def _invoice_there(telling: Telling, number: str, issued_on: date, link: str | None) -> Answer:
    order = telling.order
    where = f" Here it is: {link}" if link else " It is in the e-mail that says that your parcel has left us."
    also = " It came with the e-mail that says that your parcel has left us, too." if link else ""
    total = telling.money(order.total)
    return answer(
        f"The invoice for order {order.number} is number {number}.{where}",
        f"Invoice {number} was written {telling.on(issued_on)} and is over {total}, for "
        f"{telling.all_items or 'this order'}."
        f"{where}{also}",
        f"Order {order.number} has the invoice {number} of {telling.day(issued_on)}. "
        "A person can send it to you again.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.TRACK_ORDER,
    )


def _invoice_unknown(order: Order) -> Answer:
    return answer(
        f"I can't see invoices from here. A person can send you the one for order {order.number}.",
        f"The invoice for order {order.number} is not in what I can see, so please ask a person for it.",
        f"I can't see the invoice for order {order.number}.",
        NextStep.TALK_TO_PERSON,
        NextStep.TRACK_ORDER,
    )


def _before_leaving(order: Order) -> tuple[NextStep, ...]:
    if order.state in _NEVER_PAID:
        return (NextStep.TRACK_ORDER, NextStep.PAYMENT_HELP)
    return (NextStep.TELL_WHEN_SHIPPED, NextStep.TRACK_ORDER)


def _refund_unknown(telling: Telling) -> Answer:
    number = telling.order.number
    return answer(
        f"Whether money for order {number} is on its way back, I can't see from here; a person can.",
        f"The refunds of order {number} are not in what I can see, so please ask a person about them.",
        f"I can't see whether order {number} has a refund.",
        NextStep.TALK_TO_PERSON,
        NextStep.REFUND_TIMES,
    )


def _no_refund(telling: Telling, terms: OrderTerms | None) -> Answer:
    order = telling.order
    if order.state in (*_NEVER_PAID, OrderState.CANCELLED):
        if order.payment_method is PaymentMethod.BANK_TRANSFER:
            return _transfer_not_here(telling)
        return answer(
            f"Nothing was charged for order {order.number}, so there is no refund to wait for.",
            f"I see no payment for order {order.number}, and so nothing to pay back.",
            f"No money has moved for order {order.number}.",
            NextStep.EXPLAIN_CHARGE,
            NextStep.TRACK_ORDER,
        )
    if order.state in (OrderState.RETURN_ON_THE_WAY, OrderState.RETURN_RECEIVED, OrderState.REFUNDED):
        return answer(
            f"I can't see the refund of order {order.number}, though one should be there. A person can.",
            f"For order {order.number} a refund belongs to the return, and I find no amount or day for it.",
            f"The refund of order {order.number} is not in what I can see.",
            NextStep.REFUND_TIMES,
        )
    asked = [report for report in order.reports if report.kind is ReportKind.REFUND]
    if asked:
        return _asked_for(telling, asked[-1].at)
    if order.state in UNDERWAY:
        return _if_refused(telling, money_of_refused(telling, terms))
    is_delivered = order.state is OrderState.DELIVERED
    how = NextStep.START_RETURN if is_delivered else NextStep.RETURN_POLICY
    return answer(
        f"No refund has been started for order {order.number}. {_what_would_go_back(telling)}",
        f"Order {order.number} has neither been cancelled nor sent back, so no money is on its way to you.",
        f"I see no refund for order {order.number}.",
        NextStep.CANCEL_ORDER if order.state in _NOT_LEFT else how,
        NextStep.REFUND_TIMES,
    )


def _what_would_go_back(telling: Telling) -> str:
    order, account = telling.order, plain_words.money_goes_to(telling.order.payment_method)
    is_charged = any(one.state is ChargeState.TAKEN for one in order.charges)
    if order.state is OrderState.DELIVERED:
        return f"One begins with a return: the price of what you send back goes back to {account}."
    if is_charged:
        return (
            f"One begins with a cancellation or a return: cancelled, {telling.total} goes back to {account}."
        )
    return "So far nothing was charged for it."


def _transfer_not_here(telling: Telling) -> Answer:
    order = telling.order
    back, packed = "the money goes back to your bank account when it is here", "the order is packed then"
    then = back if order.state is OrderState.CANCELLED else packed
    return answer(
        f"No payment for order {order.number} has reached us so far. If your transfer is on its way, {then}.",
        f"A transfer takes 1 to 2 working days, and none for order {order.number} is here yet. Is yours on "
        f"its way, {then}; a person can look whether it came.",
        f"I see no payment for order {order.number} yet; a transfer that still comes is not lost.",
        NextStep.TRACK_ORDER,
    )


def _if_refused(telling: Telling, money: str) -> Answer:
    number = telling.order.number
    return answer(
        f"No refund has been started for order {number}, as it is on its way. You can refuse it: tell the "
        f"driver that you don't take it, which costs nothing, and {money}.",
        f"Refused at the door, the parcel of order {number} comes back to us by itself: say so at the door, "
        f"sign nothing and pay nothing. Then {money}.",
        f"Refused at the door, order {number} comes back to us, and {money}.",
        NextStep.TRACK_ORDER,
        NextStep.RETURN_POLICY,
    )


def _asked_for(telling: Telling, at: datetime) -> Answer:
    number, day = telling.order.number, telling.on(at)
    return answer(
        f"You asked for a refund of order {number} {day}. Our team has that, and a person decides on it and "
        "gets back to you. Until then no money is on its way.",
        f"Your wish for a refund of order {number}, told {day}, is with our team. How far it is, only a "
        "person can see.",
        f"The refund that you wish for order {number} is not decided yet, as far as I can see.",
        NextStep.TALK_TO_PERSON,
        NextStep.TRACK_ORDER,
    )


def _paid_back(telling: Telling, refund: Refund, paid_on: date) -> Answer:
    number, amount = telling.order.number, telling.money(refund.amount)
    account = plain_words.money_goes_to(telling.order.payment_method)
    shows_by = after_working_days(paid_on, _BANK_DAYS)
    paid = f"We paid {amount} for order {number} back to {account} {telling.on(paid_on)}."
    if telling.today > shows_by:
        return answer(
            f"{paid} It should have shown there by {telling.day(shows_by)}. If it does not, ask for a person "
            "here: our team looks with the bank where it is.",
            f"The refund of order {number} left us {telling.on(paid_on)}: {amount}, to {account}. That is "
            "longer ago than a bank takes: ask for a person here, and our team follows it.",
            f"{amount} for order {number} went to {account}, and should be there.",
            NextStep.EXPLAIN_CHARGE,
        )
    return answer(
        f"{paid} A bank can take up to {_BANK_DAYS} working days to show it, so until "
        f"{telling.day(shows_by)}.",
        f"The refund of order {number} left us {telling.on(paid_on)}: {amount}, to {account}. If it is not "
        f"there after {telling.day(shows_by)}, ask for a person here, and our team looks where it is.",
        f"{amount} for order {number} went to {account}, and should show there by {telling.day(shows_by)}.",
        NextStep.REFUND_TIMES,
        NextStep.EXPLAIN_CHARGE,
    )


def _promised(telling: Telling, refund: Refund) -> Answer:
    number, money = telling.order.number, telling.refund(refund)
    trip = telling.order.return_trip
    waits = trip is not None and trip.received_at is None
    why = "It waits for your parcel to reach us." if waits else "Nothing more is needed from you."
    return answer(
        f"The refund of order {number} is not paid yet. {money}",
        f"For order {number} the money is still with us. {why} {money}",
        f"The refund of order {number} is promised: {money}",
        NextStep.TELL_WHEN_REFUNDED,
        NextStep.REFUND_TIMES,
    )
