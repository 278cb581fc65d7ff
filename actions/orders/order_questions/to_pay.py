"""What is asked further of a payment: whether it is here, until when it may come, which way it was made."""

from datetime import timedelta

from actions.orders import plain_words
from actions.orders.lifecycle import BEFORE_SHIPPING, OVER, UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import ChargeState, PaymentMethod
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.further import pay_until
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

_WAYS = {
    PaymentMethod.CARD: "by card",
    PaymentMethod.PAYPAL: "with PayPal",
    PaymentMethod.BANK_TRANSFER: "by bank transfer",
    PaymentMethod.INVOICE: "by invoice",
}


def has_arrived(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """Whether the customer's payment has reached us; None of an invoice, whose payment nothing here shows."""
    order, number = telling.order, telling.order.number
    taken = [one for one in order.charges if one.state is ChargeState.TAKEN]
    if order.state in UNPAID:
        kept = f" Your items are kept until {telling.day(order.pay_by)}." if order.pay_by else ""
        return answer(
            f"Not yet: I see no payment for order {number}. A transfer takes 1 to 2 working days; if yours "
            f"left your bank longer ago than that, a person can look where it is.{kept}",
            f"No money for order {number} is here as far as I can see, and it is packed as soon as it is."
            f"{kept}",
            f"No payment for order {number} has reached us yet.",
            NextStep.PAYMENT_HELP,
            NextStep.TRACK_ORDER,
        )
    if not taken:
        return None
    when = telling.on(taken[0].at)
    return answer(
        f"Yes. The payment for order {number} went through: {telling.money(taken[0].amount)}, {when}.",
        f"Order {number} is paid: {telling.money(taken[0].amount)}, {when}.",
        f"Order {number} is paid.",
        NextStep.TRACK_ORDER,
    )


def pay_by_when(telling: Telling, terms: OrderTerms) -> Answer | None:
    """The last day to pay what is not paid, or the day on which an invoice is due."""
    order, number = telling.order, telling.order.number
    if order.payment_method is not PaymentMethod.INVOICE:
        return pay_until(order, telling.today, telling.zone)
    if order.state in OVER:
        return None
    days = plain_words.days(terms.invoice_days)
    if order.invoice is None:
        if order.state not in BEFORE_SHIPPING:
            return None
        return answer(
            f"The invoice of order {number} is written when the parcel leaves us, and is due {days} after "
            "that.",
            f"Nothing is due yet for order {number}: its invoice comes when the parcel leaves, with {days} "
            "to pay it.",
            f"The invoice of order {number} is due {days} after the parcel has left us.",
            NextStep.GET_INVOICE,
            NextStep.TRACK_ORDER,
        )
    due = order.invoice.issued_on + timedelta(days=terms.invoice_days)
    is_over = due < telling.today
    was = "was" if is_over else "is"
    late = " If you have paid it, all is well; else please pay it soon." if is_over else ""
    return answer(
        f"Invoice {order.invoice.number} of order {number} {was} due {telling.on(due)}, {days} after it was "
        f"written.{late}",
        f"It was written {telling.on(order.invoice.issued_on)}, over {telling.total}, and the last day to "
        f"pay it {was} {telling.day(due)}.{late}",
        f"Invoice {order.invoice.number} {was} due {telling.on(due)}.",
        NextStep.GET_INVOICE,
        NextStep.EXPLAIN_CHARGE,
    )


def pay_later(telling: Telling, terms: OrderTerms) -> Answer | None:
    """Until when it may be paid, and that only a person gives more time; None where nothing is to be paid."""
    until = pay_by_when(telling, terms)
    if until is None:
        return None
    first, again, brief = until.wordings
    return answer(
        f"{first} I can't give you more time than that; a person often can, if you ask before the day has "
        "passed.",
        f"{again} Ask a person for a later day before then.",
        brief.split(". ", 1)[0].rstrip(".") + ".",
        NextStep.TALK_TO_PERSON,
        *until.next_steps,
    )


def how_paid(telling: Telling, _terms: OrderTerms) -> Answer:
    """The way of paying; the number of a card or an account is never seen here."""
    order, number, way = telling.order, telling.order.number, _WAYS[telling.order.payment_method]
    shows = f" On your statement it shows as “{order.charges[0].text}”." if order.charges else ""
    which = {
        PaymentMethod.CARD: " Which card it was I can't see: your bank's statement tells.",
        PaymentMethod.PAYPAL: " Which card or account lies behind it, PayPal tells.",
    }.get(order.payment_method, "")
    is_to_come = order.state in UNPAID
    first = f"Order {number} is to be paid {way}" if is_to_come else f"Order {number} was paid {way}"
    if order.payment_method is PaymentMethod.INVOICE:
        first = f"Order {number} goes {way}, which you pay by bank transfer"
    return answer(
        f"{first}.{which}{shows}",
        f"You chose to pay order {number} {way}.{which}{shows}",
        f"{first}.",
        NextStep.EXPLAIN_CHARGE,
        NextStep.GET_INVOICE,
    )


def mail_to_pay(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """Where the e-mail with the link to pay may be; None where nothing is to be paid."""
    order, number = telling.order, telling.order.number
    if order.state not in UNPAID:
        return None
    kept = f" Until {telling.day(order.pay_by)} your items are kept." if order.pay_by else ""
    return answer(
        f"The link to pay is in our e-mail about order {number}, which went to the address that you ordered "
        f"with; have a look at the spam, too. I can't send the link again myself; a person can.{kept}",
        f"If no e-mail about order {number} is there, the address may hold a slip: ask for a person, who "
        f"sends the link again.{kept}",
        f"The link to pay order {number} is in our e-mail about it.",
        NextStep.TALK_TO_PERSON,
        NextStep.PAYMENT_HELP,
    )
