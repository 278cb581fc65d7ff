"""A typed message that is one of the choices under the bot's last words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.follow_up import page_told
from actions.order_talk.asked_further import Told, tells_of
from actions.order_talk.matters import Matter
from actions.order_talk.naming import place_in_list
from actions.order_talk.own_words import begins_with_yes
from bot.collecting_channel import choice_of
from bot.hearing.parses import Parse, latest_topic, text_of, with_intent
from bot.nlu.clear_words import says_so, says_yes
from bot.nlu.plain_words import plain_words

Button = Mapping[str, str]

ANSWERS, YES = "answers", "yes"
"""A button `{"answers": "yes"}` is the one that a yes to the question above it means."""

_NOT_BY_A_YES = frozenset({"cancel_notices", "decline_human", "never_mind", "start_over"})
"""Choices that take something away. No question asks for them, so a yes does not mean them."""

_AGREES = re.compile(
    r"\W*(?:(?:yes|yeah|yep|ok|okay|sure|please|fine|go ahead|then|and|just)\b\W*)+(?:do )?", re.IGNORECASE
)
_WISHES_IT = re.compile(
    r"\W*(?:(?:no|ok|okay|well|then|so|and|actually)\b\W*)*"
    r"(?:(?:i(?:['’]?d| would) (?:rather|like to|prefer to)|i (?:want|prefer) to|i['’]?ll|i will|let me"
    r"|(?:can|could|may) i)\b\W*)(?:(?:just|please|rather)\b\W*)*",
    re.IGNORECASE,
)
_BEFORE_A_NO = re.compile(
    r"^\W*(?:(?:no|ok|okay|oh|actually|well|please|just|wait|then|sorry|rather)\b\W*)+", re.IGNORECASE
)
_THE_SAME = re.compile(
    r"(?:yes |yep |it is |use |with |by )*(?:the )?same(?: (?:one|as before|as above|again|address"
    r"|e-?mail|mail))*"
)
_DIGIT = re.compile(r"(?:(?:the |option |number |no |nr )*#? ?)([1-9])")
_ANOTHER = re.compile(
    r"(?:(?:no|i mean|i meant|it is|rather|the) )*"
    r"(?:something (?:else|different)|another(?: one)?|(?:an)?other question|none|neither|not these)"
)
_SAME_AS_BEFORE = "The same as before"
"""The label of the choice of a proof that was given for another order (`actions/order_actions.py`)."""


def named_choice(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Yes" names the choice that the question was about, else the only one, unless a form asks its own."""
    buttons = _latest_buttons(tracker)
    text = text_of(parsed)
    named = (
        [button for button in buttons if _bare(button["title"]) == _bare(text)]
        or _by_its_words(text, buttons)
        or _by_a_yes(text, buttons, tracker)
        or _by_its_place(text, buttons, tracker)
        or _the_same(text, buttons)
    )
    if not named:
        if is_undo_offered(tracker) and tracker.active_loop_name is None and says_yes(text):
            return with_intent(parsed, "acknowledge")  # it is done, and nothing was asked
        return with_intent(parsed, "say_no") if _turns_pages_down(text, buttons) else None
    meaning = choice_of(dict(named[0])).meaning
    entities = [{"entity": name, "value": value} for name, value in meaning.entities.items()]
    return {**with_intent(parsed, meaning.intent), "entities": entities}


def _by_its_words(text: str, buttons: Sequence[Button]) -> Sequence[Button]:
    """ "Ok, report it", for "Yes, report it"; "keep it", for "No, keep it"; "I'd rather leave a message"."""
    if (wished := _WISHES_IT.match(text)) is not None:
        meant = _bare(text[wished.end() :])
        if same := [one for one in buttons if _bare(one["title"]) in {meant, meant.removesuffix(" please")}]:
            return same
    refused = _bare(_BEFORE_A_NO.sub("", text))
    if noes := [one for one in buttons if _bare(one["title"]) in {f"no, {refused}", f"no, i {refused}"}]:
        return noes
    agreed = _AGREES.match(text)
    if agreed is None:
        return []
    said = f"yes, {_bare(text[agreed.end() :])}"
    return [button for button in buttons if f"{_bare(button['title'])} ".startswith(f"{said} ")]


def is_undo_offered(tracker: DialogueStateTracker) -> bool:
    """Whether the last words were that something is done now, and may be undone."""
    return is_offered(Matter.UNDO, tracker)


def is_offered(wish: str, tracker: DialogueStateTracker) -> bool:
    """Whether one of the last choices was to wish that."""
    return any(choice_of(dict(one)).meaning.intent == wish for one in _latest_buttons(tracker))


def is_yes_awaited(tracker: DialogueStateTracker) -> bool:
    """Whether one of the last choices is what a yes to the question above it means."""
    return any(button.get(ANSWERS) == YES for button in _latest_buttons(tracker))


def _by_a_yes(text: str, buttons: Sequence[Button], tracker: DialogueStateTracker) -> Sequence[Button]:
    if not says_yes(text):
        return []
    meant = [button for button in buttons if button.get(ANSWERS) == YES]
    is_thanked = says_so("say_thanks", text) and not begins_with_yes(text)
    is_only = len(buttons) == 1 and tracker.active_loop_name is None and not is_thanked
    if not meant and is_only and choice_of(dict(buttons[0])).meaning.intent not in _NOT_BY_A_YES:
        return buttons
    return meant


def _by_its_place(text: str, buttons: Sequence[Button], tracker: DialogueStateTracker) -> Sequence[Button]:
    """ "The second one", or "2", of several help pages that were offered; or of the parcels told."""
    latest = latest_topic(tracker)
    if page_told(latest) is None and tells_of(Told.PARCELS, latest):
        return []
    pages = [button for button in buttons if "faq_entry" in button["payload"]]
    if len(pages) < 2:
        return []
    if (digit := _DIGIT.fullmatch(plain_words(text).rstrip("?. "))) is not None:
        return pages[int(digit[1]) - 1 : int(digit[1])]
    at = place_in_list(text, len(pages))
    return [] if at is None else [pages[at]]


def _turns_pages_down(text: str, buttons: Sequence[Button]) -> bool:
    """ "Something else": none of the pages that were offered."""
    are_offered = any("faq_entry" in button["payload"] for button in buttons)
    return are_offered and _ANOTHER.fullmatch(plain_words(text).rstrip("?. ")) is not None


def _the_same(text: str, buttons: Sequence[Button]) -> Sequence[Button]:
    """ "The same", or a mere yes: it is the only answer that is offered to the question for a proof."""
    if not _THE_SAME.fullmatch(plain_words(text).rstrip("? ")) and not says_yes(text):
        return []
    return [button for button in buttons if button["title"] == _SAME_AS_BEFORE]


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?.! ")


def _latest_buttons(tracker: DialogueStateTracker) -> list[Button]:
    """The choices of the last turn."""
    buttons: list[Button] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            buttons += event.data.get("buttons") or []
    return buttons
