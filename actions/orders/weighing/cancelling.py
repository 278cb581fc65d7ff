"""Cancelling an order: until it leaves, or as long as the shop's terms say."""

from actions.orders import plain_words
from actions.orders.changes import ChangeKind
from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.order import OrderState, PaymentMethod
from actions.orders.weighing.answers import Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.refusing import refused_as_it_stands
from actions.orders.weighing.standing_facts import Three
from actions.orders.weighing.ways_out import by_parcel, way_out

_TOO_LATE = (
    "it can't be cancelled any more",
    "Cancelling is not possible any more",
    "it can't be stopped now",
)
_BY_A_PERSON = (
    "only a person from our team can cancel it",
    "A person from our team has to cancel this one",
    "a person has to cancel it",
)
_DONE_ALREADY = (
    "there is nothing more to cancel",
    "It needs no second cancelling",
    "nothing of it will be sent",
)


def weigh_cancelling(case: Case) -> Weighed:
    if case.order.state not in case.terms.cancel_in:
        out = by_parcel(case) or way_out(case, ChangeKind.CANCEL_ORDER)
        return refused_as_it_stands(case, _why_not(case), out)
    number = case.order.number
    return case.possible(
        sentence=f"I will cancel order {number}, and nothing of it will be sent. {cost_and_money(case)}",
        done=f"Order {number} is cancelled, and nothing of it will be sent. {_money(case)}",
        cost=cancellation_fee(case),
    )


def cancellation_fee(case: Case) -> int:
    """In cents; nothing for what was not paid, and never more than was paid."""
    return min(case.terms.cancel_fee, case.order.total) if case.is_paid else 0


def cost_and_money(case: Case) -> str:
    """What cancelling costs, and what goes back."""
    return f"{_cost(case)}{_money(case)}"


def _why_not(case: Case) -> Three:
    if case.order.state is OrderState.CANCELLED:
        return _DONE_ALREADY
    is_never_allowed = not case.terms.cancel_in and case.order.state in BEFORE_SHIPPING
    return _BY_A_PERSON if is_never_allowed else _TOO_LATE


def _cost(case: Case) -> str:
    fee = cancellation_fee(case)
    if fee == 0:
        return "This costs nothing. "
    paid = case.telling.money(case.order.total)
    return f"This costs {case.telling.money(fee)}, which we keep from the {paid}. "


def _money(case: Case) -> str:
    account = plain_words.money_goes_to(case.order.payment_method)
    if case.is_paid:
        back = case.money_back(case.order.total - cancellation_fee(case))
        return back or "The fee is all that was paid."
    if case.order.payment_method is PaymentMethod.BANK_TRANSFER:
        days = plain_words.days(case.refund_days)
        return f"If your transfer is on its way already, the money goes back to {account} within {days}."
    return "Nothing was charged, so there is nothing to pay back."
