"""One page of the platform and the persons who write to it: what is sent, refused, shown, to be delivered.

No network: `double.graph` is its Graph API in this process, `double.deliveries` brings its webhooks.
"""

import hashlib
import hmac
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from conversations.clock import Clock, utc_now
from gateway.messenger.double.checks import problem_with_message, problem_with_profile, taps_of
from gateway.messenger.graph import Json

_WINDOW = timedelta(hours=24)
_WINDOW_OF_A_PERSON = timedelta(days=7)
PAGE_INBOX_APP = "263902037430900"
"""The app id of the page's own inbox, as echoes have it."""

APP_SCOPED = "77"
"""Begins a person's id for the app; what follows is their id for the page."""

Answer = tuple[int, Json]


@dataclass(frozen=True, slots=True)
class Fault:
    """How a call goes wrong. `is_sent`: it goes out all the same; `seconds`: how late the answer is."""

    status: int = 500
    code: int | None = None
    subcode: int | None = None
    is_sent: bool = False
    seconds: float = 0


@dataclass(slots=True)
class Bubble:
    """One message as the person sees it. `taps` are (how, title, payload), `message` is all of it."""

    from_page: bool
    text: str
    taps: list[tuple[str, str, str]]
    mid: str
    at: datetime
    message: Json = field(default_factory=dict)
    tag: str | None = None


@dataclass(slots=True)
class _Person:
    id: str
    wrote_at: datetime | None = None
    bubbles: list[Bubble] = field(default_factory=list)
    is_typing: bool = False
    is_available: bool = True
    seen_at: datetime | None = None


