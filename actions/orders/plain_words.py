"""Days, money and lists of items as a person says them. English, whatever the machine's locale is."""

from collections.abc import Sequence
from datetime import date

from actions.orders.order import Address, Item, PaymentMethod

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
_WHERE_MONEY_GOES = {
    PaymentMethod.CARD: "your card",
    PaymentMethod.PAYPAL: "your PayPal account",
    PaymentMethod.BANK_TRANSFER: "your bank account",
    PaymentMethod.INVOICE: "your bank account",
}


def day(when: date, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, else `Tuesday 24 November`, with the year when it is another one."""
    near = _NEAR.get((when - today).days)
    if near:
        return near
    year = "" if when.year == today.year else f" {when.year}"
    return f"{_WEEKDAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}{year}"


def on_day(when: date, today: date) -> str:
    """As `day`, to stand after a verb: `on Tuesday 24 November`, but `today`."""
    words = day(when, today)
    return words if words in _NEAR.values() else f"on {words}"


def money(cents: int, currency: str) -> str:
    """`€84.00`, or `84.00 CHF` for a currency whose sign we do not know."""
    amount = f"{cents // 100:,}.{cents % 100:02d}"
    sign = _SIGNS.get(currency)
    return f"{sign}{amount}" if sign else f"{amount} {currency}"


def working_days(count: int) -> str:
    """`1 working day`, `5 working days`."""
    return "1 working day" if count == 1 else f"{count} working days"


def days(count: int) -> str:
    """`1 day`, `30 days`."""
    return "1 day" if count == 1 else f"{count} days"


def money_goes_to(method: PaymentMethod) -> str:
    """Where a refund arrives."""
    return _WHERE_MONEY_GOES[method]


def address(where: Address) -> str:
    """In one line: `Nora Field, 3 Quay Street, SW1A 1AA London`."""
    place = f"{where.postcode} {where.city}"
    return ", ".join(" ".join(part.split()) for part in (where.name, where.street, place))


def items(counted: Sequence[tuple[Item, int]]) -> str:
    """`Quay trainer (chalk) and Heron fleece (slate)`, with the count before a name where it is not one."""
    return listing([_item(item, quantity) for item, quantity in counted])


def pieces(counted: Sequence[tuple[Item, int]]) -> str:
    """As `items`, with "1 of 2" before a name where not all of an item is meant."""
    return listing([_item(item, quantity, of=item.quantity) for item, quantity in counted])


def listing(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; with `or` for `last`, `a or b`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _item(item: Item, quantity: int, of: int = 0) -> str:
    count = f"{quantity} of {of} × " if of > quantity else f"{quantity} × " if quantity > 1 else ""
    colour = f" ({item.colour})" if item.colour else ""
    return f"{count}{item.name}{colour}"
