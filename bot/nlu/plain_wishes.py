"""Wishes that their words leave no doubt about, whatever the classifier makes of them. Plain Python, no Rasa.

"Contact me" is a wish for a person, "tell me when it ships" one for a message, "no longer" takes a wish back,
"tell me more" asks for more of the same.
"""

import re

from bot.nlu.plain_words import any_of, only, plain_words

SOMEBODY = (
    r"(?:person|people|humans?|agents?|somebody|someone|anybody|anyone|colleagues?|representative|employee"
    r"|operator|staff|manager|supervisor|boss)"
)
TELLING = (
    r"\b(?:tell\w*|told|know|notif\w*|inform\w*|writ\w*|messag\w*|remind\w*|updat\w*|notices?|posted|alert\w*|ping"
    r"|hear)\b"
)
A_NO = r"\b(?:no|not|never|nobody|none|without|stop|quit|cancel|forget|longer)\b"

_WHEN = r"\b(?:when|once|as soon as|the moment|the minute|until|if)\b"
_HAPPENS = (
    r"\b(?:ship\w*|sent|send|leaves?|left|dispatch\w*|on (?:its|the|it is) way|goes out|out for delivery"
    r"|arriv\w*|deliver\w*|here|refund\w*|money|paid)\b"
)
_WILL_BE_TOLD = re.compile(
    r"\b(?:tell|notify|inform|message|write|text|ping|e-?mail|mail|remind|alert|update|contact|call|let|give|drop)"
    rf"(?: to)? (?:me|us)\b.*{_WHEN}.*{_HAPPENS}"
)
_ASKS_TO_TELL = re.compile(
    r"\b(?:can|could|would|will|do(?! tell)|why|how|who)\b.*\btell\b|^(?:when|if|once)\b"
)

_AFTERWARDS = (
    r"back|please|pls|now|today|tomorrow|asap|again|directly|instead|personally|soon|urgently|by|via|on|at|about"
    r"|regarding|because|here"
)
_REACH_ME = any_of(
    r"\b(?:contact|message|messaging|call|phone|ring|text|e-?mail|mail|reach|write)(?: to)? (?:me|us)"
    rf"(?: (?:{_AFTERWARDS})\b.*| ?\?)?$",
    r"\b(?:get|come) back to (?:me|us)\b",
    r"\b(?:nobody|no one|no-one|none of you|you never|you do not|they do not|why do not you"
    r"|why does nobody)(?: ever| even| has| have)?"
    r" (?:repl|answer|respond|contact|call|messag|writ|wrot|e-?mail|g[eo]t back|c[ao]me back)\w*",
)
_ASKS_HOW = re.compile(r"^(?:how|when|where|which|what|who)\b|\b(?:when|once|as soon as|until)\b")
_NOT_TO_REACH_ME = re.compile(
    r"\b(?:do not(?! you)|never|stop|quit|no longer|need not|not have to|no need|without|not want)\b"
)
_BARE_PERSON = only(
    rf"yes|yeah|yep|ok|okay|please|pls|a|the|some|any|real|live|actual|support|i|we|then|just|and|{SOMEBODY}",
    r"want|need|would|like|prefer|to|talk|speak|chat|write|with|get|give|me|can|could|let|have|instead|from|your"
    r"|team|now|thanks|being|one|who|is|or|there|connect|by|for",
)
_SPEAK_TO = any_of(
    r"\b(?:speak|talk|chat)(?:ing)? (?:directly )?(?:to|with) (?:a |an |the |your |some )?"
    rf"(?:real |live |actual |human )?{SOMEBODY}\b",
    r"\b(?:can|could|may|let me|i (?:want|need|would like) to|i) (?:speak|talk|chat) (?:to|with) "
    r"(?!(?:you|it|this|that|the|my|a|an|him|her|them|our)\b)\w+(?: (?:instead|please|again|now))*$",
    rf"^(?:please )?(?:transfer|connect|put) me (?:through )?(?:to|with) (?:the |your )?"
    rf"(?:customer (?:service|support|care)|support|service|{SOMEBODY})\b",
)
_WANTS_NOW = re.compile(
    rf"\bi (?:want|need|demand) (?:to have )?(?:a |an |the |your |some |real )*{SOMEBODY}$"
)
_IS_ASKED = re.compile(r"(?:(?:yes|please|pls|now|thanks) ?)*\??")
_AFTER_A_NO = re.compile(rf"\W*(?:no|nope|nah)\s*[.,;!:-]+\s*(?:an? |the )?{SOMEBODY}\W*", re.IGNORECASE)
_PERSON_SIGN = re.compile("[\U0001f464\U0001f465\U0001f64b]|[\U0001f468\U0001f469\U0001f9d1]\u200d\U0001f4bc")
"""Heads, a raised hand, and somebody at work."""

