"""What every weighing looks at: the order, the shop's terms, and the moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from actions.orders.lifecycle import BEFORE_SHIPPING, UNPAID
from actions.orders.order import (
    ChargeState,
    Order,
    OrderState,
    Parcel,
    ParcelState,
    PaymentMethod,
    Refund,
    Return,
)
from actions.orders.terms import OrderTerms
from actions.orders.weighing.answers import Possible
from actions.orders.wordings.on_the_way import parcel_state
from actions.orders.wordings.telling import Telling

COMING_BACK = frozenset({OrderState.RETURN_ON_THE_WAY, OrderState.RETURN_RECEIVED})


@dataclass(frozen=True, slots=True)
class Case:
    """One order at one moment, in the calendar of `zone`."""

    order: Order
    terms: OrderTerms
    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def telling(self) -> Telling:
        return Telling(self.order, self.today, self.zone)

    @property
    def is_paid(self) -> bool:
        """An invoice is written when the first parcel leaves: before that nobody can have paid it."""
        is_charged = any(one.state is ChargeState.TAKEN for one in self.order.charges)
        is_by_invoice = self.order.payment_method is PaymentMethod.INVOICE
        if is_by_invoice and self.order.state in BEFORE_SHIPPING and not is_charged:
            return False
        return self.order.state not in UNPAID

    @property
    def delivered_on(self) -> date | None:
        """The day the last parcel came; None when the back end does not know it."""
        moments = [parcel.delivered_at for parcel in self.order.parcels if parcel.delivered_at]
        return self.telling.day_of(max(moments)) if moments else None

    @property
    def return_by(self) -> date | None:
        """The last day to hand a return in; None when the day of delivery is not known."""
        delivered = self.delivered_on
        return delivered and delivered + timedelta(days=self.terms.returns.days)

    @property
    def can_return(self) -> bool:
        last = self.return_by
        takes_returns = self.may_send_back and self.terms.returns.days > 0
        return takes_returns and last is not None and self.today <= last

    @property
    def may_send_back(self) -> bool:
        """Whether the goods are with the customer; of a return that is started, the parcel as well."""
        return self.order.state is OrderState.DELIVERED or self.open_return is not None

    @property
    def open_return(self) -> Return | None:
        """The return of some items that others can still be put to: the carrier does not have it yet."""
        trip = self.order.return_trip
        if self.order.state is not OrderState.RETURN_ON_THE_WAY or trip is None or not trip.items:
            return None
        is_handed_in = trip.tracking_number is not None or trip.send_by is None
        return None if is_handed_in or trip.received_at else trip

    @property
    def refund_by(self) -> date:
        """The day by which money goes back that is given back today."""
        return self.today + timedelta(days=self.refund_days)

    @property
    def refund_days(self) -> int:
        return self.terms.refund_days[self.order.payment_method]

    @property
    def is_refund_overdue(self) -> bool:
        refund = self.order.refund
        return refund is not None and refund.paid_on is None and refund.due_by < self.today

    def parcel_state(self, parcel: Parcel) -> ParcelState:
        return parcel_state(parcel, self.telling)

    def refund_with(self, amount: int, due_by: date) -> Refund | None:
        """What is owed once `amount` cents more go back; None for nothing at all."""
        owed = self.order.refund
        if owed is not None and owed.paid_on is None:
            return Refund(owed.amount + amount, max(owed.due_by, due_by))
        return Refund(amount, due_by) if amount > 0 else owed

    def money_back(self, amount: int) -> str | None:
        """What goes back, told as one sum when money is owed already; None for nothing at all."""
        refund, owed = self.refund_with(amount, self.refund_by), self.order.refund
        if refund is None:
            return None
        told = self.telling.refund(refund)
        if owed is None or owed.paid_on is not None or amount <= 0:
            return told
        return f"{told} That is all in one: {self.telling.money(owed.amount)} of it was on its way already."

    def possible(self, sentence: str, done: str, cost: int = 0, *, says_undo: bool = True) -> Possible:
        """Possible, with the time for undoing it worked out, and said unless that would be out of place."""
        if not self.terms.undo:
            return Possible(sentence, cost, None, done)
        until = self.now + self.terms.undo
        undo = f" You can still undo this until {self.telling.clock(until)}." if says_undo else ""
        return Possible(sentence, cost, until, f"{done}{undo}")
