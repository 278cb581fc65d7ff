"""What an answer from the help pages ends with, and what is asked when none is sure."""

from datetime import date

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.faq.entry import FaqEntry
from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf
from actions.faq_actions import ActionAnswerQuestion

RETURNS = FaqEntry(
    "returns", "How do returns work?", ("send it back",), "Within 30 days.", "In 30 days.", next=("label",)
)
LABEL = FaqEntry("label", "How do I get a label?", ("print a label",), "In the chat.", "Here, in the chat.")


@pytest.fixture(scope="module")
def faq() -> FaqSearch:
    return FaqSearch(FaqShelf([RETURNS, LABEL]))


def asked(faq: FaqSearch, text: str, help_url: str = "", **entities: str) -> dict:
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    message = {"text": text, "intent": {"name": "ask_question"}, "entities": found}
    tracker = Tracker("c", {}, message, [], False, None, {}, "action_listen")
    said = CollectingDispatcher()
    ActionAnswerQuestion(faq, lambda: date(2026, 1, 1), help_url).speak(said, tracker)
    return next(told for told in said.messages if told["text"])


def test_an_answer_ends_with_the_address_of_its_page_and_offers_its_next_steps(faq):
    told = asked(faq, "send it back", "https://help.shop.example/help")

    assert told["text"] == "Within 30 days.\n\nhttps://help.shop.example/help/returns"
    assert [choice["title"] for choice in told["buttons"]] == ["How do I get a label?"]


def test_without_an_address_an_answer_is_the_entry_alone(faq):
    assert asked(faq, "send it back")["text"] == "Within 30 days."


def test_a_choice_whose_entry_was_taken_away_is_answered_as_a_question(faq):
    assert "print a label" not in asked(faq, "print a label", faq_entry="gone")["text"]
    assert asked(faq, "print a label", faq_entry="gone")["text"] == "In the chat."


def test_what_is_not_known_is_said_to_be_so_and_a_person_is_offered(faq):
    told = asked(faq, "do you breed parrots")

    assert "do you breed parrots" in told["text"]
    assert [choice["title"] for choice in told["buttons"]] == ["Talk to a person"]
