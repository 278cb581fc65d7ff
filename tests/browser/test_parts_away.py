"""A part of Deskbell dies while somebody writes: the visitor is told, and gets the answer in the end."""

import pytest
from playwright.sync_api import expect

from tests.browser.order_facts import truth_of

pytestmark = [pytest.mark.browser, pytest.mark.model]

MIRA = "mira.lindqvist@example.com"


def test_a_message_that_meets_a_dead_gateway_arrives_once_when_it_is_back(visitor, deskbell):
    visitor.expect_lost_connections()
    visitor.open_chat()
    visitor.ask("hello")
    deskbell.kill("gateway")
    visitor.say("how do returns work?")
    expect(visitor.log.get_by_text("Not sent yet. Trying again…")).to_be_visible()
    expect(visitor.status).to_have_text("The connection is lost. Trying again…")
    deskbell.start_part("gateway")
    expect(visitor.answers).to_have_count(2)
    expect(visitor.status).to_have_text("")
    expect(visitor.own_words).to_have_text(["hello", "how do returns work?"])
    shown = visitor.said.all_inner_texts()
    visitor.page.reload()
    expect(visitor.said).to_have_text(shown)


def test_while_the_bot_is_away_the_visitor_is_told_and_offered_a_person_and_answered_later(visitor, deskbell):
    visitor.open_chat()
    deskbell.kill("bot")
    visitor.say("how do returns work?")
    expect(visitor.status).not_to_have_text("")
    expect(visitor.typing).to_be_hidden()
    visitor.control("Ask for a person").press("Enter")
    assert visitor.focused == "Your message"
    expect(visitor.own_words).to_have_text(["how do returns work?", "I would like to talk to a person"])
    deskbell.start_part("bot")
    expect(visitor.answers).to_have_count(2)
    expect(visitor.answers.first).to_contain_text("30 days")
    expect(visitor.log).to_contain_text("You asked for a person.")
    expect(visitor.status).to_have_text("Waiting for a person")
    expect(visitor.control("Ask for a person")).to_be_hidden()


def test_while_the_order_data_is_away_the_visitor_is_told_and_gets_the_true_answer_later(visitor, deskbell):
    visitor.open_chat()
    visitor.ask("where is my order 10042?")
    deskbell.kill("actions")
    visitor.say(MIRA)
    expect(visitor.status).not_to_have_text("")
    expect(visitor.answers).to_have_count(1)
    deskbell.start_part("actions")
    expect(visitor.answers).to_have_count(2)
    expect(visitor.answers.last).to_have_text(truth_of(deskbell, "10042", MIRA).wordings[0])
