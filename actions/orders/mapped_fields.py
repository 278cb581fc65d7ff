"""What a mapping file may say of each table: the parts of an order, their kinds, and which must be there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from actions.orders.order import (
    CancelReason,
    ChargeState,
    OrderState,
    ParcelState,
    PaymentMethod,
    ReturnReason,
)


class Kind(StrEnum):
    """How a value is read. KEY joins rows and is never looked into; COUNT is a whole number from 1."""

    KEY = "key"
    NUMBER = "number"
    TEXT = "text"
    CURRENCY = "currency"
    COUNTRY = "country"
    WORD = "word"
    MONEY = "money"
    MOMENT = "moment"
    DAY = "day"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Field:
    """`part` names fields that can be absent together; `words` are what a column's words may stand for."""

    name: str
    kind: Kind
    is_required: bool = False
    part: str = ""
    words: type[StrEnum] | None = None


def _needed(name: str, kind: Kind, words: type[StrEnum] | None = None) -> Field:
    return Field(name, kind, is_required=True, words=words)


def _part(part: str, prefix: str, **kinds: Kind) -> tuple[Field, ...]:
    return tuple(Field(f"{prefix}_{name}", kind, part=part) for name, kind in kinds.items())


_ORDERS = (
    Field("id", Kind.KEY),
    _needed("number", Kind.NUMBER),
    _needed("email", Kind.TEXT),
    _needed("postcode", Kind.TEXT),
    _needed("name", Kind.TEXT),
    _needed("state", Kind.WORD, OrderState),
    _needed("placed_at", Kind.MOMENT),
    _needed("total", Kind.MONEY),
    _needed("currency", Kind.CURRENCY),
    _needed("payment_method", Kind.WORD, PaymentMethod),
    Field("customer_id", Kind.TEXT),
    Field("updated_at", Kind.MOMENT),
    Field("version", Kind.COUNT),
    Field("ships_by", Kind.DAY),
    Field("payment_problem", Kind.TEXT),
    Field("pay_by", Kind.DAY),
    Field("cancelled_at", Kind.MOMENT, part="cancellation"),
    Field("cancel_reason", Kind.WORD, part="cancellation", words=CancelReason),
    *_part("refund", "refund", amount=Kind.MONEY, due_by=Kind.DAY, paid_on=Kind.DAY),
    *_part(
        "address",
        "delivery",
        name=Kind.TEXT,
        street=Kind.TEXT,
        postcode=Kind.TEXT,
        city=Kind.TEXT,
        country=Kind.COUNTRY,
    ),
    *_part("invoice", "invoice", number=Kind.TEXT, link=Kind.TEXT, issued_on=Kind.DAY),
    *_part(
        "return",
        "return",
        started_at=Kind.MOMENT,
        carrier=Kind.TEXT,
        tracking_number=Kind.TEXT,
        received_at=Kind.MOMENT,
        label=Kind.TEXT,
        send_by=Kind.DAY,
    ),
    Field("return_reason", Kind.WORD, part="return", words=ReturnReason),
    *_part(
        "exchange",
        "exchange",
        started_at=Kind.MOMENT,
        wanted=Kind.TEXT,
        send_by=Kind.DAY,
        carrier=Kind.TEXT,
        label=Kind.TEXT,
        received_at=Kind.MOMENT,
        sent_on=Kind.DAY,
    ),
    Field("exchange_reason", Kind.WORD, part="exchange", words=ReturnReason),
)
_ITEMS = (
    Field("id", Kind.KEY),
    _needed("order", Kind.KEY),
    _needed("line", Kind.COUNT),
    _needed("name", Kind.TEXT),
    _needed("quantity", Kind.COUNT),
    _needed("price", Kind.MONEY),
    Field("slug", Kind.TEXT),
    Field("colour", Kind.TEXT),
    Field("size", Kind.TEXT),
)
_PARCELS = (
    Field("id", Kind.KEY),
    _needed("order", Kind.KEY),
    _needed("number", Kind.COUNT),
    Field("state", Kind.WORD, words=ParcelState),
    Field("carrier", Kind.TEXT),
    Field("tracking_number", Kind.TEXT),
    Field("tracking_link", Kind.TEXT),
    Field("shipped_at", Kind.MOMENT),
    Field("expected_on", Kind.DAY),
    Field("delayed_from", Kind.DAY),
    Field("delay_reason", Kind.TEXT),
    Field("delivered_at", Kind.MOMENT),
    Field("left_at", Kind.TEXT),
)
_PARCEL_ITEMS = (
    _needed("parcel", Kind.KEY),
    _needed("line", Kind.KEY),
    _needed("quantity", Kind.COUNT),
)
_CHARGES = (
    _needed("order", Kind.KEY),
    _needed("at", Kind.MOMENT),
    _needed("amount", Kind.MONEY),
    _needed("state", Kind.WORD, ChargeState),
    _needed("text", Kind.TEXT),
)

FIELDS: Mapping[str, Mapping[str, Field]] = {
    table: {field.name: field for field in fields}
    for table, fields in (
        ("orders", _ORDERS),
        ("items", _ITEMS),
        ("parcels", _PARCELS),
        ("parcel_items", _PARCEL_ITEMS),
        ("charges", _CHARGES),
    )
}
"""By table, the fields by name. `id` may be left out unsaid: then number or line joins the rows."""

CODE_LENGTHS = {Kind.CURRENCY: 3, Kind.COUNTRY: 2}
NEVER_ABSENT = ("orders", "items")
UNSAID = frozenset({"id", "updated_at", "version"})
"""Fields that serve the joining and the writing of rows: a file that does not name them has none."""

ALIKE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        ("id", "number"),
        ("id", "order"),
        ("id", "line"),
        ("id", "parcel"),
        ("number", "order"),
        ("number", "invoice_number"),
        ("name", "delivery_name"),
        ("postcode", "delivery_postcode"),
        ("placed_at", "invoice_issued_on"),
        ("placed_at", "at"),
        ("total", "amount"),
    )
)
"""Fields of one table that may share a column: they mean the same, in a shop that keeps only one of them."""
