"""What every wording needs: the order, the day it is told on, and the facts that all of them share."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from actions.orders import plain_words
from actions.orders.order import ChargeState, Order, Refund

SET_ASIDE = "What is only set aside disappears by itself, within 5 working days at most banks."


@dataclass(frozen=True, slots=True)
class Wordings:
    """Three ways to say the same facts: the answer, the answer in detail, and the facts in a few words."""

    answer: str
    detail: str
    in_brief: str


@dataclass(frozen=True, slots=True)
class Telling:
    """An order told on a certain day, in the calendar of `zone`."""

    order: Order
    today: date
    zone: tzinfo

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def on(self, when: date | datetime) -> str:
        """`on Tuesday 24 November`, `today`."""
        return plain_words.on_day(self._as_day(when), self.today)

    def day(self, when: date | datetime) -> str:
        """`Tuesday 24 November`, `today`."""
        return plain_words.day(self._as_day(when), self.today)

    def clock(self, moment: datetime) -> str:
        """`14:20`."""
        return moment.astimezone(self.zone).strftime("%H:%M")

    def money(self, cents: int) -> str:
        return plain_words.money(cents, self.order.currency)

    @property
    def total(self) -> str:
        return self.money(self.order.total)

    @property
    def all_items(self) -> str:
        return plain_words.items([(item, item.quantity) for item in self.order.items])

    @property
    def what_was_ordered(self) -> str:
        """`You ordered … on Tuesday 24 November for €84.00.`"""
        order = self.order
        what = self.all_items or "this"
        return f"You ordered {what} {self.on(order.placed_at)} for {self.money(order.total)} in all."

    @property
    def set_aside(self) -> str:
        """` (€84.00 is only set aside by your bank)`, to stand behind "nothing was charged"; or nothing."""
        sums = [one.amount for one in self.order.charges if one.state is ChargeState.RESERVED]
        return f" ({self.money(sum(sums))} is only set aside by your bank)" if sums else ""

    def refund(self, refund: Refund) -> str:
        """Where the money of a refund is, as one sentence or two."""
        amount = self.money(refund.amount)
        account = plain_words.money_goes_to(self.order.payment_method)
        if refund.paid_on:
            return f"We paid {amount} back to {account} {self.on(refund.paid_on)}."
        if refund.due_by < self.today:
            return (
                f"{amount} should have gone back to {account} by {self.day(refund.due_by)}. "
                "I can't see that payment yet, and we are sorry; a person can find out why."
            )
        return f"{amount} goes back to {account} by {self.day(refund.due_by)}."

    def _as_day(self, when: date | datetime) -> date:
        return self.day_of(when) if isinstance(when, datetime) else when
