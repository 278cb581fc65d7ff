"""Why something goes back, in the customer's words. Plain rules."""

from __future__ import annotations

import re

from actions.order_talk.matters import Matter
from actions.orders.order import ReturnReason

_TOLD = (
    (
        ReturnReason.DAMAGED,
        r"\b(?:brok\w*|damag\w*|crack\w*|torn|scratch\w*|defect\w*|faulty|ripped|holes?|leak\w*|soaked"
        r"|stain(?:s|ed)?|ruined|wrecked|smashed|shattered|drenched|mou?ldy|tore|snapped|burst|dented"
        r"|(?:came|come|comes|coming|fell|falls|falling) (?:off|apart))\b",
    ),
    (
        ReturnReason.DOES_NOT_FIT,
        r"\bfit(?:s|ted|ting)?\b|\b(?:wrong|different|another) size\b|\bsize (?:is|was) (?:wrong|off|not)\b"
        r"|\b(?:too|a bit|bit|so|much|way) (?:\w+ )?(?:small|large|big|tight|short|long|wide|narrow|loose)\b"
        r"|\b(?:small|larg|bigg|tight|short|long|wid|narrow|loos)er than (?:i|we|expected|it looks)\b",
    ),
    (
        ReturnReason.WRONG_ITEM,
        r"\bwrong (?:item|one|thing|product|colou?r|model)\b|\bnot what i (?:ordered|bought)\b"
        r"|\bi (?:had )?ordered (?:something|another|a different)\b",
    ),
    (
        ReturnReason.CAME_TOO_LATE,
        r"\btoo late\b|\b(?:came|arrived|delivered) late\b|\btook (?:too|so) long\b",
    ),
    (
        ReturnReason.NOT_LIKED,
        r"\b(?:do not|don['’]?t|did not|didn['’]?t|not) (?:really )?(?:like|love)\b|\bdislike\b|\bugly\b"
        r"|\bchanged my mind\b|\bnot (?:as|what|how) i (?:expected|thought|imagined)\b|\bnot happy with\b"
        r"|\b(?:bad|poor|low|cheap) quality\b",
    ),
    (
        ReturnReason.OTHER,
        r"\b(?:do not|don['’]?t|no longer) (?:need|want) (?:it|them|this|that|those|these)\b",
    ),
)
DOES_NOT_SUIT = frozenset({ReturnReason.DOES_NOT_FIT, ReturnReason.NOT_LIKED})
"""Reasons that leave open whether another one is wanted, or the money."""

_AMISS = (
    r"(?:brok\w*|damag\w*|crack\w*|torn|scratch\w*|defect\w*|faulty|ripped|ruined|wrecked|smashed|soaked"
    r"|missing|lost|wrong)(?: with it)?"
)
_DENIED = re.compile(
    r"(?:\b(?:nothing|none|neither|no (?:item|thing|part|piece)s?|not|isnt|wasnt)|n['’]t)"
    r"(?: (?:of|it|them|the|items?|things?|is|was|are|were|has|have|been|got|gone|really|actually|at|all)\b)*"
    rf" {_AMISS}\b(?: (?:or|and|nor) {_AMISS}\b)?",
    re.IGNORECASE,
)
"""What says that nothing is amiss: "nothing was damaged", "it isn't broken or missing"."""
_IS_AMISS = re.compile(rf"\b{_AMISS}\b", re.IGNORECASE)
_OF_THE_THING = re.compile(
    r"(?:\b(?:because|since|cause|cos|coz|bc|as|for)|[,;.!:–-]|[ ]-)\s*"
    r"(?:it|they|these|those|the (?!order|number|post|e-?mail|mail|address|parcel|package)"
    r"(?:\w+ )?\w+(?= (?:is|are|was|were|does|do|has|have|\w{3,}[^s\W]s)\b))"
    r"(?! (?:is|are|was|were|has|have|had)? ?"
    r"(?:order|number|delivered|in|on|from|my|come|came|arrived|been)\b)"
    r"(?! (?:came|arrived|got|should|shall|can|could|will|would|must|and|or|too|please|back|as well)\b)"
    r" [^\W\d_]{2,}[^,;.?]*(?![^?]*\?)",
    re.IGNORECASE,
)
_ANSWERED = (
    (ReturnReason.DAMAGED, r"broke|damag|crack|torn|scratch|defect"),
    (ReturnReason.DOES_NOT_FIT, r"fit|small|large|big|tight|short|(?<!no )long(?! as)|size"),
    (ReturnReason.WRONG_ITEM, r"wrong|different"),
    (ReturnReason.CAME_TOO_LATE, r"late|too long"),
    (ReturnReason.NOT_LIKED, r"like|colou?r|look|quality|expect|mind"),
)
_REPORTED_BY = {ReturnReason.DAMAGED: Matter.DAMAGED, ReturnReason.WRONG_ITEM: Matter.WRONG}


def reason_told(text: str) -> ReturnReason | None:
    """The reason that words give unasked; None where they might as well mean something else."""
    return _first(_TOLD, without_denied(text))


def matter_of_reason(text: str) -> Matter | None:
    """The report that a reason calls for, if it is one."""
    return _REPORTED_BY.get(reason_told(text) or ReturnReason.OTHER)


def without_denied(text: str) -> str:
    """ "Nothing is missing, but the box was wet": "but the box was wet"."""
    return _DENIED.sub(" ", text)


def is_denied(text: str) -> bool:
    """Whether what would be reported is said not to be so, and nothing else is amiss in that way."""
    return _DENIED.search(text) is not None and _IS_AMISS.search(without_denied(text)) is None


def reason_of_its_own(text: str) -> ReturnReason | None:
    """ "Return the jumper, it itches": the reason that a clause about the thing gives, whatever it is."""
    found = _OF_THE_THING.search(text)
    return (reason_in(found[0]) or ReturnReason.OTHER) if found else None


def reason_in(text: str) -> ReturnReason | None:
    """The reason that an answer to the question why is a sign of."""
    return reason_told(text) or _first(_ANSWERED, text)


def _first(signs: tuple[tuple[ReturnReason, str], ...], text: str) -> ReturnReason | None:
    return next((reason for reason, sign in signs if re.search(sign, text, re.IGNORECASE)), None)
