"""Deliveries that nobody may accept: of somebody who has seen valid ones, and has not the app's secret."""

import json
import random
from collections.abc import Callable, Mapping

from gateway.messenger.double.deliveries import delivery_of
from gateway.messenger.signing import HEADER, signature_of

FORGED = "forged"
"""The person whom every forged delivery is from."""


class DeliveryForger:
    """`secret` is what valid deliveries are signed with; the forger only sees what it makes."""

    def __init__(self, chance: random.Random, page_id: str, secret: str) -> None:
        self._chance = chance
        self._page_id = page_id
        self._secret = secret
        self._count = 0

    def forge(self) -> tuple[str, bytes, dict[str, str]]:
        """How it was made, its body, its headers."""
        ways: Mapping[str, Callable[[bytes], tuple[bytes, str | None]]] = {
            "no signature": lambda body: (body, None),
            "an empty signature": lambda body: (body, ""),
            "only the algorithm": lambda body: (body, "sha256="),
            "a guessed secret": lambda body: (body, signature_of(body, self._guess())),
            "an empty secret": lambda body: (body, signature_of(body, "")),
            "another body's signature": lambda body: (body, self._signed(self._body("seen"))),
            "one byte changed": lambda body: (self._changed(body), self._signed(body)),
            "cut short": lambda body: (body[: self._chance.randrange(len(body))], self._signed(body)),
            "something behind it": lambda body: (body + self._junk(), self._signed(body)),
            "spelled otherwise": lambda body: (_spelled_otherwise(body), self._signed(body)),
            "one digit changed": lambda body: (body, self._changed_digit(self._signed(body))),
            "cut signature": lambda body: (body, self._signed(body)[: self._chance.randrange(70)]),
            "capitals": lambda body: (body, self._signed(body).upper()),
            "the old algorithm": lambda body: (body, "sha1=" + self._signed(body)[7:47]),
            "no prefix": lambda body: (body, self._signed(body)[7:]),
            "blanks within": lambda body: (body, self._signed(body).replace("=", "= ")),
            "junk": lambda _: (self._junk(), self._signed(b"something else")),
        }
        how = self._chance.choice(list(ways))
        body, signature = ways[how](self._body(FORGED))
        headers = {"content-type": self._chance.choice(["application/json", "text/plain", "x", ""])}
        return how, body, headers if signature is None else {**headers, HEADER: signature}

    def _body(self, person: str) -> bytes:
        self._count += 1
        ends = {"sender": {"id": person}, "recipient": {"id": self._page_id}}
        text = self._chance.choice(["Hello", "stop", "\N{SNOWMAN}" * 50])
        message = {"mid": f"m{self._count}", "text": text}
        event = {**ends, "timestamp": 1_790_000_000_000 + self._count, "message": message}
        return delivery_of(self._page_id, [event], 1)

    def _signed(self, body: bytes) -> str:
        return signature_of(body, self._secret)

    def _guess(self) -> str:
        return "".join(self._chance.choices("0123456789abcdef", k=32))

    def _changed(self, body: bytes) -> bytes:
        place = self._chance.randrange(len(body))
        return body[:place] + bytes([body[place] ^ self._chance.randint(1, 255)]) + body[place + 1 :]

    def _changed_digit(self, signature: str) -> str:
        place = self._chance.randrange(len("sha256="), len(signature))
        others = [digit for digit in "0123456789abcdef" if digit != signature[place]]
        return signature[:place] + self._chance.choice(others) + signature[place + 1 :]

    def _junk(self) -> bytes:
        return self._chance.randbytes(self._chance.randint(1, 3000))


def _spelled_otherwise(body: bytes) -> bytes:
    return json.dumps(json.loads(body), indent=1).encode()
