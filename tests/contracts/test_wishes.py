"""What the inbox calls a customer's wish is a wish that the bot knows."""

from conversations.wishes import WISHES, taken_for, wants
from dialogue_lint.domain import domain_of
from dialogue_lint.yaml_tree import read_yaml
from tests.contracts.project_files import ROOT


def test_every_wish_is_an_intent_of_the_domain():
    assert set(WISHES) - set(domain_of(read_yaml(ROOT, "domain.yml")).intents) == set()


def test_a_wish_is_one_line_with_the_order_that_it_is_about():
    snapshot = '[{"name": "order_number", "value": "1"}, {"name": "order_number", "value": "10042"}]'
    assert wants("cancel_order", snapshot) == "Cancel the order · 10042"
    assert wants("cancel_order", None) == "Cancel the order"
    assert wants(None, snapshot) == "10042"
    assert wants("say_thanks", None) == ""


def test_a_dialogue_that_cannot_be_read_names_no_order():
    for snapshot in ('"order_number"', '[{"name": "order_number", "value": 7}]', '{"order_number": [', "[1]"):
        assert wants("cancel_order", snapshot) == "Cancel the order"


def test_what_the_bot_took_it_for_is_said_in_words():
    assert taken_for("cancel_order") == "Cancel the order"
    assert taken_for("ask_for_human") == "ask for human"
    assert taken_for("not known") == "not known"
