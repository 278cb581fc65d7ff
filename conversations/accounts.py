"""The support team's accounts: who may sign in, how long that lasts, and how often somebody may try.

The rules stand here; an `AccountBook` keeps the rows. A session's token is in the cookie only: the book has
its digest. Wrong passwords are counted before they are compared, for the account and for the address, alike
for an account that does not exist.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from conversations.clock import Clock, utc_now
from conversations.errors import AccountMistake, NotSignedIn, SignInLocked, WrongSignIn
from conversations.keyed_digests import KeyedDigests
from conversations.passwords import Passwords
from conversations.storable import is_storable
from conversations.support_floor import SupportAgent

SESSION_LASTS = timedelta(hours=12)
IDLE_LASTS = timedelta(hours=2)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is written down when a session was last used."""

PRESENT_FOR = 2 * SEEN_EVERY
"""Who used their session so lately has the inbox open: its stream of events uses it."""

FAILURES_COUNT_FOR = timedelta(minutes=15)
MOST_FAILURES_OF_AN_ACCOUNT = 8
MOST_FAILURES_OF_AN_ADDRESS = 24
"""A whole team may share an address."""

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Account:
    agent: SupportAgent
    email: str
    password_hash: str

    @property
    def is_disabled(self) -> bool:
        return not self.password_hash


@dataclass(frozen=True, slots=True)
class Session:
    agent: SupportAgent
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session as the book has it: `expires_at` is its very end, `seen_at` when it was last used."""

    account: Account
    expires_at: datetime
    seen_at: datetime


class AccountBook(Protocol):
    """Keeps rows. All calls block, each is one transaction, each may raise `JournalUnavailable`."""

    def save(self, account: Account, at: datetime) -> SupportAgent:
        """A new account; with a known e-mail address, that one's new name and password, and no sessions."""

    def find(self, email: str) -> Account | None: ...

    def disable(self, email: str) -> SupportAgent | None:
        """Takes the password and the sessions away; None when there is no such account.

        What the agent wrote stays theirs. Saving the account again brings it back.
        """

    def agents(self) -> Sequence[SupportAgent]:
        """Those who can sign in, by name."""

    def begin_attempt(
        self, attempt_id: str, limits: Mapping[str, int], now: datetime, since: datetime
    ) -> datetime | None:
        """Counts a failure about each subject, unless one has so many since then: the oldest of those."""

    def forgive_attempt(self, attempt_id: str, about: str) -> None:
        """It was right: it counts for nothing, and nothing before it about `about` does."""

    def open_session(self, digest: str, agent_id: str, now: datetime, expires_at: datetime) -> None: ...

    def session(self, digest: str) -> KeptSession | None: ...

    def touch_session(self, digest: str, now: datetime) -> None: ...

    def end_session(self, digest: str) -> None: ...

    def is_signed_in(self, agent_id: str, now: datetime, since: datetime) -> bool:
        """Whether a session of this agent goes on that was used after `since`."""


def save_account(
    book: AccountBook,
    name: str,
    email: str,
    password: str,
    passwords: Passwords | None = None,
    clock: Clock = utc_now,
) -> SupportAgent:
    """Makes the account, or gives a known one a new name and password and ends its sessions.

    Raises `AccountMistake`: one sentence that says what to do.
    """
    name, email = " ".join(name.split()), _normal(email)
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable() or not is_storable(name):
        raise AccountMistake(f"NAME is what customers read: write 1 to {LONGEST_NAME} characters.")
    if not _EMAIL.fullmatch(email) or not email.isprintable() or not is_storable(email):
        raise AccountMistake("EMAIL is no e-mail address. Write it like ana@shop.example.")
    agent = SupportAgent(secrets.token_urlsafe(9), name)
    return book.save(Account(agent, email, (passwords or Passwords()).hash(password)), clock())


class Accounts:
    """Every call blocks and may raise `JournalUnavailable`."""

    def __init__(
        self, book: AccountBook, secret: str, passwords: Passwords | None = None, clock: Clock = utc_now
    ) -> None:
        self._book = book
        self._digests = KeyedDigests.of(secret, "sign-in failures")
        self._csrf = KeyedDigests.of(secret, "support csrf")
        self._passwords = passwords or Passwords()
        self._clock = clock

    def sign_in(self, email: str, password: str, address: str) -> tuple[str, Session]:
        """The token for the cookie, and the session. `address` is where it comes from.

        Raises `WrongSignIn` and `SignInLocked`, alike for every reason and after the same work.
        """
        now, email = self._clock(), _normal(email)
        of_account, of_address = self._digests.hex_digest("account", email), self._address(address)
        limits = {of_account: MOST_FAILURES_OF_AN_ACCOUNT, of_address: MOST_FAILURES_OF_AN_ADDRESS}
        attempt_id = secrets.token_urlsafe(12)
        oldest = self._book.begin_attempt(attempt_id, limits, now, now - FAILURES_COUNT_FOR)
        if oldest is not None:
            raise SignInLocked(oldest + FAILURES_COUNT_FOR - now)
        account = self._book.find(email) if is_storable(email) else None
        kept = None if account is None or account.is_disabled else account.password_hash
        fits = self._passwords.fits(password, kept)
        if not fits or account is None:
            raise WrongSignIn("The e-mail address or the password is wrong.")
        self._book.forgive_attempt(attempt_id, of_account)
        token, expires_at = secrets.token_urlsafe(32), now + SESSION_LASTS
        self._book.open_session(_digest(token), account.agent.id, now, expires_at)
        return token, Session(account.agent, account.email, expires_at)

    def session(self, token: str) -> Session:
        """The session of this token, used now. Raises `NotSignedIn`."""
        now, digest = self._clock(), _digest(token)
        kept = self._book.session(digest)
        if kept is None or now >= kept.expires_at or now >= kept.seen_at + IDLE_LASTS:
            raise NotSignedIn("Sign in first.")
        if now - kept.seen_at >= SEEN_EVERY:
            self._book.touch_session(digest, now)
        return Session(kept.account.agent, kept.account.email, kept.expires_at)

    def sign_out(self, token: str) -> None:
        self._book.end_session(_digest(token))

    def csrf_token(self, token: str) -> str:
        """What a page of this session has to send back with each change."""
        return self._csrf.hex_digest(token)

    def agents(self) -> Sequence[SupportAgent]:
        return self._book.agents()

    def is_here(self, agent: SupportAgent) -> bool:
        """Whether they have the inbox open."""
        now = self._clock()
        return self._book.is_signed_in(agent.id, now, now - PRESENT_FOR)

    def _address(self, address: str) -> str:
        return self._digests.hex_digest("address", address)


def remove_account(book: AccountBook, email: str) -> SupportAgent | None:
    """Nobody signs in with it any more; None when there is no such account."""
    return book.disable(_normal(email)) if is_storable(email) else None


def _normal(email: str) -> str:
    return email.strip().lower()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
