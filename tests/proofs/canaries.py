"""Orders in which every word is a canary: text that stands in this order, and nowhere else in the world.

`canaries_in` finds them in any text again, whatever stands around them.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from actions.orders import identifiers
from actions.orders.demo_orders import demo_orders
from actions.orders.order import Address, Invoice, Item, Order, OrderState, PackedItem, Parcel, ParcelState

_DIGITS_AS_LETTERS = str.maketrans("0123456789", "bcdfghjklm")
_LETTERS_AS_DIGITS = str.maketrans("bcdfghjklm", "0123456789")
_MARK = "qzxzqzx"
"""Long enough that no id that a computer draws, in capitals or not, holds it by chance."""

_WORD = re.compile(rf"[a-z0-9]+{_MARK}[bcdfghjklm]{{2}}")
_AMOUNT = re.compile(r"(?<![\d.,])7(\d),?(\d)(\d)0\.07(?!\d)")
_NUMBER = re.compile(r"(?<!\d)310730\d\d(?!\d)")

CUSTOMERS = ("ada", "ada", "ada", "bob", "bob", "cleo", None, None, None, None, None, None)
"""Whose the orders are, by their place; None: somebody who ordered without signing in."""

_ALIKE = [
    str(number)
    for number in (10042, 10057, 10036, 10052, 10047, 10035, 10060, 10030, 10019, 10056, 10017, 10032)
]
"""The demo's orders that these are made from, one for each thing that can be told of an order."""


@dataclass(frozen=True)
class Canary:
    """`kind` says where in the order it stands: `name`, `item2`, `total`, …"""

    order: str
    kind: str


def canary_orders(today: date, count: int = len(_ALIKE)) -> tuple[Order, ...]:
    """At most a hundred orders; every twelve of them in most states that an order can be in."""
    demo = {order.number: order for order in demo_orders(today)}
    return tuple(
        _with_canaries(demo[_ALIKE[place % len(_ALIKE)]], place, CUSTOMERS[place % len(CUSTOMERS)])
        for place in range(count)
    )


def canaries_in(*texts: str) -> set[Canary]:
    """Every canary that can be found, also in other capitals, in JSON, and inside of longer words."""
    found = set()
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            kind, _, place = word.rpartition(_MARK)
            found.add(Canary(_number(int(place.translate(_LETTERS_AS_DIGITS))), kind))
        for tens, ones, line in _AMOUNT.findall(text):
            found.add(Canary(_number(int(tens + ones)), f"amount{line}"))
        found |= {Canary(number, "number") for number in _NUMBER.findall(text)}
    return found


def proofs_of(order: Order) -> tuple[str, str]:
    """What proves it to the identity desk: the e-mail address and the postcode, as the actions write them."""
    return f"email:{identifiers.email(order.email)}", f"postcode:{identifiers.postcode(order.postcode)}"


def sent(order: Order, at: datetime) -> Order:
    """The same order once it has left, with a parcel full of canaries."""
    place = int(order.number[-2:])
    parcel = Parcel(
        number=9,
        state=ParcelState.SHIPPED,
        items=tuple(PackedItem(item.line, item.quantity) for item in order.items),
        carrier="Nordpost",
        tracking_number=_word("track9", place),
        tracking_link=f"https://track.example/{_word('link9', place)}",
        shipped_at=at,
        expected_on=at.date() + timedelta(days=2),
    )
    return replace(order, state=OrderState.SHIPPED, parcels=(parcel,), version=order.version + 1)


def _number(place: int) -> str:
    """Long enough that no id that a computer draws holds it by chance."""
    return f"310730{place:02}"


def _word(kind: str, place: int) -> str:
    return f"{kind}{_MARK}{f'{place:02}'.translate(_DIGITS_AS_LETTERS)}"


def _with_canaries(order: Order, place: int, customer: str | None) -> Order:
    def word(kind: str) -> str:
        return _word(kind, place)

    def amount(line: int) -> int:
        return 7_000_007 + place * 10_000 + line * 1_000

    postcode = word("PC")
    return replace(
        order,
        number=_number(place),
        email=f"{word('mail')}@example.com",
        postcode=postcode,
        name=f"Kim {word('Name').capitalize()}",
        items=tuple(_item(item, word, amount(item.line)) for item in order.items),
        total=amount(0),
        customer_id=customer,
        parcels=tuple(_parcel(parcel, word) for parcel in order.parcels),
        payment_problem=order.payment_problem and word("problem"),
        address=Address("Kim Name", f"{word('Street')} 5", postcode, word("City"), "CH"),
        invoice=Invoice(word("INV"), order.placed_at.date(), f"https://invoices.example.org/{word('pdf')}"),
        charges=tuple(replace(charge, amount=amount(0), text=word("CHARGE")) for charge in order.charges),
        return_trip=order.return_trip
        and replace(order.return_trip, tracking_number=word("back"), label=f"https://l.example/{word('lb')}"),
        refund=order.refund and replace(order.refund, amount=amount(0)),
    )  # fmt: skip


def _item(item: Item, word, price: int) -> Item:
    return replace(
        item,
        slug=word(f"slug{item.line}"),
        name=f"{word(f'Item{item.line}')} jacket",
        colour=word(f"col{item.line}"),
        size=item.size and word(f"size{item.line}"),
        price=price,
    )


def _parcel(parcel: Parcel, word) -> Parcel:
    return replace(
        parcel,
        tracking_number=parcel.tracking_number and word(f"track{parcel.number}"),
        tracking_link=parcel.tracking_link and f"https://track.example/{word(f'link{parcel.number}')}",
        delay_reason=parcel.delay_reason and word("delay"),
        left_at=parcel.left_at and word("left"),
    )
