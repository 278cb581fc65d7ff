"""What Messenger delivers, read: which events there are in a delivery, and what each of them means to us.

Pure. Whatever the platform sends, also what nobody has seen before, is an event with a key; nothing here
raises for odd contents, because a delivery that is refused comes again for ever.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from conversations.messenger_tokens import token_in

LONGEST_TEXT = 2000
"""Characters of a message that the bot reads; the platform lets people write more."""

SAYS = "say:"
"""Begins a payload of the menu and the starting points: what follows is what tapping it says."""

_LONGEST_KEY = 500
_LONGEST_REF = 200
_MAIL_IT = re.compile(
    r"(?:please )?(?:e-?)?mail (?:it |that |them )?(?:to )?"
    r"([^\s@<>\"(),:;]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24})[.!]?",
    re.IGNORECASE,
)
_KEPT_OF_ECHO = ("mid", "is_echo", "app_id", "metadata")
_KINDS = ("message", "postback", "reaction", "read", "delivery", "referral", "optin", "message_edit")
_EARLIEST_MILLISECOND = 10**11
"""In 1973: a smaller number counts something else, such as seconds."""

_GREETING = "Hello"
_STARTERS = ("get started", "get_started")
"""The title of the platform's first button, and the payload that other tools give it."""

_NAMES = {
    "fallback": "a shared post",
    "image": "a picture",
    "video": "a video",
    "audio": "a voice message",
    "file": "a file",
    "location": "a location",
    "reel": "a video",
    "ig_reel": "a video",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one person, as it is stored. `at` is the platform's time, or ours when it gave none."""

    page_id: str
    key: str
    person_id: str
    is_standby: bool
    body: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """The customer's words. `choice_id` is the payload of what they tapped, and `text` its title.

    `attached`: so many of its last lines are no words, but say what came along, with links for the team.
    """

    text: str
    choice_id: str | None = None
    attached: int = 0


@dataclass(frozen=True, slots=True)
class Attached:
    """Something that is no text: `text` says what, with its links, for the support team; never fetched."""

    text: str


@dataclass(frozen=True, slots=True)
class Echo:
    """Words of the page, ours (`token`, or our `app_id`) or somebody else's."""

    mid: str
    text: str
    app_id: str | None
    token: str | None


@dataclass(frozen=True, slots=True)
class Deleted:
    """The customer took a message back; `message` is the key of its event."""

    message: str


@dataclass(frozen=True, slots=True)
class Routed:
    """The conversation is somebody else's now, or (`to_app`) this app's; `asks`: that app asks for it."""

    to_app: str | None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing to say to. `is_message`: the person wrote all the same, which opens the messaging window."""

    is_message: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing that we know."""


Meaning = Said | Attached | Echo | Deleted | Routed | Quiet | Unknown


def events_in(delivery: Mapping[str, Any], received_at: datetime) -> Sequence[Event]:
    """Every event of every entry, each once; a later copy of the same is left out."""
    found: dict[tuple[str, str], Event] = {}
    for entry in _dicts(delivery.get("entry")):
        page_id = _id(entry.get("id"))
        for event in _of_entry(page_id, entry, received_at) if page_id else ():
            found.setdefault((event.page_id, event.key), event)
    return list(found.values())


def _of_entry(page_id: str, entry: Mapping[str, Any], received_at: datetime) -> Iterator[Event]:
    for field, is_standby in (("messaging", False), ("standby", True)):
        for body in _dicts(entry.get(field)):
            person_id = _person(page_id, body)
            if person_id:
                at = min(_time(body.get("timestamp")) or received_at, received_at)
                yield Event(page_id, _key(body), person_id, is_standby, _storable(_kept_of(body)), at)


def meaning_of(event: Event) -> Meaning:
    body = event.body
    if isinstance(message := body.get("message"), dict):
        return _echo(message) if _is_of_page(event) else _of_message(message)
    if _is_of_page(event):
        return Quiet()
    if isinstance(postback := body.get("postback"), dict):
        return _tapped(postback.get("payload"), postback.get("title"))
    if isinstance(body.get("message_deletion"), dict) or isinstance(body.get("message_unsend"), dict):
        gone = body.get("message_deletion") or body.get("message_unsend") or {}
        return Deleted(message_key(_text(gone.get("mid"))))
    return _of_routing(body) or (Quiet() if any(kind in body for kind in _KINDS) else Unknown())


def _is_of_page(event: Event) -> bool:
    """Whether the page itself is the sender: an echo, also when it is not marked as one."""
    sender = event.body.get("sender")
    return isinstance(sender, dict) and _id(sender.get("id")) == event.page_id


def came_from(event: Event) -> str | None:
    """The `ref` of the link, the code or the advertisement that the person came by; None where there is none.

    It comes as an event of its own, and with the first button or message of somebody new.
    """
    around = (event.body, event.body.get("postback"), event.body.get("message"))
    referrals = [part.get("referral") for part in around if isinstance(part, dict)]
    refs = [_text(found.get("ref")).strip() for found in referrals if isinstance(found, dict)]
    return next((ref[:_LONGEST_REF] for ref in refs if ref), None)


def notice_address(text: str) -> str | None:
    """The address in "mail it to ann@example.com", and in nothing that says more or less than that."""
    found = _MAIL_IT.fullmatch(text.strip())
    return found[1] if found else None


def _of_message(message: Mapping[str, Any]) -> Meaning:
    if message.get("is_echo"):
        return _echo(message)
    if message.get("is_deleted"):
        return Deleted(message_key(_text(message.get("mid"))))
    text = _text(message.get("text")).strip()
    if isinstance(reply := message.get("quick_reply"), dict):
        return _tapped(reply.get("payload"), text)
    attached = [item for item in _dicts(message.get("attachments")) if not _is_sticker(item)]
    if attached and not text:
        return Attached(_cut("\n".join(map(_named, attached))))
    if text:
        links = [_named(item) for item in attached if item.get("type") != "fallback"]
        whole = "\n".join([text, *links])
        return Said(_cut(whole), attached=len(links) if len(whole) <= LONGEST_TEXT else 0)
    return Quiet(is_message=True)


def _tapped(payload: object, title: object) -> Meaning:
    words, label = _text(payload).strip(), _cut(_text(title).strip())
    if words.startswith(SAYS):
        words, label = "", _cut(words.removeprefix(SAYS).strip()) or label
    if not words and not label:
        return Quiet(is_message=True)
    if label.casefold() in _STARTERS or words.casefold() in _STARTERS:
        return Said(_GREETING)
    return Said(label or words, words or None)


def _echo(message: Mapping[str, Any]) -> Echo:
    links = [_named(item) for item in _dicts(message.get("attachments"))]
    text = "\n".join(filter(None, [_text(message.get("text")).strip(), *links]))
    app_id = _id(message.get("app_id")) or None
    return Echo(_text(message.get("mid")), _cut(text), app_id, _text(message.get("metadata")) or None)


def _of_routing(body: Mapping[str, Any]) -> Meaning | None:
    """Both the handover protocol's events and those of conversation routing, which names them alike."""
    if isinstance(asked := body.get("request_thread_control"), dict):
        return Routed(_id(asked.get("requested_owner_app_id")) or None, asks=True)
    for name in ("pass_thread_control", "take_thread_control"):
        if isinstance(passed := body.get(name), dict):
            return Routed(_id(passed.get("new_owner_app_id")) or None)
    return None


def _is_sticker(item: Mapping[str, Any]) -> bool:
    payload = item.get("payload")
    return item.get("type") == "sticker" or (isinstance(payload, dict) and "sticker_id" in payload)


def _named(item: Mapping[str, Any]) -> str:
    kind, payload = _text(item.get("type")), item.get("payload")
    payload = payload if isinstance(payload, dict) else {}
    where = payload.get("coordinates")
    link = _text(payload.get("url")) or _text(item.get("url"))
    if isinstance(where, dict):
        link = f"{where.get('lat')}, {where.get('long')}"
    return f"Sent {_NAMES.get(kind, 'something that is no text')}" + (f": {link}" if link else ".")


def _person(page_id: str, body: Mapping[str, Any]) -> str:
    """Whoever of the two is not the page."""
    ends = [body.get(end) for end in ("sender", "recipient")]
    ids = [_id(end.get("id")) for end in ends if isinstance(end, dict)]
    return next((id_ for id_ in ids if id_ and id_ != page_id), "")


def _key(body: Mapping[str, Any]) -> str:
    """Two deliveries of one event have one key; a change of a message is an event of its own."""
    if gone := _taken_back(body):
        return deletion_key(message_key(gone))
    for field in ("message", "postback"):
        part = body.get(field)
        if isinstance(part, dict) and (mid := _text(part.get("mid"))) and not part.get("is_deleted"):
            return message_key(mid)
    return _digest_of(json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True))


