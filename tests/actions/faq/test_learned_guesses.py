from datetime import date

from actions.faq.entry import FaqEntry
from actions.faq.learned_guesses import Guesses, guesses_of, look_up
from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf

RETURNS = FaqEntry("returns", "How do returns work?", ("send it back",), "Within 30 days.", "In other words.")
ACCOUNT = FaqEntry("account", "How do I open an account?", ("sign up",), "Under Login.", "In other words.")
OVER = FaqEntry(
    "sale", "When is the sale?", ("sale",), "In May.", "In other words.", valid_until=date(2026, 5, 31)
)
SEARCH = FaqSearch(FaqShelf([RETURNS, ACCOUNT, OVER]))
TODAY = date(2026, 11, 22)


def first(question, guesses):
    matches = look_up(SEARCH, question, guesses, TODAY).matches
    return matches[0] if matches else None


def test_a_page_that_only_the_model_thinks_of_is_found():
    match = first("become a member", Guesses({"account": 0.9}))
    assert match.entry is ACCOUNT
    assert match.score > 0.85


def test_a_page_that_both_think_of_is_surer_than_either():
    question = "open something"
    alone = {match.entry.slug: match.score for match in SEARCH.search(question)}.get("account", 0.0)
    assert first(question, Guesses({"account": 0.5})).score >= max(alone, 0.5)


def test_of_two_pages_that_are_as_likely_it_is_asked_which():
    found = look_up(SEARCH, "xyz", Guesses({"account": 0.45, "returns": 0.45}), TODAY)
    assert found.answer is None
    assert set(found.choices) == {RETURNS, ACCOUNT}


def test_what_the_search_knows_nothing_of_is_not_asked_about_for_a_weak_guess():
    found = look_up(SEARCH, "xyz", Guesses({"account": 0.2, "returns": 0.2}), TODAY)
    assert (found.answer, found.choices) == (None, ())


def test_what_is_about_another_world_is_answered_by_no_page():
    assert first("open a bank account", Guesses({"account": 0.03}, elsewhere=0.95)).score < 0.2


def test_what_stands_in_a_page_word_for_word_is_answered_whatever_the_model_thinks():
    assert first("How do I open an account?", Guesses({}, elsewhere=0.99)).score == 1.0


def test_a_guess_at_a_page_that_is_gone_counts_for_nothing():
    assert look_up(SEARCH, "xyz", Guesses({"gift-cards": 0.9}), TODAY) == SEARCH.look_up("xyz", TODAY)


def test_a_guess_at_a_page_whose_time_is_over_counts_for_nothing():
    assert look_up(SEARCH, "xyz", Guesses({"sale": 0.9}), TODAY) == SEARCH.look_up("xyz", TODAY)


def test_the_guesses_of_a_parsed_message_are_read_and_a_choice_has_none():
    parsed = {"text": "x", "faq_pages": [{"slug": "returns", "confidence": 0.4}], "elsewhere": 0.1}
    assert guesses_of(parsed) == Guesses({"returns": 0.4}, 0.1)
    assert guesses_of({"text": "Talk to a person"}) == Guesses()


def test_of_two_pages_that_are_as_likely_the_one_near_what_is_talked_about_is_the_answer():
    guesses = Guesses({"account": 0.45, "returns": 0.45})
    assert look_up(SEARCH, "xyz", guesses, TODAY, near={"returns"}).answer is RETURNS


def test_a_page_that_is_surely_meant_is_told_whatever_is_talked_about():
    assert look_up(SEARCH, "sign up", Guesses({"account": 0.9}), TODAY, near={"returns"}).answer is ACCOUNT
