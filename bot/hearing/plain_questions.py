"""Questions about one order that their words leave no doubt about. Plain Python, no Rasa.

The classifier takes "which address does it go to?" for a wish to change it, and "is parcel 1 delivered?" for
a report that it is missing.
"""

import re

from bot.nlu.plain_words import any_of, plain_words

_NOT_NOW = (
    r"\b(?:not|never|no|why|still|yet|change|changed|changing|another|wrong|new|instead|return\w*|back)\b"
)
_WHERE_TO = any_of(
    r"\b(?:which|wich|what|whose) (?:is the )?(?:delivery |shipping |home |street )?(?:address|adress)\b"
    r".*\b(?:go|goes|going|sent|send|ship\w*|deliver\w*|have|on|is|was|us(?:e|ed)|put|gave|give|for)\b",
    r"\b(?:what|which) is (?:the|my) (?:delivery |shipping )?(?:address|adress)\b.*"
    r"\b(?:order|it|parcel|that)\b",
    r"\bwhere (?:is|are|was|will|does|do|did) (?:it|they|my|the|this|that|order|you)\b.*"
    r"\b(?:to|delivered|shipped)(?: (?:then|please|now))?\W*$",
    r"\bwhere (?:does|do|did) (?:it|(?:my |the )?(?:order|parcel|package)(?: \d+)?) go(?: now)?\W*$",
    r"\b(?:check|see|show|tell me|confirm|know) (?:me )?(?:the|my|which|what) (?:delivery |shipping )"
    r"?(?:address|adress)\b",
    r"\bis (?:the|my) (?:delivery |shipping )?(?:address|adress)\b.*\b(?:right|correct|ok|okay)\b",
    r"\bis (?:that|this|it) (?:the )?(?:right|correct|my) (?:address|adress)\b",
)
_GOES_THERE = re.compile(
    r"\b(?:is|are|was|does|do|did|will|has) (?:it|they|that|this|(?:my|the|that|this) \w+)\b.*"
    r"\b(?:go|goes|going|sent|delivered|coming|come)\b.* to (?:the|my|that) "
    r"(?:old|new|same|other|right|wrong) (?:address|place|one)\b"
)
_NOT_A_DELIVERY = re.compile(
    r"\b(?:e-?mails?|mail|your (?:address|adress|shop|store|office)|billing|invoice|refund\w*|money)\b"
)
_IN_IT = any_of(
    r"^(?:and |so |ok |but )*what (?:did|have|had) (?:i|we) (?:\w+ )?(?:order|ordered|buy|bought)\b",
    r"\bwhat(?: is| was| are| all is| else is)? (?:in|inside|part of) "
    r"(?:it|that|this|(?:(?:my|the|this|that) )?(?:\w+ )?(?:order|parcel|package|box|delivery))\b",
    r"\b(?:which|what) (?:items?|things|products|articles)\b.*"
    r"\b(?:in (?:it|my|the|this|that|order)|(?:did|have) i)\b",
    r"\b(?:contents|items) of (?:it|my|the|this|that|order)\b",
    r"\bwhat (?:does|did) (?:it|(?:my |the |this |that )?(?:order|parcel|box)(?: \d+)?) "
    r"(?:contain|include|hold)\b",
    r"\b(?:which|what) (?:size|colou?r|model)s?\b.*\bdid i (?:order|buy|take|choose|pick)\b",
    r"^(?:and |so |ok |but )*what (?:is|are) (?:still |all |now )*(?:left )?(?:in|inside)(?: there)?\W*$",
    r"\bwhat(?: is| are)?(?: still| now)* (?:left|remains|still) (?:in|of) "
    r"(?:it|that|there|(?:my|the|this) \w+)\b",
    r"\bwhat (?:items? |things )?(?:do|will|would) i (?:still )*(?:get|have|receive)"
    r"(?: now| then| still| in it)+\W*$",
    r"\bwhat (?:exactly |all |else )?(?:is|are|was) (?:in|inside) (?:the |my )?"
    r"(?:first|second|third|other|last|1st|2nd|3rd)\b",
    r"^(?:and |so |ok |but )*what (?:exactly |all |else )?is (?:still |already |now )*"
    r"(?:on (?:its|the) way|being packed|coming)\b",
)
_HAS_IT_COME = re.compile(
    r"^(?:and |so |but |ok |tell me |hi |hello )*(?:when )?(?:is|was|are|were|has|have|did) "
    r"(?:it|they|all|everything|both|#?\d{4,8}|parcel|package|order|(?:my|the|that|this) (?:\w+ ){1,3}?"
    r"|(?:parcel|package|order) \d+)"
    r".*\b(?:delivered|arrived|arrive|come|came|here|there|shipped|sent|left)\b"
)
_WHERE_IS_IT = re.compile(
    r"(?:and |so |but |ok |hi |hello )*(?:where|wheres) (?:is |are |r )?(?:my|the) (?:\w+ ){1,3}?"
    r"(?:now |then |please )*\?*"
)
_NOT_IN_AN_ORDER = re.compile(
    r"\b(?:shop|store|label|page|button|website|site|link|number|code|e-?mail|mail|money|refund|invoice|receipt|help|chat"
    r"|voucher|discount|newsletter|account|password|size|form|office|person|agent|human|menu|app)\b"
)
_WAY_BACK = re.compile(
    r"\b(?:where|wheres|status|what about|how is|what happened to|any news)\b.*"
    r"\b(?:exchange|return)\b(?! (?:policy|address|labels?))"
)
_LESS = re.compile(
    r"\b(?:do not|no longer) (?:want|need) (?:the|that|those|these|this|my|one|two) "
    r"(?!order|parcel|return)\w+"
    r"|\b(?:one|two|three|\d) (?:\w+ ){0,2}less\b"
    r"|\bonly (?:want|need|wanted) (?:the|one|two|three|\d)\b"
    r"|\b(?:take|leave) (?:the|my|that|those|these|an?|one|two|both)"
    r"(?: (?!order|parcel|package|box|label|money)\w+){1,3} (?:off|out)\b"
)
_CAME_WITHOUT = re.compile(
    r"\b(?:came|come|arrived|delivered|here|got|received|opened)\b.*\bbut\b.*"
    r"\b(?:missing|not (?:in|inside)|was not there|were not there|without)\b"
)
_MONEY_CAME = any_of(
    r"\b(?:did|have|has|if|whether) you (?:\w+ )?(?:get|got|gotten|receive|received|see|seen) "
    r"(?:(?:my|the|our) )?(?:money|payment|(?:bank )?transfer)\b",
    r"\b(?:did|has|have|is|was) (?:my|the|our) (?:payment|transfer|bank transfer)\b"
    r".*\b(?:arrived?|come|came|gone|go|went|through|there|here|received|booked|in|ok|okay)\b",
)
_PAID = any_of(
    _MONEY_CAME.pattern,
    r"\b(?:is|was) (?:it|this|that|(?:my |the )?order(?: \d+)?|\d{4,8}) (?:already |now |fully )*paid\b",
    r"\b(?:when|until when|how long) (?:do|must|can|should|have) i (?:have to |need to |got to )?pay\b",
    r"\bi (?:have |had |did |just |already )*(?:paid|transfer|transferred|transfered|wired|sent (?:you )?the "
    r"(?:money|payment|transfer))\b",
)
_PAID_FOR_ELSE = re.compile(
    r"\b(?:twice|double|two|back|refund\w*|but|too|more|extra|express|shipping|delivery|return\w*|label)\b"
)
_LONGEST_ABOUT_PAYMENT = 9
_THE_LABEL = re.compile(r"\blabels?\b")
_OF_ANY_LABEL = re.compile(r"\b(?:labels|two|second|both|each|pay\w*|free|cost\w*|much)\b")
_ASKS_FOR_LABEL = re.compile(
    r"\b(?:where|how|get|find|send|resend|again|need|lost|print|download|link|have|show|which|what about)\b"
)
_WHAT = (
    r"(?:it|that|this|they|everything|all(?: of it)?|you|(?:the|my) (?:new |other |old )?"
    r"(?:address|order|changes?|items?|return|exchange|cancell?ation|report|number|street|name))"
)
_HAPPENED = (
    r"(?:changed?|done|do it|in|saved|updated|through|work\w*|set|ok|okay|right|correct|registered|noted"
    r"|started|out|off|gone|cancelled|go through|there)"
)
_IS_IT_DONE = re.compile(
    rf"(?:and |so |ok |but )*(?:is|was|has|have|did|are) {_WHAT}(?: been| now| already| really| all)* "
    rf"{_HAPPENED}(?: (?:now|already|then|yet|in|there))*"
)


