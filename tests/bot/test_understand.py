"""What `make understand` makes of a file, of good lines and of all others."""

import io
from datetime import date
from pathlib import Path

import orjson
import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from hypothesis import given
from hypothesis import strategies as st
from rasa.utils.endpoints import EndpointConfig

from actions.faq.search import FaqSearch
from actions.faq.shelf import load_shelf
from bot.agent import load_agent
from bot.train import train
from bot.understand import LONGEST_TEXT, help_pages, main, sentences, understand
from gateway.messenger.profile import load_profile

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


def lines_of(content):
    return list(sentences(io.BytesIO(content)))


def test_each_line_is_one_sentence_and_an_empty_line_is_one_too():
    assert lines_of(b"where is my order\n\n  \nbye") == ["where is my order", "", "", "bye"]


def test_lines_may_end_as_they_do_on_windows_and_begin_with_a_mark():
    assert lines_of(b"\xef\xbb\xbfhello\r\nbye\r\n") == ["hello", "bye"]


def test_a_line_of_two_megabytes_is_one_sentence_of_what_a_message_may_have():
    assert lines_of(b"a" * 2_000_000 + b"\nbye\n") == ["a" * LONGEST_TEXT, "bye"]


def test_what_is_not_utf_8_is_marked_and_a_nul_is_a_space():
    assert lines_of(b"caf\xe9 order\nwhere\0is it\n") == ["caf\ufffd order", "where is it"]


@given(st.lists(st.binary(max_size=80).map(lambda line: line.replace(b"\n", b"")), max_size=8))
def test_any_bytes_give_as_many_sentences_as_there_are_lines(lines):
    assert len(lines_of(b"".join(line + b"\n" for line in lines))) == len(lines)


@pytest.mark.parametrize("arguments", [[], [""], ["a", "b"]])
def test_without_a_file_it_says_how_to_name_one(arguments, capsys):
    assert main(arguments) == 2
    assert "FILE=" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_in_one_sentence(tmp_path, capsys):
    assert main([str(tmp_path / "nowhere.txt")]) == 2
    said = capsys.readouterr().err
    assert "nowhere.txt can't be read: No such file or directory." in said
    assert "Errno" not in said


def test_a_page_with_a_mistake_is_named_and_the_others_are_read(tmp_path, capsys):
    good = "---\ntitle: Yes?\nask: [really]\n---\nYes.\n\n## In other words\n\nYes, yes.\n"
    (tmp_path / "good.md").write_text(good)
    (tmp_path / "broken.md").write_text("Just text.")
    assert [page.slug for page in help_pages(tmp_path)] == ["good"]
    assert "broken.md:1:" in capsys.readouterr().err


@pytest.fixture(scope="module")
def agent():
    return load_agent(train(ROOT), EndpointConfig("nowhere"))


@pytest.fixture(scope="module")
def faq():
    return FaqSearch(load_shelf(ROOT / "data" / "faq"))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("where is my order 10042?", "action:ask_order_status"),
        ("pls cancel order#10057", "action:cancel_order"),
        ("I'd like to talk to a person", "action:ask_for_human"),
        ("How do I open an account?", "faq:account-create"),
        ("what is the deadline for sending things back", "faq:return-deadline"),
        ("tell me a joke about bananas", "none"),
        ("ok", "none"),
        ("", "none"),
    ],
)
async def test_a_sentence_leads_to_its_action_or_its_page(agent, faq, text, answer):
    found = orjson.loads(await understand(agent, faq, text, TODAY))
    assert found["text"] == text
    assert found["answer"] == answer


@pytest.mark.model
async def test_every_answer_has_the_same_parts(agent, faq):
    for text in ("hello", "", "xqzv brrr fnord", "returns account voucher"):
        found = orjson.loads(await understand(agent, faq, text, TODAY))
        assert list(found) == ["text", "intent", "confidence", "answer", "options"]
        assert 0.0 <= found["confidence"] <= 1.0
        assert bool(found["options"]) == (found["answer"] == "clarify")


@pytest.mark.model
async def test_one_sentence_leaves_nothing_behind_for_the_next(agent, faq):
    first = await understand(agent, faq, "cancel my order 10042", TODAY)
    await understand(agent, faq, "yes", TODAY)
    assert await understand(agent, faq, "cancel my order 10042", TODAY) == first


@pytest.mark.model
async def test_everything_that_can_be_tapped_on_messenger_leads_somewhere(agent, faq):
    profile = load_profile()
    for said in (profile.get_started, *(line.says for line in profile.menu if line.says)):
        found = orjson.loads(await understand(agent, faq, said, TODAY))
        assert found["answer"] not in {"none", "clarify"}, said
