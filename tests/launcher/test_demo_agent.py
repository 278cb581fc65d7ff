"""The demo's support agent: a sign-in that `make run` prints, and that is nobody's outside the demo."""

from dataclasses import replace
from datetime import UTC
from io import StringIO
from pathlib import Path

import pytest

from conversations.accounts import Accounts
from conversations.desk import open_desk
from conversations.errors import WrongSignIn
from conversations.schema import upgrade
from launcher.demo_agent import prepare_demo_agent
from launcher.progress import Progress
from launcher.settings import Settings
from launcher.welcome import welcome


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    url = f"sqlite:///{tmp_path}/deskbell.db"
    upgrade(url)
    return Settings("127.0.0.1", 8080, 5055, 1, True, tmp_path, url, url, UTC, secret="s" * 32)


def signs_in(settings: Settings, email: str, password: str) -> bool:
    desk = open_desk(settings.database_url)
    try:
        Accounts(desk.team.accounts, settings.secret).sign_in(email, password, "192.0.2.1")
    except WrongSignIn:
        return False
    finally:
        desk.close()
    return True


def test_the_demo_prints_a_sign_in_that_works_and_stays(settings: Settings):
    first, again = prepare_demo_agent(settings), prepare_demo_agent(settings)
    assert first == again
    assert first is not None
    welcome(settings, Progress(written := StringIO()), first, seconds=1)
    out = written.getvalue()
    assert "http://127.0.0.1:8080/inbox" in out
    assert first.email in out
    assert first.password in out
    assert signs_in(settings, first.email, first.password)


def test_another_demo_has_another_password(settings: Settings):
    first = prepare_demo_agent(settings)
    second = prepare_demo_agent(replace(settings, secret="t" * 32))
    assert first is not None and second is not None
    assert first.password != second.password
    assert not signs_in(settings, first.email, first.password)


def test_outside_the_demo_nobody_signs_in_with_it(settings: Settings):
    demo = prepare_demo_agent(settings)
    assert demo is not None
    assert prepare_demo_agent(replace(settings, is_demo=False)) is None
    assert not signs_in(settings, demo.email, demo.password)
    welcome(replace(settings, is_demo=False), Progress(written := StringIO()), None, seconds=1)
    assert demo.password not in written.getvalue()


def test_outside_the_demo_no_account_is_made(settings: Settings):
    assert prepare_demo_agent(replace(settings, is_demo=False)) is None
    desk = open_desk(settings.database_url)
    assert desk.team.accounts.agents() == []
    desk.close()
