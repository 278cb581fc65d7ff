"""The right entry is found, an unsure one is not dressed as sure, and what nobody answers is left unanswered.

The questions in `held_back_questions.yml` were written before the search was. Its weights come from asking
each of the entries' own lines with that line left out; where SURE lies was decided with both lists in view,
so the rates here are a little kind.
"""

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
from actions.faq.search import LIKELY, SURE, FaqSearch, Match
from actions.faq.shelf import FaqShelf, load_shelf

ROOT = Path(__file__).parents[3]
QUESTIONS = yaml.safe_load(Path(__file__).with_name("held_back_questions.yml").read_text(encoding="utf-8"))
ANSWERED = [(slug, question) for slug, asked in QUESTIONS["answered"].items() for question in asked]
UNANSWERED: list[str] = QUESTIONS["unanswered"]


@cache
def the_search() -> FaqSearch:
    return FaqSearch(load_shelf(ROOT / "data" / "faq"))


@cache
def found(question: str) -> tuple[Match, ...]:
    return tuple(the_search().search(question))


def rate(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def is_first(slug: str, question: str) -> bool:
    return found(question)[:1] != () and found(question)[0].entry.slug == slug


def best_score(question: str) -> float:
    return found(question)[0].score if found(question) else 0.0


def test_there_are_enough_held_back_questions() -> None:
    assert len(ANSWERED) >= 60
    assert len(UNANSWERED) >= 25
    assert set(QUESTIONS["answered"]) == {entry.slug for entry in load_shelf(ROOT / "data" / "faq")}


def test_the_first_entry_is_the_right_one_for_four_in_five() -> None:
    assert rate([is_first(*asked) for asked in ANSWERED]) >= 0.80


def test_one_of_three_is_the_right_one_for_nineteen_in_twenty() -> None:
    assert rate([slug in {match.entry.slug for match in found(asked)} for slug, asked in ANSWERED]) >= 0.95


def test_a_sure_answer_is_right_nineteen_times_in_twenty() -> None:
    sure = [asked for asked in ANSWERED if best_score(asked[1]) >= SURE]

    assert rate([is_first(*asked) for asked in sure]) >= 0.95
    assert len(sure) >= 0.6 * len(ANSWERED)


def test_a_question_that_an_entry_answers_is_seldom_called_unknown() -> None:
    assert rate([best_score(question) >= LIKELY for _, question in ANSWERED]) >= 0.90


def test_a_question_that_no_entry_answers_is_hardly_ever_answered() -> None:
    assert rate([best_score(question) < SURE for question in UNANSWERED]) >= 0.95
    assert rate([best_score(question) < LIKELY for question in UNANSWERED]) >= 0.85


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


def test_a_text_without_a_word_of_ours_finds_nothing() -> None:
    for text in ("", "   ", "???", "how do I", "xyzzy", "\0", "你好"):
        assert the_search().search(text) == []


def test_capitals_and_signs_do_not_matter() -> None:
    assert the_search().search("RETURN POLICY!!!") == the_search().search("return policy")


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
        assert search.search(question) == []


def test_ten_thousand_entries_are_searched_too() -> None:
    returns = the_search().entry("returns")
    many = [
        replace(returns, slug=f"entry-{n}", title=f"About gadget{n}", ask=(f"gadget{n}",))
        for n in range(10_000)
    ]

    assert FaqSearch(FaqShelf(many)).search("where is gadget4711")[0].entry.slug == "entry-4711"
