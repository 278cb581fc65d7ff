"""Tokens that open one conversation: made here, shown back by the browser with every call."""

import time
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import jwt

from gateway.errors import BadToken

LIFETIME = timedelta(days=7)
"""Long enough to come back for an answer. Afterwards the widget opens a new conversation."""

_ALGORITHM = "HS256"
_AUDIENCE = "deskbell-conversation"
_NOT_VALID = "The token is not valid or has expired. Open a new conversation."
_TOKENS_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class GuestToken:
    conversation_id: str
    expires_at: float
    """Seconds since the epoch."""


class GuestTokens:
    def __init__(self, secret: str, lifetime: timedelta = LIFETIME) -> None:
        self._secret = secret
        self._lifetime = lifetime
        # The same token comes with every message and every stream. What is not valid is never kept.
        self._verified = lru_cache(_TOKENS_REMEMBERED)(self._verify)

    def make(self, conversation_id: str) -> str:
        now = int(time.time())
        expires = now + int(self._lifetime.total_seconds())
        claims = {"sub": conversation_id, "aud": _AUDIENCE, "iat": now, "exp": expires}
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM)

    def read(self, token: str) -> GuestToken:
        """Raises `BadToken` for what `make` did not make with the same secret, and once it has expired."""
        verified = self._verified(token)
        if verified.expires_at <= time.time():
            raise BadToken(_NOT_VALID)
        return verified

    def _verify(self, token: str) -> GuestToken:
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["sub", "aud", "iat", "exp"]},
            )
        except jwt.PyJWTError:
            raise BadToken(_NOT_VALID) from None
        return GuestToken(str(claims["sub"]), float(claims["exp"]))


def bearer_token(authorization: str | None) -> str:
    """The token of an `Authorization: Bearer` header. Raises `BadToken`."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or not token.isascii():
        raise BadToken("Send `Authorization: Bearer` with the token of the conversation.")
    return token.strip()
