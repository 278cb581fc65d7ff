"""The platform's two signatures: of a delivery's raw bytes, and of a `signed_request`. Pure."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

HEADER = "x-hub-signature-256"
_PREFIX = "sha256="
_LENGTH = 64
_LONGEST_REQUEST = 8000


def signature_of(body: bytes, secret: str) -> str:
    """`sha256=<64 lowercase hexadecimal digits>`."""
    return _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, signature: str | None, secret: str) -> bool:
    """Whether this signature was made for exactly these bytes. Compared in constant time."""
    if signature is None or len(signature) != len(_PREFIX) + _LENGTH or not signature.isascii():
        return False
    return hmac.compare_digest(signature.encode(), signature_of(body, secret).encode())


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
