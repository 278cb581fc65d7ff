"""The middle and the slow end of many measured times."""

from collections.abc import Sequence
from statistics import quantiles

from benchmarks.rows import Row, at_most


def percentile(seconds: Sequence[float], percent: int) -> float:
    """In milliseconds."""
    return 1000 * quantiles(seconds, n=100, method="inclusive")[percent - 1]


def time_rows(what: str, seconds: Sequence[float], p50: float, p95: float) -> list[Row]:
    """Two rows, against limits in milliseconds."""
    return [
        at_most(f"{what}, p50", percentile(seconds, 50), p50, "ms"),
        at_most(f"{what}, p95", percentile(seconds, 95), p95, "ms"),
    ]
