"""The words that must carry a wish before a guess at it may reach far. Plain Python, no Rasa.

The classifier knows single words: for it "contact me" is near "don't contact me". What drops a matter,
silences the bot, ends a chat, takes back a promise or says yes is believed only with words of its kind here;
without them it counts as not understood, which costs the customer one more sentence and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.nlu.acknowledgements import is_acknowledgement
from bot.nlu.plain_wishes import A_NO, SOMEBODY, TELLING, takes_person_back
from bot.nlu.plain_words import any_of, only, plain_words

_NOT = r"(?:do not|never|stop|quit|no longer)(?: (?:ever|please|keep|dare))*"
_BOTHER = (
    r"(?:contact|messag|writ|text|bother|annoy|disturb|pester|chat|talk|call|phone|ping|spam|nag|interrupt)"
    r"\w*"
)
_LEFT_ALONE = any_of(
    r"leave (?:me|us) (?:alone|be|in peace)",
    r"let me be$",
    rf"(?<!you )(?<!they )(?<!nobody ){_NOT} {_BOTHER}(?: (?:to|with))? (?:me|us|here|again|any ?more)"
    r"(?! (?:by|via|on|at|in|when|if|about)\b)",
    rf"\bnot want {SOMEBODY} to {_BOTHER}",
    r"\bno more (?:help |of (?:this|your|these) )?(?:offers?|messages?|notes|texts|writing|pop-?ups?)",
    r"(?:do not|no longer) (?:want|wish|like|care) "
    r"(?:to (?:hear|be (?:contacted|bothered|messaged|disturbed|written to))"
    r"|(?:any |your |more |these |this )*(?:help )?(?:offers?|messages?|pop-?ups?|help$))",
    r"\bstop (?:offering|popping up|(?:sending|showing|the)(?: me)?(?: any| more| these| your)* "
    r"(?:help )?(?:offers|messages|notes|texts|chat|pop-?ups))",
    r"\b(?:unsubscribe me|opt (?:me )?out|do not offer me)\b(?!.*\b(?:news\w*|letters?))",
)
_OF_MAILS = re.compile(r"\b(?:e-?mail|mail|newsletter)\w*")
"""What comes to a mailbox is the newsletter's, and no chat's."""

_WANTS_SOMEBODY = re.compile(rf"\b(?:need|get|give|send|to|with|a|an|real|want) {SOMEBODY}\b(?! to )")
_AROUND_A_STOP = r"please|just|ok|okay|now|pls|already|thanks|thank you|bot|and|it|that|this"
_BE_QUIET = r"stop|enough|go away|shut up|be quiet|quiet|silence|shush|hush"
_STOP = re.compile(rf"(?:(?:please|just|ok|okay|now|and) )*{only(_BE_QUIET, _AROUND_A_STOP).pattern}")
GOODBYE = any_of(
    r"\b(?:bye|goodbye|good bye|good ?night|see (?:you|ya)|cya|cu|ciao|farewell|take care|so long|ttyl)\b",
    r"\bhave a (?:nice|good|great|lovely)",
    r"\b(?:that is all|i am (?:done|off)|until next time|talk to you later|(?:close|end) (?:the|this) chat)",
)
_GREETS = re.compile(
    r"\b(?:hi+|h[eau]l+o+w?|helo|hey+|hiya|howdy|hola|bonjour|moin|servus|yo|greetings|morning|evening|afternoon"
    r"|good day|any ?(?:one|body)|some ?(?:one|body) (?:here|there))\b|^(?:start|get started|resume)$"
)
_OF_AN_ORDER = re.compile(
    r"\b(?:ord\w*|parcels?|packages?|packets?|shipp?\w*|track\w*|deliver\w*|arriv\w*|status|late|delay\w*|carrier"
    r"|waiting|come|comes|came|coming|got|get|receiv\w*|stuff|refund\w*|money|payment|cancell?ed|bought|where|it)\b"
)
_START_OVER = any_of(
    r"\bstart(?:ing)? (?:all )?(?:over|afresh|anew|from)",
    r"\bstart(?:ing)? (?:again|new)(?: please| now| then)*$",
    r"\brestart\b|\breset\b(?! (?:my|the) password)",
    r"\bbegin (?:again|anew|afresh)|\bfrom (?:scratch|the (?:top|beginning|start))",
    r"\b(?:new (?:chat|conversation)$|clear everything|all over again)",
)
_NEVER_MIND = any_of(
    r"\b(?:never ?mind|nvm)\b",
    r"\bforget (?:(?:about )?(?:it|that|this)(?! (?:in|on|at|with)\b)|what i )",
    r"\b(?:leave|drop|skip|scrap) (?:it|that|this)"
    r"(?: (?:question|there|be|at that|for now|then|please|now|thanks))*$",
    r"\blet us (?:leave|drop|skip) ",
    r"\bchanged my mind\b|\b(?:does|is) not (?:that |so )?(?:matter|important)|\bdo not bother\b",
    r"\bcancel (?:that|this|my|the) question",
    r"^(?:no )?not now\b|\bno longer (?:need|want|important|necessary)|\bnot interested\b",
    r"^(?:i )?do not (?:need|want) (?:it|that|this|anything)(?: (?:any ?more|any longer|now|then))?$",
)
_YES = only(
    r"yes|yep|yeah|yup|yea|ya|y|ja|si|sure|please|ok|okay|right|exactly|correct|absolutely|definitely|indeed"
    r"|perfect|of course|go ahead|do (?:it|that|so)|that (?:one|is it|is the one|would be|sounds)|sounds",
    r"pls|do|it|that|this|is|one|the|great|good|nice|lovely|fine|go|ahead|thanks|thank|you|i|want|would|like"
    r"|love|know|to|very|much|be|so|and|mean|meant|a|course|of|with|then|me|for",
)
_ALSO_MERELY_READ = frozenset({"ok", "okay", "please", "perfect", "right"})
_NO = only(
    r"no|nope|nah|nay|n|not|none|neither|nothing|it is not|that is not|wrong",
    r"really|thanks|thank|you|of|these|those|them|the|that|this|it|is|one|ones|fits?|right|what|i|mean|meant|at"
    r"|all|please|sorry|any|am|afraid|quite|exactly|else|for|now|asked|do|either|well",
)
_ACKNOWLEDGES = re.compile(
    r"(?:ok|okay|k|kk|okey|alright|all right|got it|i see|aha|ah|oh|hm+|mhm|good|great|perfect|nice|cool|fine"
    r"|super|wonderful|awesome|excellent|brilliant|lovely|understood|noted|makes sense|sounds good|well|wow"
    r"|right|roger|one (?:moment|sec|second|minute)|give me|hold on|wait|let me|brb|will do|just a|a moment"
    r"|interesting|that is (?:good|great|fine|nice|ok|okay)|he+h|lol)\b"
)
_ASKS_FOR_MORE = re.compile(
    r"\?|\b(?:please|pls|can|could|would|want|need|cancel|change|return|refund|send|ship|stop|where|when|how|what"
    r"|why|who|which|not|nothing|never|no|but|still|help|person|human|contact|tell|order|wrong|missing|broken)\b"
)
_LONGEST_ACKNOWLEDGEMENT = 8
THANKS_ABROAD = (
    r"(?:(?:vielen |herzlichen |besten |hartelijk )?dank|danke(?: sch[oö]n| sehr| dir| ihnen)?"
    r"|merci(?: beaucoup| bien| vielmal)?|(?:muchas |mil )?gracias|(?:tante |mille )?grazie(?: mille)?"
    r"|(?:muito )?obrigad[oa]|dank (?:u|je)(?: wel)?|(?:hartelijk )?bedankt|tack(?: s[åa] mycket)?"
    r"|(?:tusen |mange )?takk?|kiitos(?: paljon)?|dzi[eę]k(?:i|uj[eę])|hvala|d[eě]kuji|d[ií]ky)"
)
_THANKS = re.compile(
    r"\b(?:thank\w*|thx|tnx|ty|tyvm|cheers|ta|merci|danke|gracias|helped|helpful|appreciate\w*)\b"
    r"|\b(?:all|everything) i needed\b"
)
_ONLY_THANKS_ABROAD = re.compile(rf"(?:(?:ok|okay|oh|super|top) )?{THANKS_ABROAD}(?: \w+)?\W*")
"""What else is said in another language is not known."""

_NO_THANKS = re.compile(r"\bnot (?:really )?help|\bno help\b")
_NO_TELLING = any_of(
    rf"{A_NO}.*{TELLING}",
    rf"{TELLING}.*(?:any ?more|any longer|not (?:needed|necessary))",
    r"\b(?:turn off|delete|remove|take back|switch off|drop)\b"
    r".*\b(?:notices?|notification\w*|reminders?|alerts?)",
)
_ABOUT_NOTICES = any_of(
    rf"\b(?:which|what|list|show|am i|will you|are you|did i|any|have i)\b.*(?:{TELLING}|\bwaiting\b)"
)
_TO_BE_TOLD = any_of(
    rf"(?:{TELLING}|\b(?:shout|contact|text|call|e-?mail|mail|line)\b)"
    r".*\b(?:when|once|as soon as|the moment|the minute|until|if)\b",
    r"\b(?:posted|updated|up to date|in the loop|be told|a notice)\b",
)
_NOT_TO_BE_TOLD = re.compile(rf"\b(?:do not|not have to|need not|no need|no longer|stop|never)\b.*{TELLING}")
_NOT_OF_AN_ORDER = re.compile(r"\b(?:stock|available|sales?|prices?|discount|cheaper|voucher|open|weather)\b")


def says_so(intent: str, text: str) -> bool:
    """Whether the words of `text` can carry this intent. True for each that needs no words of its own."""
    is_carried = _CARRIED.get(intent)
    return is_carried is None or is_carried(plain_words(text))


def wants_quiet(text: str) -> bool:
    """Whether it says beyond doubt that nothing more is to be written. A question does not."""
    return "?" not in text and _wants_quiet(plain_words(text))


def speaks_of_an_order(text: str) -> bool:
    """Whether a guess that an order is asked for is more than a guess."""
    return _OF_AN_ORDER.search(plain_words(text)) is not None


def says_yes(text: str) -> bool:
    """Whether the whole text is a yes. An "ok" alone is none: it may only mean that it was read."""
    words = plain_words(text).rstrip("? ")
    return _YES.fullmatch(words) is not None and words not in _ALSO_MERELY_READ


def _says_no(words: str) -> bool:
    return _NO.fullmatch(words.rstrip("? ")) is not None


def _wants_quiet(words: str) -> bool:
    if _WANTS_SOMEBODY.search(words) or _OF_MAILS.search(words):
        return False
    return bool(_STOP.fullmatch(words.rstrip("? ")) or _LEFT_ALONE.search(words))


def _acknowledges(words: str) -> bool:
    if is_acknowledgement(words) or not words:
        return True
    is_short = len(words.split()) <= _LONGEST_ACKNOWLEDGEMENT
    return is_short and _ACKNOWLEDGES.match(words) is not None and _ASKS_FOR_MORE.search(words) is None


def _gives_thanks(words: str) -> bool:
    is_said = _THANKS.search(words) or _ONLY_THANKS_ABROAD.fullmatch(words)
    return is_said is not None and _NO_THANKS.search(words) is None


def _asks_to_be_told(words: str) -> bool:
    if _NOT_OF_AN_ORDER.search(words) or _NOT_TO_BE_TOLD.search(words):
        return False
    return _TO_BE_TOLD.search(words) is not None


def _holds(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda words: pattern.search(words) is not None


_CARRIED: Mapping[str, Callable[[str], bool]] = {
    "acknowledge": _acknowledges,
    "ask_to_be_left_alone": _wants_quiet,
    "ask_to_be_told": _asks_to_be_told,
    "ask_which_notices": _holds(_ABOUT_NOTICES),
    "cancel_notices": _holds(_NO_TELLING),
    "decline_human": takes_person_back,
    "greet": _holds(_GREETS),
    "never_mind": _holds(_NEVER_MIND),
    "say_goodbye": _holds(GOODBYE),
    "say_no": _says_no,
    "say_thanks": _gives_thanks,
    "say_yes": says_yes,
    "start_over": _holds(_START_OVER),
}
