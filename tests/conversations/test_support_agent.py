"""`make support-agent`, as people run it."""

import subprocess
import sys
from pathlib import Path

import pytest

from conversations.accounts import Accounts
from conversations.desk import open_desk
from tests.contracts.project_files import ROOT


def make(tmp_path: Path, password: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conversations.support_agent"],
        cwd=ROOT,
        env={"PATH": "", "DATABASE_URL": f"sqlite:///{tmp_path}/deskbell.db", **variables},
        input=f"{password}\n",
        capture_output=True,
        text=True,
    )


def test_the_account_signs_in_with_the_password_that_was_piped_in(tmp_path: Path):
    done = make(tmp_path, "correct horse battery", NAME="Ana", EMAIL="Ana@Shop.example")
    assert (done.returncode, done.stderr) == (0, "")
    assert "ana@shop.example" in done.stdout
    desk = open_desk(f"sqlite:///{tmp_path}/deskbell.db")
    accounts = Accounts(desk.team.accounts, "s" * 32)
    assert accounts.sign_in("ana@shop.example", "correct horse battery", "192.0.2.1")[1].agent.name == "Ana"
    desk.close()


def test_who_is_removed_leaves_nobody_alone(tmp_path: Path):
    assert make(tmp_path, "correct horse battery", NAME="Ana", EMAIL="ana@shop.example").returncode == 0
    desk = open_desk(f"sqlite:///{tmp_path}/deskbell.db")
    chats = [desk.journal.open_conversation("widget").id for _ in range(3)]
    for chat in chats:
        desk.journal.append_inbound(chat, "a", text="hello")
        desk.team.floor.take(chat, desk.team.accounts.agents()[0])

    assert make(tmp_path, "", EMAIL="ana@shop.example", REMOVE="1").returncode == 0

    assert {wait.conversation_id for wait in desk.team.waits.waiting()} == set(chats)
    assert desk.team.accounts.agents() == []
    desk.close()
    assert make(tmp_path, "", EMAIL="nobody@shop.example", REMOVE="1").returncode == 2


@pytest.mark.parametrize(
    ("variables", "password", "told"),
    [
        ({}, "correct horse battery", "Type: make support-agent"),
        ({"NAME": "Ana", "EMAIL": "ana"}, "correct horse battery", "EMAIL is no e-mail address"),
        ({"NAME": "Ana", "EMAIL": "ana@shop.example"}, "short", "12 to 256 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(tmp_path: Path, variables, password, told):
    done = make(tmp_path, password, **variables)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
