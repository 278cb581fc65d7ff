"""`/inbox/api/sign-in`, `/me`, `/sign-out`: a session of the support team begins, is shown and ends."""

from collections.abc import Mapping
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations import errors
from conversations.absences import Absences
from conversations.accounts import Accounts, Session
from conversations.passwords import LONGEST
from gateway.answers import empty_answer, json_answer
from gateway.conversation_doors import Doors
from gateway.errors import TooMany, Unusable, WrongSignIn
from gateway.field_checks import refuse_unknown
from gateway.inbox_doors import InboxDoors
from gateway.inbox_shapes import iso
from gateway.journal_calls import JournalCalls
from gateway.json_bodies import parse_object
from gateway.request_body import read_json_body, reading_its_own_body

_PATH = "/inbox/api"
_LONGEST_EMAIL = 254


class InboxSessions:
    def __init__(
        self,
        accounts: Accounts,
        absences: Absences,
        calls: JournalCalls,
        customer_doors: Doors,
        doors: InboxDoors,
        body_seconds: float,
    ) -> None:
        self._accounts = accounts
        self._absences = absences
        self._calls = calls
        self._customer_doors = customer_doors
        self._doors = doors
        self._body_seconds = body_seconds
        # Comparing a password takes 64 MiB and a core for a while: never more than two at once.
        self._sign_ins = JournalCalls(threads=2, most_waiting=32)

    def add_to(self, app: Sanic[Any, Any]) -> None:
        sign_in = reading_its_own_body(self.sign_in)
        app.add_route(sign_in, f"{_PATH}/sign-in", methods=["POST"], name="inbox_sign_in")
        app.add_route(self._doors.reading(self.me), f"{_PATH}/me", methods=["GET"], name="inbox_me")
        sign_out = self._doors.changing(self.sign_out)
        app.add_route(sign_out, f"{_PATH}/sign-out", methods=["POST"], name="inbox_sign_out")

    async def sign_in(self, request: Request) -> HTTPResponse:
        self._doors.check_origin(request)
        email, password = _check_sign_in(parse_object(await read_json_body(request, self._body_seconds)))
        address = self._customer_doors.address_of(request)
        try:
            token, session = await self._sign_ins.run(self._accounts.sign_in, email, password, address)
        except errors.WrongSignIn:
            raise WrongSignIn("The e-mail address or the password is wrong.") from None
        except errors.SignInLocked as locked:
            seconds = locked.retry_after.total_seconds()
            raise TooMany("Too many wrong passwords. Wait before the next try.", seconds) from None
        response = json_answer(self._me(session, token))
        self._doors.set_cookie(request, response, token)
        return response

    async def me(self, request: Request, session: Session) -> HTTPResponse:
        return json_answer(self._me(session, self._doors.token_of(request)))

    async def sign_out(self, request: Request, session: Session, fields: Mapping[str, Any]) -> HTTPResponse:
        refuse_unknown(fields, set())
        await self._calls.run(self._accounts.sign_out, self._doors.token_of(request))
        await self._calls.run(self._absences.sign_out, session.agent)
        response = empty_answer()
        self._doors.clear_cookie(request, response)
        return response

    def _me(self, session: Session, token: str) -> Mapping[str, Any]:
        agent = session.agent
        return {
            "agent": {"id": agent.id, "name": agent.name, "email": session.email},
            "csrf": self._accounts.csrf_token(token),
            "expires_at": iso(session.expires_at),
        }


def _check_sign_in(fields: Mapping[str, Any]) -> tuple[str, str]:
    refuse_unknown(fields, {"email", "password"})
    email, password = fields.get("email"), fields.get("password")
    if not isinstance(email, str) or not isinstance(password, str):
        raise Unusable("`email` and `password` are text.")
    if not 1 <= len(email) <= _LONGEST_EMAIL or not 1 <= len(password) <= LONGEST:
        raise Unusable("`email` or `password` is empty or too long.")
    return email, password
