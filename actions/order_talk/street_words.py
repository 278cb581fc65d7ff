"""Where an address begins among the words around it, and which words never stand in one. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

_TAKES_BACK = (
    r"(?:wait|actually|sorry|oops|mistake|mistaken|correction|wrong(?: (?:house )?number)?|typo"
    r"|meant?|make|made|hang on|hold on|stop|rather|instead|please|i mean)"
)
TAKES_BACK = re.compile(rf"\b{_TAKES_BACK}\b[\s,.;:!–-]*", re.IGNORECASE)
"""Behind each of these words an address may begin anew; none of them stands in the name of a street."""

_IN_A_SENTENCE = re.compile(
    r"no|nope|not|oh|ah|hm|hmm|ok|okay|yes|yeah|and|but|so|just|now|then|moment|second|sec|minute|i|we"
    r"|you|he|she|they|i've|i'd|i'm|it|its|it's|that's|that|this|is|are|was|should|be|must|has|have"
    r"|had|can|could|would|want|need|like|let|use|put|say|change|send|ship|deliver|go|goes|live|lives"
    r"|moved|for|my|our|your|correct|parcel|package|order|address|postcode|until|till|them|day|days"
    r"|week|weeks|hour|hours|times|euro|euros|piece|pieces|pair|pairs|item|items",
    re.IGNORECASE,
)
_BEHIND_A_PLACE = re.compile(
    r"because|since|as|if|when|where|why|what|how|who|until|from|after|before|please|instead|rather|thank"
    r"|thanks|cheers|regards|greetings|best|kind|\S+@\S+",
    re.IGNORECASE,
)
_BEFORE_A_NAME = re.compile(r"to|at|of|on|a", re.IGNORECASE)
_OFTEN_IN_A_NAME = re.compile(r"the|new|house|street|right|well|one", re.IGNORECASE)
"""They lead in where a comma, another such word or a name in capitals follows: "New Road 5" is a name."""

_HOUSE_OR_FIRM = re.compile(
    r"\b(?:house|cottage|court|farm|villa|lodge|hall|mill|barn|manor|flat|apartments?|building|floor|unit|suite"
    r"|block|residence|tower|cent(?:re|er)|park|hotel|hostel|office|school|university|hospital|gmbh|ltd|inc|ag"
    r"|co|company|studio|shop|street|road|lane|way|garden|gate|haus|hof|stra(?:ss|ß)e)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,2}")
_EDGES = " .,;:!?–-"
_NUMBER_CALLED = re.compile(r"\b(?:(?:house|street) )?(?:number|no\.?|nr\.?) (?=\d)", re.IGNORECASE)


def street_itself(words: str) -> str:
    """ "Oh actually make that Parkveien 17" without what leads in or takes something back: "Parkveien 17"."""
    pieces = [piece.strip(_EDGES) for piece in TAKES_BACK.split(words)]
    meant = [piece for piece in pieces if re.search(r"\d", piece)]
    return without_lead_in(_NUMBER_CALLED.sub("", (meant or [""])[-1]))


def place_itself(words: str) -> str:
    """ "Zurich and I am moving there next week": "Zurich"."""
    first, *others = words.split()
    ends = (_IN_A_SENTENCE, _BEHIND_A_PLACE)
    named = takewhile(lambda word: not any(end.fullmatch(word.strip(_EDGES)) for end in ends), others)
    return " ".join([first, *named]).strip(_EDGES)


def without_lead_in(words: str) -> str:
    """ "So that's Quayside 5": "Quayside 5"."""
    left = words.split()
    while _leads_in(left):
        left.pop(0)
    return " ".join(left)


def is_mere_street(words: str) -> bool:
    """Whether it is a street with its number, or the number first, and no word of a sentence."""
    if re.fullmatch(r"[^\W\d][^\d,]* \d+ ?[a-zA-Z]?|\d+ ?[a-zA-Z]? [^\W\d][^\d,]*", words) is None:
        return False
    return not any(map(_IN_A_SENTENCE.fullmatch, words.split()))


def is_of_a_sentence(words: str) -> bool:
    """ "Another address": no line of an address, but words around one."""
    return any(_IN_A_SENTENCE.fullmatch(word.strip(_EDGES)) for word in words.split())


def is_somebodys_name(words: str) -> bool:
    """ "Eva Lindqvist", a line of two or three names in capitals; no "Rose Cottage", and no firm."""
    return _NAMES.fullmatch(words) is not None and words.istitle() and not _HOUSE_OR_FIRM.search(words)


def _leads_in(words: Sequence[str]) -> bool:
    """Whether the first of the words only leads to the others."""
    if not words:
        return False
    first, *others = words
    word = first.replace("’", "'").strip(_EDGES)
    if not word or _IN_A_SENTENCE.fullmatch(word) or _BEFORE_A_NAME.fullmatch(word):
        return True
    if _OFTEN_IN_A_NAME.fullmatch(word) is None:
        return False
    is_before_a_name = word.islower() and bool(others) and others[0][:1].isupper()
    return word != first or is_before_a_name or _leads_in(others)
