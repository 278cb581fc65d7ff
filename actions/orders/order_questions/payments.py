"""What was charged for an order and why, and what became of a payment that failed or shows twice."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo

from actions.orders import plain_words
from actions.orders.next_steps import NextStep
from actions.orders.order import Charge, ChargeState, Order, OrderPart, OrderState, PaymentMethod, ReportKind
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.wordings.telling import SET_ASIDE, Telling

_DID = {
    ChargeState.TAKEN: "was charged",
    ChargeState.RESERVED: "was only set aside by your bank",
    ChargeState.REFUSED: "was refused",
    ChargeState.PAID_BACK: "was paid back to you",
}
_PAID_BY_CUSTOMER = {PaymentMethod.INVOICE: "invoice", PaymentMethod.BANK_TRANSFER: "bank transfer"}


def charge(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """Each movement of money, how it shows on a statement, and what the sum is made of."""
    telling = Telling(order, today, zone)
    comes_to = made_of(telling)
    if not order.charges and OrderPart.CHARGES in order.unknown:
        return charges_unknown(telling, comes_to)
    if not order.charges:
        return _no_charges(telling, comes_to)
    moves = " ".join(_move(telling, one) for one in order.charges)
    shows = f"On your statement it shows as “{order.charges[0].text}”."
    aside = f" {SET_ASIDE}" if telling.set_aside else ""
    return answer(
        f"For order {order.number}: {moves}{aside} {comes_to}",
        f"{comes_to} {shows} {moves}{aside}",
        f"All that I see for order {order.number}: {moves}",
        NextStep.GET_INVOICE,
        NextStep.TRACK_ORDER,
    )


def payment_failed(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """Why, as far as the bank told us, what to do, and until when; or that it did not fail."""
    telling = Telling(order, today, zone)
    if order.state is OrderState.PAYMENT_FAILED:
        return _failed(telling)
    if order.state is OrderState.PLACED:
        kept = f" We keep your items until {telling.day(order.pay_by)}." if order.pay_by else ""
        return answer(
            f"The payment for order {order.number} has not reached us yet; nothing has failed. How to pay "
            f"stands in our e-mail about the order, with a link that takes other ways of paying, too.{kept}",
            f"A transfer takes 1 to 2 working days. As soon as the money for order {order.number} is here, "
            f"we pack. Where it goes is in our e-mail about the order; a person can send that again.{kept}",
            f"Order {order.number} still waits for its payment.",
            NextStep.PAYMENT_HELP,
            NextStep.TRACK_ORDER,
        )
    if order.state is OrderState.CANCELLED and order.refund is None:
        is_sent = order.payment_method is PaymentMethod.BANK_TRANSFER
        sent = " If you have sent a transfer, it goes back to your bank account when it is here."
        back = sent if is_sent else ""
        return answer(
            f"Order {order.number} was cancelled before it was paid, so nothing is left to pay.{back}",
            f"Nothing was taken for order {order.number}, and nothing will be: it is cancelled.{back}",
            f"Order {order.number} is cancelled and was not paid.",
            NextStep.EXPLAIN_CHARGE,
            NextStep.TRACK_ANOTHER,
        )
    if order.payment_method is PaymentMethod.INVOICE and not _of(order, ChargeState.TAKEN):
        return _by_invoice(telling)
    return answer(
        f"The payment for order {order.number} went through, so nothing is left to pay.",
        f"For order {order.number} I see a payment that worked. Was it another order?",
        f"Order {order.number} is paid.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.TRACK_ANOTHER,
    )


def charged_twice(order: Order, today: date, zone: tzinfo = UTC) -> Answer:
    """Whether money was taken twice, or only looks so because the bank set it aside."""
    telling = Telling(order, today, zone)
    taken = _of(order, ChargeState.TAKEN)
    if len(taken) > 1:
        return _taken_twice(telling, taken)
    if _of(order, ChargeState.RESERVED):
        return _looks_like_two(telling, taken)
    if taken:
        return _taken_once(telling, taken[0])
    if OrderPart.CHARGES in order.unknown:
        return charges_unknown(telling, made_of(telling))
    if order.payment_method in _PAID_BY_CUSTOMER:
        return _taken_by_nobody(telling)
    return answer(
        f"I see no charge for order {order.number}. What shows on your account may belong to another order, "
        "or is only set aside.",
        f"Order {order.number} has taken no money that I can see. {SET_ASIDE}",
        f"For order {order.number} nothing was taken.",
        NextStep.PAYMENT_HELP,
        NextStep.TRACK_ANOTHER,
    )


def _of(order: Order, state: ChargeState) -> Sequence[Charge]:
    return [one for one in order.charges if one.state is state]


def _move(telling: Telling, one: Charge) -> str:
    return f"{telling.money(one.amount)} {_DID[one.state]} {telling.on(one.at)}."


def made_of(telling: Telling) -> str:
    """What the order comes to, for which items and with how much for delivery: one sentence."""
    order = telling.order
    goods = sum(item.price * item.quantity for item in order.items)
    total, what = telling.money(order.total), telling.all_items
    if not what or goods > order.total:
        return f"The order comes to {total}."
    rest = order.total - goods
    delivery = f"{telling.money(rest)} for delivery" if rest else "nothing for delivery"
    return f"The order comes to {total}: {telling.money(goods)} for {what}, and {delivery}."


def charges_unknown(telling: Telling, comes_to: str) -> Answer:
    """`comes_to` is what `made_of` says."""
    number = telling.order.number
    return answer(
        f"What was taken for order {number}, and when, I can't see from here; a person can. {comes_to}",
        f"{comes_to} Its payments are not in what I can see, so please ask a person about them.",
        f"I can't see the payments of order {number}.",
        NextStep.TALK_TO_PERSON,
        NextStep.GET_INVOICE,
    )


def _no_charges(telling: Telling, comes_to: str) -> Answer:
    order = telling.order
    if order.payment_method is PaymentMethod.INVOICE:
        how = "You pay by invoice, so nothing is taken by itself."
    elif order.payment_method is PaymentMethod.BANK_TRANSFER:
        how = "You pay by bank transfer, so nothing is taken by itself."
    else:
        how = "I see no charge for it."
    return answer(
        f"For order {order.number}: {how} {comes_to}",
        f"{comes_to} {how}",
        f"Nothing that I see was taken for order {order.number}.",
        NextStep.GET_INVOICE,
        NextStep.TRACK_ORDER,
    )


def _by_invoice(telling: Telling) -> Answer:
    """Whether an invoice is paid is not in what an order shows."""
    order = telling.order
    written = (
        f"Invoice {order.invoice.number}, written {telling.on(order.invoice.issued_on)}, "
        if (order.invoice)
        else "The invoice that comes with the parcel "
    )
    return answer(
        f"You pay order {order.number} by invoice, so we take nothing by ourselves. {written}says how and "
        "until when to pay. Whether your payment has arrived I can't see from here; a person can.",
        f"Order {order.number} is paid by invoice: you transfer the money yourself. Our team sees whether it "
        "is here; I only see the order.",
        f"Order {order.number} is paid by invoice.",
        NextStep.GET_INVOICE,
    )


def _taken_by_nobody(telling: Telling) -> Answer:
    number = telling.order.number
    how = _PAID_BY_CUSTOMER[telling.order.payment_method]
    return answer(
        f"You pay order {number} by {how}, so we took nothing from your account for it. What you see there "
        "twice is a transfer of your own, or belongs to another order.",
        f"Order {number} is paid by {how}: only you can send money for it, and nobody can take it. If you "
        "paid it twice, a person sends one payment back.",
        f"For order {number} we took nothing.",
        NextStep.TRACK_ANOTHER,
    )


def _failed(telling: Telling) -> Answer:
    order = telling.order
    reason = f": {order.payment_problem}" if order.payment_problem else ""
    kept = f" Your items are kept until {telling.day(order.pay_by)}." if order.pay_by else ""
    aside = f" {SET_ASIDE}" if telling.set_aside else ""
    return answer(
        f"The payment for order {order.number} did not go through{reason}. No money was taken"
        f"{telling.set_aside}, and you can pay again with the link in our e-mail, also in another way.{kept}",
        f"Your bank did not let the payment for order {order.number} pass{reason}. A confirmation in "
        f"its app, another card, PayPal or a transfer may work. I can't send the link again myself; a person "
        f"can.{kept}{aside}",
        f"Order {order.number} is not paid, and no money was taken.",
        NextStep.PAYMENT_HELP,
        NextStep.CANCEL_ORDER,
    )


def _taken_twice(telling: Telling, taken: Sequence[Charge]) -> Answer:
    number = telling.order.number
    days = plain_words.listing([f"{telling.money(one.amount)} {telling.on(one.at)}" for one in taken])
    if any(report.kind is ReportKind.COMPLAINT for report in telling.order.reports):
        return answer(
            f"I see {len(taken)} charges for order {number}: {days}. Our team has what you told us of it, "
            "and pays back what is too much, within 7 days.",
            f"What you told us stands with order {number}, and a person reads it: of {days} one sum goes "
            "back, within 7 days. How far they are, only a person can see.",
            f"Our team knows of the {len(taken)} charges for order {number}.",
            NextStep.EXPLAIN_CHARGE,
            NextStep.TRACK_ORDER,
        )
    return answer(
        f"I see {len(taken)} charges for order {number}: {days}. We are sorry. Nobody has been told yet: "
        "write “report it” here, and our team pays back what is too much, within 7 days.",
        f"That looks wrong to me too: for order {number} money was taken {len(taken)} times, {days}. I can't "
        "pay it back myself. “Report it” puts it down for our team; what is too much is back within 7 days.",
        f"Order {number} was charged {len(taken)} times. “Report it” tells our team.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.REFUND_TIMES,
    )


def _looks_like_two(telling: Telling, taken: Sequence[Charge]) -> Answer:
    number = telling.order.number
    once = "one charge" if taken else "no charge"
    moves = " ".join(_move(telling, one) for one in telling.order.charges)
    other = "; the other amount is only set aside by your bank." if taken else f". {moves}"
    return answer(
        f"For order {number} there is {once}{other} {SET_ASIDE}",
        f"This is what I see of order {number}: {moves} {SET_ASIDE}",
        f"Order {number} has {once}, and an amount that your bank set aside.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.TRACK_ORDER,
    )


def _taken_once(telling: Telling, one: Charge) -> Answer:
    number = telling.order.number
    return answer(
        f"I see one charge for order {number}: {_move(telling, one)} A second amount may belong to another "
        "order, or is only set aside by your bank.",
        f"For order {number} we took {telling.money(one.amount)} once, {telling.on(one.at)}, shown as "
        f"“{one.text}”. {SET_ASIDE}",
        f"Order {number} was charged once.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.TRACK_ANOTHER,
    )
