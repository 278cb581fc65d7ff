"""Who may come in, and how often: the token of a conversation, and the limits on rate and depth."""

from collections.abc import Callable

from sanic.request import Request

from conversations.journal import Journal
from conversations.keyed_digests import address_digests
from gateway.addresses import client_address
from gateway.guest_tokens import GuestToken, GuestTokens, bearer_token
from gateway.messenger.webhook import PATH as MESSENGER
from gateway.rate_limits import (
    CUES_OF_A_VISITOR,
    CUES_OF_AN_ADDRESS,
    FEEDBACK_OF_A_CONVERSATION,
    MESSAGES_OF_A_CONVERSATION,
    REQUESTS_OF_AN_ADDRESS,
    SESSIONS_OF_AN_ADDRESS,
    NoLimit,
    Rate,
    RateLimit,
)
from gateway.settings import Settings
from gateway.waiting_limit import WaitingLimit

_UNLIMITED_PATHS = frozenset({"/health/live", "/metrics", MESSENGER})
"""Messenger delivers for many people from few addresses, and every delivery is signed."""


class Doors:
    """Every method raises the refusal that the client gets."""

    def __init__(self, settings: Settings, journal: Journal, tokens: GuestTokens) -> None:
        limit: Callable[[Rate], RateLimit] = RateLimit if settings.has_rate_limit else lambda _: NoLimit()
        self._tokens = tokens
        self._trusted = settings.trusted_proxies
        self._address_digests = address_digests(settings.secret)
        self._requests = limit(REQUESTS_OF_AN_ADDRESS)
        self._sessions = limit(SESSIONS_OF_AN_ADDRESS)
        self._messages = limit(MESSAGES_OF_A_CONVERSATION)
        self._feedback = limit(FEEDBACK_OF_A_CONVERSATION)
        self._cues = limit(CUES_OF_AN_ADDRESS)
        self._visitors = limit(CUES_OF_A_VISITOR)
        self.waiting = WaitingLimit(journal, settings.waiting_limit if settings.has_rate_limit else None)

    async def admit_request(self, request: Request) -> None:
        """Runs before every request, also before one for a path that does not exist."""
        if request.path not in _UNLIMITED_PATHS:
            self._requests.spend(self.address_of(request))

    def admit_session(self, request: Request) -> None:
        self._sessions.spend(self.address_of(request))

    def admit_message(self, token: GuestToken) -> None:
        self._messages.spend(token.conversation_id)

    def admit_feedback(self, token: GuestToken) -> None:
        self._feedback.spend(token.conversation_id)

    def admit_cue(self, request: Request) -> None:
        self._cues.spend(self.address_of(request))

    def admit_visitor(self, visitor: str) -> None:
        self._visitors.spend(visitor)

    def token_of(self, request: Request) -> GuestToken:
        return self._tokens.read(bearer_token(request.headers.get("authorization")))

    def token_if_any(self, request: Request) -> GuestToken | None:
        """None only when the request says nothing: a bad token is refused, and not taken for none."""
        return self.token_of(request) if "authorization" in request.headers else None

    def digest_of_address(self, request: Request) -> str:
        """Where the request came from, for the journal: told from others, and by nobody read."""
        return self._address_digests.hex_digest(self.address_of(request))

    def address_of(self, request: Request) -> str:
        """Where the request came from, for limits."""
        forwarded_for = ",".join(request.headers.getall("x-forwarded-for", []))
        return client_address(request.ip, forwarded_for, self._trusted)
