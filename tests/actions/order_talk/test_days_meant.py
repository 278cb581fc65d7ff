from datetime import date

import pytest

from actions.order_talk.days_meant import day_meant, looks_back

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "is_over", "day"),
    [
        ("friday", False, date(2026, 11, 27)),
        ("friday", True, date(2026, 11, 20)),
        ("saturday", False, SATURDAY),
        ("saturday", True, SATURDAY),
        ("+1", False, date(2026, 11, 22)),
        ("-7", True, date(2026, 11, 14)),
        ("--12-24", False, date(2026, 12, 24)),
        ("--01-03", False, date(2027, 1, 3)),
        ("--10-30", True, date(2026, 10, 30)),
        ("---03", False, date(2026, 12, 3)),
        ("---18", True, date(2026, 11, 18)),
        ("2025-05-03", True, date(2025, 5, 3)),
    ],
)
def test_the_nearest_day_that_fits_is_meant(said, is_over, day):
    assert day_meant(said, SATURDAY, is_over=is_over) == day


@pytest.mark.parametrize("said", ["--02-30", "2026-02-29"])
def test_a_day_that_there_is_not_is_none(said):
    assert day_meant(said, SATURDAY, is_over=False) is None


def test_the_29th_of_february_is_looked_for_in_the_years_around():
    assert day_meant("--02-29", date(2027, 12, 1), is_over=False) == date(2028, 2, 29)


@pytest.mark.parametrize("words", ["it should have come on friday", "it was due friday"])
def test_a_sentence_about_what_is_over_looks_back(words):
    assert looks_back(words)


@pytest.mark.parametrize("words", ["will it be here by friday", "does it come on friday?"])
def test_a_sentence_about_what_is_to_come_does_not(words):
    assert not looks_back(words)
