"""The file of canned replies: read as it stands, and every mistake named with its line."""

from pathlib import Path

import pytest

from conversations.canned_replies import CannedReply, load_canned_replies
from conversations.errors import RepliesMistake
from tests.contracts.project_files import ROOT


def test_the_replies_that_ship_can_be_used():
    replies = load_canned_replies(ROOT / "data" / "canned_replies.yml")
    assert len({reply.id for reply in replies}) == len(replies) >= 3


def test_they_come_in_the_order_of_the_file(tmp_path: Path):
    file = tmp_path / "replies.yml"
    file.write_text('b:\n  title: "B"\n  text: "Second"\na:\n  title: "A"\n  text: "First"\n')
    assert load_canned_replies(file) == [CannedReply("b", "B", "Second"), CannedReply("a", "A", "First")]


@pytest.mark.parametrize("content", ["", "# nothing\n"])
def test_a_shop_may_have_none(tmp_path: Path, content: str):
    (tmp_path / "replies.yml").write_text(content)
    assert load_canned_replies(tmp_path / "replies.yml") == ()
    assert load_canned_replies(tmp_path / "not-there.yml") == ()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("- a\n", 1),
        ("hello: Hello\n", 1),
        ("a:\n  title: A\n", 1),
        ("a:\n  title: A\n  text: B\n  keys: x\n", 1),
        ("a:\n  title: A\n  text: 7\n", 3),
        ("a:\n  title: ''\n  text: B\n", 2),
        (f"a:\n  title: {'x' * 41}\n  text: B\n", 2),
        ("A B:\n  title: A\n  text: B\n", 1),
        ("a:\n  title: A\n  text: B\na:\n  title: A\n  text: B\n", 4),
        ("a: [\n", 2),
        ('a:\n  title: A\n  text: "\\0"\n', 3),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, content: str, line: int):
    file = tmp_path / "replies.yml"
    file.write_text(content)
    with pytest.raises(RepliesMistake, match=rf"replies\.yml:{line}: "):
        load_canned_replies(file)
