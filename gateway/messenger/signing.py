"""The platform's two signatures: of a delivery's raw bytes, and of a `signed_request`. Pure."""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any, TypeGuard

HEADER = "x-hub-signature-256"
_FORM = re.compile(r"sha256=[0-9a-f]{64}")
_LONGEST_REQUEST = 8000


class Seal:
    """The signature of a body that is read piece by piece."""

    def __init__(self, secret: str) -> None:
        self._mac = hmac.new(secret.encode(), digestmod=hashlib.sha256)

    def add(self, piece: bytes) -> None:
        self._mac.update(piece)

    @property
    def signature(self) -> str:
        """`sha256=<64 lowercase hexadecimal digits>`."""
        return f"sha256={self._mac.hexdigest()}"

    def matches(self, signature: str | None) -> bool:
        """Whether this signature was made for exactly these bytes. Compared in constant time."""
        return is_signature(signature) and hmac.compare_digest(signature, self.signature)


def is_signature(text: str | None) -> TypeGuard[str]:
    """Whether it has the form of one, whoever made it."""
    return text is not None and _FORM.fullmatch(text) is not None


def seal_of(body: bytes, secret: str) -> Seal:
    seal = Seal(secret)
    seal.add(body)
    return seal


def signature_of(body: bytes, secret: str) -> str:
    return seal_of(body, secret).signature


def signed_request(data: Mapping[str, Any], secret: str) -> str:
    """What the platform posts when somebody wants to be forgotten; the double makes it."""
    payload = _encoded(json.dumps({"algorithm": "HMAC-SHA256", **data}).encode())
    return f"{_encoded(hmac.digest(secret.encode(), payload.encode(), hashlib.sha256))}.{payload}"


def read_signed_request(text: str, secret: str) -> Mapping[str, Any] | None:
    """What it holds; None for one that the platform has not signed."""
    signature, dot, payload = text.partition(".")
    if not dot or len(text) > _LONGEST_REQUEST or not text.isascii():
        return None
    expected = hmac.digest(secret.encode(), payload.encode(), hashlib.sha256)
    given = _decoded(signature)
    if given is None or not hmac.compare_digest(given, expected):
        return None
    try:
        data = json.loads(_decoded(payload) or b"")
    except (ValueError, RecursionError):
        return None
    is_known = isinstance(data, dict) and str(data.get("algorithm", "")).upper() == "HMAC-SHA256"
    return data if is_known else None


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
