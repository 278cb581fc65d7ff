"""What the gateway refuses, and with which status. `error_answers` turns each into the JSON of the contract.

Refusal
├── Malformed          400  not JSON, unknown fields, nested too deep
├── BadToken           401  no token, a forged or expired one, or one whose conversation is gone
├── NotSignedIn        401  no session of the support team, or one that has ended
├── WrongSignIn        401  the e-mail address or the password is wrong, whichever
├── WrongOrigin        403  a page of another origin asks for something of the support team
├── WrongCsrf          403  a change without the token of the session
├── NotFound           404  no such page, offer or entry
├── BodyTooSlow        408
├── ClientIdTaken      409  a client id used again with other content
├── OfferEnded         409  an offer that was answered before, or waited too long
├── Taken              409  a colleague has the conversation; says who
├── NotYours           409  only whose conversation it is may do that; says how it stands
├── ColleagueAway      409  nothing is passed to who does not have the inbox open
├── TooLarge           413  over 2,000 characters or 16 KB
├── WrongContentType   415  not JSON, or compressed
├── Unusable           422  JSON, but out of range or not text
├── TooMany            429  a limit on rate or depth; says when to try again
└── Busy               503  no room or no database now; says when to try again

Beside it stands `ScriptsDoNotJoin`, which no client sees: the gateway does not start.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


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

    @property
    def more(self) -> Mapping[str, Any]:
        """What the answer says besides, for the page."""
        return {}


class Malformed(Refusal):
    pass


class BadToken(Refusal):
    status = 401
    code = "bad_token"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"www-authenticate": "Bearer"}


class NotSignedIn(Refusal):
    status = 401
    code = "not_signed_in"


class WrongSignIn(Refusal):
    status = 401
    code = "wrong_sign_in"


class WrongOrigin(Refusal):
    status = 403
    code = "wrong_origin"


class WrongCsrf(Refusal):
    status = 403
    code = "wrong_csrf"


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


class NotYours(Refusal):
    status = 409
    code = "not_yours"

    def __init__(self, message: str, **more: Any) -> None:
        super().__init__(message)
        self._more = more

    @property
    def more(self) -> Mapping[str, Any]:
        return self._more


class Taken(NotYours):
    code = "taken"


class ColleagueAway(Refusal):
    status = 409
    code = "colleague_away"


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
