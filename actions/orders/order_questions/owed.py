"""What is asked further of what is owed: how else and where to pay it, and how much when a part goes back."""

from datetime import timedelta

from actions.orders import plain_words
from actions.orders.lifecycle import OVER, UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import Order, PaymentMethod, ReportKind
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.payments import charge
from actions.orders.order_questions.sending_back import money_of_part
from actions.orders.order_questions.sums import left_to_pay
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

_SENT_BY_CUSTOMER = frozenset({PaymentMethod.INVOICE, PaymentMethod.BANK_TRANSFER})
_OF_THINGS = frozenset({ReportKind.DAMAGED, ReportKind.WRONG, ReportKind.MISSING})
_LESS = "What goes back comes off the invoice; if that is paid already, it is paid back to your bank account."


def other_way(telling: Telling, terms: OrderTerms) -> Answer | None:
    """Whether it can be paid another way than it was to be; None of an order that is over."""
    order, number = telling.order, telling.order.number
    if order.state in OVER:
        return None
    if order.state in UNPAID:
        until = f", until {telling.day(order.pay_by)}" if order.pay_by else ""
        return answer(
            "As long as the order is not paid: yes. With the link to pay in our e-mail about order "
            f"{number} you choose another way{until}, like another card, PayPal or a transfer. Without that "
            "e-mail, a person sends the link again.",
            f"Order {number} is not paid, so the way is still yours to choose, on the page behind the link "
            f"in our e-mail{until}.",
            f"Order {number} can be paid another way.",
            NextStep.PAYMENT_HELP,
            NextStep.TRACK_ORDER,
        )
    if order.payment_method is PaymentMethod.INVOICE:
        where = f": {order.invoice.link}" if order.invoice and order.invoice.link else ""
        comes = "" if order.invoice else ", which comes when the parcel leaves us"
        return answer(
            f"You pay it with a transfer, or another way with the link on the invoice of order {number}"
            f"{comes}{where}",
            f"How else the invoice of order {number} can be paid, its PDF shows{comes}{where}",
            f"The ways to pay order {number} are on its invoice.",
            NextStep.EXPLAIN_CHARGE,
        )
    is_free = order.state in terms.cancel_in and not terms.cancel_fee
    anew = " You can still cancel it free of charge, and order it again another way." if is_free else ""
    return answer(
        f"No: order {number} is paid, and a payment that went through can't be moved to another way.{anew}",
        f"The payment of order {number} stays as it is.{anew}",
        f"Order {number} is paid.",
        NextStep.CANCEL_ORDER if is_free else NextStep.EXPLAIN_CHARGE,
        NextStep.TRACK_ORDER,
    )


