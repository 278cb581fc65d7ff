"""`make support-agent`: makes an account for the support team, or gives one a new name and password.

The password is asked for at the terminal, or is the first line of what is piped in. Exit code 0, or 2 after
saying what to do.
"""

import getpass
import os
import sys

from dotenv import dotenv_values

from conversations.accounts import save_account
from conversations.desk import open_desk
from conversations.environment import Environment
from conversations.errors import AccountMistake, JournalUnavailable, SettingError
from conversations.schema import upgrade


def main() -> int:
    name, email = os.environ.get("NAME", ""), os.environ.get("EMAIL", "")
    try:
        if not name.strip() or not email.strip():
            raise AccountMistake('Type: make support-agent NAME="Ana" EMAIL=ana@shop.example')
        database_url = _database_url()
        password = _asked_password() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
        upgrade(database_url)
        desk = open_desk(database_url)
        try:
            agent = save_account(desk.team.accounts, name, email, password)
        finally:
            desk.close()
    except (AccountMistake, SettingError, JournalUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{agent.name} can sign in at /inbox with {email.strip().lower()}.\n")
    return 0


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
