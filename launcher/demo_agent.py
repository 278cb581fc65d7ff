"""The demo's support agent, who signs in with what `make run` prints. Outside the demo nobody can.

The account stays in the database, with a password that nobody knows.
"""

import secrets
from dataclasses import dataclass

from conversations.accounts import save_account
from conversations.desk import open_desk
from conversations.errors import JournalUnavailable
from conversations.keyed_digests import KeyedDigests
from conversations.passwords import Passwords
from launcher.errors import DatabaseNotPrepared
from launcher.settings import Settings

NAME, EMAIL = "Robin", "robin@demo.example"


@dataclass(frozen=True, slots=True)
class SignIn:
    email: str
    password: str


def prepare_demo_agent(settings: Settings) -> SignIn | None:
    """How to sign in to the demo's inbox; None outside the demo. Raises `DatabaseNotPrepared`.

    The password follows from the demo's secret: it stays when the demo starts again, and is nobody else's.
    """
    desk = open_desk(settings.database_url)
    try:
        book, passwords = desk.team.accounts, Passwords()
        known = book.find(EMAIL)
        if not settings.is_demo:
            if known is not None:
                save_account(book, NAME, EMAIL, secrets.token_urlsafe(32), passwords)
            return None
        password = KeyedDigests.of(settings.secret, "demo support agent").hex_digest(EMAIL)[:12]
        if known is None or not passwords.fits(password, known.password_hash):
            save_account(book, NAME, EMAIL, password, passwords)
        return SignIn(EMAIL, password)
    except JournalUnavailable as exc:
        raise DatabaseNotPrepared("The demo's support agent could not be made. Start it again.") from exc
    finally:
        desk.close()
