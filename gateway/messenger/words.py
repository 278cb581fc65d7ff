"""Words as Messenger takes them: text in pieces, choices as quick replies, buttons or cards. Pure.

The platform's limits are published with its Send API (docs/messenger.md). What does not fit one form goes out
in a plainer one that says the same; a choice's payload is always the journal's own opaque id.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

LONGEST_TEXT = 2000
"""Characters of a text message. Counted as UTF-16 does, which is never fewer."""

MOST_QUICK_REPLIES = 13
MOST_BUTTONS = 3
MOST_CARDS = 10
LONGEST_TITLE = 20
LONGEST_NUMBERED = LONGEST_TITLE - len("10. ")
SHORTEST_CUT = 12
"""Characters: so short a title still has a word more than those in which labels may be alike."""

LONGEST_BUTTON_TEXT = 640
LONGEST_CARD_TITLE = 80

_CHOOSE = "Choose this one"
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")
_BLANKS = re.compile(r"\s+")

Body = Mapping[str, Any]
Choice = tuple[str, str]
"""(id, label)."""


def messages(
    text: str, choices: Sequence[Choice] = (), *, orders: Collection[str] = (), lasts: bool = False
) -> Sequence[Body]:
    """The `message` objects for these words, in order; choices stand under the last of them.

    `orders`: ids of the choices that are orders to choose from. `lasts`: the choices may be wanted long
    after, when quick replies are gone.
    """
    cards = [choice for choice in choices if choice[0] in orders]
    if _need_cards(cards):
        others = [choice for choice in choices if choice not in cards]
        return [*map(_text, pieces(text)), {**_cards(cards), **_quick(others)}]
    listed = _listed(choices)
    *before, last = pieces("\n\n".join(filter(None, [text, listed]))) or [listed]
    first = list(map(_text, before))
    if not choices:
        return [*first, _text(last)]
    titled = _titled(choices)
    if lasts and len(choices) <= MOST_BUTTONS and length(last) <= LONGEST_BUTTON_TEXT:
        return [*first, _buttons(last, titled)]
    return [*first, {"text": last, **_quick(titled)}]


def plainer(message: Body) -> Body | None:
    """The same as text alone, for when the platform refuses the form; None when it is that already."""
    if "quick_replies" in message and "text" in message:
        titles = [str(reply["title"]) for reply in message["quick_replies"]]
        return _text(_fitting(f"{message['text']}\n\n{_bullets(titles)}"))
    payload = message.get("attachment", {}).get("payload", {})
    if payload.get("template_type") == "button":
        titles = [str(button["title"]) for button in payload["buttons"]]
        return _text(_fitting(f"{payload['text']}\n\n{_bullets(titles)}"))
    if payload.get("template_type") == "generic":
        others = [str(reply["title"]) for reply in message.get("quick_replies", ())]
        return _text(_fitting(_bullets([*(str(card["title"]) for card in payload["elements"]), *others])))
    return None


def length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def pieces(text: str) -> list[str]:
    """The text in pieces that fit, cut at the ends of lines and sentences, or else of words."""
    return list(_packed(text.strip(), LONGEST_TEXT))


def _packed(text: str, most: int) -> Iterator[str]:
    while length(text) > most:
        head = _head(text, most)
        cut = _last_end(_SENTENCE_ENDS, head) or _last_end(_BLANKS, head) or len(head)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _head(text: str, most: int) -> str:
    """As much of it as fits, and no half of a character."""
    head = text[:most]
    while length(head) > most:
        head = head[:-1]
    return head


def _last_end(pattern: re.Pattern[str], head: str) -> int | None:
    ends = [found.end() for found in pattern.finditer(head) if found.start() > 0]
    return ends[-1] if ends else None


def _fitting(text: str) -> str:
    return _head(text, LONGEST_TEXT)


def _need_cards(orders: Sequence[Choice]) -> bool:
    """Two to ten orders to choose from, whose names are too long for a reply's title."""
    labels = [label for _, label in orders]
    fits = 2 <= len(labels) <= MOST_CARDS and all(length(label) <= LONGEST_CARD_TITLE for label in labels)
    return fits and any(length(label) > LONGEST_TITLE for label in labels)


def _quick(titled: Sequence[Choice]) -> Body:
    replies = [
        {"content_type": "text", "title": _shortened(title), "payload": id_}
        for id_, title in titled[:MOST_QUICK_REPLIES]
    ]
    return {"quick_replies": replies} if replies else {}


def _listed(choices: Sequence[Choice]) -> str:
    """The labels as lines, when their titles alone would not say what they mean."""
    labels = [label for _, label in choices]
    if len(labels) <= MOST_QUICK_REPLIES and all(length(label) <= LONGEST_TITLE for label in labels):
        return ""
    return "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1))


def _titled(choices: Sequence[Choice]) -> Sequence[Choice]:
    """(id, title): the labels, or, where they are listed, their numbers with as much as fits.

    What begins alike is told apart by what follows: "1. …boots", "2. …jacket".
    """
    if not _listed(choices):
        return choices
    short = _told_apart([label for _, label in choices])
    titles = [_shortened(f"{number}. {label}") for number, label in enumerate(short, 1)]
    return list(zip([id_ for id_, _ in choices], titles, strict=True))


def _told_apart(labels: Sequence[str]) -> Sequence[str]:
    return [
        _from_difference(label, [other for other in labels if other != label])
        if length(label) > LONGEST_NUMBERED
        else label
        for label in labels
    ]


def _from_difference(label: str, others: Sequence[str]) -> str:
    """The label without the words that another one has, too, if it would be cut to no more than those."""
    words = label.split()
    alike = max((_words_alike(words, other.split()) for other in others), default=0)
    if length(" ".join(words[:alike])) < LONGEST_NUMBERED // 2:
        return label
    return f"…{' '.join(words[alike:])}" if alike < len(words) else label


def _words_alike(words: Sequence[str], others: Sequence[str]) -> int:
    pairs = zip(words, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _shortened(title: str) -> str:
    """Cut at the end of a word where one is near, and else within it."""
    if length(title) <= LONGEST_TITLE:
        return title
    head = _head(title, LONGEST_TITLE - 1)
    is_cut_word = not title[len(head)].isspace() and head.rfind(" ") >= SHORTEST_CUT
    return f"{(head[: head.rfind(' ')] if is_cut_word else head).rstrip()}…"


def _bullets(titles: Sequence[str]) -> str:
    return "\n".join(f"• {title}" for title in titles)


def _text(text: str) -> Body:
    return {"text": text}


def _buttons(text: str, titled: Sequence[Choice]) -> Body:
    buttons = [{"type": "postback", "title": title, "payload": id_} for id_, title in titled]
    return _template({"template_type": "button", "text": text, "buttons": buttons})


def _cards(choices: Sequence[Choice]) -> Body:
    cards = [
        {"title": label, "buttons": [{"type": "postback", "title": _CHOOSE, "payload": id_}]}
        for id_, label in choices
    ]
    return _template({"template_type": "generic", "elements": cards})


def _template(payload: Body) -> Body:
    return {"attachment": {"type": "template", "payload": payload}}
