"""The middle and the slow end of many measured times."""

from collections.abc import Sequence
from statistics import quantiles

from benchmarks.rows import Row, at_most, to_compare


def percentile(seconds: Sequence[float], percent: int) -> float:
    """In milliseconds."""
    return 1000 * quantiles(seconds, n=100, method="inclusive")[percent - 1]


def time_rows(what: str, seconds: Sequence[float], p50: float, p95: float | None = None) -> list[Row]:
    """Two rows, against limits in milliseconds."""
    middle, slow_end = percentile(seconds, 50), percentile(seconds, 95)
    return [
        at_most(f"{what}, p50", middle, p50, "ms"),
        to_compare(f"{what}, p95", slow_end, "ms")
        if p95 is None
        else at_most(f"{what}, p95", slow_end, p95, "ms"),
    ]
