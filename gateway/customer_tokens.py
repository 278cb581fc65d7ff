"""Tokens by which the shop vouches for a signed-in customer: short-lived, one algorithm for each key.

The keys come from `DESKBELL_SHOP_KEYS`, by `kid`: `{"2024-05": {"alg": "ES256", "key": "-----BEGIN …"}}`,
or from a file of that shape, which is read again when it changes, so that keys rotate without a restart.
"""

import time
from datetime import timedelta
from typing import Any, Protocol

import jwt

from gateway.errors import BadToken
from gateway.shop_keys import ShopKey

LONGEST_LIFETIME = timedelta(hours=1)
LONGEST_CUSTOMER_ID = 128
_AUDIENCE = "deskbell"
_LEEWAY = timedelta(seconds=10)
"""How far the shop's clock may be off."""


class KeyRing(Protocol):
    def find(self, kid: str) -> ShopKey | None:
        """The key with this id, as the shop has it now."""


class CustomerTokens:
    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys

    def customer_id(self, token: str) -> str:
        """Whom the shop vouches for. Raises `BadToken` when it is not the shop, or not any more."""
        try:
            key = self._key_of(token)
            claims = jwt.decode(
                token,
                key.key,
                algorithms=[key.algorithm],
                audience=_AUDIENCE,
                leeway=_LEEWAY,
                options={"require": ["sub", "aud", "exp"]},
            )
        except (jwt.PyJWTError, ValueError, OverflowError):  # the last for a time without end
            raise _refused() from None
        return _checked_customer_id(claims)

    def _key_of(self, token: str) -> ShopKey:
        if not token.isascii():
            raise _refused()
        kid = jwt.get_unverified_header(token).get("kid")
        key = self._keys.find(kid) if isinstance(kid, str) else None
        if key is None:
            raise _refused()
        return key


def _checked_customer_id(claims: dict[str, Any]) -> str:
    latest = time.time() + (LONGEST_LIFETIME + _LEEWAY).total_seconds()
    if int(claims["exp"]) > latest:  # Compared as a whole number, which may be too large for a float.
        raise BadToken("The customer token lives too long. Let the shop sign one for at most an hour.")
    customer_id = claims["sub"]
    if not 1 <= len(customer_id) <= LONGEST_CUSTOMER_ID or not customer_id.isprintable():
        raise _refused()
    return str(customer_id)


def _refused() -> BadToken:
    return BadToken("The customer token is not valid or has expired. Ask the shop for a new one.")
