"""Inside a form no message meets silence, and none leads out of the bot's hands without a word."""

import re
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
INTENTS = [next(iter(intent)) for intent in DOMAIN["intents"]]
OPENED_BY = {"order_status_form": "where is my order"}
QUIET = {"acknowledge"}
QUIET_AGAIN = {"ask_to_be_left_alone", "say_thanks"}
LEADS_OUT = {"ask_for_human", "ask_to_be_left_alone", "never_mind", "say_goodbye", "start_over"}
STATES = [(), ("10042",)]  # what was given before: nothing, or the number


def example_of(intent):
    """A training sentence of this intent, without its marks; nonsense for the fallback."""
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if entry.get("intent") == intent:
                plain = [line[2:] for line in entry["examples"].splitlines() if not re.search(r"[\d@]", line)]
                return re.sub(r"\[(.*?)\]\(.*?\)", r"\1", (plain or ["?"])[0])
    return "xqzv brrr fnord"


def test_every_form_is_walked_here():
    assert set(OPENED_BY) == set(DOMAIN["forms"])


@pytest.mark.parametrize("given", STATES, ids=["nothing given", "number given"])
@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("form", DOMAIN["forms"])
async def test_every_intent_inside_every_form_is_answered_twice_in_a_row(customer, form, intent, given):
    await customer.say(OPENED_BY[form])
    for text in given:
        await customer.say(text)
    for time in range(2):
        heard = await customer.say(example_of(intent))
        assert heard.reason != "not understood"
        if intent in QUIET or (intent in QUIET_AGAIN and time == 1):
            assert heard.outcome == "quiet"
        else:
            assert heard.texts
            assert heard.outcome == "answered"


@pytest.mark.parametrize("intent", [intent for intent in INTENTS if intent not in LEADS_OUT])
async def test_after_any_side_step_the_awaited_answer_is_taken_without_a_word_against_it(customer, intent):
    await customer.say("where is my order")
    await customer.say(example_of(intent))
    heard = await customer.say("10042")
    assert "I need the number" not in heard.text
    heard = await customer.say("mira.lindqvist@example.com")
    assert heard.texts
    assert "can't find" not in heard.text
    assert "doesn't look like" not in heard.text
