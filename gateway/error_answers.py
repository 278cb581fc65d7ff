"""Turns every exception into the JSON error of the contract. Nothing of the inside leaves the process.

What nobody foresaw is logged with an id that the client gets too: the type and the lines it came through,
never the message or local variables, because those may hold a customer's words.
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress

import structlog
from sanic.exceptions import RequestCancelled, SanicException
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.errors import (
    ClientIdReused,
    ConversationError,
    JournalUnavailable,
    OfferSpent,
    UnknownChoice,
    UnknownConversation,
    UnknownEntry,
    UnknownOffer,
)
from gateway.answers import error_answer
from gateway.errors import BadToken, Busy, ClientIdTaken, NotFound, OfferEnded, Refusal, TooLarge, Unusable
from gateway.logs import lines_of

log = structlog.get_logger(__name__)

_OF_SANIC: Mapping[int, tuple[str, str]] = {
    400: ("malformed", "The request is malformed. See the HTTP contract."),
    404: (NotFound.code, "There is nothing here."),
    405: ("method_not_allowed", "This path does not know that method. `Allow` says which ones it knows."),
    408: ("body_too_slow", "The request took too long. Send it again."),
    413: (TooLarge.code, "The request is too large."),
    503: (Busy.code, "This took too long. Try again in a moment."),
}

_OF_CONVERSATIONS: Mapping[type[ConversationError], Refusal] = {
    JournalUnavailable: Busy("The conversation cannot be reached now. Try again in a moment."),
    # 401 and not 404: what the client has to do is the same as with a token that has expired.
    UnknownConversation: BadToken("This conversation does not exist any more. Open a new one."),
    UnknownChoice: Unusable("That choice was not offered in this conversation."),
    ClientIdReused: ClientIdTaken("This id was used for another message. Give each message its own id."),
    UnknownOffer: NotFound("There is no such offer."),
    OfferSpent: OfferEnded("This offer has ended. Open a conversation to get help."),
    UnknownEntry: NotFound("There is no answer at this `seq` in this conversation."),
}


class ErrorsAsJson(ErrorHandler):
    """Stands in for all of Sanic's own error pages."""

    def response(self, request: Request, exception: BaseException) -> HTTPResponse:
        refusal = _as_refusal(exception)
        if refusal is not None:
            return error_answer(
                refusal.status, refusal.code, refusal.message, refusal.headers, **refusal.more
            )
        if isinstance(exception, RequestCancelled):
            return HTTPResponse(status=499)  # The client has gone: nobody reads this.
        if isinstance(exception, SanicException) and exception.status_code in _OF_SANIC:
            return _of_sanic(request, exception)
        return _unforeseen(request, exception)

    default = response


def _as_refusal(exception: BaseException) -> Refusal | None:
    if isinstance(exception, Refusal):
        return exception
    return next((refusal for kind, refusal in _OF_CONVERSATIONS.items() if isinstance(exception, kind)), None)


def _of_sanic(request: Request, exception: SanicException) -> HTTPResponse:
    status = exception.status_code
    code, message = _OF_SANIC[status]
    headers = {name.lower(): str(value) for name, value in exception.headers.items()}
    if status == 503:
        headers["retry-after"] = "2"
    if status == 405:
        headers["allow"] = ", ".join(_methods_of(request))
    return error_answer(status, code, message, headers)


def _methods_of(request: Request) -> list[str]:
    """Sanic 25.12 forgets them where a part of the path is a name (`sanic_routing/router.py:101`)."""
    known = []
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        with suppress(SanicException):
            request.app.router.get(request.path, method, None)
            known.append(method)
    return known


def _unforeseen(request: Request, exception: BaseException) -> HTTPResponse:
    status = exception.status_code if isinstance(exception, SanicException) else 500
    if status < 500:
        return error_answer(status, "refused", "The request cannot be taken like this.")
    error_id = secrets.token_hex(6)
    log.error(
        "http.failed",
        error_id=error_id,
        path=request.route.path if request.route else None,
        type=type(exception).__name__,
        lines=lines_of(exception),
    )
    message = f"Something went wrong here. If it stays, tell the support team this number: {error_id}."
    return error_answer(500, "failed", message)
