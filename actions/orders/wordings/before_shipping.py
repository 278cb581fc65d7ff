"""Orders that have not left the shop: placed, payment failed, paid, packed."""

from actions.orders.order import OrderState, PaymentMethod
from actions.orders.wordings.telling import Telling, Wordings

_PAYERS = {
    PaymentMethod.CARD: "your card company",
    PaymentMethod.PAYPAL: "PayPal",
    PaymentMethod.BANK_TRANSFER: "your bank transfer",
    PaymentMethod.INVOICE: "our invoice check",
}


def placed(telling: Telling) -> Wordings:
    order = telling.order
    waiting = f"We are waiting for {_PAYERS[order.payment_method]}"
    kept = f" We keep your items until {telling.day(order.pay_by)}." if order.pay_by else ""
    return Wordings(
        answer=f"We have your order {order.number}. {waiting}, and pack it as soon as it is paid.{kept}",
        detail=(
            f"{telling.what_was_ordered} {waiting}: that payment has not reached us yet.{kept} "
            "Packing starts when it is here, and you get an e-mail when the parcel leaves."
        ),
        in_brief=f"order {order.number} is placed, and its payment has not reached us yet",
    )


def payment_failed(telling: Telling) -> Wordings:
    order = telling.order
    reason = f": {order.payment_problem}" if order.payment_problem else ""
    kept = f" Your items are kept until {telling.day(order.pay_by)}." if order.pay_by else ""
    return Wordings(
        answer=(
            f"The payment for order {order.number} did not go through{reason}. "
            f"Nothing was charged{telling.set_aside}.{kept}"
        ),
        detail=(
            f"{telling.what_was_ordered} The payment was refused{reason}. No money has moved"
            f"{telling.set_aside}, and nothing is packed.{kept} You can pay again, also in another way, with "
            "the link in our e-mail."
        ),
        in_brief=f"the payment for order {order.number} did not go through, and nothing was charged",
    )


def paid(telling: Telling) -> Wordings:
    order = telling.order
    return Wordings(
        answer=f"Order {order.number} is paid and waiting to be packed. {_leaving(telling)}",
        detail=(
            f"{telling.what_was_ordered} The payment is here, packing is still to come. {_leaving(telling)} "
            "You get an e-mail with the tracking number then."
        ),
        in_brief=f"order {order.number} is paid and not packed yet",
    )


def packed(telling: Telling) -> Wordings:
    order = telling.order
    return Wordings(
        answer=f"Order {order.number} is packed and waiting for the carrier. {_leaving(telling)}",
        detail=(
            f"{telling.what_was_ordered} All of it is packed and stands ready in our warehouse. "
            f"{_leaving(telling)} The tracking number is made when the carrier takes the parcel."
        ),
        in_brief=f"order {order.number} is packed and has not left us yet",
    )


def _leaving(telling: Telling) -> str:
    ships_by = telling.order.ships_by
    if ships_by is None:
        return "I can't see the day it leaves yet."
    if ships_by < telling.today:
        return (
            f"It should have left us {telling.on(ships_by)}, and it has not yet; we are sorry for the wait."
        )
    return f"It leaves us {telling.on(ships_by)}."


WORDINGS = {
    OrderState.PLACED: placed,
    OrderState.PAYMENT_FAILED: payment_failed,
    OrderState.PAID: paid,
    OrderState.PACKED: packed,
}
