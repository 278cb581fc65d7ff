"""What a short question leans on, and the sentence that answers it."""

from dataclasses import replace

import pytest

from actions.faq.entry import FaqEntry
from actions.faq.follow_up import Part, follow_up, page_told, part_that_answers, topic_of

PAGE = FaqEntry(
    slug="tents",
    title="Can I hire a tent?",
    ask=("hire a tent abroad",),
    answer="Yes, any tent for up to 3 weeks. It is €20.00 a week; children's tents are free.",
    in_other_words="Write to us 4 days before. A second week costs nothing in June, and poles are €2.00.",
)
OTHER = replace(PAGE, slug="stoves", title="Stoves", ask=("stoves",), answer="Gas stoves stay at home.")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how much is it?", "It is €20.00 a week; children's tents are free."),
        ("and how much for poles?", "A second week costs nothing in June, and poles are €2.00."),
        ("is there a fee", "It is €20.00 a week; children's tents are free."),
        ("for how long?", "Yes, any tent for up to 3 weeks."),
        ("and for children?", "It is €20.00 a week; children's tents are free."),
        ("what about June", "A second week costs nothing in June, and poles are €2.00."),
    ],
)
def test_the_sentence_that_says_it_is_the_answer(question, answer):
    assert part_that_answers(follow_up(question), [PAGE, OTHER]) == Part(PAGE, answer)


def test_what_stands_in_the_lines_of_a_page_is_answered_by_all_of_it():
    assert part_that_answers(follow_up("and abroad?"), [OTHER, PAGE]) == Part(PAGE, None)


def test_the_page_itself_comes_before_those_that_it_leads_on_to():
    asked = follow_up("and gas?")

    assert part_that_answers(asked, [PAGE, OTHER]) == Part(OTHER, "Gas stoves stay at home.")
    assert part_that_answers(follow_up("how much?"), [OTHER, PAGE]).entry == OTHER


def test_what_none_of_the_pages_says_is_left_unanswered():
    assert part_that_answers(follow_up("and pizza?"), [PAGE, OTHER]) is None


@pytest.mark.parametrize(
    "question",
    [
        "how do I return it",
        "and how long does delivery take",
        "when does it arrive",
        "how much is my order",
        "how do I pay",
        "and for 10042?",
        "gift cards?",
        "to a person",
        "and you?",
        "and",
        "",
        "?",
    ],
)
def test_a_question_with_a_topic_of_its_own_leans_on_nothing(question):
    assert follow_up(question) is None


def test_a_page_is_known_again_by_what_is_remembered_of_it():
    assert page_told(topic_of("gift-card-buy")) == "gift-card-buy"
    assert page_told(topic_of("returns", "Returns are free.\nAll of them.")) == "returns"
    assert page_told("order 10042: shipped") is None
