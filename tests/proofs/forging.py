"""Tokens that nobody may accept: made by somebody who knows how tokens work, and who has seen a valid one."""

import base64
import json
import random
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt

Claims = dict[str, Any]

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Forger:
    """`claims` are those of a token that is valid now, `headers` what stands beside its algorithm."""

    def __init__(self, chance: random.Random, valid: str, claims: Claims, headers: Mapping[str, str]) -> None:
        self._chance = chance
        self._valid = valid
        self._claims = claims
        self._headers = dict(headers)

    def forge(self, another_person: str) -> tuple[str, str]:
        """A forged token that names this person, and how it was made."""
        ways: Mapping[str, Callable[[str], str]] = {
            "without a signature": self._unsigned,
            "signed with nothing": lambda who: self._with_signature(who, ""),
            "signed with a guessed secret": lambda who: self._signed(who, key=self._guess()),
            "another one's name under a valid signature": self._renamed,
            "one sign changed": self._changed,
            "the signature cut off": lambda _: self._valid.rpartition(".")[0] + ".",
            "the signature cut short": lambda _: self._valid[: -self._chance.randint(4, 40)],
            "its own key in the header": self._with_own_key,
            "a key of the forger's by its address": lambda who: self._signed(
                who, key=self._guess(), headers={"jku": "https://forger.example/keys"}
            ),
            "another kid": lambda who: self._signed(
                who, key=self._guess(), headers={"kid": self._chance.choice(["", "k0", "../k1", "k1\0", "*"])}
            ),
            "another algorithm": lambda who: self._signed(who, key=self._guess() * 2, algorithm="HS512"),
        }
        how = self._chance.choice(sorted(ways))
        return how, ways[how](another_person)

    def _signed(
        self, who: str, *, key: str, headers: Mapping[str, Any] | None = None, algorithm: str = "HS256"
    ) -> str:
        claims = {**self._claims, "sub": who}
        return jwt.encode(claims, key, algorithm=algorithm, headers={**self._headers, **(headers or {})})

    def _unsigned(self, who: str) -> str:
        algorithm = self._chance.choice(["none", "None", "NONE", "nOnE"])
        return self._with_signature(who, "", algorithm)

    def _with_signature(self, who: str, signature: str, algorithm: str = "HS256") -> str:
        header = {"typ": "JWT", **self._headers, "alg": algorithm}
        return f"{_part(header)}.{_part({**self._claims, 'sub': who})}.{signature}"

    def _renamed(self, who: str) -> str:
        header, _, signature = self._valid.split(".")
        return f"{header}.{_part({**self._claims, 'sub': who})}.{signature}"

    def _changed(self, _who: str) -> str:
        """Not the last sign of a part, which may hold bits that mean nothing."""
        places = [at for at, sign in enumerate(self._valid[:-1]) if "." not in self._valid[at : at + 2]]
        at = self._chance.choice(places)
        others = [sign for sign in _ALPHABET if sign != self._valid[at]]
        return self._valid[:at] + self._chance.choice(others) + self._valid[at + 1 :]

    def _with_own_key(self, who: str) -> str:
        key = self._guess()
        own = {"kty": "oct", "k": base64.urlsafe_b64encode(key.encode()).decode()}
        return self._signed(who, key=key, headers={"jwk": own})

    def _guess(self) -> str:
        return self._chance.choice(["secret", "deskbell", "changeme", "0" * 32, "s" * 31, "shop" * 7]).ljust(
            32
        )


def expired(claims: Claims) -> Claims:
    return {**claims, "iat": int(time.time()) - 7200, "exp": int(time.time()) - 60}


def _part(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