def message_key(mid: str) -> str:
    """The key of the event that brings the message with this `mid`."""
    return mid if len(mid) <= _LONGEST_KEY else _digest_of(mid)


def deletion_key(message: str) -> str:
    """The key of the event that takes back the message with that key."""
    return f"deleted:{message}"


def _digest_of(text: str) -> str:
    return f"digest:{hashlib.sha256(text.encode()).hexdigest()}"


def _taken_back(body: Mapping[str, Any]) -> str:
    """The `mid` of the message that this event takes back; empty when it takes none back."""
    message = body.get("message")
    if isinstance(message, dict):
        return _text(message.get("mid")) if message.get("is_deleted") and not message.get("is_echo") else ""
    parts = [body.get(name) for name in ("message_deletion", "message_unsend")]
    return next((_text(part.get("mid")) for part in parts if isinstance(part, dict)), "")


def _time(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int) or not _EARLIEST_MILLISECOND <= value < 10**14:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)


def _id(value: object) -> str:
    """An id of the platform, which comes as text or as a number."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)
    return text[:100]


def _text(value: object) -> str:
    """What a database can hold of it."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def _cut(text: str) -> str:
    return text[:LONGEST_TEXT]


def _dicts(value: object) -> Sequence[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _kept_of(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of an echo of our own words only what says that they went out: the words stand in the journal."""
    message = body.get("message")
    if not isinstance(message, dict) or token_in(_text(message.get("metadata"))) is None:
        return body
    kept = {name: body[name] for name in ("sender", "recipient", "timestamp") if name in body}
    return kept | {"message": {name: message[name] for name in _KEPT_OF_ECHO if name in message}}


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {_text(name): _storable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value if not isinstance(value, float) or (value == value and abs(value) != float("inf")) else None
