"""What becomes of the money of a parcel that is refused at the door."""

from actions.orders import plain_words
from actions.orders.order import PaymentMethod
from actions.orders.terms import OrderTerms
from actions.orders.wordings.telling import Telling


def money_of_refused(telling: Telling, terms: OrderTerms | None = None) -> str:
    """What goes back, where to and, by the shop's `terms`, in how many days: no whole sentence.

    Of an order in several parcels no sum: one of them may be taken.
    """
    order = telling.order
    account = plain_words.money_goes_to(order.payment_method)
    what = telling.money(order.total) if len(order.parcels) <= 1 else "the money for what is in it"
    if order.payment_method is PaymentMethod.INVOICE:
        what = "you need not pay its invoice; if you have, the money"
    when = f"within {terms.refund_days[order.payment_method]} days of its reaching us" if terms else "then"
    return f"{what} goes back to {account} {when}"
