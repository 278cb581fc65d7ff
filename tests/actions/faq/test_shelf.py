"""The help pages are read as they are written, and every mistake is named with its file, line and remedy."""

import os
from datetime import date
from pathlib import Path

import pytest

from actions.faq.entry import TALK_TO_PERSON
from actions.faq.errors import FaqMistake, NoSuchEntry
from actions.faq.shelf import load_shelf, read_entries

GOOD = """---
title: How do returns work?
ask:
  - can I send it back
  - return policy
tags: [returns]
next: [talk_to_person]
valid_until: 2027-01-31
---

Within 30 days,
with the label on.

- pack it
- post it

## In other words

Pack it and post it.
"""


def write(directory: Path, name: str, content: str | bytes = GOOD) -> Path:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return directory


def test_an_entry_is_what_its_file_says(tmp_path: Path) -> None:
    entry = load_shelf(write(tmp_path, "returns.md")).entry("returns")

    assert entry.title == "How do returns work?"
    assert entry.ask == ("can I send it back", "return policy")
    assert entry.answer == "Within 30 days,\nwith the label on.\n\n- pack it\n- post it"
    assert entry.in_other_words == "Pack it and post it."
    assert (entry.tags, entry.related, entry.next) == (("returns",), (), (TALK_TO_PERSON,))
    assert (entry.language, entry.valid_until) == ("en", date(2027, 1, 31))


def test_an_entry_counts_until_the_end_of_its_last_day(tmp_path: Path) -> None:
    shelf = load_shelf(write(tmp_path, "returns.md"))

    assert len(shelf.valid_on(date(2027, 1, 31))) == 1
    assert len(shelf.valid_on(date(2027, 2, 1))) == 0


