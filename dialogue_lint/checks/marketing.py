"""The bot helps. It does not advertise, hurry, or ask for stars, followers and subscriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogue_lint.dialogue import Dialogue
from dialogue_lint.finding import Finding, Place
from dialogue_lint.speech.actions import constants_of
from dialogue_lint.speech.replies import REPLIES

_ANY_SPACE = r"\s+"
_PHRASES = {
    # What advertises, and what a help page is about that may explain it. A space is a line break, too.
    r"don[’']t miss( out)?": None,
    r"only today|today only": None,
    r"last chance|act now|hurry (up|while|before)": None,
    r"limited.time|while (stocks?|supplies) lasts?": None,
    r"best (deals?|prices?|offers?)|unbeatable|bargains?": None,
    r"(special|exclusive|amazing|unmissable) (deals?|offers?)|great (deals|offers?)": "voucher|discount|sale",
    r"\d+( |)% (off|discount)": "voucher|discount|sale",
    r"(buy|shop|upgrade) (now|today)|order yours|treat yourself": None,
    r"you (might|may|will) also (like|love)|customers also (bought|liked)": None,
    r"(check out|discover|explore) our": None,
    r"(rate|review) (us|me|this (chat|conversation|shop)|your (experience|purchase|order))": "review",
    r"(leave|write|give) (us )?(a |your )?(review|rating|stars?|feedback)": "review|feedback|complain",
    r"how (did i do|was your experience|would you rate)|take (a|our) (short |quick )?survey": None,
    r"follow us|like us on|tell your friends|refer a friend|recommend us": None,
    r"subscribe (now|today|here|to)|join our (newsletter|mailing list|community)": "newsletter",
    r"sign up (for|to) (our|the) (newsletter|updates|mailing list)": "newsletter",
}


@dataclass(frozen=True, slots=True)
class _Phrase:
    pattern: re.Pattern[str]
    explained_in: re.Pattern[str] | None

    def may_stand_in(self, subject: str) -> bool:
        return self.explained_in is not None and self.explained_in.search(subject) is not None


@dataclass(frozen=True, slots=True)
class _Passage:
    """Words that a customer reads; `subject` is what a help page is about, else it is empty."""

    place: Place
    words: str
    subject: str = ""


def _phrases() -> Iterator[_Phrase]:
    for phrase, topic in _PHRASES.items():
        pattern = re.compile(rf"\b(?:{phrase.replace(' ', _ANY_SPACE)})\b", re.IGNORECASE)
        yield _Phrase(pattern, re.compile(topic, re.IGNORECASE) if topic else None)


PHRASES = tuple(_phrases())


def marketing(dialogue: Dialogue) -> Iterable[Finding]:
    for passage in _passages(dialogue):
        for phrase in PHRASES:
            if phrase.may_stand_in(passage.subject):
                continue
            for found in phrase.pattern.finditer(passage.words):
                line = passage.place.line + passage.words.count("\n", 0, found.start())
                words = " ".join(found[0].split())
                yield Finding(
                    Place(passage.place.file, line),
                    f"“{words}” advertises, and nobody asked for that.",
                    "Say what helps this customer now, or leave it out.",
                )


def _passages(dialogue: Dialogue) -> Iterator[_Passage]:
    for response in dialogue.domain.responses.values():
        yield from (_Passage(item.place, item.text) for item in response.variations)
    spoken = list(dialogue.actions_source.modules.values())
    spoken += [module for module in dialogue.bot_source.modules.values() if module.file == REPLIES]
    for module in spoken:
        yield from (_Passage(place, words) for place, words in constants_of(module))
    yield from (_Passage(scalar.place, scalar.text or "") for scalar in dialogue.cues.scalars())
    for page in dialogue.help_pages:
        subject = " ".join((page.entry.slug, page.entry.title, *page.entry.tags))
        yield _Passage(page.place_of("title"), page.entry.title, subject)
        yield _Passage(*page.body, subject)
