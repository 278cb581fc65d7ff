"""What is asked further of money that goes back: to which account, whether to another, with which paper."""

from actions.orders import plain_words
from actions.orders.lifecycle import UNPAID
from actions.orders.next_steps import NextStep
from actions.orders.order import PaymentMethod
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling

_PAID_WITH = {
    PaymentMethod.CARD: ("the card", "which card that is, the statement of your bank shows"),
    PaymentMethod.PAYPAL: ("the PayPal account", "which account that is, PayPal shows"),
    PaymentMethod.BANK_TRANSFER: ("the bank account", "which account that is, your bank shows"),
    PaymentMethod.INVOICE: ("the bank account", "which account that is, your bank shows"),
}
_ASKS_FOR_ANOTHER = "a person asks you for another account by e-mail; please don't write one into the chat"
_NEW_CARD = "An expired or replaced card is no problem: your bank books it to the new one. "


def goes_back_to(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """What was paid with: that is where it goes, or would go; None of an order not paid."""
    order, number, refund = telling.order, telling.order.number, telling.order.refund
    if refund is None:
        return None if order.state in UNPAID else _would_go_back_to(telling)
    _, shown = _PAID_WITH[order.payment_method]
    account, amount = plain_words.money_goes_to(order.payment_method), telling.money(refund.amount)
    goes, when = ("goes", f"by {telling.day(refund.due_by)}")
    if refund.paid_on is not None:
        goes, when = ("went", telling.on(refund.paid_on))
    return answer(
        f"{amount} {goes} back to {account}, the one that order {number} was paid with, {when}. I can't see "
        f"its number; {shown}.",
        f"To {account}, which paid for order {number}: {amount}, {when}. {shown[0].upper()}{shown[1:]}.",
        f"{amount} {goes} back to {account}, with which order {number} was paid.",
        NextStep.REFUND_TIMES,
        NextStep.EXPLAIN_CHARGE,
    )


def _would_go_back_to(telling: Telling) -> Answer:
    method, number = telling.order.payment_method, telling.order.number
    account = plain_words.money_goes_to(method)
    by_invoice = method is PaymentMethod.INVOICE
    what = "what you have paid of the invoice" if by_invoice else "the money"
    return answer(
        f"Whatever goes back for order {number} goes to {account}: the one that paid, and no other.",
        f"Should order {number} be cancelled or come back, {what} goes to {account} that paid.",
        f"What goes back for order {number} goes to {account}.",
        NextStep.REFUND_TIMES,
        NextStep.EXPLAIN_CHARGE,
    )


def told_when_paid(telling: Telling, _terms: OrderTerms) -> Answer:
    """That an e-mail comes when money goes back, and that it may be told here, too."""
    number = telling.order.number
    if telling.order.refund is not None and telling.order.refund.paid_on is not None:
        day = telling.on(telling.order.refund.paid_on)
        return answer(
            f"An e-mail about it went to the address of order {number} {day}, when we paid.",
            f"We wrote to the e-mail address of order {number} {day}. Have a look at your spam as well.",
            f"The e-mail about the refund of order {number} was sent {day}.",
            NextStep.REFUND_TIMES,
        )
    return answer(
        f"Yes, an e-mail goes to the address of order {number} when we pay. If you like, I tell you here as "
        "well.",
        f"When the money of order {number} leaves us, we write to you. Say “tell me when the refund is "
        "paid”, and a message waits for you here, too.",
        f"An e-mail comes when the money of order {number} goes back.",
        NextStep.TELL_WHEN_REFUNDED,
        NextStep.REFUND_TIMES,
    )


def not_elsewhere(telling: Telling, _terms: OrderTerms) -> Answer | None:
    """That it goes where it came from, and what is done if that is closed; None of an order not paid."""
    order, number = telling.order, telling.order.number
    if order.state in UNPAID:
        return None
    account, _ = _PAID_WITH[order.payment_method]
    new_card = _NEW_CARD if order.payment_method is PaymentMethod.CARD else ""
    if order.refund is not None and order.refund.paid_on is not None:
        return answer(
            f"No, it has left us already: it went back to {account} that order {number} was paid with, "
            f"{telling.on(order.refund.paid_on)}. {new_card}If {account} is closed, the bank sends it back "
            "to us; then ask for a person.",
            f"What was paid back can't be sent elsewhere any more. If {account} of order {number} is closed, "
            "a person finds out where it is.",
            f"The refund of order {number} went back to {account} that paid.",
            NextStep.TALK_TO_PERSON,
            NextStep.REFUND_TIMES,
        )
    return answer(
        f"No: what was paid for order {number} goes back to {account} that paid, so that nobody can have "
        f"your money sent elsewhere. {new_card}If {account} is closed, {_ASKS_FOR_ANOTHER}.",
        f"I can't send it to another account. Is {account} of order {number} closed, ask for a person: "
        f"{_ASKS_FOR_ANOTHER.removeprefix('a person ')}.",
        f"The money for order {number} goes back to {account} that paid.",
        NextStep.TALK_TO_PERSON,
        NextStep.REFUND_TIMES,
    )


def credit_note(telling: Telling, _terms: OrderTerms) -> Answer:
    """That a person sends it, and what it is about; that there is none yet, where nothing was paid back."""
    order, number, refund = telling.order, telling.order.number, telling.order.refund
    if refund is None:
        return answer(
            f"There is no credit note for order {number}, as nothing goes back for it so far.",
            f"A credit note comes of money that goes back. For order {number} none does.",
            f"For order {number} there is no credit note.",
            NextStep.GET_INVOICE,
        )
    amount, account = telling.money(refund.amount), plain_words.money_goes_to(order.payment_method)
    of_it = (
        f"{amount} went back to {account} {telling.on(refund.paid_on)}"
        if refund.paid_on is not None
        else f"{amount} goes back by {telling.day(refund.due_by)}"
    )
    of_invoice = f" Its invoice was {order.invoice.number}." if order.invoice else ""
    return answer(
        f"I have no credit note here; a person sends you one for order {number} by e-mail. What it is about: "
        f"{of_it}.{of_invoice}",
        f"Ask for a person, and you get the credit note of order {number} by e-mail. {of_it}.",
        f"The credit note of order {number} comes from a person.",
        NextStep.TALK_TO_PERSON,
        NextStep.GET_INVOICE,
    )
