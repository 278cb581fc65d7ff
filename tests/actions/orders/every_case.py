"""An order in every state and a change of every kind: what the tables of the tests run over."""

from dataclasses import replace

from actions.orders.changes import (
    AskForRefund,
    CancelOrder,
    Change,
    ChangeAddress,
    ChangeItems,
    Feedback,
    Problem,
    RecordFeedback,
    ReportProblem,
    StartExchange,
    StartReturn,
)
from actions.orders.order import (
    Address,
    Cancellation,
    CancelReason,
    Order,
    ParcelState,
    Refund,
    Return,
    ReturnReason,
)
from actions.orders.order import OrderState as S
from tests.actions.orders.sample_orders import TODAY, a_parcel, an_order, at, days

HOME = Address("Nora Field", "3 Quay Street", "SW1A 1AA", "London", "GB")
OFFICE = Address("Nora Field", "10 Harbour Road", "EH6 6JH", "Edinburgh", "GB")

_TRIP = Return(at(TODAY - days(2)), "Parcelo", "PL9")
_OWED = Refund(13500, due_by=TODAY + days(5))
_DELIVERED = a_parcel(state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(1)))

ORDERS: dict[S, Order] = {
    S.PLACED: an_order(state=S.PLACED),
    S.PAYMENT_FAILED: an_order(state=S.PAYMENT_FAILED),
    S.PAID: an_order(state=S.PAID, address=HOME),
    S.PACKED: an_order(state=S.PACKED),
    S.PARTLY_SHIPPED: an_order(state=S.PARTLY_SHIPPED, parcels=(a_parcel(),)),
    S.SHIPPED: an_order(state=S.SHIPPED, parcels=(a_parcel(),)),
    S.LATE: an_order(state=S.LATE, parcels=(a_parcel(state=ParcelState.LATE, expected_on=TODAY - days(1)),)),
    S.OUT_FOR_DELIVERY: an_order(
        state=S.OUT_FOR_DELIVERY, parcels=(a_parcel(state=ParcelState.OUT_FOR_DELIVERY),)
    ),
    S.DELIVERED: an_order(state=S.DELIVERED, parcels=(_DELIVERED,)),
    S.CANCELLED: an_order(
        state=S.CANCELLED,
        cancellation=Cancellation(at(TODAY - days(1)), CancelReason.BY_CUSTOMER),
        refund=_OWED,
    ),
    S.RETURN_ON_THE_WAY: an_order(
        state=S.RETURN_ON_THE_WAY, parcels=(_DELIVERED,), return_trip=_TRIP, refund=_OWED
    ),
    S.RETURN_RECEIVED: an_order(
        state=S.RETURN_RECEIVED,
        parcels=(_DELIVERED,),
        return_trip=replace(_TRIP, received_at=at(TODAY - days(1))),
        refund=_OWED,
    ),
    S.REFUNDED: an_order(state=S.REFUNDED, refund=replace(_OWED, paid_on=TODAY - days(1))),
}

CHANGES: dict[str, Change] = {
    "cancel": CancelOrder(),
    "address": ChangeAddress(OFFICE),
    "items": ChangeItems({2: 1}),
    "return": StartReturn({2: 1}, ReturnReason.DOES_NOT_FIT),
    "exchange": StartExchange({1: 1}, ReturnReason.DOES_NOT_FIT, "size 43"),
    "missing": ReportProblem(Problem.MISSING),
    "damaged": ReportProblem(Problem.DAMAGED, quantities={1: 1}, note="the sole is off"),
    "wrong": ReportProblem(Problem.WRONG, parcel=1),
    "refund": AskForRefund("it took too long"),
    "complaint": RecordFeedback(Feedback.COMPLAINT, "too slow"),
    "praise": RecordFeedback(Feedback.PRAISE, "well packed"),
}
