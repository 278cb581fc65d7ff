import pytest

from benchmarks.rows import at_least, at_most, every_one, not_measured, table, to_compare
from benchmarks.timings import percentile


@pytest.mark.parametrize(
    ("row", "is_met"),
    [
        (at_most("p50", 15, 15, "ms"), True),
        (at_most("p50", 15.1, 15, "ms"), False),
        (at_least("rate", 80, 80), True),
        (at_least("rate", 79.9, 80), False),
        (every_one("answers", 200, 200), True),
        (every_one("answers", 199, 200), False),
        (to_compare("echo", 0.3, "ms"), None),
        (not_measured("crowd", "the stream ended"), False),
    ],
)
def test_a_target_is_met_or_it_is_not(row, is_met):
    assert row.is_met is is_met


def test_the_table_is_markdown_whose_columns_stand_in_line():
    assert table([at_most("to answer, p50", 9.876, 15, "ms"), to_compare("echo", 4351.2, "requests/s")]) == (
        "| what           | target  | measured         | met |\n"
        "| -------------- | ------- | ---------------- | --- |\n"
        "| to answer, p50 | ≤ 15 ms | 9.88 ms          | yes |\n"
        "| echo           |         | 4,351 requests/s |     |"
    )


def test_percentiles_are_in_milliseconds():
    seconds = [number / 1000 for number in range(101)]
    assert [round(percentile(seconds, percent), 6) for percent in (50, 95)] == [50, 95]
