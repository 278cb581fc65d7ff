"""The sentence of a page that answers a short question asked after it."""

from dataclasses import replace

import pytest

from actions.faq.best_sentence import best_fit, is_answered, leans
from actions.faq.entry import FaqEntry
from actions.faq.sentence_vectors import SentenceVectors

CANOES = FaqEntry(
    slug="canoes",
    title="Can I hire a canoe?",
    ask=("hire a canoe",),
    answer="Yes, from April to October, for €18.00 a day. Children need a life jacket, which we lend.",
    in_other_words=(
        "A canoe carries two grown-ups and a dog. Bring it back by 19:00; each later hour costs €5.00. "
        "If the paddle breaks, you pay nothing. Wet clothes dry in our boathouse within 2 hours."
    ),
)
CAMPING = replace(
    CANOES,
    slug="camping",
    title="May I camp at the lake?",
    ask=("camp",),
    answer="Tents stand on the meadow for 3 nights at most. Campfires are forbidden in August.",
    in_other_words="Fresh water runs behind the boathouse, day and night.",
)


def fit_of(question):
    return best_fit(question, [CANOES, CAMPING], SentenceVectors.load())


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("how much a day is it?", "€18.00 a day"),
        ("until when must I bring it back?", "by 19:00"),
        ("what if I break the paddle?", "you pay nothing"),
        ("can my dog come too?", "and a dog"),
        ("do kids need a jacket for it", "life jacket"),
        ("and are campfires allowed there?", "forbidden in August"),
    ],
)
def test_the_words_of_the_question_or_what_it_asks_for_find_the_sentence(question, part):
    fit = fit_of(question)

    assert part in fit.sentence
    assert is_answered(fit, question, None)


def test_what_stands_on_no_page_is_not_answered():
    question = "is there wifi on the train to it"

    assert not is_answered(fit_of(question), question, None)


def test_a_question_that_another_page_surely_answers_goes_there_unless_it_points_back():
    tents = replace(CAMPING, slug="tents")
    plain, pointing = "how many hours does repairing take", "can I bring it back later, too?"

    assert not is_answered(fit_of(plain), plain, tents)
    assert not is_answered(fit_of("is there a dog"), "is there a dog", tents, 0.95)
    assert is_answered(fit_of(pointing), pointing, tents)


def test_what_the_told_page_leads_on_to_gives_way_to_the_page_that_surely_answers():
    question = "is the meadow free?"

    assert fit_of(question).entry == CAMPING
    assert not is_answered(fit_of(question), question, CANOES)


def test_a_question_of_the_page_itself_stays_with_its_answer():
    page = replace(CANOES, in_other_words="Lost the key? Ring the bell at the gate.")

    fit = best_fit("what if I lost the key", [page], SentenceVectors.load())

    assert fit.sentence == "Lost the key? Ring the bell at the gate."


@pytest.mark.parametrize("question", ["is it free", "and on Sundays", "what about dogs", "Do they bite?"])
def test_it_leans_on_what_was_said(question):
    assert leans(question)


@pytest.mark.parametrize("question", ["how do I pay", "where is the lake", ""])
def test_it_points_to_nothing(question):
    assert not leans(question)


def test_without_words_there_is_nothing_to_fit():
    assert fit_of("?!") is None
    assert best_fit("how much", [], SentenceVectors.load()) is None


def test_how_long_it_is_good_for_is_no_question_how_soon_it_comes():
    voucher = replace(
        CANOES, answer="The ticket is there within 10 minutes. It is good for 2 years.", in_other_words=""
    )
    fit = best_fit("how long is it valid?", [voucher, CAMPING], SentenceVectors.load())
    assert fit.sentence == "It is good for 2 years."
