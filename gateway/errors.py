"""What the gateway refuses, and with which status. `error_answers` turns each into the JSON of the contract.

Refusal
├── Malformed          400  not JSON, unknown fields, nested too deep
├── BadToken           401  no token, a forged or expired one, or one whose conversation is gone
├── NotFound           404  no such page, offer or entry
├── BodyTooSlow        408
├── ClientIdTaken      409  a client id used again with other content
├── OfferEnded         409  an offer that was answered before, or waited too long
├── TooLarge           413  over 2,000 characters or 16 KB
├── WrongContentType   415  not JSON, or compressed
├── Unusable           422  JSON, but out of range or not text
├── TooMany            429  a limit on rate or depth; says when to try again
└── Busy               503  no room or no database now; says when to try again

Beside it stands `ScriptsDoNotJoin`, which no client sees: the gateway does not start.
"""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """Root of the tree above. The message goes to the client: what to do, and nothing about the inside."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "malformed"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def headers(self) -> Mapping[str, str]:
        return {}


class Malformed(Refusal):
    pass


class BadToken(Refusal):
    status = 401
    code = "bad_token"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"www-authenticate": "Bearer"}


class NotFound(Refusal):
    status = 404
    code = "not_found"


class BodyTooSlow(Refusal):
    status = 408
    code = "body_too_slow"


class ClientIdTaken(Refusal):
    status = 409
    code = "client_id_reused"


class OfferEnded(Refusal):
    status = 409
    code = "offer_spent"


class TooLarge(Refusal):
    status = 413
    code = "too_large"


class WrongContentType(Refusal):
    status = 415
    code = "wrong_content_type"


class Unusable(Refusal):
    status = 422
    code = "unusable"


class _TryLater(Refusal):
    def __init__(self, message: str, retry_after_seconds: float = 2) -> None:
        super().__init__(message)
        self.retry_after_seconds = max(1, int(-(-retry_after_seconds // 1)))

    @property
    def headers(self) -> Mapping[str, str]:
        return {"retry-after": str(self.retry_after_seconds)}


class TooMany(_TryLater):
    status = 429
    code = "too_many"


class Busy(_TryLater):
    status = 503
    code = "busy"


class ScriptsDoNotJoin(Exception):
    """Modules that cannot be served as one script. The message names the files and says why."""