def asks_whether_done(text: str) -> bool:
    """ "Is it changed now?", "did that work?": of a change, and nothing besides."""
    return _IS_IT_DONE.fullmatch(plain_words(text).rstrip("? ")) is not None


def asks_where_it_goes(text: str) -> bool:
    """To which address an order goes, of those who don't say another."""
    words = plain_words(text)
    if _GOES_THERE.search(words):
        return True
    if _NOT_A_DELIVERY.search(words) or re.search(_NOT_NOW, words):
        return False
    return _WHERE_TO.search(words) is not None


def asks_what_is_in_it(text: str) -> bool:
    """Which items an order has."""
    return _IN_IT.search(plain_words(text)) is not None


def asks_whether_it_came(text: str) -> bool:
    """ "Is parcel 1 delivered?" asks, and complains of nothing."""
    words = plain_words(text)
    return _HAS_IT_COME.search(words) is not None and not re.search(_NOT_NOW, words)


def asks_where_a_thing_is(text: str) -> bool:
    """ "Where is the rain jacket?": something that an order may have."""
    words = plain_words(text).rstrip("? ") + " "
    return _WHERE_IS_IT.fullmatch(words) is not None and _NOT_IN_AN_ORDER.search(words) is None


def asks_whether_it_is_paid(text: str) -> bool:
    """ "Did you get my money?", "I already transferred it": of the payment, and not of a refund."""
    words = plain_words(text)
    is_short = len(words.split()) <= _LONGEST_ABOUT_PAYMENT
    return is_short and _PAID.search(words) is not None and not _PAID_FOR_ELSE.search(words)


