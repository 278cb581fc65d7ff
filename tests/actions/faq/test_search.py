"""The right entry is found, an unsure one is not dressed as sure, and what nobody answers is left unanswered.

The questions in `blind_questions.yml` were written from the titles alone, before the entries and the search;
those in `held_back_questions.yml` for a help centre of thirteen entries, which has seventy-two more now.
What the signals are worth was fitted without either (`benchmarks/faq_fit.py`).
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.faq.entry import FaqEntry
from actions.faq.errors import NoSuchEntry
from actions.faq.search import FaqSearch, Found
from actions.faq.shelf import FaqShelf, load_shelf

ROOT = Path(__file__).parents[3]
BLIND = yaml.safe_load(Path(__file__).with_name("blind_questions.yml").read_text(encoding="utf-8"))
ANSWERED = [(asked["entry"], asked["text"]) for asked in BLIND["questions"]]
UNANSWERED: list[str] = BLIND["unanswerable"]
HELD_BACK = yaml.safe_load(Path(__file__).with_name("held_back_questions.yml").read_text(encoding="utf-8"))


@cache
def the_search() -> FaqSearch:
    return FaqSearch(load_shelf(ROOT / "data" / "faq"))


@cache
def found(question: str) -> Found:
    return the_search().look_up(question)


def rate(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def slugs(question: str) -> list[str]:
    return [match.entry.slug for match in found(question).matches]


def is_unknown(question: str) -> bool:
    return found(question).answer is None and not found(question).choices


def test_there_are_three_hundred_blind_questions_three_for_an_entry_and_sixty_for_none() -> None:
    asked = Counter(slug for slug, _ in ANSWERED)

    assert set(asked) == {entry.slug for entry in load_shelf(ROOT / "data" / "faq")}
    assert min(asked.values()) >= 3
    assert len(UNANSWERED) >= 60
    assert len(ANSWERED) + len(UNANSWERED) >= 300


def test_the_first_entry_is_the_right_one_for_seventeen_in_twenty() -> None:
    assert rate([slugs(question)[0] == slug for slug, question in ANSWERED]) >= 0.85


def test_one_of_three_is_the_right_one_for_nineteen_in_twenty() -> None:
    assert rate([slug in slugs(question) for slug, question in ANSWERED]) >= 0.95


def test_a_question_that_no_entry_answers_is_called_unknown_seventeen_times_in_twenty() -> None:
    assert rate([is_unknown(question) for question in UNANSWERED]) >= 0.85
    assert rate([found(question).answer is None for question in UNANSWERED]) >= 0.90


def test_a_sure_answer_is_right_nineteen_times_in_twenty() -> None:
    sure = [(slug, question) for slug, question in ANSWERED if found(question).answer is not None]

    assert rate([slugs(question)[0] == slug for slug, question in sure]) >= 0.95
    assert len(sure) >= 0.55 * len(ANSWERED)


def test_a_question_that_an_entry_answers_is_called_unknown_one_time_in_four_at_most() -> None:
    assert rate([is_unknown(question) for _, question in ANSWERED]) <= 0.25


def test_the_scores_together_say_how_often_an_answer_is_right() -> None:
    expected = sum(found(question).matches[0].score for _, question in ANSWERED)
    right = sum(slugs(question)[0] == slug for slug, question in ANSWERED)

    assert expected / len(ANSWERED) <= right / len(ANSWERED)  # never surer than it may be


def test_a_list_that_nobody_tuned_anything_on_is_found_nearly_as_often() -> None:
    """The floor lies a little below what was measured (docs/figures.md), so that it may not sink unseen."""
    again = yaml.safe_load(Path(__file__).with_name("blind_questions_again.yml").read_text(encoding="utf-8"))
    questions = [(asked["entry"], asked["text"]) for asked in again["questions"]]

    assert rate([slugs(question)[0] == slug for slug, question in questions]) >= 0.83
    assert rate([slug in slugs(question) for slug, question in questions]) >= 0.93
    assert rate([is_unknown(question) for question in again["unanswerable"]]) >= 0.85


def test_what_was_held_back_from_the_first_help_centre_is_mostly_found_in_this_one() -> None:
    questions = [(slug, question) for slug, asked in HELD_BACK["answered"].items() for question in asked]

    assert rate([slug in slugs(question) for slug, question in questions]) >= 0.80


@pytest.mark.parametrize("entry", list(load_shelf(ROOT / "data" / "faq")), ids=lambda entry: entry.slug)
def test_an_entry_is_surely_found_by_its_own_words(entry: FaqEntry) -> None:
    for asked in (entry.title, *entry.ask):
        for spelling in (asked, f"  {asked.upper()}?! "):
            first = the_search().search(spelling)[0]
            assert (first.entry.slug, first.score) == (entry.slug, 1.0), spelling


@given(st.text(st.characters(codec=None), max_size=2000) | st.text("refundpay cancl?", max_size=2000))
def test_any_text_gets_scores_from_0_to_1_the_best_first(text: str) -> None:
    matches = the_search().search(text)

    scores = [match.score for match in matches]
    assert len(matches) <= 3
    assert all(0 < score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_a_text_without_a_word_finds_nothing() -> None:
    for text in ("", "   ", "???", "\0"):
        assert the_search().search(text) == []
        assert is_unknown(text)


def test_a_text_without_a_word_of_ours_is_unknown() -> None:
    for text in ("how do I", "xyzzy", "你好", "zzz zzz", "היכן"):
        assert is_unknown(text)


def test_capitals_and_signs_do_not_matter() -> None:
    assert slugs("WHO PAYS FOR THE RETURN!!!")[0] == slugs("who pays for the return")[0]


def test_as_many_matches_come_back_as_asked_for() -> None:
    assert len(the_search().search("order", limit=5)) == 5
    assert len(the_search().search("order", limit=1)) == 1


def test_an_expired_entry_is_not_found_but_still_there_for_an_old_choice() -> None:
    entries = [replace(entry, valid_until=date(2026, 1, 31)) for entry in load_shelf(ROOT / "data" / "faq")]
    search = FaqSearch(FaqShelf(entries))

    assert search.search("return policy", today=date(2026, 1, 31))[0].entry.slug == "returns"
    assert search.search("return policy", today=date(2026, 2, 1)) == []
    assert search.entry("returns").slug == "returns"


def test_an_unknown_slug_is_an_error() -> None:
    with pytest.raises(NoSuchEntry):
        the_search().entry("nowhere")


@pytest.mark.parametrize(
    "entries", [[], [FaqEntry("odd", "??", ("how do I",), "!", "?")]], ids=["none", "wordless"]
)
def test_a_shelf_with_nothing_to_find_finds_nothing(entries: list[FaqEntry]) -> None:
    search = FaqSearch(FaqShelf(entries))

    for question in ("", "?", "refund please"):
        assert search.look_up(question).answer is None
        assert search.look_up(question).choices == ()


def test_ten_thousand_entries_are_searched_too() -> None:
    returns, in_short = the_search().entry("returns"), {"answer": "Yes.", "in_other_words": "Yes, it is."}
    many = [
        replace(returns, slug=f"entry-{n}", title=f"About gadget{n}", ask=(f"gadget{n}",), **in_short)
        for n in range(10_000)
    ]

    assert FaqSearch(FaqShelf(many)).search("where is gadget4711")[0].entry.slug == "entry-4711"
