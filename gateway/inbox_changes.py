"""What a support agent does in a conversation: take, reply, note, pass on, hand back, close, mark as read."""

from collections.abc import Callable, Mapping
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations import errors
from conversations.accounts import Accounts, Session
from conversations.desk import Team
from conversations.support_floor import SupportAgent
from gateway.answers import empty_answer, json_answer
from gateway.errors import ColleagueAway, NotYours, Taken
from gateway.field_checks import check_id, check_seq, check_text, refuse_unknown
from gateway.inbox_conversation import PATH
from gateway.inbox_doors import InboxDoors
from gateway.inbox_shapes import Json, note_json, row_json
from gateway.journal_calls import JournalCalls

Fields = Mapping[str, Any]


class InboxChanges:
    """`on_read` is told which conversation somebody of the team has just read."""

    def __init__(
        self,
        team: Team,
        accounts: Accounts,
        calls: JournalCalls,
        doors: InboxDoors,
        on_read: Callable[[str], None],
    ) -> None:
        self._on_read = on_read
        self._floor = team.floor
        self._queue = team.queue
        self._accounts = accounts
        self._calls = calls
        self._doors = doors

    def add_to(self, app: Sanic[Any, Any]) -> None:
        for name, handler in (
            ("take", self.take),
            ("replies", self.reply),
            ("notes", self.add_note),
            ("pass", self.pass_on),
            ("hand-back", self.hand_back),
            ("close", self.close),
            ("read", self.mark_read),
        ):
            route = f"inbox_{name.replace('-', '_')}"
            app.add_route(self._doors.changing(handler), f"{PATH}/{name}", methods=["POST"], name=route)

    async def take(
        self, request: Request, session: Session, fields: Fields, conversation_id: str
    ) -> HTTPResponse:
        refuse_unknown(fields, {"from"})
        from_agent = check_id(fields["from"], "from") if "from" in fields else None
        return await self._change(
            conversation_id, session, lambda: self._floor.take(conversation_id, session.agent, from_agent)
        )

    async def reply(
        self, request: Request, session: Session, fields: Fields, conversation_id: str
    ) -> HTTPResponse:
        refuse_unknown(fields, {"id", "text"})
        client_id, text = check_id(fields.get("id"), "id"), check_text(fields.get("text"))
        try:
            receipt = await self._calls.run(
                self._floor.reply, conversation_id, session.agent, client_id, text
            )
        except (errors.NotYours, errors.PermitRefused):
            raise NotYours(
                "This conversation is not yours now.", conversation=await self._row(conversation_id, session)
            ) from None
        return json_answer({"seq": receipt.seq}, 201 if receipt.is_new else 200)

    async def add_note(
        self, request: Request, session: Session, fields: Fields, conversation_id: str
    ) -> HTTPResponse:
        refuse_unknown(fields, {"id", "text"})
        client_id, text = check_id(fields.get("id"), "id"), check_text(fields.get("text"))
        note, is_new = await self._calls.run(
            self._floor.add_note, conversation_id, session.agent, client_id, text
        )
        return json_answer({"note": note_json(note)}, 201 if is_new else 200)

    async def pass_on(
        self, request: Request, session: Session, fields: Fields, conversation_id: str
    ) -> HTTPResponse:
        refuse_unknown(fields, {"to"})
        to = await self._colleague(check_id(fields.get("to"), "to"))
        return await self._change(
            conversation_id, session, lambda: self._floor.pass_on(conversation_id, session.agent, to)
        )

    async def hand_back(
        self, request: Request, session: Session, fields: Fields, conversation_id: str
    ) -> HTTPResponse:
        refuse_unknown(fields, set())
        return await self._change(
            conversation_id, session, lambda: self._floor.hand_back(conversation_id, session.agent)
        )

    async def close(
        self, request: Request, session: Session, fields: Fields, conversation_id: str
    ) -> HTTPResponse:
        refuse_unknown(fields, set())
        return await self._change(
            conversation_id, session, lambda: self._floor.close(conversation_id, session.agent)
        )

    async def mark_read(
        self, request: Request, session: Session, fields: Fields, conversation_id: str
    ) -> HTTPResponse:
        refuse_unknown(fields, {"seq"})
        seq = check_seq(fields.get("seq"))
        await self._calls.run(self._floor.mark_read, conversation_id, session.agent, seq)
        self._on_read(conversation_id)
        return empty_answer()

    async def _change(
        self, conversation_id: str, session: Session, change: Callable[[], None]
    ) -> HTTPResponse:
        try:
            await self._calls.run(change)
        except errors.TakenByAnother as taken:
            by = {"id": taken.agent_id, "name": taken.name}
            row = await self._row(conversation_id, session)
            raise Taken(f"{taken.name} has this conversation.", by=by, conversation=row) from None
        except (errors.NotYours, errors.OwnerChangeRefused):
            row = await self._row(conversation_id, session)
            raise NotYours("This conversation is not yours now.", conversation=row) from None
        return json_answer({"conversation": await self._row(conversation_id, session)})

    async def _row(self, conversation_id: str, session: Session) -> Json:
        return row_json(await self._calls.run(self._queue.row, conversation_id, session.agent.id))

    async def _colleague(self, agent_id: str) -> SupportAgent:
        agents = await self._calls.run(self._accounts.agents)
        agent = next((agent for agent in agents if agent.id == agent_id), None)
        if agent is None:
            raise errors.UnknownAgent("There is no such colleague.")
        if not await self._calls.run(self._accounts.is_here, agent):
            raise ColleagueAway(f"{agent.name} does not have the inbox open. Pass it to somebody who has.")
        return agent
