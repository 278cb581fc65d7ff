"""The demo shop's own help pages keep what the bot promises with them."""

from collections import Counter
from pathlib import Path

import pytest

from actions.faq.entry import FaqEntry
from actions.faq.normal_words import all_words
from actions.faq.shelf import load_shelf
from actions.orders.next_steps import NextStep

SHELF = load_shelf(Path(__file__).parents[3] / "data" / "faq")


TOPICS = (
    *("delivery", "customs", "returns", "exchanges", "refunds", "payment", "invoice", "vouchers"),
    *("account", "registration", "password", "newsletter", "contact", "hours", "complaints", "reviews"),
    *("gift cards", "warranty", "care", "sizes", "privacy", "accessibility", "sustainability"),
)


def test_there_are_at_least_eighty_entries() -> None:
    assert len(SHELF) >= 80


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_of_a_shop_has_an_entry(topic: str) -> None:
    assert any(topic in entry.tags for entry in SHELF)


def test_every_next_step_of_an_order_has_its_entry() -> None:
    for step in NextStep:
        if step.faq_slug is not None:
            assert SHELF.entry(step.faq_slug).answer


@pytest.mark.parametrize("entry", list(SHELF), ids=lambda entry: entry.slug)
def test_an_entry_says_it_twice_and_leads_on(entry: FaqEntry) -> None:
    assert entry.in_other_words != entry.answer
    assert len(entry.in_other_words) > len(entry.answer)
    assert len(entry.answer) <= 400
    assert 8 <= len(entry.ask) <= 30
    assert 1 <= len(entry.next) <= 3
    assert 2 <= len(entry.related) <= 4
    assert entry.slug not in (*entry.next, *entry.related)


def test_no_two_entries_are_asked_for_in_the_same_words() -> None:
    asked = [" ".join(all_words(line)) for entry in SHELF for line in (entry.title, *entry.ask)]

    assert [line for line, times in Counter(asked).items() if times > 1] == []


@pytest.mark.parametrize("entry", list(SHELF), ids=lambda entry: entry.slug)
def test_an_entry_is_plain_text(entry: FaqEntry) -> None:
    for text in (entry.title, entry.answer, entry.in_other_words):
        assert not any(sign in text for sign in ("<", "**", "](", "`", "#"))
