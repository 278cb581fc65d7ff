"""What a customer may want of an order, each with an order of the demo that it fits and how the talk goes."""

from dataclasses import dataclass

from actions.orders.demo_orders import demo_orders
from tests.dialogues.conftest import NOW

ORDERS = {order.number: order for order in demo_orders(NOW.date())}


@dataclass(frozen=True)
class Question:
    """`says` stands in the answer. `{n}` is the order's number."""

    opening: str
    number: str
    says: str


@dataclass(frozen=True)
class Change:
    """`details` answer what is asked before the yes; `corrected` is said in its place, and what shows it."""

    opening: str
    number: str
    details: tuple[str, ...]
    says: str
    corrected: tuple[str, str] | None = None
    needs_code: bool = True


QUESTIONS = {
    "where it is": Question("where is my order {n}?", "10042", "on its way with Bluewing"),
    "each parcel": Question("where is each parcel of order {n}?", "10047", "Parcel 2 is still being packed"),
    "when it comes": Question("when does order {n} arrive?", "10042", "Monday 23 November"),
    "why it is late": Question("why is order {n} late?", "10032", "We are sorry that order 10032 is late"),
    "where the refund is": Question("where is my refund for order {n}?", "10011", "is not paid yet"),
    "the invoice": Question("i need the invoice for order {n}", "10030", "HP-10030"),
    "a lost invoice": Question("i lost the invoice of order {n}", "10030", "HP-10030"),
    "what a charge is": Question("what is this charge for order {n}?", "10016", "was charged"),
    "a payment that failed": Question("my payment failed for order {n}", "10043", "did not go through"),
    "two charges": Question("i was charged twice for order {n}", "10016", "I see one charge"),
}
CHANGES = {
    "cancel": Change("please cancel order {n}", "10057", (), "Order 10057 is cancelled"),
    "another address": Change(
        "change the delivery address of order {n}",
        "10057",
        ("Quayside 12, 8004 Zurich",),
        "Quayside",
        ("no, number 14 not 12", "Quayside 14"),
    ),
    "fewer items": Change(
        "please remove an item from order {n}",
        "10054",
        ("the beanie",),
        "off order 10054",
        ("no, the boot", "Fjell"),
    ),
    "a return of all": Change(
        "i want to return order {n}",
        "10030",
        ("It doesn't fit",),
        "labels.example.org/10030",
        ("it is broken", "daypack"),
    ),
    "a return of some": Change(
        "i want to send back part of order {n}",
        "10016",
        ("the beanie", "I don't like it"),
        "The return of",
        ("no, the winter boots", "Fjell winter boot"),
    ),
    "an exchange": Change(
        "i want to exchange the daypack from order {n}",
        "10030",
        ("in blue please",),
        "is started",
        ("actually in green", "for green"),
    ),
    "a missing parcel": Change(
        "my parcel never arrived, order {n}", "10030", (), "Our team knows now", None, needs_code=False
    ),
    "a damaged item": Change(
        "an item in order {n} arrived damaged",
        "10016",
        ("the beanie", "there is a hole in it"),
        "Our team knows now",
        ("no, the sandals", "Skerry sandal"),
        needs_code=False,
    ),
    "a wrong item": Change(
        "you sent me the wrong item in order {n}",
        "10016",
        ("the sandals", "a pair of boots was in the box"),
        "Our team knows now",
        ("no, the beanie", "Buoy beanie"),
        needs_code=False,
    ),
    "a refund": Change(
        "i want my money back for order {n}",
        "10032",
        ("it is much too late for the party",),
        "Our team has your wish",
    ),
}
FEELINGS = {
    "a complaint": Change(
        "I want to complain about order {n}, the box was a mess",
        "10042",
        (),
        "we are sorry",
        needs_code=False,
    ),
    "a praise": Change(
        "I love what came with order {n}, great service", "10030", (), "good to hear", needs_code=False
    ),
}
