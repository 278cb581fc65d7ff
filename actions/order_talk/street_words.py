"""Where an address begins among the words around it, and which words never stand in one. Plain rules."""

from __future__ import annotations

import re

_TAKES_BACK = (
    r"(?:wait|actually|sorry|oops|mistake|mistaken|correction|wrong|typo|meant?|make|made"
    r"|hang on|hold on|stop|rather|instead|please|i mean)"
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
_IN_BOTH = re.compile(r"the|of|on|at|to|a|new|house|street|right|well|one", re.IGNORECASE)
"""Words that lead in, too, and may stand inside of a name."""

_EDGES = " .,;:!?–-"
_NUMBER_CALLED = re.compile(r"\b(?:number|no\.?|nr\.?) (?=\d)", re.IGNORECASE)


def street_itself(words: str) -> str:
    """ "Oh actually make that Parkveien 17" without what leads in or takes something back: "Parkveien 17"."""
    pieces = [piece.strip(_EDGES) for piece in TAKES_BACK.split(words)]
    meant = [piece for piece in pieces if re.search(r"\d", piece)]
    return without_lead_in(_NUMBER_CALLED.sub("", (meant or [""])[-1]))


def without_lead_in(words: str) -> str:
    """ "So that's Quayside 5": "Quayside 5"."""
    left = words.split()
    while left and _leads_in(left[0].replace("’", "'").strip(_EDGES)):
        left.pop(0)
    return " ".join(left)


def is_mere_street(words: str) -> bool:
    """Whether it is a street with its number, or the number first, and no word of a sentence."""
    if re.fullmatch(r"[^\W\d][^\d,]* \d+ ?[a-zA-Z]?|\d+ ?[a-zA-Z]? [^\W\d][^\d,]*", words) is None:
        return False
    return not any(map(_IN_A_SENTENCE.fullmatch, words.split()))


def _leads_in(word: str) -> bool:
    return not word or bool(_IN_A_SENTENCE.fullmatch(word) or _IN_BOTH.fullmatch(word))
