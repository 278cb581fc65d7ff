"""One turn's answers to several matters, put together: each led in, with one question at the end, if any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.collecting_channel import Said
from conversations.entries import Words

_WHAT_ELSE = re.compile(r"\s+What (?:can|would|shall|should) (?:I|you)\b[^.?!]*\b(?:instead|know)\?$")


def put_together(parts: Sequence[tuple[str, Sequence[Said]]]) -> list[Said]:
    """`parts` are (lead-in, what was said), in order. Choices stand under the last words, if these have any.

    A question that a later part asked again is asked once, at the end, in its first words.
    """
    each = [_led_in(lead, said) for lead, said in parts]
    led = [one for said in each[:-1] for one in map(_without_what_else, said)] + (each[-1] if each else [])
    told = [one for one in led if one.asks is None]
    asked = [one for one in led if one.asks is not None]
    if not asked:
        return told if len(parts) == 1 else _begun(_with_last_choices(told))
    question = next(one for one in asked if one.asks == asked[-1].asks)
    return _begun(_with_last_choices([*told, question]))


def announced(said: Sequence[Said], to_come: Sequence[str]) -> list[Said]:
    """Before a question, what comes after it: nobody need wonder whether it was heard."""
    if not said or not to_come or said[-1].asks is None:
        return list(said)
    words = Words(
        f"I'll come to {_all_of(to_come)} right after. {said[-1].words.text}", said[-1].words.choices
    )
    return [*said[:-1], replace(said[-1], words=words)]


def with_left_out(said: Sequence[Said], left_out: Sequence[str]) -> list[Said]:
    """Before the last words, what of a long message has to be asked again."""
    if not said or not left_out:
        return list(said)
    words = f"That is more than I can take up at once: please ask once more about {_all_of(left_out)}."
    return [*said[:-1], Said(Words(words)), said[-1]]


def _all_of(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _led_in(lead: str, said: Sequence[Said]) -> list[Said]:
    if not said or not lead:
        return list(said)
    first = said[0].words
    return [replace(said[0], words=Words(f"{lead}{first.text}", first.choices)), *said[1:]]


def _without_what_else(said: Said) -> Said:
    """What shall be done instead is known where that is answered next."""
    text = _WHAT_ELSE.sub("", said.words.text)
    return said if not text or text == said.words.text else replace(said, words=Words(text))


def _begun(said: list[Said]) -> list[Said]:
    """Nothing begins with an "and"."""
    text = said[0].words.text if said else ""
    if not text.startswith("And about "):
        return said
    words = Words(text.replace("And about ", "About ", 1), said[0].words.choices)
    return [replace(said[0], words=words), *said[1:]]


def _with_last_choices(said: list[Said]) -> list[Said]:
    if not said or not said[-1].words.choices:
        return said
    return [*(replace(one, words=Words(one.words.text)) for one in said[:-1]), said[-1]]