class MessengerPlatform:
    """Times are those of `clock`. Whoever writes is known from then on."""

    def __init__(
        self,
        app_secret: str,
        page_token: str,
        *,
        page_id: str = "100200300400500",
        page_name: str = "Harbour & Pine",
        app_id: str = "700800900100200",
        clock: Clock = utc_now,
    ) -> None:
        self.app_secret = app_secret
        self.page_token = page_token
        self.page_id = page_id
        self.page_name = page_name
        self.app_id = app_id
        self.clock = clock
        self.faults: deque[Fault] = deque()
        self.events: deque[Json] = deque()
        """To be delivered, as they stand in `entry[].messaging`."""

        self.on_change: Callable[[str], None] = lambda person_id: None
        """Called with a person when there is something new for their phone, or to be delivered from it."""

        self.profile: dict[str, Any] = {}
        self.calls: list[tuple[str, Json]] = []
        self.persons: dict[str, _Person] = {}

    def writes(self, person_id: str, text: str, payload: str | None = None) -> str:
        """A message, or a tap on a quick reply; returns its mid."""
        message: dict[str, Any] = {"mid": _mid(), "text": text}
        if payload is not None:
            message["quick_reply"] = {"payload": payload}
        self._add_bubble(person_id, text, message)
        return self._from_person(person_id, "message", message)

    def taps(self, person_id: str, title: str, payload: str) -> str:
        """A button of a template or of the menu."""
        postback = {"mid": _mid(), "title": title, "payload": payload}
        self._add_bubble(person_id, title, postback)
        return self._from_person(person_id, "postback", postback)

    def attaches(self, person_id: str, *attachments: Json) -> str:
        message: dict[str, Any] = {"mid": _mid(), "attachments": list(attachments)}
        kinds = ", ".join(str(item.get("type")) for item in attachments)
        self._add_bubble(person_id, f"({kinds})", message)
        return self._from_person(person_id, "message", message)

    def does(self, person_id: str, **event: Any) -> None:
        """Any other event of this person: `reaction=…`, `read=…`."""
        self._person(person_id)
        self.events.append({**self._ends(person_id), **event})
        self.on_change(person_id)

    def colleague_answers(self, person_id: str, text: str) -> None:
        """Somebody of the shop writes in the page's own inbox."""
        message = {"mid": _mid(), "text": text, "is_echo": True, "app_id": int(PAGE_INBOX_APP)}
        self._add_bubble(person_id, text, message, from_page=True)
        self._echo(person_id, message)

    def blocks(self, person_id: str) -> None:
        """From now on nothing reaches this person."""
        self._person(person_id).is_available = False

    def shown_to(self, person_id: str) -> list[Bubble]:
        return self._person(person_id).bubbles

    def sees_typing(self, person_id: str) -> bool:
        return self._person(person_id).is_typing

    def seen_at(self, person_id: str) -> datetime | None:
        """When the page last said that it has seen what this person wrote."""
        return self._person(person_id).seen_at

    def forget(self, person_id: str) -> None:
        self.persons.pop(person_id, None)

    def said_to(self, person_id: str) -> list[str]:
        """The texts that the page sent to this person."""
        return [bubble.text for bubble in self._person(person_id).bubbles if bubble.from_page]

    def answer(self, method: str, path: str, params: Mapping[str, str], token: str, body: Json) -> Answer:
        """What the Graph API answers. `path` is without the version."""
        denied = self._denied(token, params)
        if denied is not None:
            return denied
        match method, path:
            case "GET", "me":
                return 200, {"id": self.page_id, "name": self.page_name}
            case "GET", "app":
                return 200, {"id": self.app_id}
            case "POST", "me/messages":
                return self._send(body)
            case "POST", "me/messenger_profile":
                return self._set_profile(body)
            case "POST", "me/pass_thread_control":
                self.calls.append((path, body))
                return 200, {"success": True}
            case "GET", _ if path.endswith("/ids_for_pages"):
                found = path.removesuffix("/ids_for_pages").removeprefix(APP_SCOPED)
                return 200, {"data": [{"id": found}] if found in self.persons else []}
            case _:
                return _error(404, 100, None, "(#100) Unsupported request")

    def _denied(self, token: str, params: Mapping[str, str]) -> Answer | None:
        if not hmac.compare_digest(token.encode(), self.page_token.encode()):
            return _error(401, 190, None, "Invalid OAuth access token.")
        proof = hmac.new(self.app_secret.encode(), self.page_token.encode(), hashlib.sha256).hexdigest()
        if params.get("appsecret_proof", proof) != proof:
            return _error(400, 100, None, "Invalid appsecret_proof provided in the API argument")
        return None

    def _set_profile(self, body: Json) -> Answer:
        problem = problem_with_profile(body, self.profile)
        if problem is not None:
            return _error(400, 100, None, problem)
        self.profile.update(body)
        return 200, {"result": "success"}

    def _send(self, body: Json) -> Answer:
        recipient = body.get("recipient")
        person = self.persons.get(str(recipient.get("id"))) if isinstance(recipient, dict) else None
        if person is None:
            return _error(400, 100, 2018001, "(#100) No matching user found")
        if "sender_action" in body:
            self._act(person, body["sender_action"])
            return 200, {"recipient_id": person.id}
        refused = self._refusal(body, person)
        fault = None if refused is not None or not self.faults else self.faults.popleft()
        if refused is not None:
            return refused
        if fault is None or fault.is_sent:
            mid = self._show(body, person)
            if fault is None:
                return 200, {"recipient_id": person.id, "message_id": mid}
        return _error(fault.status, fault.code, fault.subcode, "An error of the platform")

    def _act(self, person: _Person, action: object) -> None:
        if action == "mark_seen":
            person.seen_at = self.clock()
        else:
            person.is_typing = action == "typing_on"
        self.on_change(person.id)

    def _refusal(self, body: Json, person: _Person) -> Answer | None:
        problem = problem_with_message(body.get("message"))
        if problem is not None:
            return _error(400, 100, None, problem)
        if not person.is_available:
            return _error(400, 551, 1545041, "(#551) This person isn't available right now.")
        age = self.clock() - person.wrote_at if person.wrote_at else None
        match body.get("messaging_type"), body.get("tag"):
            case "RESPONSE", None:
                is_open = age is not None and age <= _WINDOW
            case "MESSAGE_TAG", "HUMAN_AGENT":
                is_open = age is not None and age <= _WINDOW_OF_A_PERSON
            case "MESSAGE_TAG", _:
                return _error(400, 100, None, "(#100) This message tag is not supported.")
            case _:
                return _error(400, 100, None, "(#100) param messaging_type is required")
        if not is_open:
            return _error(400, 10, 2534022, "(#10) This message is sent outside of allowed window.")
        return None

    def _show(self, body: Json, person: _Person) -> str:
        message, mid = body["message"], _mid()
        payload = message.get("attachment", {}).get("payload", {})
        text = message.get("text") or payload.get("text", "")
        person.is_typing = False
        bubble = Bubble(True, text, list(taps_of(message)), mid, self.clock(), message, body.get("tag"))
        person.bubbles.append(bubble)
        self._echo(person.id, {**message, "mid": mid, "is_echo": True, "app_id": int(self.app_id)})
        return mid

    def _echo(self, person_id: str, message: Json) -> None:
        ends = {"sender": {"id": self.page_id}, "recipient": {"id": person_id}}
        self.events.append({**ends, "timestamp": self._milliseconds(), "message": message})
        self.on_change(person_id)

    def _from_person(self, person_id: str, kind: str, what: Mapping[str, Any]) -> str:
        person = self._person(person_id)
        person.wrote_at = self.clock()
        self.events.append({**self._ends(person_id), kind: what})
        self.on_change(person_id)
        return str(what["mid"])

    def _add_bubble(self, person_id: str, text: str, message: Json, *, from_page: bool = False) -> None:
        bubble = Bubble(from_page, text, [], message["mid"], self.clock(), message)
        self._person(person_id).bubbles.append(bubble)

    def _ends(self, person_id: str) -> dict[str, Any]:
        ends = {"sender": {"id": person_id}, "recipient": {"id": self.page_id}}
        return {**ends, "timestamp": self._milliseconds()}

    def _milliseconds(self) -> int:
        return int(self.clock().timestamp() * 1000)

    def _person(self, person_id: str) -> _Person:
        return self.persons.setdefault(person_id, _Person(person_id))


def _mid() -> str:
    return f"m_{secrets.token_urlsafe(24)}"


def _error(status: int, code: int | None, subcode: int | None, message: str) -> Answer:
    error: dict[str, Any] = {"message": message, "type": "OAuthException", "fbtrace_id": secrets.token_hex(6)}
    if code is not None:
        error["code"] = code
    if subcode is not None:
        error["error_subcode"] = subcode
    return status, {"error": error}
