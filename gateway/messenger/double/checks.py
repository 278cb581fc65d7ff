"""What the platform accepts to be sent, as its Send API publishes it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

LONGEST_TEXT = 2000
LONGEST_METADATA = 1000
LONGEST_PAYLOAD = 1000
LONGEST_TITLE = 20
LONGEST_BUTTON_TEXT = 640
LONGEST_CARD_TITLE = 80
MOST_QUICK_REPLIES = 13
MOST_BUTTONS = 3
MOST_CARDS = 10
LONGEST_GREETING = 160
LONGEST_MENU_TITLE = 30
MOST_MENU_LINES = 20


def problem_with_message(message: object) -> str | None:
    """Why it is refused with error 100; None for a message that is accepted."""
    if not isinstance(message, dict):
        return "(#100) param message must be an object."
    if len(str(message.get("metadata", ""))) > LONGEST_METADATA:
        return "(#100) Length of param message[metadata] must be less than or equal to 1000"
    if ("text" in message) == ("attachment" in message):
        return "(#100) message needs either text or attachment"
    if "attachment" in message:
        return _template(message["attachment"]) or _quick_replies(message.get("quick_replies"))
    return _text(message["text"], LONGEST_TEXT) or _quick_replies(message.get("quick_replies"))


def _text(text: object, most: int) -> str | None:
    if not isinstance(text, str) or not text.strip():
        return "(#100) text must be non-empty UTF-8"
    if len(text) > most:
        return f"(#100) Length of param message[text] must be less than or equal to {most}"
    return None


def _quick_replies(replies: object) -> str | None:
    if replies is None:
        return None
    if not isinstance(replies, list) or not 0 < len(replies) <= MOST_QUICK_REPLIES:
        return f"(#100) quick_replies must have 1 to {MOST_QUICK_REPLIES} elements"
    return next(filter(None, (_tappable(reply) for reply in replies)), None)


def _tappable(item: object) -> str | None:
    if not isinstance(item, dict):
        return "(#100) a reply or button must be an object"
    title, payload = item.get("title"), item.get("payload")
    if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE:
        return f"(#100) title must have 1 to {LONGEST_TITLE} characters"
    if not isinstance(payload, str) or not 0 < len(payload) <= LONGEST_PAYLOAD:
        return f"(#100) payload must have 1 to {LONGEST_PAYLOAD} characters"
    return None


def _template(attachment: object) -> str | None:
    payload = attachment.get("payload") if isinstance(attachment, dict) else None
    if not isinstance(payload, dict):
        return "(#100) attachment needs a payload"
    match payload.get("template_type"):
        case "button":
            return _text(payload.get("text"), LONGEST_BUTTON_TEXT) or _buttons(payload.get("buttons"))
        case "generic":
            return _cards(payload.get("elements"))
        case _:
            return "(#100) unknown template_type"


def _buttons(buttons: object) -> str | None:
    if not isinstance(buttons, list) or not 0 < len(buttons) <= MOST_BUTTONS:
        return f"(#100) buttons must have 1 to {MOST_BUTTONS} elements"
    return next(filter(None, (_tappable(button) for button in buttons)), None)


def _cards(cards: object) -> str | None:
    if not isinstance(cards, list) or not 0 < len(cards) <= MOST_CARDS:
        return f"(#100) elements must have 1 to {MOST_CARDS} elements"
    return next(filter(None, map(_card, cards)), None)


def _card(card: object) -> str | None:
    title = card.get("title") if isinstance(card, dict) else None
    if not isinstance(card, dict) or not isinstance(title, str) or not 0 < len(title) <= LONGEST_CARD_TITLE:
        return f"(#100) an element's title must have 1 to {LONGEST_CARD_TITLE} characters"
    return _buttons(card["buttons"]) if "buttons" in card else None


def problem_with_profile(profile: Mapping[str, Any], known: Mapping[str, Any]) -> str | None:
    """Why a Messenger profile is refused; `known` is what the page has already."""
    for greeting in profile.get("greeting", []):
        if not 0 < len(str(greeting.get("text", ""))) <= LONGEST_GREETING:
            return f"(#100) greeting text must have 1 to {LONGEST_GREETING} characters"
    if "persistent_menu" not in profile:
        return None
    if "get_started" not in {**known, **profile}:
        return "(#100) You must set a Get Started button if you also wish to use persistent menu"
    menus = profile["persistent_menu"]
    if "default" not in {menu.get("locale") for menu in menus}:
        return "(#100) persistent_menu needs a menu with the locale default"
    return next(filter(None, (_menu(menu.get("call_to_actions")) for menu in menus)), None)


def _menu(lines: object) -> str | None:
    if not isinstance(lines, list) or not 0 < len(lines) <= MOST_MENU_LINES:
        return f"(#100) call_to_actions must have 1 to {MOST_MENU_LINES} elements"
    return next(filter(None, map(_menu_line, lines)), None)


def _menu_line(line: Any) -> str | None:
    if not 0 < len(str(line.get("title", ""))) <= LONGEST_MENU_TITLE:
        return f"(#100) title must have 1 to {LONGEST_MENU_TITLE} characters"
    field = {"postback": "payload", "web_url": "url"}.get(line.get("type"))
    if field is None or not 0 < len(str(line.get(field, ""))) <= LONGEST_PAYLOAD:
        return f"(#100) a menu item needs a payload or a url of 1 to {LONGEST_PAYLOAD} characters"
    return None


def taps_of(message: Mapping[str, Any]) -> Sequence[tuple[str, str, str]]:
    """(how, title, payload) of everything that can be tapped in a message that was accepted."""
    payload = message.get("attachment", {}).get("payload", {})
    found = [("quick_reply", reply["title"], reply["payload"]) for reply in message.get("quick_replies", [])]
    found += [("postback", button["title"], button["payload"]) for button in payload.get("buttons", [])]
    for card in payload.get("elements", []):
        found += [("postback", card["title"], button["payload"]) for button in card.get("buttons", [])]
    return found
