"""A process that cancels orders one after the other, and says each before, until somebody kills it."""

import sys
from pathlib import Path

from actions.orders.changes import CancelOrder
from actions.orders.open_order_book import open_order_book
from actions.orders.proof import CustomerProof

HOW_MANY = 40
CUSTOMER = CustomerProof("nora")


def key_for(number: str) -> str:
    return f"conversation:{number}"


def numbers() -> list[str]:
    return [str(20001 + count) for count in range(HOW_MANY)]


def main(url: str, mapping: str = "") -> None:
    book = open_order_book(url, Path(mapping) if mapping else None)
    for number in numbers():
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        book.change(number, CUSTOMER, CancelOrder(), key=key_for(number), version=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
