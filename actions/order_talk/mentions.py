"""The days, sums of money and items that a customer named beside what is wanted of an order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.orders.order import Item

MENTIONS = "mentions"
"""The key of a parsed message: its `day`, `amount` and `item` entities, which prove and change nothing."""

KINDS = frozenset({"day", "amount", "item"})

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Mentions:
    """`days` as `bot/nlu/days.py` writes them, `amounts` as "49.90" or "49", `items` by the shop's names."""

    days: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @classmethod
    def of(cls, entities: Iterable[Mapping[str, Any]] | None) -> Mentions:
        found = [(str(one["entity"]), str(one["value"])) for one in entities or ()]
        days, amounts, items = (
            tuple(dict.fromkeys(value for kind, value in found if kind == wanted))
            for wanted in ("day", "amount", "item")
        )
        return cls(days, amounts, items)


NOTHING_NAMED = Mentions()


def items_called(name: str, items: Sequence[Item]) -> list[Item]:
    """The items of an order that share the most words with this name; none where none shares any."""
    shared = [len(_words(name) & _words(item.name)) for item in items]
    most = max(shared, default=0)
    return [item for item, count in zip(items, shared, strict=True) if most and count == most]


def _words(name: str) -> set[str]:
    """Without the endings of several: "boots" is a boot."""
    return {word.removesuffix("s") for word in _WORD.findall(name.casefold())}
