"""Writes `DESKBELL_SHOP_KEYS` as a shop would."""

import json


def describe(**keys: tuple[str, str]) -> str:
    """`kid=(alg, key)` as the JSON of the setting."""
    return json.dumps({kid: {"alg": algorithm, "key": key} for kid, (algorithm, key) in keys.items()})