_A_PERSON = re.compile(rf"\b{SOMEBODY}\b")
_ARTICLES = r"(?:a |an |the |any |my |that |your |real )*"
_NO_PERSON = any_of(
    r"\b(?:no longer|(?:do not|need not|not)(?: really| actually)?) (?:need|want|require|have to)\b"
    rf".*\b{SOMEBODY}\b(?! to )",
    rf"\b{SOMEBODY}\b(?: (?:is|are|has|have|needs?|to|be|join|help|come))* (?:no longer|not)"
    r" (?:needed|necessary|required)",
    rf"\bno (?:more )?(?:need (?:for|of) )?{_ARTICLES}{SOMEBODY}"
    r" (?:is )?(?:needed|necessary|required|any ?more|any longer)",
    r"\bno (?:more )?need (?:for|of|to (?:send|get|call|wait for|talk to|speak to|bother)) "
    rf"{_ARTICLES}{SOMEBODY}\b",
    rf"\b(?:do|go on|goes on|carry on|continue|finish)\b(?: \w+){{0,3}} without {_ARTICLES}{SOMEBODY}\b",
    rf"^no {_ARTICLES}{SOMEBODY}(?: (?:please|pls|thanks|thank you|for now|now))*\??$",
    rf"^(?:no )?not {_ARTICLES}{SOMEBODY}\b(?! but\b)",
    r"\b(?:nobody|no one|no-one) (?:has|needs?|have) to (?:join|come|answer|help|call|be sent)",
    rf"\b(?:cancel|withdraw|take back|forget)\b.*\b(?:request|wish|call|chat)\b.*\b{SOMEBODY}\b",
    rf"\b(?:cancel|forget|never ?mind) (?:about )?{_ARTICLES}{SOMEBODY}\b",
    r"\b(?:take|get|remove) me (?:out of|off|from) (?:the |your )?(?:line|queue|list|waiting)",
)
_A_MACHINE = re.compile(r"\b(?:bots?|robots?|machines?|computer|ai|chatbot)\b")

_MORE = re.compile(
    r"(?:(?:please|can you|could you|and|ok|go on) )*"
    r"(?:(?:(?:tell|give) me |say |i (?:want|need|would like) (?:to know )?)?"
    r"(?:a (?:bit|little) |some |any )?more(?: (?:details?|infos?|information))?"
    r"(?: (?:about|on) (?:it|that|this))?"
    r"|(?:in )?more detail|explain (?:it|that|this)(?: (?:again|further|better|more|in more detail))?"
    r"|(?:say|put) (?:it|that|this) (?:in other words|differently|another way)"
    r"|go on|what else do you know|(?:and |but )?why(?: not| is (?:that|it)(?: so)?| so)?|how come)"
    r"(?: please)?"
)


def plain_wish(text: str) -> str | None:
    """The intent that the words of `text` name beyond doubt, if they name one of those above."""
    words = plain_words(text)
    if _AFTER_A_NO.fullmatch(text) or (_PERSON_SIGN.search(text) and _IS_ASKED.fullmatch(words)):
        return "ask_for_human"
    if takes_person_back(words):
        return "decline_human"
    if _is_to_be_told(words):
        return "ask_to_be_told"
    if asks_for_orders(text):
        return "list_orders"
    if _IS_IT_CANCELLED.search(words):
        return "ask_order_status"
    return "ask_for_human" if _wants_person(words) else None


_MY_ORDERS = any_of(
    r"\b(?:show|list|see|view|give|which|what are|look at|all)\b.*\bmy (?:\w+ ){0,2}(?:orders|purchases)\b",
    r"^my (?:\w+ ){0,2}(?:orders|purchases)(?: please)?$",
    r"\b(?:order|purchase) history\b",
    r"\bwhat (?:did|have) i (?:\w+ )?(?:order|bought|buy|ordered)(?: (?:last|recently|lately|before"
    r"|so far|from you|here))*$",
)
_IS_IT_CANCELLED = re.compile(
    r"^(?:(?:so|and|but|ok|wait|hi|hello|hey|now|please|tell me|do you know|can you (?:tell me|check)|if"
    r"|whether) )*"
    r"(?:is|was|has|have|did) (?:it|this|that|my|the|order|\d+|you)\b(?: (?:my|the|order|it|\d+|number))*"
    r"(?: (?:been|really|now|already|still|actually|get|got))* cancell?ed\b"
)
""" "Is it cancelled?" asks; it wishes nothing."""

_OLDER = re.compile(
    r"(?:(?:and|any|the|show|me|are there|what about|please|some|my|ones?|see|can i|more|even|go|further) )*"
    r"(?:older|earlier|previous|more|further back|next)(?: (?:ones?|orders|please|purchases|page"
    r"|of them|from before))*"
)


def asks_for_orders(text: str) -> bool:
    """Whether the customer wants to see which orders they have."""
    words = plain_words(text).rstrip("? ")
    return _MY_ORDERS.search(words) is not None and not re.search(A_NO, words)


def asks_for_older(text: str) -> bool:
    """ "Older ones", where orders were just listed."""
    return _OLDER.fullmatch(plain_words(text).rstrip("? ")) is not None


def asks_for_more(text: str) -> bool:
    """Whether it asks to hear more of what was just told, without saying what that is."""
    return _MORE.fullmatch(plain_words(text).rstrip("? ")) is not None


def takes_person_back(words: str) -> bool:
    """ "I don't need a bot, I need a person" is no such thing. `words` are plain."""
    return _NO_PERSON.search(words) is not None and _A_MACHINE.search(words) is None


def _is_to_be_told(words: str) -> bool:
    """ "Can you tell me when it arrives" asks for a day, and "nobody wrote me when it shipped" complains."""
    if _ASKS_TO_TELL.search(words) or re.search(A_NO, words):
        return False
    return _WILL_BE_TOLD.search(words) is not None


def _wants_person(words: str) -> bool:
    if _BARE_PERSON.fullmatch(words.rstrip("? ")) and _A_PERSON.search(words):
        return True
    if _SPEAK_TO.search(words) and not re.search(A_NO, words):
        return True
    if _WANTS_NOW.search(words.rstrip("? ")):
        return True
    reach = _REACH_ME.search(words)
    if reach is None or _ASKS_HOW.search(words):
        return False
    return _NOT_TO_REACH_ME.search(words[: reach.start()]) is None
