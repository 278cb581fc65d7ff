"""Whether a change that was undone, or left at its question, is wanted after all. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.order_talk.matters import Matter
from actions.order_talk.own_words import could_answer, is_question

_VERB = (
    r"(?:do|redo|report\w*|return\w*|exchang\w*|swap\w*|send\w*|start\w*|chang\w*|cancel\w*|tell|pass|put|make"
    r"|want\w*|take|need|complain\w*|ask)"
)
_AGAIN = re.compile(
    rf"\b{_VERB}\b.*\b(?:again|after all|anyway|once more|all the same|nevertheless|still|anew)\b"
    rf"|\b(?:still|do|again|after all|anyway) {_VERB}\b"
    r"|\b(?:go on|carry on|continue|proceed|keep going|go ahead|finish|resume|back to)\b|\bredo\b"
    r"|\b(?:do|start|report|make) (?:it|that|this|them)(?: now| please| then)*\W*$"
    r"|^\W*(?:please |just |then |so |ok )*report (?:it|that|this|them)\b",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    rf"\b{_VERB}(?: (?:it|that|this|them))?\b|\b(?:again|after all|anyway|once more|all the same|nevertheless"
    r"|still|anew|ok|okay|oh|then|so|please|sorry|but|just|now|and|yes|no|actually|i|we|to)\b",
    re.IGNORECASE,
)
_OH_NO = r"(?:oh|oops|wait|no|stop|hey|not that|please)"
_NEVER_MEANT = re.compile(
    r"\b(?:why|who|how come|what)\b.*\b(?:t(?:ak\w+|ook) (?:\w+ )?back|und(?:id|o|one)|revers\w+|withdr\w+"
    r"|called (?:\w+ )?off|gone|removed|deleted)\b"
    r"|\b(?:i|we|nobody) (?:did(?: not|n['’]?t)|never|have(?: not|n['’]?t))(?: \w+)? "
    r"(?:ask|want|say|said|mean|meant|tell|told|wish|request|undo|undid|take|took|agree)\w*\b"
    r"|\b(?:by )?(?:mistake|accident|accidentally)\b|\bwrong button\b"
    r"|\bnot what i (?:want\w*|mean\w*|ask\w*|said|say)\b"
    rf"|^\W*{_OH_NO}\b(?:\W+{_OH_NO}\b)+\W*$",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"\btoo late\b|\b(?:can|could) (?:it|this|that|they|these) (?:(?:still|also|later) )*(?:be|get)\b"
    r"|\b(?:until|till|by) when\b|\bhow long\b|\bpossible to\b"
    r"|\b(?:can|could|may) i (?:still |always )?(?:change my mind|reconsider)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\bund(?:o|one|oing)\b|\brever[st]\w*|\b(?:tak\w+|chang\w+|get|have|go|put) (?:\w+ ){0,3}?back\b"
    r"|\bchange my mind\b|\breconsider\b|\bcall (?:it|that|this) off\b|\b(?:stopped|cancelled|called off)\b",
    re.IGNORECASE,
)
_NAMES_CANCELLING = re.compile(r"\bcancell?(?:ation|ations|ing|ed)\b", re.IGNORECASE)


def asks_whether_undone(text: str) -> bool:
    """ "Is it too late to change that back?", "until when can I undo it?": asks, and undoes nothing."""
    return _WHETHER.search(text) is not None and _TAKEN_BACK.search(text) is not None


def matter_undone(text: str) -> Matter | None:
    """Which kind of change is to be taken back, where the words say so: "undo the cancellation"."""
    return Matter.CANCEL if _NAMES_CANCELLING.search(text) else None


def is_wanted_after_all(text: str) -> bool:
    """ "Report it again", "then do it after all"; a question asks for nothing."""
    is_asked = is_question(text) and not could_answer({"detail": "wanted"}, text)
    return not is_asked and _AGAIN.search(text) is not None


def was_never_to_be_undone(text: str) -> bool:
    """ "Why was it taken back? I did not ask for that"."""
    return _NEVER_MEANT.search(text) is not None


def beside_wanting_again(text: str) -> str:
    """What "do it again, but in 41" says besides: "in 41"; empty where it says no more."""
    left = " ".join(_SAYS_SO.sub(" ", text).split()).strip(" ,.;!")
    return "" if was_never_to_be_undone(text) or not re.search(r"\w{2}", left) else left


def undone_lately(last: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What was talked about before its change was undone, if nothing else was talked about since."""
    if (last or {}).get("matter") != Matter.UNDO:
        return None
    before: Mapping[str, Any] | None = (last or {}).get("before")
    is_same = before is not None and before.get("order") == (last or {}).get("order")
    return before if is_same and (before or {}).get("matter") in set(Matter) - {Matter.UNDO} else None
