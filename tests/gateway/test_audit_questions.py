"""What the shop's writer sees: alike questions together, counted, with the page that is nearest."""

from datetime import UTC, datetime, timedelta

import pytest

from actions.faq.entry import FaqEntry
from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf
from conversations.unanswered import Miss, MissedQuestion
from gateway.audit_questions import unanswered_table

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def search() -> FaqSearch:
    pages = [
        FaqEntry("returns", "How do returns work?", ("send it back",), "Within 30 days.", "In 30 days."),
        FaqEntry("jobs", "Do you have a job for me?", ("are you hiring",), "Often.", "Quite often."),
    ]
    return FaqSearch(FaqShelf(pages))


def missed(text, miss=Miss.NOT_KNOWN, days_ago=0):
    return MissedQuestion(text, miss, NOON - timedelta(days=days_ago))


def test_alike_questions_stand_together_under_the_most_frequent_first(search):
    table = unanswered_table(
        [
            missed("do you rent tents", days_ago=2),
            missed("Do you rent tents?", Miss.THUMB_DOWN),
            missed("do you rent out tents", Miss.NOT_MEANT, days_ago=1),
            missed("is there an internship", days_ago=5),
        ],
        search,
    )

    first, second = table.rows
    assert (first[0], first[1]) == ("Do you rent tents?", 3)
    assert first[2:6] == (1, 1, 1, "1 March")
    assert (second[0], second[1]) == ("is there an internship", 1)


def test_the_nearest_page_is_named(search):
    table = unanswered_table([missed("where do I send back a rented tent")], search)

    assert table.rows[0][-1] == "How do returns work?"


def test_without_a_search_equal_words_stand_together_and_no_page_is_named():
    table = unanswered_table([missed("Rent tents?"), missed("rent tents"), missed("rent out tents")], None)

    assert [row[:2] for row in table.rows] == [("Rent tents?", 2), ("rent out tents", 1)]
    assert {row[-1] for row in table.rows} == {"none"}


def test_where_nothing_was_missed_and_where_only_signs_were_written_there_is_no_row(search):
    assert unanswered_table([], search).rows == ()
    assert unanswered_table([missed("???"), missed("…")], search).rows == ()


def test_no_more_than_fifty_questions_are_shown_and_none_is_longer_than_a_line():
    table = unanswered_table([missed(f"word{number} " * 60) for number in range(70)], None)

    assert len(table.rows) == 50
    assert max(len(str(row[0])) for row in table.rows) <= 121
