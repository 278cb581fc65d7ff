"""Sending items back for their money, within the days that the shop gives."""

from datetime import date, timedelta

from actions.orders import plain_words
from actions.orders.changes import ChangeKind, Quantities, StartReturn
from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY
from actions.orders.next_steps import NextStep
from actions.orders.order import OrderState, ReturnReason
from actions.orders.weighing.answers import Refused, Weighed
from actions.orders.weighing.case import Case
from actions.orders.weighing.pieces import (
    Counted,
    chosen,
    in_words,
    is_everything,
    not_there,
    still_there,
    value,
)
from actions.orders.weighing.refusing import refused, refused_as_it_stands
from actions.orders.weighing.standing_facts import Three
from actions.orders.weighing.ways_out import WayOut, way_out

_DAYS_ON_THE_WAY_BACK = 7
OUR_FAULT = frozenset({ReturnReason.DAMAGED, ReturnReason.WRONG_ITEM})

_NOT_SENT_YET = (
    "there is nothing to send back yet",
    "Nothing can come back yet",
    "there is no parcel to send back yet",
)
_UNDER_WAY_ALREADY = (
    "it needs no second one",
    "A return is under way already",
    "one return is enough",
)
_OVER = (
    "nothing of it is left to send back",
    "There is nothing left to send back",
    "nothing more can come back",
)


_ASK_WHERE = (
    "I can tell you how far it is.",
    "Ask me where it is, whenever you like.",
    "You can ask me how far it is.",
)


def weigh_return(case: Case, change: StartReturn) -> Weighed:
    refusal = why_nothing_comes_back(case, change.quantities, ChangeKind.START_RETURN)
    if refusal:
        return refusal
    pieces = chosen(case.order, change.quantities) or ()
    what, cost = in_words(case.order, pieces), label_cost(case, change.reason)
    money = _money(case, return_amount(case, pieces, change.reason))
    if case.open_return is not None:
        return case.possible(
            sentence=f"I will add {what} to the return that is started. It goes into the same parcel, with "
            f"the same label, and costs nothing. {_hand_in(case)} {money}",
            done=f"{what} is in the return now, too. {hand_in_with_label(case)} {money}",
        )
    return case.possible(
        sentence=f"For order {case.order.number} I will start the return of {what}. "
        f"{cost_in_words(case, cost)} {_hand_in(case)} {money}",
        done=f"The return of {what} is started. {hand_in_with_label(case)} {money}",
        cost=cost,
    )


def why_nothing_comes_back(case: Case, quantities: Quantities, wish: ChangeKind) -> Refused | None:
    """What stands against a return or an exchange; None if nothing does."""
    if not case.may_send_back:
        if case.order.return_trip is not None and case.order.return_trip.items and still_there(case.order):
            return refused(_rest_by_a_person(case), way_out(case, wish))
        return refused_as_it_stands(case, _why_not(case), way_out(case, wish))
    if case.terms.returns.days == 0:
        return refused(_by_a_person(case), _report(case))
    if case.delivered_on is None:
        return refused(_day_unknown(case), _report(case))
    if not case.can_return:
        return refused(_window_closed(case), _report(case))
    pieces = chosen(case.order, quantities)
    if pieces is None or (case.order.items and not pieces):
        if not still_there(case.order):
            return _nothing_left(case, wish)
        return refused(not_there(case.order, quantities), _choose_again())
    return None


def return_amount(case: Case, pieces: Counted, reason: ReturnReason) -> int:
    """What goes back, in cents: with the delivery cost when all of the order comes back."""
    order = case.order
    before = chosen_before(case)
    is_all = not order.items or is_everything(order, [*before, *pieces])
    amount = order.total - value(before) if is_all else value(pieces)
    return max(0, amount - label_cost(case, reason))


def chosen_before(case: Case) -> Counted:
    """What is in the open return already."""
    by_line = {item.line: item for item in case.order.items}
    trip = case.open_return
    packed = trip.items if trip else ()
    return [(by_line[one.line], one.quantity) for one in packed if one.line in by_line]


def label_cost(case: Case, reason: ReturnReason) -> int:
    """In cents; what was our fault comes back at our cost, and a second thing with the first label."""
    return 0 if reason in OUR_FAULT or case.open_return is not None else case.terms.returns.label_cost


