"""`/inbox/api/queue` and what else stands beside it: the lists, the colleagues, the canned replies."""

from collections.abc import Mapping, Sequence
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.accounts import Accounts, Session
from conversations.canned_replies import CannedReply
from conversations.desk import Team
from conversations.queue import QueueList, QueuePage
from gateway.answers import json_answer
from gateway.errors import Unusable
from gateway.inbox_doors import InboxDoors
from gateway.inbox_shapes import Json, agent_json, row_json
from gateway.journal_calls import JournalCalls

_PATH = "/inbox/api"
_LISTS = {which.value: which for which in QueueList}
_USUAL_LIMIT, _MOST = 50, 100


class InboxQueue:
    def __init__(
        self,
        team: Team,
        accounts: Accounts,
        calls: JournalCalls,
        doors: InboxDoors,
        replies: Sequence[CannedReply],
    ) -> None:
        self._team = team
        self._accounts = accounts
        self._calls = calls
        self._doors = doors
        self._replies = {"replies": [{"id": r.id, "title": r.title, "text": r.text} for r in replies]}

    def add_to(self, app: Sanic[Any, Any]) -> None:
        for name, handler in (
            ("queue", self.queue),
            ("conversations", self.page),
            ("agents", self.agents),
            ("canned-replies", self.canned_replies),
        ):
            route = f"inbox_{name.replace('-', '_')}"
            app.add_route(self._doors.reading(handler), f"{_PATH}/{name}", methods=["GET"], name=route)

    async def queue(self, request: Request, session: Session) -> HTTPResponse:
        limit = check_limit(request.args.get("limit"), _USUAL_LIMIT, _MOST)
        return json_answer(await self._calls.run(self._queue, session.agent.id, limit))

    async def page(self, request: Request, session: Session) -> HTTPResponse:
        limit = check_limit(request.args.get("limit"), _USUAL_LIMIT, _MOST)
        which = _LISTS.get(request.args.get("list", ""))
        if which is None:
            raise Unusable(f"`list` is one of {', '.join(_LISTS)}.")
        more = request.args.get("more")
        try:
            page = await self._calls.run(self._team.queue.page, which, session.agent.id, limit, more)
        except ValueError:
            raise Unusable("`more` is none that the queue gave out.") from None
        return json_answer(_page_json(page))

    async def agents(self, request: Request, session: Session) -> HTTPResponse:
        return json_answer({"agents": await self._calls.run(self._colleagues, session.agent.id)})

    async def canned_replies(self, request: Request, session: Session) -> HTTPResponse:
        return json_answer(self._replies)

    def _colleagues(self, agent_id: str) -> Sequence[Json]:
        """Those who have the inbox open first."""
        others = [agent for agent in self._accounts.agents() if agent.id != agent_id]
        shown = [{**agent_json(agent), "is_here": self._accounts.is_here(agent)} for agent in others]
        return sorted(shown, key=lambda one: not one["is_here"])

    def _queue(self, agent_id: str, limit: int) -> Json:
        """The cursor comes first: what happens meanwhile comes once more with the stream."""
        _, cursor = self._team.log.bounds()
        counts = self._team.queue.counts(agent_id)
        lists = {
            which.value: _page_json(self._team.queue.page(which, agent_id, limit)) for which in QueueList
        }
        return {
            "cursor": cursor,
            "counts": {which.value: count for which, count in counts.items()},
            "lists": lists,
        }


def check_limit(value: str | None, usual: int, most: int) -> int:
    if value is None:
        return usual
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= most:
        raise Unusable(f"`limit` is a whole number from 1 to {most}.")
    return int(value)


def _page_json(page: QueuePage) -> Mapping[str, Any]:
    return {"conversations": [row_json(row) for row in page.rows], "more": page.more}
