"""What the shop's writer saves is found at once; what is wrong in it is refused, and what was there stays."""

import os
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from actions.faq.live_search import LiveSearch
from actions.faq.sentence_vectors import SentenceVectors

ENTRY = """---
title: {title}
ask: [{ask}]
next: [talk_to_person]
---

{answer}

## In other words

{answer} That is all.
"""


@pytest.fixture(scope="module")
def vectors() -> SentenceVectors:
    return SentenceVectors.load()


def write(directory: Path, slug: str, answer: str = "Within 30 days.", ask: str = "send it back") -> Path:
    path = directory / f"{slug}.md"
    path.write_text(ENTRY.format(title=f"About {slug}", ask=ask, answer=answer), encoding="utf-8")
    return path


def slugs(live: LiveSearch) -> set[str]:
    return {entry.slug for entry in live.latest.shelf}


def test_an_entry_that_is_added_changed_and_removed_is_followed(tmp_path, vectors):
    write(tmp_path, "returns")
    live = LiveSearch(tmp_path, vectors)

    write(tmp_path, "invoice", ask="the bill")
    assert live.renew()
    assert live.latest.look_up("the bill").answer.slug == "invoice"

    write(tmp_path, "returns", "Within 60 days, whatever the reason.")
    assert live.renew()
    assert live.latest.entry("returns").answer == "Within 60 days, whatever the reason."

    (tmp_path / "invoice.md").unlink()
    assert live.renew()
    assert slugs(live) == {"returns"}


def test_without_a_change_nothing_is_read_again(tmp_path, vectors):
    write(tmp_path, "returns")
    live = LiveSearch(tmp_path, vectors)
    before = live.latest

    assert not live.renew()
    assert live.latest is before


def test_an_entry_with_a_mistake_is_refused_by_file_and_line_and_the_old_one_stays(tmp_path, vectors):
    path = write(tmp_path, "returns")
    write(tmp_path, "invoice", ask="receipt")
    live = LiveSearch(tmp_path, vectors)

    path.write_text(path.read_text().replace("next: [talk_to_person]", "next: nowhere"), encoding="utf-8")
    write(tmp_path, "invoice", "By e-mail, as a PDF.", ask="receipt")
    with capture_logs() as logged:
        live.renew()

    mistake = next(line for line in logged if line["event"] == "faq.mistake")
    assert (mistake["file"], mistake["line"]) == ("returns.md", 4)
    assert "must be a list" in mistake["what_to_do"]
    assert live.latest.entry("returns").answer == "Within 30 days."
    assert live.latest.entry("invoice").answer == "By e-mail, as a PDF."


def test_a_link_to_an_entry_whose_file_has_a_mistake_leads_to_what_it_said_before(tmp_path, vectors):
    path = write(tmp_path, "returns", "See [the label](labels).")
    path.write_text(path.read_text().replace("[talk_to_person]", "[labels]"), encoding="utf-8")
    labels = write(tmp_path, "labels", "In your e-mail.", ask="stickers")
    live = LiveSearch(tmp_path, vectors)

    labels.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    write(tmp_path, "invoice", ask="receipt")
    with capture_logs() as logged:
        live.renew()

    assert [line["file"] for line in logged if line["event"] == "faq.mistake"] == ["labels.md"]
    assert live.latest.entry("returns").answer == "See [the label](labels)."
    assert live.latest.entry("returns").next == ("labels",)


def test_a_mistake_is_said_once_and_its_remedy_is_taken(tmp_path, vectors):
    path = write(tmp_path, "returns")
    live = LiveSearch(tmp_path, vectors)
    path.write_text("no front matter", encoding="utf-8")
    live.renew()

    with capture_logs() as logged:
        live.renew()
    assert logged == []

    write(tmp_path, "returns", "Within 90 days.")
    live.renew()
    assert live.latest.entry("returns").answer == "Within 90 days."


def test_from_the_start_the_entries_without_a_mistake_are_taken(tmp_path, vectors):
    write(tmp_path, "returns")
    (tmp_path / "broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")

    assert slugs(LiveSearch(tmp_path, vectors)) == {"returns"}


