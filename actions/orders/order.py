"""An order as the customer knows it: what was bought, where it is, what was paid.

Plain frozen values. What may happen next is in `lifecycle`, who may see it in `proof`, what to say of it in
`order_status`. Money is in cents of `currency`, moments carry a time zone, days are the shop's calendar days.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class OrderState(StrEnum):
    """Where an order is in its life; `lifecycle` says what may follow what."""

    PLACED = "placed"
    PAYMENT_FAILED = "payment_failed"
    PAID = "paid"
    PACKED = "packed"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    LATE = "late"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURN_ON_THE_WAY = "return_on_the_way"
    RETURN_RECEIVED = "return_received"
    REFUNDED = "refunded"


class ParcelState(StrEnum):
    PREPARING = "preparing"
    SHIPPED = "shipped"
    LATE = "late"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"


class PaymentMethod(StrEnum):
    CARD = "card"
    PAYPAL = "paypal"
    BANK_TRANSFER = "bank_transfer"
    INVOICE = "invoice"


class ReturnReason(StrEnum):
    """Why items come back."""

    DOES_NOT_FIT = "does_not_fit"
    NOT_LIKED = "not_liked"
    CAME_TOO_LATE = "came_too_late"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    OTHER = "other"


class CancelReason(StrEnum):
    BY_CUSTOMER = "by_customer"
    OUT_OF_STOCK = "out_of_stock"
    NEVER_PAID = "never_paid"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an order; `price` is for a single piece."""

    line: int
    slug: str
    name: str
    colour: str | None
    size: str | None
    quantity: int
    price: int


@dataclass(frozen=True, slots=True)
class PackedItem:
    """So many pieces of the order's line `line` are in this parcel."""

    line: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """One box. `expected_on` is the carrier's latest promise, `delayed_from` the one that it replaced."""

    number: int
    state: ParcelState
    items: tuple[PackedItem, ...]
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_link: str | None = None
    shipped_at: datetime | None = None
    expected_on: date | None = None
    delayed_from: date | None = None
    delay_reason: str | None = None
    delivered_at: datetime | None = None
    left_at: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where parcels go. `country` is its ISO code of two letters, such as `CH`."""

    name: str = field(repr=False)
    street: str = field(repr=False)
    postcode: str = field(repr=False)
    city: str = field(repr=False)
    country: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invoice:
    """`link` leads to the document, where the shop offers one."""

    number: str
    issued_on: date
    link: str | None = None


class ChargeState(StrEnum):
    """What became of an attempt to take money: taken, only set aside by the bank, refused, or given back."""

    TAKEN = "taken"
    RESERVED = "reserved"
    REFUSED = "refused"
    PAID_BACK = "paid_back"


@dataclass(frozen=True, slots=True)
class Charge:
    """One movement of money for the order; `text` is what the customer's statement shows."""

    at: datetime
    amount: int
    state: ChargeState
    text: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    at: datetime
    reason: CancelReason


@dataclass(frozen=True, slots=True)
class Return:
    """The way back: `received_at` is None while the parcel travels.

    `send_by` is the last day to hand the parcel in, and None once the carrier has it. `label` is the link to
    print one. No `items` means all of the order.
    """

    started_at: datetime
    carrier: str | None
    tracking_number: str | None
    received_at: datetime | None = None
    label: str | None = None
    send_by: date | None = None
    reason: ReturnReason | None = None
    items: tuple[PackedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """Items that come back for others, `wanted` in the customer's words; `sent_on`: the new ones left."""

    started_at: datetime
    items: tuple[PackedItem, ...]
    wanted: str
    reason: ReturnReason
    send_by: date
    carrier: str | None = None
    label: str | None = None
    received_at: datetime | None = None
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that goes back: promised for `due_by`, done on `paid_on`."""

    amount: int
    due_by: date
    paid_on: date | None = None


class ReportKind(StrEnum):
    """What a customer told the team about an order; REQUEST: asked it to change, what exactly is its note."""

    MISSING = "missing"
    DAMAGED = "damaged"
    WRONG = "wrong"
    REFUND = "refund"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    REQUEST = "request"


class OrderPart(StrEnum):
    """What a back end may be unable to tell, so that nothing there does not mean that there is nothing."""

    CHARGES = "charges"
    REFUND = "refund"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class Report:
    """Something for a person of the team to look at. `parcel` is None when it is about the whole order."""

    kind: ReportKind
    at: datetime
    note: str = field(repr=False)
    parcel: int | None = None
    items: tuple[PackedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """One order. `version` grows with each change, so that a change made on an old copy is noticed.

    `postcode` and `email` are those that the customer ordered with: what proves an order does not move with
    the delivery `address`. `unknown` is what the back end can't tell. `left_to_team` are the changes, by
    `ChangeKind`, that it can't make: they are recorded for a person, who makes them.
    """

    number: str
    email: str = field(repr=False)
    postcode: str = field(repr=False)
    name: str = field(repr=False)
    state: OrderState
    placed_at: datetime
    items: tuple[Item, ...]
    total: int
    currency: str
    payment_method: PaymentMethod
    customer_id: str | None = field(default=None, repr=False)
    parcels: tuple[Parcel, ...] = ()
    ships_by: date | None = None
    payment_problem: str | None = None
    pay_by: date | None = None
    cancellation: Cancellation | None = None
    return_trip: Return | None = None
    refund: Refund | None = None
    address: Address | None = field(default=None, repr=False)
    invoice: Invoice | None = None
    charges: tuple[Charge, ...] = ()
    exchange: Exchange | None = None
    reports: tuple[Report, ...] = ()
    version: int = 1
    unknown: tuple[OrderPart, ...] = ()
    left_to_team: tuple[str, ...] = ()

    def items_in(self, parcel: Parcel) -> tuple[tuple[Item, int], ...]:
        """The order's items in this parcel, each with how many pieces of it are inside."""
        by_line = {item.line: item for item in self.items}
        return tuple((by_line[packed.line], packed.quantity) for packed in parcel.items)
