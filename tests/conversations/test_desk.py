"""What a process gets when it opens a desk."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from conversations.bell import Bell
from conversations.cue_ledger import CueLedger
from conversations.desk import Desk, open_desk
from conversations.errors import SettingError
from conversations.heartbeats import Heartbeats, Part
from conversations.journal import Journal
from conversations.local_bell import bells_beside
from conversations.notices import NoticeBook
from conversations.schema import upgrade


def test_two_desks_on_one_database_share_what_they_know(database_url: str):
    here, there = open_desk(database_url), open_desk(database_url)

    conversation = here.journal.open_conversation("widget")
    here.heartbeats.beat(Part.GATEWAY, "gateway-1")

    assert there.journal.conversation(conversation.id) == conversation
    assert [beat.name for beat in there.heartbeats.alive()] == ["gateway-1"]
    here.close()
    there.close()


def test_every_desk_fits_the_ports(desk: Desk):
    # Typed names: mypy holds the adapters to the protocols through `Desk`'s fields.
    parts: tuple[Journal, Bell, Heartbeats, CueLedger, NoticeBook]
    parts = (desk.journal, desk.bell, desk.heartbeats, desk.ledger, desk.notices)
    for part, port in zip(parts, (Journal, Bell, Heartbeats, CueLedger, NoticeBook), strict=True):
        promised = {name for name in vars(port) if not name.startswith("_")}
        assert promised <= set(dir(part))


def test_a_desk_makes_the_directory_of_its_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    upgrade()
    desk = open_desk()

    assert desk.journal.is_available()
    assert (tmp_path / "var" / "deskbell.db").is_file()
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
    desk.close()


def test_a_closed_desk_leaves_no_sockets_behind(sqlite_url: str):
    desk = open_desk(sqlite_url)
    desk.bell.listen(frozenset(), lambda *_: None)
    desk.close()

    assert list(bells_beside(Path(make_url(sqlite_url).database)).iterdir()) == []


def test_a_desk_on_an_unknown_database_is_refused():
    with pytest.raises(SettingError, match="DATABASE_URL"):
        open_desk("oracle://somewhere/else")