def test_an_entry_that_links_to_a_removed_one_stays_without_the_link(tmp_path, vectors):
    path = write(tmp_path, "returns")
    path.write_text(path.read_text().replace("[talk_to_person]", "[invoice]"), encoding="utf-8")
    write(tmp_path, "invoice", ask="receipt")
    live = LiveSearch(tmp_path, vectors)
    assert live.latest.entry("returns").next == ("invoice",)

    (tmp_path / "invoice.md").unlink()
    live.renew()

    assert slugs(live) == {"returns"}
    assert live.latest.entry("returns").next == ()


def test_from_the_start_an_entry_that_links_to_a_missing_one_is_there_without_the_link(tmp_path, vectors):
    path = write(tmp_path, "returns", 'See [the label](labels) and [wrap it](/help/wrapping#how "how").')
    path.write_text(path.read_text().replace("[talk_to_person]", "[labels]"), encoding="utf-8")
    with capture_logs() as logged:
        entry = LiveSearch(tmp_path, vectors).latest.entry("returns")

    assert (entry.answer, entry.next) == ("See the label and wrap it.", ())
    assert [line["line"] for line in logged if line["event"] == "faq.mistake"] == [4, 7, 7]


def test_a_folder_that_is_emptied_takes_no_answer_away(tmp_path, vectors):
    path = write(tmp_path, "returns")
    live = LiveSearch(tmp_path, vectors)

    path.unlink()
    live.renew()

    assert slugs(live) == {"returns"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# 2 MB\n" + b"x" * 2_000_000,
        b"---\ntitle: \0\n---\n",
        b"---\ntitle: a\nask: [b]\n---\n\0\n## In other words\nc",
        b'---\ntitle: "\\ud83d"\nask: [b]\n---\na\n## In other words\nc',
        b"---\ntitle: a\nask: [b]\nlanguage: klingonish!\n---\na\n## In other words\nc",
        b"\xff\xfe\x00",
        b"---\n" + b"- " * 20_000 + b"\n---\n",
        b"---\ntitle: &a [*a]\n---\n",
    ],
    ids=["empty", "2 MB", "NUL above", "NUL below", "half a sign", "language", "no UTF-8", "deep", "itself"],
)
def test_nothing_that_stands_in_a_file_takes_the_others_down(tmp_path, vectors, content):
    write(tmp_path, "returns")
    live = LiveSearch(tmp_path, vectors)

    (tmp_path / "odd.md").write_bytes(content)
    with capture_logs() as logged:
        live.renew()

    assert slugs(live) == {"returns"}
    assert [line["file"] for line in logged if line["event"] == "faq.mistake"] == ["odd.md"]


def test_links_pipes_and_editors_files_are_no_entries(tmp_path, vectors):
    outside = tmp_path / "outside"
    outside.mkdir()
    shelf = tmp_path / "faq"
    shelf.mkdir()
    write(shelf, "returns")
    (shelf / "secret.md").symlink_to(write(outside, "secret"))
    (shelf / "lost.md").symlink_to(shelf / "nowhere.md")
    (shelf / "circle.md").symlink_to(shelf / "circle.md")
    (shelf / ".#returns.md").symlink_to("somebody@a-machine")
    os.mkfifo(shelf / "pipe.md")
    (shelf / "folder.md").mkdir()

    with capture_logs() as logged:
        live = LiveSearch(shelf, vectors)

    assert slugs(live) == {"returns"}
    mistakes = {line["file"] for line in logged if line["event"] == "faq.mistake"}
    assert mistakes == {"secret.md", "lost.md", "circle.md", "pipe.md", "folder.md"}


def test_right_to_left_text_is_found(tmp_path, vectors):
    write(tmp_path, "returns")
    write(tmp_path, "hebrew", "ארזו ושלחו תוך 30 יום.", ask="איך מחזירים חבילה")

    found = LiveSearch(tmp_path, vectors).latest.look_up("איך מחזירים חבילה?")

    assert found.answer.slug == "hebrew"
    assert found.answer.answer.startswith("ארזו")
