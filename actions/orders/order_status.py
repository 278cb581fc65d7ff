"""What to say of an order, and what to offer next: the true facts of today, in three wordings.

Which wording is due, and when silence is, is decided by who knows what was said before.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, date, tzinfo

from actions.orders.next_steps import NextStep, next_steps
from actions.orders.order import Order, OrderState, ParcelState
from actions.orders.wordings import before_shipping, money_back, on_the_way
from actions.orders.wordings.open_matters import open_matters
from actions.orders.wordings.telling import Telling, Wordings

_WORDINGS: dict[OrderState, Callable[[Telling], Wordings]] = {
    **before_shipping.WORDINGS,
    **on_the_way.WORDINGS,
    **money_back.WORDINGS,
}


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """`wordings`: the answer; the same with more detail, when asked again; the last, which offers a person.

    The wordings of an order change whenever its facts do, so a wording that was said before says nothing new.
    """

    order_number: str
    standing: OrderState
    wordings: tuple[str, str, str]
    next_steps: tuple[NextStep, ...]


def status_of(
    order: Order, today: date, just_said: Container[NextStep] = (), zone: tzinfo = UTC
) -> OrderStatus:
    """The status as of `today` in the shop's calendar, whose time zone is `zone`."""
    telling = Telling(order, today, zone)
    standing = standing_of(order, telling)
    return OrderStatus(
        order.number, standing, three_wordings(telling), next_steps(order, standing, just_said)
    )


def three_wordings(telling: Telling) -> tuple[str, str, str]:
    """The state of the order and what else is going on with it, said in three ways."""
    said = _WORDINGS[telling.order.state](telling)
    matters = open_matters(telling)
    more = f" {matters}" if matters else ""
    last = (
        f"I have told you all I can see: {said.in_brief}.{more} "
        "If that does not settle it, a person from our team can look into it with you."
    )
    return f"{said.answer}{more}", f"{said.detail}{more}", last


def standing_of(order: Order, telling: Telling) -> OrderState:
    """The order's state as the customer lives it: late as soon as one of its parcels has missed its day."""
    is_late = any(on_the_way.parcel_state(parcel, telling) is ParcelState.LATE for parcel in order.parcels)
    is_awaited = order.state in (OrderState.SHIPPED, OrderState.PARTLY_SHIPPED, OrderState.OUT_FOR_DELIVERY)
    return OrderState.LATE if is_late and is_awaited else order.state
