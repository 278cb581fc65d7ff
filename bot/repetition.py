"""The repetition guard: the same text is never sent twice in one conversation.

An answer that is due again is put another way by whoever gives it (`actions/told.py`, the variations of a
response). When those are used up a person is offered, once; from then on the turn ends `answered_before` and
points to the answer. What slips through all of that is caught here by its very text.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot import replies
from bot.collecting_channel import Said
from conversations.entries import Outcome, TurnEnd, Words

FindSaid = Callable[[Sequence[str]], Awaitable[Mapping[str, int]]]
"""Which of these texts the bot said before in this conversation, with the seq of that entry."""


@dataclass(frozen=True, slots=True)
class NothingTwice:
    """What is left to say. `end` is set when that is nothing, because it was all said before."""

    words: tuple[Words, ...] = ()
    end: TurnEnd | None = None


async def nothing_twice(
    said: Sequence[Said], answered_before: Sequence[str], find_said: FindSaid
) -> NothingTwice:
    """`answered_before`: earlier texts that an action points to instead of saying them again."""
    texts = [part.words.text for part in said]
    known = await find_said([*texts, *answered_before])
    fresh = _fresh(said, known)
    if fresh:
        return NothingTwice(_led_on(fresh, is_whole=fresh[-1].text == texts[-1]))
    if any(part.used_up == 1 for part in said):
        stuck = await first_unsaid(replies.STUCK, find_said)
        if stuck is not None:
            return NothingTwice((stuck,))
    seqs = [known[text] for text in (*answered_before, *texts) if text in known]
    if seqs:
        return NothingTwice(end=TurnEnd(Outcome.ANSWERED_BEFORE, "said before", ref=max(seqs)))
    return NothingTwice()


async def first_unsaid(variations: Sequence[Words], find_said: FindSaid) -> Words | None:
    """The first of these that this conversation has not heard yet; None when it heard them all."""
    known = await find_said([words.text for words in variations])
    return next((words for words in variations if words.text not in known), None)


def _fresh(said: Sequence[Said], known: Mapping[str, int]) -> list[Words]:
    by_text = {part.words.text: part.words for part in said}
    return [words for text, words in by_text.items() if text not in known]


def _led_on(fresh: Sequence[Words], *, is_whole: bool) -> tuple[Words, ...]:
    """When the question at the end fell away because it was said before, next steps stand in its place."""
    *before, last = fresh
    if is_whole or last.choices:
        return tuple(fresh)
    return (*before, Words(last.text, replies.WAYS_ON))
