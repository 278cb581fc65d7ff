from pathlib import Path

import pytest

from actions.faq.shelf import load_shelf
from actions.order_talk.help_pages import HELP_PAGES, matter_in_talk
from actions.order_talk.matters import Matter

SHELF = load_shelf(Path(__file__).parents[3] / "data" / "faq")
RETURNED = {"order": "10030", "matter": "start_return"}


@pytest.mark.parametrize("matter", HELP_PAGES)
def test_the_help_pages_of_each_matter_are_there(matter):
    assert all(slug in SHELF for slug in HELP_PAGES[matter])


def test_what_is_being_changed_is_in_talk_whatever_was_told_last():
    told = {"ask_for_invoice 10030: Here it is.": 1}
    assert matter_in_talk(told, {"matter": "start_exchange"}, RETURNED) is Matter.EXCHANGE


def test_what_was_done_stays_in_talk_while_its_order_is_told():
    told = {"done start_return 10030": 1, "order 10030: The return is started.": 1}
    assert matter_in_talk(told, None, RETURNED) is Matter.RETURN


def test_what_was_told_last_is_in_talk():
    told = {"order 10030: It is here.": 1, "ask_for_invoice 10030: Here it is.": 1, "utter_greet": 1}
    assert matter_in_talk(told, None, None) is Matter.INVOICE


def test_what_was_told_long_ago_is_not_in_talk():
    told = {"order 10030: It is here.": 1, **{f"faq page-{number}": 1 for number in range(4)}}
    assert matter_in_talk(told, None, None) is None
    assert matter_in_talk(None, None, None) is None
