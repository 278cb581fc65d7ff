"""The demo shop's orders: 220 of them, in every state, the same in every run, with days relative to today."""

from dataclasses import astuple, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from random import Random

from actions.orders.demo_cast import Cast, Role, read_cast
from actions.orders.demo_journey import AGES, DAYS_TO_PAY, Journey, journey, monday_for_sunday
from actions.orders.demo_papers import address, charges, invoice
from actions.orders.demo_parcels import CARRIERS, moment, parcels
from actions.orders.lifecycle import UNPAID
from actions.orders.order import (
    Cancellation,
    CancelReason,
    Item,
    Order,
    OrderState,
    PaymentMethod,
    Refund,
    Return,
)

SEED = 10042
NEWEST, HOW_MANY = 10060, 220

_ORDERS_A_DAY = 4
_DAYS_TO_REFUND = 7
_FREE_DELIVERY_FROM, _DELIVERY = 8000, 490
_FREE_FROM_OUTSIDE, _DELIVERY_OUTSIDE = 15000, 990
_OUTSIDE = frozenset({"CH", "GB", "NO"})
"""Where delivery costs more, as in `data/order_terms.yml`."""

_WEIGHTS = {
    OrderState.PAID: 4,
    OrderState.PACKED: 3,
    OrderState.PARTLY_SHIPPED: 2,
    OrderState.SHIPPED: 4,
    OrderState.OUT_FOR_DELIVERY: 3,
    OrderState.DELIVERED: 5,
    OrderState.REFUNDED: 2,
}
_PROBLEMS = (
    "the card was declined",
    "the card has expired",
    "your bank asked for a confirmation that did not come",
)


def demo_orders(today: date) -> tuple[Order, ...]:
    """All orders, by number. Only their days depend on `today`."""
    return tuple(_order(role, today) for role in _roles())


@cache
def demo_edition() -> str:
    """Changes when the demo's orders do, so that an older demo is known for one."""
    orders = [astuple(order) for order in demo_orders(date(2000, 1, 3))]
    return sha256(repr(orders).encode()).hexdigest()


@cache
def cast() -> Cast:
    return read_cast(_random("cast"))


def _random(what: object) -> Random:
    # A stream of its own for each order: one order more does not change the others.
    return Random(f"{SEED} {what}")  # noqa: S311  a demo wants the same numbers every time


@cache
def _roles() -> tuple[Role, ...]:
    given = {role.number: role for role in (*cast().to_try, *cast().more)}
    return tuple(
        given.get(number) or _made_up_role(number) for number in range(NEWEST - HOW_MANY + 1, NEWEST + 1)
    )


def _made_up_role(number: int) -> Role:
    random = _random(f"role {number}")
    states = [state for state, ages in AGES.items() if _age(number) in ages]
    state = random.choices(states, [_WEIGHTS.get(state, 1) for state in states])[0]
    return Role(number, state, random.choice(cast().customers))


def _age(number: int) -> int:
    return 1 + (NEWEST - number) // _ORDERS_A_DAY


def _order(role: Role, today: date) -> Order:
    order, way = _goods(role, today)
    random = _random(f"papers {role.number}")  # so that papers of another kind change no goods
    return replace(
        order,
        address=address(role.customer, cast(), random),
        invoice=invoice(role.number, way),
        charges=charges(
            role.number, order.total, order.payment_method, order.placed_at, way, order.refund, random
        ),
    )


def _goods(role: Role, today: date) -> tuple[Order, Journey]:
    random = _random(role.number)
    state, customer = role.state, role.customer
    way = journey(state, _age(role.number), today, random)
    items = _items(state, random)
    total = _total(items, cast().places[customer.postcode][1])
    order = Order(
        number=str(role.number),
        email=customer.email,
        postcode=customer.postcode,
        name=customer.name,
        state=state,
        placed_at=moment(way.days[OrderState.PLACED], range(7, 12), random),
        items=items,
        total=total,
        currency="EUR",
        payment_method=_payment_method(state, way, random),
        customer_id=customer.customer_id,
        parcels=parcels(state, items, way, random),
        ships_by=_ships_by(state, way, random),
        payment_problem=random.choice(_PROBLEMS) if state is OrderState.PAYMENT_FAILED else None,
        pay_by=_pay_by(state, way),
        cancellation=_cancellation(way, random),
        return_trip=_return_trip(way, random),
        refund=_refund(total, way),
    )
    return order, way


