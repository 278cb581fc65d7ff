"""What the inbox calls a customer's wish is a wish that the bot knows."""

import pytest

from conversations.ownership import Owner
from conversations.wishes import CONTACT_EMAIL, HAS_LEFT, ORDER_NUMBER, WISHES, taken_for, wants
from dialogue_lint.domain import domain_of
from dialogue_lint.yaml_tree import read_yaml
from tests.contracts.project_files import ROOT

INTENTS = sorted(domain_of(read_yaml(ROOT, "domain.yml")).intents)


def test_every_wish_is_an_intent_of_the_domain():
    assert set(WISHES) - set(INTENTS) == set()


def test_the_slots_that_the_inbox_reads_are_slots_of_the_domain():
    assert {ORDER_NUMBER, CONTACT_EMAIL, HAS_LEFT} <= set(domain_of(read_yaml(ROOT, "domain.yml")).slots)


def test_a_wish_is_one_line_with_the_order_that_it_is_about():
    snapshot = '[{"name": "order_number", "value": "1"}, {"name": "order_number", "value": "10042"}]'
    assert wants("cancel_order", snapshot) == "Cancel the order · 10042"
    assert wants("cancel_order", None) == "Cancel the order"
    assert wants(None, snapshot) == "10042"
    assert wants("cancel_order", snapshot, "10057") == "Cancel the order · 10042"
    assert wants("cancel_order", None, "10057") == "Cancel the order · 10057"
    assert wants("say_thanks", None) == ""


def test_who_waits_without_a_wish_wants_a_person_or_has_left_a_message():
    left = '[{"name": "has_left_message", "value": true}]'
    assert wants(None, None, owner=Owner.WAITING) == "A person"
    assert wants(None, left, owner=Owner.SUPPORT_AGENT) == "A message for the team"
    assert wants(None, left, "10042", Owner.WAITING) == "A message for the team · 10042"
    assert wants("cancel_order", left, owner=Owner.WAITING) == "Cancel the order"
    assert wants(None, left, owner=Owner.BOT) == ""


def test_a_dialogue_that_cannot_be_read_names_no_order():
    for snapshot in ('"order_number"', '[{"name": "order_number", "value": 7}]', '{"order_number": [', "[1]"):
        assert wants("cancel_order", snapshot) == "Cancel the order"


@pytest.mark.parametrize("intent", INTENTS)
def test_what_the_bot_took_it_for_is_said_in_words(intent):
    words = taken_for(intent)
    assert "_" not in words
    assert "went wrong" not in words


def test_a_reason_that_is_words_stays_as_it_is():
    assert taken_for("not known") == "A question without a help page"
    assert taken_for("something it needs stayed away") == "something it needs stayed away"


def test_the_name_of_an_error_is_not_shown():
    assert "ZeroDivisionError" not in taken_for("ZeroDivisionError")
