"""What belongs to a demo order on paper: where it goes, its invoice, and what was charged for it."""

from datetime import datetime, timedelta
from random import Random

from actions.orders.demo_cast import Cast, Customer
from actions.orders.demo_journey import Journey
from actions.orders.demo_parcels import moment
from actions.orders.order import (
    Address,
    Charge,
    ChargeState,
    Invoice,
    OrderState,
    PaymentMethod,
    Refund,
)

_SHOP = "HARBOUR & PINE"
_RESERVED_FOR = timedelta(days=5)
_CHARGED_AT_ONCE = (PaymentMethod.CARD, PaymentMethod.PAYPAL)


def address(customer: Customer, cast: Cast, random: Random) -> Address:
    city, country = cast.places[customer.postcode]
    return Address(customer.name, random.choice(cast.streets), customer.postcode, city, country)


def invoice(number: int, way: Journey) -> Invoice | None:
    """Written when the first parcel leaves."""
    left_on = way.days.get(OrderState.SHIPPED) or way.days.get(OrderState.PARTLY_SHIPPED)
    if left_on is None:
        return None
    return Invoice(f"HP-{number}", left_on, f"https://invoices.example.org/HP-{number}")


def charges(
    number: int,
    total: int,
    method: PaymentMethod,
    placed_at: datetime,
    way: Journey,
    refund: Refund | None,
    random: Random,
) -> tuple[Charge, ...]:
    """Now and then a bank sets money aside twice for some days, or refuses it, as banks do."""
    text, soon = f"{_SHOP} {number}", placed_at + timedelta(minutes=2)
    states = _attempts(method, way, random)
    moves = [
        Charge(soon + timedelta(minutes=count), total, state, text) for count, state in enumerate(states)
    ]
    if refund is not None and refund.paid_on is not None:
        paid_at = moment(refund.paid_on, range(8, 12), random)
        moves.append(Charge(paid_at, refund.amount, ChargeState.PAID_BACK, text))
    return tuple(moves)


def _attempts(method: PaymentMethod, way: Journey, random: Random) -> tuple[ChargeState, ...]:
    looks_double = random.random() < 0.5
    if way.has_been(OrderState.PAYMENT_FAILED):
        return (ChargeState.RESERVED, ChargeState.REFUSED) if looks_double else (ChargeState.REFUSED,)
    if not way.has_been(OrderState.PAID) or method not in _CHARGED_AT_ONCE:
        return ()
    is_recent = way.today - way.days[OrderState.PLACED] <= _RESERVED_FOR
    if looks_double and is_recent and method is PaymentMethod.CARD:
        return (ChargeState.RESERVED, ChargeState.TAKEN)
    return (ChargeState.TAKEN,)
