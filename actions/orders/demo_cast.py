"""Who buys what in the demo shop: people from `data/demo/orders.yml`, goods from the shop's catalogue."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml  # type: ignore[import-untyped]

from actions.orders.order import OrderState

_ROOT = Path(__file__).parents[2]
_PEOPLE = _ROOT / "data" / "demo" / "orders.yml"
_PRODUCTS = _ROOT / "web" / "shop" / "products.json"
_HOW_MANY_CUSTOMERS = 70


@dataclass(frozen=True, slots=True)
class Product:
    slug: str
    name: str
    colour: str
    sizes: tuple[str, ...]
    price: int


@dataclass(frozen=True, slots=True)
class Customer:
    name: str
    email: str
    postcode: str
    customer_id: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """An order whose number, state and customer are given."""

    number: int
    state: OrderState
    customer: Customer


@dataclass(frozen=True, slots=True)
class Cast:
    """`places` tells a postcode's city and country."""

    products: tuple[Product, ...]
    customers: tuple[Customer, ...]
    to_try: tuple[Role, ...]
    more: tuple[Role, ...]
    places: Mapping[str, tuple[str, str]]
    streets: tuple[str, ...]


def read_cast(random: Random) -> Cast:
    """Everybody and everything of the demo; `random` makes up the customers who are not named in the file."""
    people = yaml.safe_load(_PEOPLE.read_text(encoding="utf-8"))
    return Cast(
        products=tuple(_product(entry) for entry in json.loads(_PRODUCTS.read_text(encoding="utf-8"))),
        customers=tuple(_customer(people, index, random) for index in range(_HOW_MANY_CUSTOMERS)),
        to_try=tuple(_role(entry) for entry in people["to_try"]),
        more=tuple(_role(entry) for entry in people["more"]),
        places={postcode: (city, country) for postcode, (city, country) in people["places"].items()},
        streets=tuple(people["streets"]),
    )


def _product(entry: dict[str, Any]) -> Product:
    sizes = () if entry["sizes"] == ["One size"] else tuple(entry["sizes"])
    return Product(entry["slug"], entry["name"], entry["colour"], sizes, entry["price_cents"])


def _role(entry: dict[str, Any]) -> Role:
    customer = Customer(entry["name"], entry["email"], entry["postcode"], entry.get("customer_id"))
    return Role(int(entry["number"]), OrderState(entry["state"]), customer)


def _customer(people: dict[str, Any], index: int, random: Random) -> Customer:
    first, last = random.choice(people["first_names"]), random.choice(people["last_names"])
    domain = random.choice(("example.com", "example.org", "example.net"))
    return Customer(
        name=f"{first} {last}",
        email=f"{first}.{last}{index}@{domain}".lower(),
        postcode=random.choice(people["postcodes"]),
        customer_id=f"demo-{first.lower()}-{index}" if index % 3 == 0 else None,
    )
