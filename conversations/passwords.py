"""Passwords of the support team: how they are kept (argon2id), and which ones are taken."""

import secrets
import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from conversations.errors import AccountMistake

SHORTEST = 12
"""Characters. No other rule: length is what counts (NIST SP 800-63B, 5.1.1.2)."""

LONGEST = 256


class Passwords:
    """Every check takes the same work, also for an account that is not there.

    `hasher` is argon2-cffi's with its defaults (RFC 9106, low memory: 64 MiB, about 50 ms) unless a test
    gives a cheaper one.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        """The hash of a password that nobody has: made with the first check, whoever is checked."""
        return self._hasher.hash(secrets.token_urlsafe(32))

    def hash(self, password: str) -> str:
        """Raises `AccountMistake` for one that is too short or too long."""
        spelled = _spelled(password)
        if not SHORTEST <= len(spelled) <= LONGEST:
            raise AccountMistake(f"A password has {SHORTEST} to {LONGEST} characters. Choose another one.")
        return self._hasher.hash(spelled)

    def fits(self, password: str, password_hash: str | None) -> bool:
        """Whether it is the password; with no hash, the same work and no."""
        nobodys = self._nobodys
        try:
            self._hasher.verify(password_hash or nobodys, _spelled(password))
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None


def _spelled(password: str) -> str:
    """Keyboards type the same letter in different code points."""
    return unicodedata.normalize("NFKC", password)
