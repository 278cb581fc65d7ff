"""One line of the result: what was measured, what it must reach, what it reached. And the table of them."""

from collections.abc import Iterable
from dataclasses import dataclass

_HEAD = ("what", "target", "measured", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """`is_met` is None for what has no target: it stands there to compare with."""

    what: str
    target: str
    measured: str
    is_met: bool | None


def at_most(what: str, value: float, limit: float, unit: str = "") -> Row:
    return Row(what, _with_unit("≤ ", limit, unit), _with_unit("", value, unit), value <= limit)


def at_least(what: str, value: float, limit: float, unit: str = "") -> Row:
    return Row(what, _with_unit("≥ ", limit, unit), _with_unit("", value, unit), value >= limit)


def every_one(what: str, count: int, expected: int, remark: str = "") -> Row:
    """Nothing less than all of them will do."""
    return Row(what, "all", f"{count} of {expected}{remark}", count == expected)


def to_compare(what: str, value: float, unit: str) -> Row:
    return Row(what, "", _with_unit("", value, unit), None)


def not_measured(what: str, reason: str) -> Row:
    return Row(what, "", f"not measured: {reason}", False)


def table(rows: Iterable[Row]) -> str:
    """Markdown whose columns also stand in line when it is read as plain text."""
    lines = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(cells, widths) for cells in (_HEAD, rule, *lines[1:]))


def _cells(row: Row) -> tuple[str, str, str, str]:
    return row.what, row.target, row.measured, {True: "yes", False: "no", None: ""}[row.is_met]


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def _with_unit(sign: str, value: float, unit: str) -> str:
    number = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"{sign}{number} {unit}".rstrip()