def test_files_in_folders_count_and_other_files_do_not(tmp_path: Path) -> None:
    write(tmp_path, "after/returns.md")
    write(tmp_path, "notes.txt", "not an entry")

    assert [entry.slug for entry in load_shelf(tmp_path)] == ["returns"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = load_shelf(write(tmp_path / "a", "returns.md")).entry("returns")
    windows = GOOD.replace("\n", "\r\n").encode("utf-8-sig")

    assert load_shelf(write(tmp_path / "b", "returns.md", windows)).entry("returns") == plain


def test_right_to_left_text_is_kept_as_it_is(tmp_path: Path) -> None:
    hebrew = GOOD.replace("Pack it and post it.", "ארזו ושלחו.")

    assert load_shelf(write(tmp_path, "returns.md", hebrew)).entry("returns").in_other_words == "ארזו ושלחו."


def test_an_unknown_slug_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(NoSuchEntry, match="'refunds'"):
        load_shelf(write(tmp_path, "returns.md")).entry("refunds")


MISTAKES = {
    "empty file": ("", 1, "front matter is missing"),
    "no front matter": ("Just text.", 1, "front matter is missing"),
    "front matter without end": ("---\ntitle: x\n", 1, "has no end"),
    "front matter without fields": ("---\n---\ntext", 2, "no fields"),
    "a list instead of fields": ("---\n- a\n---\ntext", 2, "no fields"),
    "broken YAML": (GOOD.replace("title: How", "title: 'How"), 2, "not YAML"),
    "a colon in the title": (GOOD.replace("title: How", "title: Returns: how"), 2, "not YAML"),
    "a control character": (GOOD.replace("title: How", "title: \x07How"), 2, "not YAML"),
    "YAML that runs code": (
        GOOD.replace("[returns]", "!!python/object/apply:os.getcwd []"),
        6,
        "can't be read",
    ),
    "no title": (GOOD.replace("title: How do returns work?\n", ""), 1, "'title' is missing"),
    "an empty title": (GOOD.replace("How do returns work?", ""), 2, "'title' is missing"),
    "a number as title": (GOOD.replace("How do returns work?", "7"), 2, "'title' is missing"),
    "the title twice": (GOOD.replace("ask:", "title: x\nask:"), 3, "there twice"),
    "an unknown field": (GOOD.replace("tags:", "tag:"), 6, "'tag' is not known"),
    "no way to ask": (GOOD.replace("  - can I send it back\n  - return policy\n", "  []\n"), 3, "at least 1"),
    "one text instead of a list": (GOOD.replace("[returns]", "returns"), 6, "must be a list"),
    "a bare yes in a list": (GOOD.replace("return policy", "yes"), 3, "quote yes and no"),
    "a link to nowhere": (GOOD.replace("[talk_to_person]", "[talk_to_ghost]"), 7, "no entry 'talk_to_ghost'"),
    "a related step": (GOOD.replace("next:", "related:"), 7, "no entry 'talk_to_person'"),
    "a link of the text to nowhere": (GOOD.replace("pack it", "[pack it](packing)"), 14, "'packing' leads"),
    "a link of the text to a file": (GOOD.replace("Pack it", "[Pack](returns.md)"), 19, "without .md"),
    "a related entry that is itself": (
        GOOD.replace("next: [talk_to_person]", "related: [returns]"),
        7,
        "itself",
    ),
    "a next step to itself": (GOOD.replace("[talk_to_person]", "[returns]"), 7, "itself"),
    "a day that is none": (GOOD.replace("2027-01-31", "2027-02-31"), 8, "no day 2027-02-31"),
    "a day in words": (GOOD.replace("2027-01-31", "next May"), 8, "must be a day"),
    "an empty answer": (GOOD[: GOOD.index("Within")] + GOOD[GOOD.index("## In") :], 10, "no words to read"),
    "an answer of a script": (
        GOOD.replace("Within 30 days,\nwith the label on.\n\n- pack it\n- post it", "<script>x()</script>"),
        10,
        "no words to read",
    ),
    "no other words": (GOOD[: GOOD.index("## In")], 10, "In other words"),
    "empty other words": (GOOD.replace("Pack it and post it.", ""), 10, "In other words"),
    "other words twice": (GOOD + "\n## In other words\n\nAgain.\n", 10, "In other words"),
    "a NUL": (GOOD.replace("Within", "Wi\0thin"), 10, "NUL"),
    "not UTF-8": (GOOD.encode().replace(b"Within", b"W\xefthin"), 11, "UTF-8"),
    "not UTF-8 at all": (GOOD.encode("utf-16"), 1, "UTF-8"),
    "two megabytes": (GOOD + "x" * 2_000_000, 1, "larger than 64 KB"),
}


@pytest.mark.parametrize(("content", "line", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_its_file_its_line_and_a_remedy(
    tmp_path: Path, content: str | bytes, line: int, words: str
) -> None:
    with pytest.raises(FaqMistake) as caught:
        load_shelf(write(tmp_path, "returns.md", content))

    assert (caught.value.file, caught.value.line) == ("returns.md", line)
    assert words in caught.value.what_to_do
    assert str(caught.value).startswith(f"returns.md:{line}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["Returns.md", "my returns.md", "a--b.md", "-a.md", "ü.md"])
def test_a_file_name_that_is_no_slug_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FaqMistake, match="A file is named with"):
        load_shelf(write(tmp_path, name))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a/returns.md")

    with pytest.raises(FaqMistake, match="Another file is named"):
        load_shelf(write(tmp_path, "b/returns.md"))


def write_at(directory: Path, name: str, content: str, seconds: int) -> None:
    write(directory, name, content)
    os.utime(directory / name, (seconds, seconds))


ENGRAVING = GOOD.replace("How do returns work?", "Do you engrave?").replace("can I send it back", "engraving")


def test_a_question_of_another_page_is_refused_in_the_newer_file(tmp_path: Path) -> None:
    write_at(tmp_path, "returns.md", GOOD, 1000)
    write_at(tmp_path, "engraving.md", ENGRAVING.replace("return policy", "Return  Policy?"), 2000)

    reading = read_entries(tmp_path)

    assert [entry.slug for entry in reading.entries] == ["returns"]
    assert [str(mistake) for mistake in reading.mistakes] == [
        "engraving.md:3: 'Return  Policy?' stands in returns.md as well. "
        "Take it out here, or put it in other words."
    ]


def test_a_title_of_another_page_is_refused_whichever_name_comes_first(tmp_path: Path) -> None:
    write_at(tmp_path, "returns.md", GOOD, 1000)
    write_at(tmp_path, "a-new-page.md", GOOD.replace("How do returns", "how do returns"), 2000)

    with pytest.raises(FaqMistake, match=r"a-new-page.md:2: 'how do returns work\?' stands in returns.md"):
        load_shelf(tmp_path)


def test_of_two_files_of_the_same_time_the_later_name_is_refused(tmp_path: Path) -> None:
    write_at(tmp_path, "returns.md", GOOD, 1000)
    write_at(tmp_path, "sending-back.md", GOOD, 1000)

    assert [mistake.file for mistake in read_entries(tmp_path).mistakes] == ["sending-back.md"]


def test_a_page_that_was_there_keeps_its_question_when_it_is_saved_again(tmp_path: Path) -> None:
    write_at(tmp_path, "returns.md", GOOD, 1000)
    before = read_entries(tmp_path)
    write_at(tmp_path, "engraving.md", ENGRAVING, 2000)
    write_at(tmp_path, "returns.md", GOOD, 3000)

    assert [mistake.file for mistake in read_entries(tmp_path, before).mistakes] == ["engraving.md"]


def test_a_text_may_link_to_pages_and_to_other_sites(tmp_path: Path) -> None:
    linked = GOOD.replace("Pack it", "[Pack](labels) [it](/help/labels#how) [so](https://shop.example/pack)")
    write(tmp_path, "labels.md", ENGRAVING.replace("return policy", "labels"))

    assert "returns" in load_shelf(write(tmp_path, "returns.md", linked))


def test_a_directory_without_entries_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FaqMistake, match="no entries"):
        load_shelf(tmp_path)
    with pytest.raises(FaqMistake, match="no entries"):
        load_shelf(tmp_path / "not" / "there")


def test_a_directory_named_like_an_entry_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "returns.md").mkdir()

    with pytest.raises(FaqMistake, match="not a file"):
        load_shelf(tmp_path)
