"""Days, money and lists as a person says them."""

from datetime import date

import pytest

from actions.orders import plain_words
from tests.actions.orders.sample_orders import SOCKS, TODAY, TRAINER, days


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (TODAY + days(1), "tomorrow"),
        (TODAY - days(1), "yesterday"),
        (TODAY + days(2), "on Sunday 22 November"),
        (date(2026, 1, 1), "on Thursday 1 January"),
        (date(2027, 2, 3), "on Wednesday 3 February 2027"),
    ],
)
def test_a_day_is_named_as_seen_from_today(day: date, words: str) -> None:
    assert plain_words.on_day(day, TODAY) == words


@pytest.mark.parametrize(
    ("cents", "currency", "words"),
    [
        (0, "EUR", "€0.00"),
        (5, "EUR", "€0.05"),
        (123456, "GBP", "£1,234.56"),
        (8400, "CHF", "84.00 CHF"),
    ],
)
def test_money_has_two_places_and_its_currency(cents: int, currency: str, words: str) -> None:
    assert plain_words.money(cents, currency) == words


def test_items_are_counted_when_there_are_several_of_one() -> None:
    assert (
        plain_words.items([(TRAINER, 1), (SOCKS, 2)])
        == "Quay trainer (chalk) and 2 × Burr merino socks (moss)"
    )


@pytest.mark.parametrize(
    ("words", "listed"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_ends_with_and(words: list[str], listed: str) -> None:
    assert plain_words.listing(words) == listed
