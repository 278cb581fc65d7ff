"""What an order is once a change has been made: the same for every book that keeps its orders itself."""

from dataclasses import replace
from typing import assert_never

from actions.orders.changes import (
    AskForRefund,
    CancelOrder,
    Change,
    ChangeAddress,
    ChangeItems,
    Quantities,
    RecordFeedback,
    ReportProblem,
    StartExchange,
    StartReturn,
)
from actions.orders.order import (
    Cancellation,
    CancelReason,
    Exchange,
    Order,
    OrderState,
    PackedItem,
    Report,
    ReportKind,
    Return,
)
from actions.orders.weighing import pieces, returning
from actions.orders.weighing.cancelling import cancellation_fee
from actions.orders.weighing.case import Case
from actions.orders.weighing.items import items_left, taken_off
from actions.orders.weighing.passing_on import is_left_to_team

LONGEST_NOTE = 2000


def applied(case: Case, change: Change) -> Order:
    """The order after a change that was weighed as possible in this very case; its version is one higher."""
    return replace(_changed(case, change), version=case.order.version + 1)


def _changed(case: Case, change: Change) -> Order:
    order = case.order
    if is_left_to_team(case, change):
        return _reported(case, ReportKind.REQUEST, change.kind.value)
    match change:
        case CancelOrder():
            return _cancelled(case)
        case ChangeAddress(address):
            return replace(order, address=address)
        case ChangeItems():
            return _with_fewer_items(case, change)
        case StartReturn():
            return _coming_back(case, change)
        case StartExchange():
            return replace(order, exchange=_exchange(case, change))
        case ReportProblem(problem, parcel, quantities, note):
            about = _packed(order, quantities) if quantities else ()
            return _reported(case, ReportKind(problem.value), note, parcel, about)
        case AskForRefund(reason):
            return _reported(case, ReportKind.REFUND, reason)
        case RecordFeedback(feedback, note):
            return _reported(case, ReportKind(feedback.value), note)
        case _:
            assert_never(change)


def _cancelled(case: Case) -> Order:
    order = case.order
    back = order.total - cancellation_fee(case) if case.is_paid else 0
    return replace(
        order,
        state=OrderState.CANCELLED,
        cancellation=Cancellation(case.now, CancelReason.BY_CUSTOMER),
        refund=case.refund_with(back, case.refund_by) if case.is_paid else order.refund,
    )


def _with_fewer_items(case: Case, change: ChangeItems) -> Order:
    order, off = case.order, pieces.value(taken_off(case.order, change))
    return replace(
        order,
        items=items_left(order, change),
        total=order.total - off,
        refund=case.refund_with(off, case.refund_by) if case.is_paid else order.refund,
    )


def _coming_back(case: Case, change: StartReturn) -> Order:
    chosen = pieces.chosen(case.order, change.quantities) or ()
    amount = returning.return_amount(case, chosen, change.reason)
    refund = case.refund_with(amount, returning.refund_due_by(case))
    if (trip := case.open_return) is not None:
        items = pieces.together(trip.items, pieces.packed(chosen))
        return replace(case.order, return_trip=replace(trip, items=items), refund=refund)
    return replace(
        case.order,
        state=OrderState.RETURN_ON_THE_WAY,
        return_trip=Return(
            started_at=case.now,
            carrier=case.terms.returns.carrier,
            tracking_number=None,
            label=returning.label_link(case),
            send_by=returning.send_by(case),
            reason=change.reason,
            items=pieces.packed(chosen),
        ),
        refund=refund,
    )


def _exchange(case: Case, change: StartExchange) -> Exchange:
    return Exchange(
        started_at=case.now,
        items=_packed(case.order, change.quantities),
        wanted=" ".join(change.wanted.split()),
        reason=change.reason,
        send_by=returning.send_by(case),
        carrier=case.terms.returns.carrier,
        label=returning.label_link(case),
    )


def _packed(order: Order, quantities: Quantities) -> tuple[PackedItem, ...]:
    return pieces.packed(pieces.chosen(order, quantities) or ())


def _reported(
    case: Case,
    kind: ReportKind,
    note: str,
    parcel: int | None = None,
    about: tuple[PackedItem, ...] = (),
) -> Order:
    report = Report(kind, case.now, _storable(note), parcel, about)
    return replace(case.order, reports=(*case.order.reports, report))


def _storable(note: str) -> str:
    # No database of ours keeps a NUL or half a character.
    return "".join(sign for sign in note if sign.isprintable() or sign == "\n")[:LONGEST_NOTE]
