"""The shop's terms: until when an order can be changed, what it costs, where parcels go; from one file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from actions.orders.errors import OrderTermsMistake
from actions.orders.marked_yaml import Marked, read_marked
from actions.orders.order import OrderState, PaymentMethod

TERMS_FILE = Path(__file__).parents[2] / "data" / "order_terms.yml"

_NEVER = "never"
_IN_THE_SHOP = (OrderState.PLACED, OrderState.PAYMENT_FAILED, OrderState.PAID, OrderState.PACKED)
_LAST_STATES = (_NEVER, OrderState.PLACED.value, OrderState.PAID.value, OrderState.PACKED.value)
_MOST_CENTS = 100_000
_MOST_FREE_FROM = 100_000_000
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A way of delivery: `price` in cents, nothing from `free_from` on (0: never), in working days."""

    name: str
    price: int
    free_from: int
    fewest_days: int
    most_days: int


@dataclass(frozen=True, slots=True)
class DeliveryZone:
    """Countries, by ISO code, that share their ways of delivery."""

    countries: tuple[str, ...]
    options: tuple[DeliveryOption, ...]


@dataclass(frozen=True, slots=True)
class ReturnTerms:
    """`days` from delivery to handing in, 0: none. `label_link` may hold {order_number}, or be empty."""

    days: int
    label_cost: int
    carrier: str
    label_link: str


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """Money in cents. The `…_in` are the states in which the customer may do it."""

    cancel_in: frozenset[OrderState]
    cancel_fee: int
    address_in: frozenset[OrderState]
    items_in: frozenset[OrderState]
    returns: ReturnTerms
    can_exchange: bool
    exchange_label_cost: int
    problem_days: int
    answer_days: int
    signature_over: int
    undo: timedelta
    invoice_days: int
    refund_days: Mapping[PaymentMethod, int]
    zones: tuple[DeliveryZone, ...]

    def zone_of(self, country: str) -> DeliveryZone | None:
        """Where the country belongs; None: the shop does not deliver there."""
        return next((zone for zone in self.zones if country.upper() in zone.countries), None)


def load_terms(path: Path = TERMS_FILE) -> OrderTerms:
    """Reads and checks the file. Raises OrderTermsMistake, which names the line and says what to do."""
    whole = read_marked(path, OrderTermsMistake)
    parts = whole.fields(
        "cancelling", "address_change", "item_change", "returns", "exchanges", "problems",
        "signature_over_cents", "undo_minutes", "invoice_due_days", "refund_days", "delivery",
    )  # fmt: skip
    cancelling = parts["cancelling"].fields("until", "fee_cents")
    exchanges = parts["exchanges"].fields("allowed", "label_cents")
    problems = parts["problems"].fields("days", "answer_working_days")
    return OrderTerms(
        cancel_in=_states_until(cancelling["until"]),
        cancel_fee=cancelling["fee_cents"].number(0, _MOST_CENTS),
        address_in=_states_until(parts["address_change"].fields("until")["until"]),
        items_in=_states_until(parts["item_change"].fields("until")["until"]),
        returns=_returns(parts["returns"]),
        can_exchange=exchanges["allowed"].switch(),
        exchange_label_cost=exchanges["label_cents"].number(0, _MOST_CENTS),
        problem_days=problems["days"].number(1, 3650),
        answer_days=problems["answer_working_days"].number(1, 30),
        signature_over=parts["signature_over_cents"].number(0, _MOST_FREE_FROM),
        undo=timedelta(minutes=parts["undo_minutes"].number(0, 24 * 60)),
        invoice_days=parts["invoice_due_days"].number(0, 365),
        refund_days=_refund_days(parts["refund_days"]),
        zones=_zones(parts["delivery"]),
    )


def _states_until(part: Marked) -> frozenset[OrderState]:
    word = part.word(*_LAST_STATES)
    if word == _NEVER:
        return frozenset()
    if word == OrderState.PLACED:
        word = OrderState.PAYMENT_FAILED  # as unpaid as a placed one
    return frozenset(_IN_THE_SHOP[: _IN_THE_SHOP.index(OrderState(word)) + 1])


def _returns(part: Marked) -> ReturnTerms:
    fields = part.fields("days", "label_cents", "carrier", "label_link")
    return ReturnTerms(
        days=fields["days"].number(0, 3650),
        label_cost=fields["label_cents"].number(0, _MOST_CENTS),
        carrier=_filled(fields["carrier"]),
        label_link=_label_link(fields["label_link"]),
    )


def _filled(part: Marked) -> str:
    text = part.text()
    if not text:
        raise part.mistake(f"{part.name} is empty. Write it out.")
    return text


def _label_link(part: Marked) -> str:
    link = part.text()
    try:
        example = link.format(order_number="1")
    except (LookupError, ValueError) as exc:
        raise part.mistake("label_link may hold {order_number}, and no other braces.") from exc
    if example and (not example.startswith("https://") or " " in example):
        raise part.mistake('label_link must begin with https://, or be "" if a person sends labels.')
    return link


def _refund_days(part: Marked) -> Mapping[PaymentMethod, int]:
    days = part.fields(*(method.value for method in PaymentMethod))
    return {PaymentMethod(name): entry.number(0, 60) for name, entry in days.items()}


def _zones(part: Marked) -> tuple[DeliveryZone, ...]:
    seen: set[str] = set()
    zones = []
    for entry in part.list():
        fields = entry.fields("countries", "options")
        countries = tuple(_country(country, seen) for country in fields["countries"].list())
        zones.append(DeliveryZone(countries, tuple(_option(way) for way in fields["options"].list())))
    return tuple(zones)


def _country(part: Marked, seen: set[str]) -> str:
    code = part.text()
    if not _COUNTRY.fullmatch(code):
        raise part.mistake(f"{code!r} is no country code. Use two capital letters, such as DE.")
    if code in seen:
        raise part.mistake(f"{code} is in the list twice. Keep it in one place.")
    seen.add(code)
    return code


def _option(part: Marked) -> DeliveryOption:
    fields = part.fields("name", "price_cents", "free_from_cents", "working_days")
    days = fields["working_days"].list()
    if len(days) != 2:
        raise fields["working_days"].mistake("working_days must be two numbers: [fewest, most].")
    fewest, most = (day.number(0, 90) for day in days)
    if fewest > most:
        raise fields["working_days"].mistake("working_days must begin with the smaller number.")
    return DeliveryOption(
        _filled(fields["name"]),
        fields["price_cents"].number(0, _MOST_CENTS),
        fields["free_from_cents"].number(0, _MOST_FREE_FROM),
        fewest,
        most,
    )
