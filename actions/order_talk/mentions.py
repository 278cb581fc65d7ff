"""The days, sums of money and items that a customer named beside what is wanted of an order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MENTIONS = "mentions"
"""The key of a parsed message: its `day`, `amount` and `item` entities, which prove and change nothing."""

KINDS = frozenset({"day", "amount", "item"})


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


def named_before(entities: Iterable[Mapping[str, Any]] | None, text: str, sign: re.Pattern[str]) -> list[str]:
    """The items that a text names before the first `sign` in it."""
    found = sign.search(text)
    end = found.start() if found else len(text)
    items = (one for one in entities or () if one["entity"] == "item" and one.get("start", 0) < end)
    return list(dict.fromkeys(str(one["value"]) for one in items))


def item_after(entities: Iterable[Mapping[str, Any]] | None, text: str, sign: re.Pattern[str]) -> str | None:
    """The first item that a text names after the first `sign` in it, in the text's words: "a sling bag"."""
    found = sign.search(text)
    if found is None:
        return None
    items = [one for one in entities or () if one["entity"] == "item" and one.get("start", 0) >= found.end()]
    return text[found.end() : items[0]["end"]].strip() if items else None
