"""A yes or a no in other words, at "shall I do that?": "go on then", "I'd rather wait", "we asked next door".

By the words that somebody agrees or hesitates with: where there are others, something else is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.nlu.plain_words import any_of, plain_words


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_LATER = _words(
    "another day days friday later monday month saturday sunday thursday time tomorrow tonight",
    "tuesday wednesday week weekend",
)
_HESITATES = any_of(
    r"\b(?:think\w*(?! so\b)|sleep|consider\w*|reconsider\w*|decid\w*|hesitat\w*|undecided|unsure)\b",
    r"\bnot (?:\w+ )?(?:sure|certain|decided|ready|now|yet|today|tonight)\b|\bno longer sure\b",
    r"\b(?:i|we|rather|better|prefer to|like to|want to|let (?:me|us)|can|will)"
    r" (?:rather |just |still |better )?wait\b"
    r"(?! (?:a )?(?:second|sec|moment|minute))",
    r"\bhold(?:ing)? (?:it |this |that )?off\b|\b(?:do not|not|dont) know\b|\bsecond thoughts?\b",
    r"\b(?:let me|i|we|to) (?:\w+ )?(?:\w+ )?(?:ask|talk|speak|check|look|discuss)\b(?!.*\byou\b)",
    r"\b(?:postpone|delay)\b|\bleave (?:it|that|this) (?:for|until|till) (?!now\b)",
    r"\bcome back (?:to (?:it|this|that|you)|later|another)\b|\brather not\b",
)
_MERELY_LATER = any_of(
    r"\b(?:later|(?:another|some other) (?:day|time)|tomorrow|tonight|next (?:week|time)|the weekend)\b",
    r"^(?:hm+ |well |ok |i |we )*(?:maybe|perhaps)\b",
)
_WHO_IS_ASKED = _words(
    "boss boyfriend brother building caretaker children colleague dad daughter family father",
    "flatmate flatmates friend girlfriend husband kids mom mother mum neighbor neighbors",
    "neighbour neighbours partner roommate roommates sister son wife",
)
_ONLY_TOLD = re.compile(
    r"(?:(?:no|nope|nah|oh|ah|ok|well|but|and|sorry|actually|please|it is|it was|that is|that was|i|we"
    r"|no (?:hurry|rush|worries|problem)) )*"
    r"(?:just |only |simply )"
    r"(?:for (?:your information|info|the record)|fyi|a heads up"
    r"|(?:want(?:ed)? |thought |am |was )?(?:(?:so|that|to|i|would|you|should|have|be|let|letting) )*"
    r"(?:know|knew|tell(?:ing)?(?: (?:you|it|that|so))*|(?:mention|say)(?:ing)?(?: (?:it|so|that|this))?))"
)

_AROUND_HESITATION = (
    _LATER
    | _WHO_IS_ASKED
    | _words(
        "a about actually after again ah all am an and anyway around as ask at back be before better",
        "bit but by can certain check come consider considering could decide decided decision delay",
        "discuss do dont door down drop even everybody everyone everything find first for forget get",
        "give go going h have hesitate hm hmm hmmm hold holding how i if ill in is it its just know",
        "leave let like little longer look looking made make many may maybe me might mind minute",
        "moment more my nah need next night no nope not now of off oh ok okay on once one or other",
        "our out over perhaps please pls postpone prefer rather ready really reconsider right second",
        "return see send skip sleep so some something soon sorry speak still sure talk than thank thanks",
        "that the them then there these thing things think thinking this those thought thoughts till time to",
        "today tonight undecided unsure until us wait waiting want we well what whether while whole",
        "will with would yet you your",
    )
)
_FORBIDDEN_IN_A_WAIT = re.compile(r"\b(?:yes|go ahead|do it)\b|\?|\bleave (?:out|it out|the)\b")

_GOES_ON = any_of(
    r"\b(?:go|carry) on\b|\bgo ahead\b|\bgo for it\b|\bproceed\b|\bcontinue\b|\bkeep going\b",
    r"\b(?:do|start) (?:it|that|this)\b|\bdo so\b|\bmake it so\b|\bby all means\b",
    r"\bbe my guest\b|\bwhy not\b",
    r"\b(?:i |we )?(?:confirm(?:ed)?|agreed?|approved?)\b",
    r"\b(?:that is|thats|sounds|looks) (?:right|correct|good|fine|ok|okay|perfect|great|alright)\b",
    r"\bworks for (?:me|us)\b|\bfine (?:by|with|for) (?:me|us)\b|\bgood (?:to go|for me|with me)\b",
    r"\b(?:i|we) (?:do|would|am sure|want (?:that|this|it))$|\bthe sooner the better\b",
)
_AROUND_A_YES = _words(
    "a absolutely agree agreed ahead all alright am and approve approved as away be better by",
    "carry confirm confirmed continue cool correct course do exactly fine for go going good great",
    "guest happy i indeed is it its just keep let lets like looks make me means mind my no not",
    "now of oh ok okay on perfect please pls possible proceed quickly ready right so soon sooner",
    "sounds start straight sure thank thanks that thats the then this to us very want was we well what",
    "why with works would yeah yep yes you yup",
)
_REFUSED = re.compile(
    r"\b(?:do|would|is|am|are|was|can|will|could|should) not\b|\bnot (?:so|now|yet|right|correct|good)\b"
    r"|^(?:\w+ )?no\b(?! problem)|\bkeep (?!going\b)"
)
_BOTH = re.compile(r"\b(?:both|the (?:pair|two)|all two)(?: (?:of (?:them|these|those|it)|\w+s))?\b")
_ONLY_POLITE = re.compile(
    r"(?:(?:yes|please|pls|thanks|thank you|of course|sure|i mean|i want|ok|okay|then|them|the|yeah|is right"
    r"|is correct|are right|for|it is|its|that is|and|needs?|need|exchange|return|report|have to|go|back) ?)*"
)

_TO_BE_LOOKED_FOR = "look for a card"
"""As the plan says it (`actions/orders/weighing/problems.py`)."""

_HAS_LOOKED = any_of(
    r"^(?:(?:yes|yeah|no|but|well|and|ok) )*(?:(?:i|we) )?(?:have )?(?:already )?(?:just )?"
    r"(?:asked|looked|checked|searched|tried)\b",
    r"\b(?:i|we) (?:have )?(?:already |just )?(?:asked|looked|checked|searched|tried)\b",
    r"\b(?:neighbou?rs?|they|everyone|everybody|next door|family|flatmates?)\b.*\b(?:not|nothing|never)\b",
    r"\b(?:nobody|no ?one|none of (?:them|us|the \w+))\b.*\b(?:took|has|have|had|got|saw|seen|knows?)\b",
    r"\bno (?:card|note|slip)\b|\bnot with (?:the|my|any|our) (?:\w+ )?neighbou?rs?\b",
)
_STILL_TO_LOOK = re.compile(
    r"\b(?:have|has|did) not (?:yet |even )?(?:asked?|looked?|checked?|searched)\b|\b(?:will|going to|let me"
    r"|should i) (?:\w+ )?(?:ask|look|check)\b|\bfound\b"
    r"|\bneighbou?rs? (?:has|have|took|got|had) (?:it|my|the parcel)\b"
)


def only_tells(text: str) -> bool:
    """ "No hurry, I just wanted to know", "just so you know"."""
    return _ONLY_TOLD.fullmatch(plain_words(text)) is not None


def puts_off(text: str) -> bool:
    """ "No, I'll think about it", "maybe later", "just so you know": not now, and nothing else is said."""
    words = plain_words(text)
    if only_tells(text):
        return True
    if not (_HESITATES.search(words) or _MERELY_LATER.search(words)) or _FORBIDDEN_IN_A_WAIT.search(words):
        return False
    return set(words.split()) <= _AROUND_HESITATION


def goes_on(text: str) -> bool:
    """ "Go on", "please proceed", "that's right, carry on"."""
    words = plain_words(text)
    is_agreed = _GOES_ON.search(words) and not _REFUSED.search(words) and "?" not in words
    return bool(is_agreed) and set(words.split()) <= _AROUND_A_YES


def says_both_alone(text: str) -> bool:
    """ "Both of them, please", and no more."""
    words = plain_words(text)
    return (
        _BOTH.search(words) is not None and _ONLY_POLITE.fullmatch(_BOTH.sub(" ", words).strip()) is not None
    )


def has_looked(text: str) -> bool:
    """ "I asked everyone already, nothing": what a missing parcel is to be looked for with was done."""
    words = plain_words(text)
    if "?" in words or _STILL_TO_LOOK.search(words):
        return False
    return _HAS_LOOKED.search(words) is not None


def has_looked_as_asked(text: str, change: Mapping[str, Any]) -> bool:
    """The same, where just that was asked before a parcel is reported; else it is no yes."""
    is_asked = change["asks"] == "is_confirmed" and _TO_BE_LOOKED_FOR in change["question"]["wordings"][0]
    return is_asked and has_looked(text)