def refund_due_by(case: Case) -> date:
    """The latest day: handed in on the last day, brought to us, and paid."""
    return send_by(case) + timedelta(days=_DAYS_ON_THE_WAY_BACK + case.refund_days)


def send_by(case: Case) -> date:
    return case.return_by or case.today


def label_link(case: Case) -> str | None:
    return case.terms.returns.label_link.format(order_number=case.order.number) or None


def cost_in_words(case: Case, cost: int) -> str:
    return (
        f"The label costs {case.telling.money(cost)}, which we keep from the refund."
        if cost
        else "The label costs you nothing."
    )


def hand_in_with_label(case: Case) -> str:
    """Where the label comes from, and by when the parcel has to be with the carrier."""
    link = label_link(case)
    if link is None:
        days = plain_words.working_days(case.terms.answer_days)
        return f"A person sends you the label by e-mail within {days}. {_hand_in(case)}"
    carrier, day = case.terms.returns.carrier, case.telling.day(send_by(case))
    return f"Print the label from {link} and hand the parcel in with {carrier} by {day}."


def _hand_in(case: Case) -> str:
    return (
        f"Please hand the parcel in with {case.terms.returns.carrier} by {case.telling.day(send_by(case))}."
    )


def _money(case: Case, amount: int) -> str:
    account = plain_words.money_goes_to(case.order.payment_method)
    return (
        f"{case.telling.money(amount)} goes back to {account} within {case.refund_days} days "
        "after it has reached us."
    )


def _why_not(case: Case) -> Three:
    if case.order.state in BEFORE_SHIPPING | UNDERWAY:
        return _NOT_SENT_YET
    return _UNDER_WAY_ALREADY if case.order.state is OrderState.RETURN_ON_THE_WAY else _OVER


def _report(case: Case) -> WayOut:
    return way_out(case, ChangeKind.START_RETURN)


def _nothing_left(case: Case, wish: ChangeKind) -> Refused:
    if case.order.exchange is None:
        return refused_as_it_stands(case, _OVER, way_out(case, wish))
    number = case.order.number
    return refused(
        (
            f"Everything of order {number} is in the exchange that is started, so nothing else of it can "
            "come back.",
            f"The exchange of order {number} has all of its items.",
            f"All of order {number} is being exchanged.",
        ),
        WayOut(_ASK_WHERE, (NextStep.TRACK_ORDER,)),
    )


def _rest_by_a_person(case: Case) -> Three:
    number = case.order.number
    return (
        f"The return of order {number} is on its way already, so the rest of it needs a label of its own, "
        "and a person sends you that.",
        f"A second parcel of order {number} needs another label, which only a person can send.",
        f"For the rest of order {number} a person has to send another label.",
    )


def _choose_again() -> WayOut:
    return WayOut(
        (
            "Tell me which of these should come back.",
            "You can name the items, or send all of them back.",
            "Any of these can come back.",
        ),
        (NextStep.START_RETURN, NextStep.START_EXCHANGE),
    )


def _by_a_person(case: Case) -> Three:
    number = case.order.number
    return (
        f"A return of order {number} can't be started here in the chat.",
        f"Returns are looked after by our team, also that of order {number}.",
        f"For a return of order {number}, our team is the right place.",
    )


def _day_unknown(case: Case) -> Three:
    number = case.order.number
    return (
        f"I can't see the day on which order {number} came, and the days for a return count from it.",
        f"The day of delivery is missing in what I see of order {number}, so I can't start a return of it.",
        f"Without the day of its delivery I can't start a return of order {number}.",
    )


def _window_closed(case: Case) -> Three:
    number, days, telling = case.order.number, case.terms.returns.days, case.telling
    delivered = telling.on(case.delivered_on) if case.delivered_on else ""
    ended = telling.on(case.return_by) if case.return_by else ""
    return (
        f"Order {number} was delivered {delivered}, and its {days} days for a return ended {ended}.",
        f"A return is possible for {days} days after delivery; for order {number} they ended {ended}.",
        f"The time to return order {number} ended {ended}.",
    )
