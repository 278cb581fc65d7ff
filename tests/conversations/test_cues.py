"""The file of cues: what it says, and that every mistake in it is named with its line and what to do."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from conversations.cue_names import KNOWN_CUES
from conversations.cues import Cues, load_cues
from conversations.entries import ChoiceMeaning
from conversations.errors import CueMistake

ROOT = Path(__file__).parents[2]
GOOD = """\
payment_failed:
  is_on: true
  threshold: 2
  text: Your payment was declined. Shall we look at it?
  opens:
    intent: ask_question
    entities:
      faq_entry: payment-declined
  cool_down_days: 7
"""


def load(tmp_path: Path, text: str | bytes) -> Cues:
    file = tmp_path / "cues.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_cues(file)


def test_a_cue_says_what_is_offered_and_what_that_opens(tmp_path: Path):
    cue = load(tmp_path, GOOD).find("payment_failed")

    assert cue is not None
    assert (cue.threshold, cue.cool_down) == (2, timedelta(days=7))
    offer = cue.to_offer({"order_number": "10042"})
    assert offer.text == "Your payment was declined. Shall we look at it?"
    assert offer.opens == ChoiceMeaning("ask_question", {"faq_entry": "payment-declined"})
    assert (offer.cue, offer.page) == ("payment_failed", {"order_number": "10042"})


def test_a_cue_that_is_off_is_as_if_it_were_not_there(tmp_path: Path):
    cues = load(tmp_path, GOOD.replace("is_on: true", "is_on: false"))

    assert (cues.find("payment_failed"), cues.thresholds) == (None, {})


def test_a_page_counts_the_cues_that_are_on(tmp_path: Path):
    assert load(tmp_path, GOOD).thresholds == {"payment_failed": 2}


@pytest.mark.parametrize("nothing", ["", "# not yet\n", "\ufeff"])
def test_a_shop_may_have_no_cues(tmp_path: Path, nothing: str):
    assert load(tmp_path, nothing) == Cues({})


@pytest.mark.parametrize(
    "forbidden",
    [
        "page_view",
        "time_on_page",
        "scroll_depth",
        "exit_intent",
        "idle",
        "cart_value",
        "returning_visitor",
        "purchase",
        "pageViews",
        "page-view",
        "Time On Page",
        "time_on_site",
        "scrolled",
        "exitintent",
        "user_idle",
        "cart_values",
        "returning_visitors",
        "purchased",
        "idle_payment_failed",
    ],
)
def test_a_cue_of_mere_presence_is_refused_with_the_reason(tmp_path: Path, forbidden: str):
    with pytest.raises(CueMistake) as refused:
        load(tmp_path, GOOD + GOOD.replace("payment_failed", forbidden))

    file, line, what = str(refused.value).split(":", 2)
    assert (Path(file).name, line) == ("cues.yml", "10")
    assert f"Deskbell has no cue {forbidden!r}, and will not have one." in what
    assert what.endswith(" Remove it.")
    assert len(what) > len(f"Deskbell has no cue {forbidden!r}, and will not have one. Remove it.") + 15


def test_a_misspelled_cue_is_told_the_right_name(tmp_path: Path):
    with pytest.raises(
        CueMistake, match=r"cues\.yml:1: There is no cue 'payment_fail'. Did you mean payment_f"
    ):
        load(tmp_path, GOOD.replace("payment_failed", "payment_fail"))


def test_an_unknown_cue_is_told_which_there_are(tmp_path: Path):
    with pytest.raises(CueMistake, match="Use one of: payment_failed, form_rejected, ") as refused:
        load(tmp_path, GOOD.replace("payment_failed", "hover"))
    assert all(cue in str(refused.value) for cue in KNOWN_CUES)


MISTAKES = [
    ("  threshold: 2\n", "", 1, "payment_failed has no 'threshold'. Add it."),
    ("  text: Your payment was declined. Shall we look at it?\n", "", 1, "has no 'text'"),
    ("    intent: ask_question\n", "", 5, "opens has no 'intent'"),
    ("threshold: 2", "threshold: 0", 3, "threshold must be a whole number from 1 to 20"),
    ("threshold: 2", "threshold: 21", 3, "from 1 to 20"),
    ("threshold: 2", "threshold: " + 5000 * "9", 3, "from 1 to 20"),
    ("threshold: 2", "threshold: two", 3, "from 1 to 20"),
    ("threshold: 2", "threshold: 2.5", 3, "from 1 to 20"),
    ("threshold: 2", "threshold: true", 3, "from 1 to 20"),
    ("threshold: 2", "threshold: -1", 3, "from 1 to 20"),
    ("threshold: 2", "threshold:", 3, "from 1 to 20"),
    ("threshold: 2", "threshold: [2]", 3, "from 1 to 20"),
    ("cool_down_days: 7", "cool_down_days: 0", 9, "cool_down_days must be a whole number from 1 to 365"),
    ("is_on: true", "is_on: sometimes", 2, "is_on must be true or false"),
    ("is_on: true", "is_on: 1", 2, "is_on must be true or false"),
    ("text: Your", "text: " + 60 * "long " + "Your", 4, "at most 90 characters"),
    ("text: Your", 'text: "two\\nlines" # Your', 4, "one line"),
    ("text: Your payment was declined. Shall we look at it?", "text: 42", 4, "text must be a text"),
    ("text: Your payment was declined. Shall we look at it?", "text: ' '", 4, "text must be a text"),
    ("text: Your payment was declined. Shall we look at it?", "text: {a: b}", 4, "text must be a text"),
    ("Your payment", "Only today", 4, "advertises"),
    ("Your payment", "10 % off", 4, "advertises"),
    ("Your payment", "Don't miss our newsletter", 4, "advertises"),
    ("Your payment", "Rate us", 4, "advertises"),
    ("Your payment", "Get 10 percent off today", 4, "“10 percent” advertises"),
    ("Your payment", "Ten percent off", 4, "advertises"),
    ("Your payment", "Save €10 with code X", 4, "“Save €10” advertises"),
    ("Your payment", "There is $5 off", 4, "advertises"),
    ("Your payment", "Rate our shop", 4, "advertises"),
    ("Your payment", "Leave some feedback", 4, "advertises"),
    ("Your payment", "Sign up for more", 4, "advertises"),
    ("Your payment", "You might also like this", 4, "advertises"),
    ("intent: ask_question", "intent: /restart", 6, "must be the name of an intent"),
    ("intent: ask_question", "intent: say_goodbye", 6, "'say_goodbye' asks for no help"),
    ("intent: ask_question", "intent: say_yes", 6, "asks for no help"),
    ("intent: ask_question", "intent: start_over", 6, "asks for no help"),
    ("intent: ask_question", "intent: ask_to_be_left_alone", 6, "asks for no help"),
    ("intent: ask_question", "intent: cancel_notices", 6, "asks for no help"),
    ("intent: ask_question", "intent: nlu_fallback", 6, "asks for no help"),
    ("faq_entry: payment-declined", "faq_entry: 10042", 8, "faq_entry must be a text. Put it into quotes."),
    ("faq_entry: payment-declined", "[1]: x", 8, "must be a word"),
    ("  threshold: 2\n", "  threshold: 2\n  threshold: 3\n", 4, "threshold is there twice"),
    ("  threshold: 2\n", "  threshold: 2\n  sound: loud\n", 4, "payment_failed has no 'sound'. Use one of"),
    ("entities:", "slots:", 7, "opens has no 'slots'"),
]


@pytest.mark.parametrize(("written", "instead", "line", "says"), MISTAKES)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, written: str, instead: str, line: int, says: str):
    assert written in GOOD
    with pytest.raises(CueMistake) as refused:
        load(tmp_path, GOOD.replace(written, instead))

    assert str(refused.value).startswith(f"{tmp_path}/cues.yml:{line}: ")
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("payment_failed: 1\n", 1, "must hold fields"),
        ("- payment_failed\n", 1, "The file must hold fields"),
        ("payment_failed\n", 1, "The file must hold fields"),
        ("payment_failed:\n  text: [\n", 3, "This is not YAML"),
        ("payment_failed:\n\ttext: x\n", 2, "This is not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "This is not YAML"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        ("a: \0\n", 1, "This is not YAML"),
        (GOOD + GOOD, 10, "payment_failed is there twice"),
        ("# " + 70_000 * "x", 1, "larger than 64 KB"),
        ("payment_failed: &a\n  text: *a\n", 1, "has no 'is_on'"),
        pytest.param("[" * 5000, 1, "nested too deeply", id="lists in lists"),
        pytest.param("a: " + "{a: " * 5000, 1, "nested too deeply", id="fields in fields"),
    ],
)
def test_a_file_that_holds_no_cues_is_refused(tmp_path: Path, content: str | bytes, line: int, says: str):
    with pytest.raises(CueMistake) as refused:
        load(tmp_path, content)

    assert str(refused.value).startswith(f"{tmp_path}/cues.yml:{line}: ")
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "helpful",
    [
        "The code for your discount was not accepted. Shall we check it?",
        "Your address was not saved. Would you like to ask a person?",
        "Is the price not what you expected? Shall we look?",
        "Is it hard to sign up? Shall we help?",
        "The page took more than 10 seconds. Would you like help?",
    ],
)
def test_words_that_help_are_no_advertisement(tmp_path: Path, helpful: str):
    cues = load(tmp_path, GOOD.replace("Your payment was declined. Shall we look at it?", helpful))
    assert cues.by_name["payment_failed"].text == helpful


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(CueMistake, match=r"nowhere\.yml:1: The file can't be read"):
        load_cues(tmp_path / "nowhere.yml")


def test_the_demo_shop_offers_help_for_every_cue_there_is():
    assert sorted(load_cues(ROOT / "data" / "cues.yml").thresholds) == sorted(KNOWN_CUES)


def test_every_offer_of_the_demo_shop_opens_something_the_bot_understands():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {
        name for intent in domain["intents"] for name in (intent if isinstance(intent, dict) else [intent])
    }
    for cue in load_cues(ROOT / "data" / "cues.yml").by_name.values():
        assert cue.opens.intent in intents
        assert set(cue.opens.entities) <= set(domain["entities"])
        entry = cue.opens.entities.get("faq_entry")
        assert entry is None or (ROOT / "data" / "faq" / f"{entry}.md").is_file()
