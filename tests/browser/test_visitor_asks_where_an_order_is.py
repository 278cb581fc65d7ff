"""The way through the shop for which all of this is there: from a question to a true answer, and on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.order_facts import truth_of

pytestmark = [pytest.mark.browser, pytest.mark.model]

MIRA = "mira.lindqvist@example.com"
QUESTION = "where is my order 10042?"


def test_a_visitor_asks_and_proves_and_reads_the_true_state_of_the_order(visitor, deskbell):
    visitor.open_chat()
    assert "e-mail" in visitor.ask(QUESTION)
    answer = visitor.ask(MIRA)
    truth = truth_of(deskbell, "10042", MIRA)
    assert answer == truth.wordings[0]
    expect(visitor.own_words).to_have_text([QUESTION, MIRA])
    expect(visitor.log.get_by_role("group", name="Choices").last.get_by_role("button")).to_have_text(
        [step.label for step in truth.next_steps]
    )


def test_a_picked_choice_gets_its_answer_and_cannot_be_picked_again(visitor):
    visitor.open_chat()
    visitor.ask(QUESTION)
    visitor.ask(MIRA)
    choice = visitor.choice("How long does delivery take?")
    choice.click()
    expect(visitor.answers).to_have_count(3)
    expect(visitor.own_words.last).to_have_text("How long does delivery take?")
    expect(visitor.answers.last).to_contain_text("working days")
    expect(visitor.log.get_by_role("button", name="How long does delivery take?").first).to_be_disabled()


def test_next_steps_can_still_be_taken_after_thanks_an_ok_and_a_question_asked_too_often(visitor):
    visitor.open_chat()
    visitor.ask(QUESTION)
    visitor.ask(MIRA)
    visitor.ask("thanks")
    visitor.say("ok")
    step = visitor.log.get_by_role("button", name="How do returns work?")
    expect(visitor.own_words).to_have_count(4)
    expect(step).to_be_enabled()
    step.click()
    expect(visitor.answers).to_have_count(4)
    expect(step).to_be_disabled()
    for _ in range(3):
        visitor.say("how do returns work?")
        expect(visitor.typing).to_be_hidden()
    expect(visitor.log.get_by_text("Answered above.")).to_have_count(1)
    before = visitor.answers.count()
    visitor.choice("Talk to a person").click()
    expect(visitor.answers).to_have_count(before + 1)


def test_a_goodbye_closes_the_next_steps(visitor):
    visitor.open_chat()
    visitor.ask("how do returns work?")
    expect(visitor.choice("When do refunds arrive?")).to_be_enabled()
    visitor.ask("bye")
    expect(visitor.choice("When do refunds arrive?")).to_be_disabled()


def test_the_typing_sign_shows_while_an_answer_is_due_and_goes_when_it_is_there(visitor, deskbell):
    visitor.open_chat()
    deskbell.freeze("bot")
    visitor.say("how do returns work?")
    expect(visitor.typing).to_be_visible()
    deskbell.thaw("bot")
    expect(visitor.answers).to_have_count(1)
    expect(visitor.typing).to_be_hidden()


def test_the_order_on_the_page_need_not_be_named(visitor):
    visitor.go("/shop/orders.html?number=10042")
    visitor.open_chat()
    assert "e-mail" in visitor.ask("where is my order?")


def test_a_wrong_proof_reads_like_an_unknown_order(new_visitor):
    answers = []
    for number, email in (("10042", "somebody.else@example.com"), ("99999", MIRA)):
        visitor = new_visitor()
        visitor.go()
        visitor.open_chat()
        visitor.ask(f"where is my order {number}?")
        answers.append(visitor.ask(email))
    assert answers[0] == answers[1]
    assert "can't find" in answers[0]


def test_a_starting_point_is_a_message_of_the_visitor(visitor):
    visitor.open_chat()
    visitor.control("Where is my order?").click()
    expect(visitor.own_words).to_have_text(["Where is my order?"])
    expect(visitor.answers).to_have_text([re.compile("number")])
    expect(visitor.control("Where is my order?")).to_be_hidden()


def test_who_asks_for_a_person_reads_that_one_will_come_and_is_still_answered(visitor):
    visitor.open_chat()
    visitor.control("Talk to a person").click()
    expect(visitor.log).to_contain_text("You asked for a person.")
    expect(visitor.answers).to_have_count(1)
    assert "working days" in visitor.ask("how long does delivery take?")
    expect(visitor.log.get_by_text("You asked for a person.")).to_have_count(1)