def where_to_transfer(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """Where the account and the reference stand, and the sum; None where nothing is to be transferred."""
    order, number, total = telling.order, telling.order.number, telling.total
    if order.state in UNPAID:
        by = f", by {telling.day(order.pay_by)}" if order.pay_by else ""
        return answer(
            f"How to pay stands in our e-mail about order {number}, with the account and the reference; they "
            f"are not here. It is {total}{by}. If you don't find that e-mail, a person sends it again.",
            f"Where it goes is in our e-mail about order {number}, and so is the reference: look for it in "
            f"the spam, too. The sum is {total}{by}.",
            f"Where to transfer the {total} stands in our e-mail about order {number}.",
            NextStep.TALK_TO_PERSON,
            NextStep.PAYMENT_HELP,
        )
    if order.payment_method is not PaymentMethod.INVOICE or order.state in OVER:
        return None
    if order.invoice is None:
        said = (
            f"Both stand on the invoice of order {number}, which comes by e-mail when the parcel leaves us."
        )
    else:
        link = f": {order.invoice.link}" if order.invoice.link else "."
        said = f"The account and the reference stand on invoice {order.invoice.number}{link}"
    return answer(
        f"It is {total} for order {number}. {said}",
        f"I don't have the account here. {said}",
        f"Where to transfer the {total} stands on the invoice.",
        NextStep.GET_INVOICE,
    )


def overpaid(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """That a person pays back what a customer sent too much; None where we took the money ourselves."""
    order, number = telling.order, telling.order.number
    if order.payment_method not in _SENT_BY_CUSTOMER:
        return None
    return answer(
        f"What you sent too much for order {number} is yours: it goes back to the account that it came from. "
        f"I can't see your transfer; tell a person what you sent. The order comes to {telling.total}.",
        f"Ask for a person here, who finds your transfer and sends back all that is more than the "
        f"{telling.total} of order {number}.",
        f"A person sends back what is more than the {telling.total} of order {number}.",
        NextStep.TALK_TO_PERSON,
        NextStep.EXPLAIN_CHARGE,
    )


def still_to_pay(telling: Telling, terms: OrderTerms) -> Answer:
    """What is left to pay, also while something goes back or lies with our team."""
    order, number = telling.order, telling.order.number
    if not _is_by_invoice(order):
        return left_to_pay(order, telling.today, telling.zone)
    if order.return_trip is not None:
        return what_is_kept(telling, terms) or left_to_pay(order, telling.today, telling.zone)
    if not any(one.kind in _OF_THINGS for one in order.reports):
        first, again, brief = left_to_pay(order, telling.today, telling.zone).wordings
        return answer(f"{first}{_due(telling, terms)}", again, brief, NextStep.GET_INVOICE)
    return answer(
        f"That I can't decide: the report does not stop the invoice of order {number} by itself."
        f"{_due(telling, terms)} Ask a person before then, who can put it off. What is paid already and our "
        "team takes off goes back to your bank account.",
        f"Until our team has answered, only a person can say whether you may wait with the invoice of order "
        f"{number}.{_due(telling, terms)}",
        f"Whether the invoice of order {number} can wait, a person tells you.",
        NextStep.TALK_TO_PERSON,
        NextStep.GET_INVOICE,
    )


def what_is_kept(telling: Telling, terms: OrderTerms) -> Answer | None:
    """That only what is kept is to be paid, and how much that is; of a paid order what comes back."""
    order, number, trip = telling.order, telling.order.number, telling.order.return_trip
    if not _is_by_invoice(order):
        return _paid_first(telling)
    left = ""
    if trip is not None and order.refund is not None:
        rest = telling.money(order.total - order.refund.amount)
        left = f" {telling.money(order.refund.amount)} goes back, so {rest} is left."
    prices = money_of_part(telling, ())
    each = "" if left or prices is None else f" {prices.wordings[0].split(': ', 1)[-1]}"
    return answer(
        f"You pay only for what you keep of order {number}.{left}{each} {_LESS}{_due(telling, terms)}",
        f"No need to pay for what goes back of order {number}: wait with that part until it is here.{left} "
        f"{_LESS}",
        f"Of order {number} you pay what you keep.",
        NextStep.RETURN_POLICY,
        NextStep.GET_INVOICE,
    )


def charged_when(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """The day, with what was charged; None of an order that is not paid, or paid by the customer."""
    if telling.order.state in UNPAID or _is_by_invoice(telling.order):
        return None
    return charge(telling.order, telling.today, telling.zone)


def vat(telling: Telling, _terms: OrderTerms) -> Answer:
    """That it is in the total, and where its part of it stands."""
    order, number = telling.order, telling.order.number
    stands = "stands on the invoice, which is written when the parcel leaves us."
    if order.invoice is not None:
        link = f": {order.invoice.link}" if order.invoice.link else "."
        stands = f"stands on invoice {order.invoice.number}{link}"
    return answer(
        f"Yes, the {telling.total} of order {number} includes the VAT. How much of it is VAT {stands}",
        f"Nothing is added to the {telling.total}: the VAT is in it, and {stands}",
        f"The VAT is in the {telling.total} of order {number}.",
        NextStep.GET_INVOICE,
        NextStep.EXPLAIN_CHARGE,
    )


def no_prices_inside(telling: Telling, _terms: OrderTerms) -> Answer:
    """That the invoice comes by e-mail."""
    number = telling.order.number
    return answer(
        f"No, neither: the invoice of order {number} is a PDF that comes by e-mail, and nothing in the "
        "parcel says what it cost.",
        f"In the parcel of order {number} lies no invoice and no price; the invoice comes by e-mail alone.",
        f"No price is in the parcel of order {number}.",
        NextStep.GET_INVOICE,
        NextStep.TRACK_ORDER,
    )


def _paid_first(telling: Telling) -> Answer | None:
    order, number = telling.order, telling.order.number
    if order.state not in UNPAID:
        return money_of_part(telling, ())
    return answer(
        f"Order {number} is sent when all of it is paid: {telling.total}. What you send back then is "
        "paid back at its price. While it is here, you can take items off, too.",
        f"First the {telling.total} of order {number}; what comes back is paid back.",
        f"Order {number} is paid as a whole first.",
        NextStep.CHANGE_ITEMS,
        NextStep.RETURN_POLICY,
    )


def _due(telling: Telling, terms: OrderTerms) -> str:
    """A sentence on when the invoice is to be paid."""
    days, invoice = terms.invoice_days, telling.order.invoice
    if invoice is None:
        return f" The invoice is due {plain_words.days(days)} after the parcel has left us."
    due = invoice.issued_on + timedelta(days=days)
    return f" The invoice {'was' if due < telling.today else 'is'} due {telling.on(due)}."


def _is_by_invoice(order: Order) -> bool:
    return order.payment_method is PaymentMethod.INVOICE and order.state not in OVER
