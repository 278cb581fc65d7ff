"""What a person sees on their phone, as JSON for the demo's page. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.messenger.double.platform import Bubble, MessengerPlatform
from gateway.messenger.graph import Json

MOST_SHOWN = 200


def phone_of(platform: MessengerPlatform, person_id: str) -> dict[str, Any]:
    """`{"page", "greeting", "get_started", "menu", "bubbles", "is_typing", "seen_at"}`.

    `get_started` and what can be tapped hold the payload that goes back; times are ISO 8601 or None.
    """
    bubbles, seen_at = platform.shown_to(person_id)[-MOST_SHOWN:], platform.seen_at(person_id)
    profile = platform.profile
    return {
        "page": platform.page_name,
        "greeting": _default(profile.get("greeting", [])).get("text", ""),
        "get_started": profile.get("get_started", {}).get("payload", ""),
        "menu": _default(profile.get("persistent_menu", [])).get("call_to_actions", []),
        "bubbles": list(map(_bubble, bubbles)),
        "is_typing": platform.sees_typing(person_id),
        "seen_at": None if seen_at is None else seen_at.isoformat(),
    }


def _default(localized: Sequence[Json]) -> Json:
    return next((one for one in localized if one.get("locale") == "default"), {})


def _bubble(bubble: Bubble) -> dict[str, Any]:
    message = bubble.message
    attached = [_attached(item) for item in message.get("attachments", [])]
    payload = message.get("attachment", {}).get("payload", {})
    return {
        "id": bubble.mid,
        "from": "page" if bubble.from_page else "person",
        "at": bubble.at.isoformat(),
        "text": "" if attached else bubble.text,
        "attached": attached,
        "replies": [_tappable(reply) for reply in message.get("quick_replies", [])],
        "buttons": [_tappable(button) for button in payload.get("buttons", [])],
        "cards": [_card(card) for card in payload.get("elements", [])],
    }


def _attached(item: Json) -> dict[str, str]:
    payload: Mapping[str, Any] = item.get("payload", {})
    kind = "sticker" if "sticker_id" in payload else str(item.get("type", ""))
    return {"kind": kind, "url": str(payload.get("url", ""))}


def _card(card: Json) -> dict[str, Any]:
    return {
        "title": card["title"],
        "subtitle": card.get("subtitle", ""),
        "buttons": [_tappable(button) for button in card.get("buttons", [])],
    }


def _tappable(item: Json) -> dict[str, str]:
    return {"title": str(item["title"]), "payload": str(item["payload"])}
