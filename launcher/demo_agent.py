"""The demo's support agent, who signs in with what `make run` prints. Outside the demo nobody can.

The account's row stays in the database, without a password.
"""

from dataclasses import dataclass

from conversations.accounts import remove_account, save_account
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
        if not settings.is_demo:
            remove_account(book, EMAIL)
            return None
        password = KeyedDigests.of(settings.secret, "demo support agent").hex_digest(EMAIL)[:12]
        known = book.find(EMAIL)
        if known is None or not passwords.fits(password, known.password_hash):
            save_account(book, NAME, EMAIL, password, passwords)
        return SignIn(EMAIL, password)
    except JournalUnavailable as exc:
        raise DatabaseNotPrepared("The demo's support agent could not be made. Start it again.") from exc
    finally:
        desk.close()
