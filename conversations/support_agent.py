"""`make support-agent`: makes an account of the support team, renews it, or removes it.

The password is asked for at the terminal, or is the first line of what is piped in. Who is removed is signed
out, and their customers wait in line again. Exit code 0, or 2 after saying what to do.
"""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dotenv import dotenv_values

from conversations.accounts import remove_account, save_account
from conversations.desk import Desk, absences_of, open_desk
from conversations.environment import Environment
from conversations.errors import AccountMistake, JournalUnavailable, SettingError
from conversations.schema import upgrade

_HOW_TO = """Type: make support-agent NAME="Ana" EMAIL=ana@shop.example
or:   make support-agent EMAIL=ana@shop.example REMOVE=1"""


def main() -> int:
    name, email = os.environ.get("NAME", ""), os.environ.get("EMAIL", "")
    try:
        is_removal = os.environ.get("REMOVE", "") == "1"
        if not email.strip() or not (name.strip() or is_removal):
            raise AccountMistake(_HOW_TO)
        said = _remove(email) if is_removal else _save(name, email)
    except (AccountMistake, SettingError, JournalUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{said}\n")
    return 0


def _save(name: str, email: str) -> str:
    password = _asked_password() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    with _desk() as desk:
        agent = save_account(desk.team.accounts, name, email, password)
    return f"{agent.name} can sign in at /inbox with {email.strip().lower()}."


def _remove(email: str) -> str:
    with _desk() as desk:
        agent = remove_account(desk.team.accounts, email)
        if agent is None:
            raise AccountMistake("There is no account with this EMAIL.")
        absences_of(desk).let_wait_again(agent, f"{agent.name} has left the team: the customer waits again.")
    return f"{agent.name} can sign in no more."


@contextmanager
def _desk() -> Iterator[Desk]:
    database_url = _database_url()
    upgrade(database_url)
    desk = open_desk(database_url)
    try:
        yield desk
    finally:
        desk.close()


def _asked_password() -> str:
    first = getpass.getpass("Password (12 characters or more): ")
    if getpass.getpass("The same again: ") != first:
        raise AccountMistake("The two are not the same. Try again.")
    return first


def _database_url() -> str:
    """As the parts read it that the launcher starts: the environment wins over `.env`."""
    in_file = {name: value or "" for name, value in dotenv_values(".env", interpolate=False).items()}
    environment = Environment({**in_file, **os.environ})
    return environment.text(
        "DATABASE_URL", f"sqlite:///{environment.text('DESKBELL_VAR', 'var')}/deskbell.db"
    )


if __name__ == "__main__":
    sys.exit(main())
