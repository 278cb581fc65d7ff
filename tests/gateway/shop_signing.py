"""Plays the shop: writes `DESKBELL_SHOP_KEYS`, and signs tokens for its customers."""

import json
import time

import jwt

from gateway.shop_keys import FixedKeys, ShopKey

_SECRET = "shop" * 8
SHOP_KEYS = FixedKeys({"k1": ShopKey("HS256", _SECRET)})


def describe(**keys: tuple[str, str]) -> str:
    """`kid=(alg, key)` as the JSON of the setting."""
    return json.dumps({kid: {"alg": algorithm, "key": key} for kid, (algorithm, key) in keys.items()})


def customer_token(**changes: object) -> str:
    """A token for customer-7 that is valid with `SHOP_KEYS`, but for the claims that are changed."""
    claims = {"sub": "customer-7", "aud": "deskbell", "exp": int(time.time()) + 300, **changes}
    return jwt.encode(claims, _SECRET, algorithm="HS256", headers={"kid": "k1"})
