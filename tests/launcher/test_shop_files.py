"""What the shop wrote is read once, before anything starts; each mistake is named with its line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.errors import MistakesInFiles
from launcher.shop_files import check_shop_files, help_page_mistakes
from tests.contracts.project_files import ROOT

Change = Callable[[str, str, str], str]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """This project's own files, to be spoilt."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return tmp_path


@pytest.fixture
def change(shop: Path) -> Change:
    """Changes a text in a file, and returns `file:line` of it."""

    def change(name: str, old: str, new: str) -> str:
        text = (shop / name).read_text()
        before, found, after = text.partition(old)
        assert found
        (shop / name).write_text(before + new + after)
        return f"{name}:{before.count(chr(10)) + 1}"

    return change


def mistakes_in(shop: Path, mapping: Path | None = None) -> list[str]:
    try:
        check_shop_files(shop, mapping)
    except MistakesInFiles as mistakes:
        return str(mistakes).splitlines()
    return []


def test_the_files_of_this_project_have_no_mistake():
    assert mistakes_in(ROOT) == []


def test_every_file_with_a_mistake_has_a_line_of_its_own(shop: Path, change: Change):
    cue = change("data/cues.yml", "threshold: 2", "threshold: often")
    term = change("data/order_terms.yml", "allowed: true", "allowed: maybe")
    found = mistakes_in(shop)
    assert [line.rsplit(": ", 1)[0] for line in found] == [cue, term]
    assert found[0] == f"{cue}: threshold must be a whole number from 1 to 20."


def test_help_pages_with_a_mistake_are_all_named_and_keep_nothing_from_starting(shop: Path, change: Change):
    change("data/faq/returns.md", "## In other words", "## Again")
    (shop / "data/faq/jobs.md").write_text("")
    empty, headless = help_page_mistakes(shop)
    assert empty.startswith("data/faq/jobs.md:1: ")
    assert headless.startswith("data/faq/returns.md:")
    assert headless.endswith("below one line '## In other words'. Until then the page is left out.")
    assert mistakes_in(shop) == []


def test_a_mistake_in_the_opening_hours_is_named(shop: Path, change: Change):
    place = change("data/opening_hours.yml", "sunday: closed", "sunday: asleep")
    assert [line.rsplit(": ", 1)[0] for line in mistakes_in(shop)] == [place]


def test_a_mistake_in_what_stands_on_messenger_is_named(shop: Path, change: Change):
    place = change("data/messenger.yml", 'title: "Return something"', "title: [1]")
    assert [line.rsplit(": ", 1)[0] for line in mistakes_in(shop)] == [place]


def test_a_cue_that_opens_an_intent_which_the_bot_does_not_know_is_named(shop: Path, change: Change):
    place = change("data/cues.yml", "intent: ask_question", "intent: ask_a_question")
    assert mistakes_in(shop) == [
        f"{place}: The bot knows no intent 'ask_a_question'. Did you mean ask_question?"
    ]


def test_every_unknown_intent_is_named(shop: Path):
    cues = shop / "data/cues.yml"
    cues.write_text(cues.read_text().replace("ask_for_human", "sing_a_song"))
    found = mistakes_in(shop)
    assert len(found) == 5
    assert found[0].endswith("The bot knows no intent 'sing_a_song'. Use one of the intents in domain.yml.")


def test_a_help_page_in_a_folder_is_named_with_it(shop: Path):
    (shop / "data/faq/more").mkdir()
    (shop / "data/faq/more/gifts.md").write_text("Just text.")
    assert next(help_page_mistakes(shop)).startswith("data/faq/more/gifts.md:1: ")


def test_a_shop_without_any_help_page_is_told_where_to_put_one(shop: Path):
    for page in (shop / "data/faq").rglob("*.md"):
        page.unlink()
    assert list(help_page_mistakes(shop)) == [
        "data/faq has no help pages. Add a file such as returns.md: it is found at once."
    ]


def test_a_shop_without_terms_of_its_own_may_start(shop: Path):
    (shop / "data/order_terms.yml").unlink()
    assert mistakes_in(shop) == []


def test_a_shop_without_a_domain_is_told_so(shop: Path):
    (shop / "domain.yml").unlink()
    assert mistakes_in(shop) == ["domain.yml:1: This file can't be read. Put it back, or make it readable."]


def test_a_domain_without_intents_is_left_to_the_training(shop: Path):
    (shop / "domain.yml").write_text("no domain")
    assert mistakes_in(shop) == []


def test_every_mistake_in_a_mapping_of_order_tables_is_named(shop: Path, change: Change):
    shutil.copy(shop / "data/demo/own_tables/order_mapping.yml", shop / "data")
    mapping = "data/order_mapping.yml"
    assert mistakes_in(shop) == []
    places = [
        change(mapping, "writes: all", "writes: some"),
        change(mapping, "        neu: placed", "        neu: new"),
    ]
    for found in (mistakes_in(shop), mistakes_in(shop, Path(mapping))):
        assert [line.split(": ")[0] for line in found] == places


def test_a_mapping_that_a_setting_names_must_be_there(shop: Path):
    assert mistakes_in(shop, Path("data/my_tables.yml")) == [
        "data/my_tables.yml:1: The file can't be read (No such file or directory)."
    ]