def _items(state: OrderState, random: Random) -> tuple[Item, ...]:
    fewest = 2 if state is OrderState.PARTLY_SHIPPED else 1
    products = random.sample(cast().products, random.choice((fewest, fewest, 2, 3)))
    return tuple(
        Item(
            line=line,
            slug=product.slug,
            name=product.name,
            colour=product.colour,
            size=random.choice(product.sizes) if product.sizes else None,
            quantity=random.choice((1, 1, 1, 1, 2)),
            price=product.price,
        )
        for line, product in enumerate(products, start=1)
    )


def _total(items: tuple[Item, ...], country: str) -> int:
    goods = sum(item.price * item.quantity for item in items)
    if country in _OUTSIDE:
        return goods if goods >= _FREE_FROM_OUTSIDE else goods + _DELIVERY_OUTSIDE
    return goods if goods >= _FREE_DELIVERY_FROM else goods + _DELIVERY


def _payment_method(state: OrderState, way: Journey, random: Random) -> PaymentMethod:
    if not way.has_been(OrderState.PAID):
        failed = state is OrderState.PAYMENT_FAILED
        return PaymentMethod.CARD if failed else PaymentMethod.BANK_TRANSFER
    return random.choice(
        (PaymentMethod.CARD, PaymentMethod.CARD, PaymentMethod.PAYPAL, PaymentMethod.INVOICE)
    )


def _ships_by(state: OrderState, way: Journey, random: Random) -> date | None:
    if state not in (OrderState.PAID, OrderState.PACKED, OrderState.PARTLY_SHIPPED):
        return None
    ahead = random.randint(0, 1) if state is OrderState.PACKED else 1
    return monday_for_sunday(way.today + timedelta(days=ahead))


def _pay_by(state: OrderState, way: Journey) -> date | None:
    if state not in UNPAID:
        return None
    return way.days[OrderState.PLACED] + timedelta(days=DAYS_TO_PAY)


def _cancellation(way: Journey, random: Random) -> Cancellation | None:
    if not way.has_been(OrderState.CANCELLED):
        return None
    why_paid = random.choice((CancelReason.BY_CUSTOMER, CancelReason.BY_CUSTOMER, CancelReason.OUT_OF_STOCK))
    reason = why_paid if way.has_been(OrderState.PAID) else CancelReason.NEVER_PAID
    return Cancellation(moment(way.days[OrderState.CANCELLED], range(12, 18), random), reason)


def _return_trip(way: Journey, random: Random) -> Return | None:
    if not way.has_been(OrderState.RETURN_ON_THE_WAY):
        return None
    carrier = random.choice(CARRIERS)
    received_on = way.days.get(OrderState.RETURN_RECEIVED)
    return Return(
        started_at=moment(way.days[OrderState.RETURN_ON_THE_WAY], range(9, 18), random),
        carrier=carrier.name,
        tracking_number=carrier.tracking_number(random),
        received_at=moment(received_on, range(8, 12), random) if received_on else None,
    )


def _refund(total: int, way: Journey) -> Refund | None:
    """Owed to whoever paid for an order that was cancelled or comes back."""
    cancelled_on = way.days.get(OrderState.CANCELLED) if way.has_been(OrderState.PAID) else None
    back_on = way.days.get(OrderState.RETURN_RECEIVED)
    if way.has_been(OrderState.RETURN_ON_THE_WAY) and back_on is None:
        back_on = way.today + timedelta(days=2)
    begun_on = cancelled_on or back_on
    if begun_on is None:
        return None
    due_by = begun_on + timedelta(days=_DAYS_TO_REFUND)
    return Refund(total, due_by, paid_on=way.days.get(OrderState.REFUNDED))
