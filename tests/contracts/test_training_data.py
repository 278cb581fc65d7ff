"""What the training data says beside its sentences is true: which page answers, which frames there are."""

from actions.order_talk.further_asked import NOTHING_FURTHER, Asked
from tests.contracts.project_files import ROOT, training_files

ENTRIES = [entry for file in training_files("nlu") for entry in file["nlu"]]
PAGES = {file.stem for file in (ROOT / "data" / "faq").rglob("*.md")}
TABLES = {entry["lookup"] for entry in ENTRIES if "lookup" in entry}
NO_PAGE = "none"


def said(key):
    return {entry["metadata"][key] for entry in ENTRIES if key in entry.get("metadata", {})}


def test_every_page_that_a_question_names_is_there():
    assert said("faq") - PAGES == {NO_PAGE}


def test_every_page_is_asked_for():
    assert PAGES - said("faq") == set()


def test_every_frame_that_an_example_names_is_there_and_has_a_hole_in_each_sentence():
    assert {f"frame_{kind}" for kind in said("frame")} <= TABLES
    frames = [
        entry["examples"].splitlines() for entry in ENTRIES if entry.get("lookup", "").startswith("frame_")
    ]
    assert [line for lines in frames for line in lines if line.count("{}") != 1] == []


def test_only_questions_name_a_page():
    assert {entry["intent"] for entry in ENTRIES if "faq" in entry.get("metadata", {})} == {"ask_question"}


def test_every_kind_of_further_question_is_learned_and_no_other():
    assert said("asks") == {*Asked, NOTHING_FURTHER}
    asked = {entry["intent"] for entry in ENTRIES if "asks" in entry.get("metadata", {})}
    assert asked == {"ask_further"}
