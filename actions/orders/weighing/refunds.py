"""Asking for money back. Mostly it comes with a cancellation or a return; else a person decides."""

from actions.orders import plain_words
from actions.orders.changes import ChangeKind
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.order import OrderState, Report, ReportKind
from actions.orders.weighing.answers import Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.refusing import refused, refused_as_it_stands
from actions.orders.weighing.standing_facts import Three
from actions.orders.weighing.ways_out import WayOut, at_the_door, way_out
from actions.orders.wordings.at_the_door import money_of_refused

_PROBLEMS = (ReportKind.MISSING, ReportKind.DAMAGED, ReportKind.WRONG)

_NOTHING_CHARGED = (
    "nothing was charged that could go back",
    "There is no money to pay back",
    "nothing was charged",
)
_WITH_CANCELLING = (
    "the way to your money is to cancel it",
    "Your money comes back when the order is cancelled",
    "cancelling brings the money back",
)
_WITH_RETURN = (
    "a refund comes with a return",
    "A refund follows when the goods are back with us",
    "the refund comes with the return",
)
_WITH_PARCEL = (
    "the money comes back with the parcel",
    "Your money follows when the parcel is back with us",
    "the refund comes with the parcel",
)
_UNDER_WAY = (
    "your refund is under way already",
    "The refund has been started already",
    "your refund is on its way",
)
_PAID = (
    "there is nothing more to pay back; a bank can take 5 working days to show it",
    "The refund has been paid, and a bank can take 5 working days to show it",
    "the refund is paid",
)


def weigh_refund(case: Case) -> Weighed:
    asked = next((report for report in case.order.reports if report.kind is ReportKind.REFUND), None)
    if asked:
        return refused(_asked_before(case, asked), way_out(case, ChangeKind.ASK_FOR_REFUND))
    if not _is_for_a_person(case):
        out = _on_its_way(case) if case.order.state in UNDERWAY else way_out(case, ChangeKind.ASK_FOR_REFUND)
        return refused_as_it_stands(case, _why_not(case), out)
    number = case.order.number
    answer = (
        f"A person decides, and gets back to you within {plain_words.working_days(case.terms.answer_days)}"
    )
    return case.possible(
        sentence=f"I will ask our team to refund order {number}. {answer}. {_once_agreed(case)} "
        f"Asking costs nothing.{_not_cancelled(case)}",
        done=f"Our team has your wish for a refund of order {number}. {answer}.",
    )


def _once_agreed(case: Case) -> str:
    account = plain_words.money_goes_to(case.order.payment_method)
    return f"If they agree, your money goes back to {account} within {plain_words.days(case.refund_days)}."


def _not_cancelled(case: Case) -> str:
    """Who asks for the money of a late parcel would often rather cancel it."""
    if case.order.state not in UNDERWAY:
        return ""
    return " It has left us, so it can't be cancelled; should it still come, you can refuse it at the door."


def _is_for_a_person(case: Case) -> bool:
    """No rule gives the money back by itself, or the one that does has not been kept."""
    state, refund = case.order.state, case.order.refund
    if state is OrderState.LATE or case.is_refund_overdue:
        return True
    if state is OrderState.DELIVERED:
        return any(report.kind in _PROBLEMS for report in case.order.reports)
    return state in (OrderState.RETURN_ON_THE_WAY, OrderState.RETURN_RECEIVED) and refund is None


def _on_its_way(case: Case) -> WayOut:
    """Refused at the door it needs no return: what goes back then, and when."""
    money = money_of_refused(case.telling, case.terms)
    out = at_the_door(case)
    return WayOut(
        (
            f"{out.words[0]} Refused, it costs you nothing, and {money}.",
            f"Tell the driver that you don't take it, and {money}.",
            f"{out.words[2]} Refused, {money}.",
        ),
        out.steps,
    )


def _why_not(case: Case) -> Three:
    state, refund = case.order.state, case.order.refund
    if not case.is_paid or (state is OrderState.CANCELLED and refund is None):
        return _NOTHING_CHARGED
    if state in BEFORE_SHIPPING:
        return _WITH_CANCELLING if state in case.terms.cancel_in else _WITH_RETURN
    if state in UNDERWAY:
        return _WITH_PARCEL
    if state is OrderState.DELIVERED:
        return _WITH_RETURN
    return _PAID if state is OrderState.REFUNDED or (refund and refund.paid_on) else _UNDER_WAY


def _asked_before(case: Case, asked: Report) -> Three:
    number, day = case.order.number, case.telling.on(asked.at)
    return (
        f"You asked for a refund of order {number} {day}, and a person is deciding on it.",
        f"Your wish for a refund stands with order {number} since you asked {day}.",
        f"The refund of order {number} is with our team.",
    )
