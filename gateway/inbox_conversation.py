"""`/inbox/api/conversations/<id>`: one conversation, with everything that is known about it."""

from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.accounts import Session
from conversations.desk import Desk
from gateway.answers import json_answer
from gateway.inbox_doors import InboxDoors
from gateway.inbox_orders import InboxOrders
from gateway.inbox_queue import check_limit
from gateway.inbox_shapes import (
    Json,
    has_words_of_a_person,
    item_json,
    note_json,
    row_json,
    tried_json,
    window_json,
)
from gateway.input_checks import check_after
from gateway.journal_calls import JournalCalls

PATH = "/inbox/api/conversations/<conversation_id:str>"
_NEWEST = 200
_MOST_ITEMS = 500


class InboxConversation:
    def __init__(self, desk: Desk, orders: InboxOrders, calls: JournalCalls, doors: InboxDoors) -> None:
        self._journal = desk.journal
        self._team = desk.team
        self._messenger = desk.messenger
        self._orders = orders
        self._calls = calls
        self._doors = doors

    def add_to(self, app: Sanic[Any, Any]) -> None:
        for path, handler, name in (
            (PATH, self.whole, "inbox_conversation"),
            (f"{PATH}/items", self.items, "inbox_items"),
            (f"{PATH}/orders", self.orders, "inbox_orders"),
        ):
            app.add_route(self._doors.reading(handler), path, methods=["GET"], name=name)

    async def whole(self, request: Request, session: Session, conversation_id: str) -> HTTPResponse:
        return json_answer(await self._calls.run(self._whole, conversation_id, session.agent.id))

    async def items(self, request: Request, session: Session, conversation_id: str) -> HTTPResponse:
        limit = check_limit(request.args.get("limit"), _NEWEST, _MOST_ITEMS)
        if "before" in request.args:
            before = check_after(request.args.get("before"))
            after = max(0, before - 1 - limit)
            limit = max(0, before - 1 - after)
        else:
            after = check_after(request.args.get("after"))
        items = await self._calls.run(self._items, conversation_id, after, limit)
        return json_answer({"items": items})

    async def orders(self, request: Request, session: Session, conversation_id: str) -> HTTPResponse:
        orders = await self._calls.run(self._orders.look, conversation_id, session.agent)
        return json_answer({"orders": orders})

    def _whole(self, conversation_id: str, agent_id: str) -> Json:
        team = self._team
        row = team.queue.row(conversation_id, agent_id)
        after = max(0, row.last_seq - _NEWEST)
        return {
            "conversation": row_json(row),
            "items": self._items(conversation_id, after, _NEWEST),
            "is_whole": after == 0,
            "notes": [note_json(note) for note in team.floor.notes(conversation_id)],
            "tried": [tried_json(tried) for tried in team.queue.tried(conversation_id)],
            "contact_email": team.queue.contact_email(conversation_id),
            **self._on_messenger(conversation_id),
            "may_see_orders": row.customer_id is not None or bool(team.queue.proofs(conversation_id)),
        }

    def _on_messenger(self, conversation_id: str) -> Json:
        thread = self._messenger.outbox.thread(conversation_id)
        return {"messaging_window": window_json(thread), "came_from": thread and thread.came_from}

    def _items(self, conversation_id: str, after: int, limit: int) -> list[Json]:
        items = self._journal.read_stream(conversation_id, after, limit)
        writers = self._team.floor.writers(conversation_id) if any(map(has_words_of_a_person, items)) else {}
        return [item_json(item, writers) for item in items]
