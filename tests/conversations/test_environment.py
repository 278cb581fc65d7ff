"""Settings that are wrong are named in one sentence with what to do."""

import pytest

from conversations.environment import Environment
from conversations.errors import SettingError


def test_a_text_comes_without_surrounding_blanks():
    assert Environment({"NAME": "  Deskbell "}).text("NAME") == "Deskbell"


@pytest.mark.parametrize("variables", [{}, {"NAME": ""}, {"NAME": "  "}])
def test_a_missing_text_is_its_default_or_a_named_error(variables: dict[str, str]):
    environment = Environment(variables)

    assert environment.text("NAME", "Deskbell") == "Deskbell"
    with pytest.raises(SettingError, match=r"^NAME is not set\. Set it in"):
        environment.text("NAME")


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("65535", 65535), (" 80 ", 80), ("", 8080)])
def test_a_number_in_its_range_is_taken(value: str, number: int):
    assert Environment({"PORT": value}).number("PORT", 8080, lowest=1, highest=65535) == number


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8_080", "80.0", "eighty", "0x50", "٨٠"])
def test_a_number_out_of_its_range_is_named(value: str):
    with pytest.raises(SettingError, match=r"^PORT is .*\. Set it to a whole number from 1 to 65535\.$"):
        Environment({"PORT": value}).number("PORT", 8080, lowest=1, highest=65535)


@pytest.mark.parametrize(
    ("value", "is_on"),
    [("1", True), ("on", True), ("TRUE", True), ("yes", True), ("0", False), ("Off", False), ("no", False)],
)
def test_a_switch_is_on_or_off(value: str, is_on: bool):
    assert Environment({"DEMO": value}).switch("DEMO", not is_on) is is_on
    assert Environment({}).switch("DEMO", is_on) is is_on


def test_a_switch_that_is_neither_is_named():
    with pytest.raises(SettingError, match=r"^DEMO is 'maybe'\. Set it to 1 or 0\.$"):
        Environment({"DEMO": "maybe"}).switch("DEMO", False)


def test_words_are_separated_by_commas():
    environment = Environment({"ORIGINS": "https://a.example, https://b.example ,,"})

    assert environment.words("ORIGINS") == ("https://a.example", "https://b.example")
    assert environment.words("OTHERS") == ()