def asks_whether_money_came(text: str) -> bool:
    """ "Did my transfer arrive?": of an order, also where none is spoken of."""
    words = plain_words(text)
    return _MONEY_CAME.search(words) is not None and not _PAID_FOR_ELSE.search(words)


def asks_for_label(text: str) -> bool:
    """Where the label of a return is, and not what it costs, or how many are needed."""
    words = plain_words(text)
    if re.fullmatch(r"(?:and |the |my |return )*labels?\W*", words):
        return True
    if _OF_ANY_LABEL.search(words):
        return False
    return _THE_LABEL.search(words) is not None and _ASKS_FOR_LABEL.search(words) is not None


def asks_for_way_back(text: str) -> bool:
    """ "Where is my exchange?", of those who have started one."""
    words = plain_words(text)
    return (
        _WAY_BACK.search(words) is not None and re.search(r"\b(?:i|to) (?:return|exchange)\b", words) is None
    )


def wants_less(text: str) -> bool:
    """ "I don't want the vests", "one vest less", "leave the vest out": of an order that is open."""
    return _LESS.search(plain_words(text)) is not None


def misses_one_thing(text: str) -> bool:
    """ "It came, but one of the jackets is missing": told, not asked."""
    return not text.rstrip().endswith("?") and _CAME_WITHOUT.search(plain_words(text)) is not None
